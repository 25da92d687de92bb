import { fold } from './companyName.js'
import { countryCode } from './countryCode.js'
import type { CompanyFacts } from './facts.js'

/** Something that speaks for a match, or against it. */
export interface Evidence {
  /**
   * - `domain`: the lead's host is the account's, or belongs to it; `registrable`: both belong to one registrable domain
   * - `name`: the same name but for case, accents, legal form and word order; `similarName`: a similar one
   * - `country`, `state`, `city`, `postalCode`, `phone`: the same, or another one
   * - `form`: the names have different legal forms; `otherDomain`: the lead shows a domain that is not the account's
   * - `parent`: the owner comes from the account's parent
   */
  readonly kind:
    | ('domain' | 'registrable' | 'name' | 'similarName' | 'country' | 'state' | 'city' | 'postalCode' | 'phone')
    | ('form' | 'otherDomain' | 'parent')
  readonly speaks: 'for' | 'against'
  /** For people: `country DE`, `domain acme.com from the lead's email`. */
  readonly text: string
}

/** What the places of lead and account say to one another. */
export function comparePlaces(lead: CompanyFacts, account: CompanyFacts): Evidence[] {
  const found: Evidence[] = []
  const say = (kind: Evidence['kind'], same: boolean | undefined, ours: string | undefined, theirs: string | undefined): void => {
    if (same === true) found.push({ kind, speaks: 'for', text: `${kind} ${shown(ours)}` })
    if (same === false) found.push({ kind, speaks: 'against', text: `${kind} ${shown(ours)}, not ${shown(theirs)}` })
  }
  say('country', sameCountry(lead.country, account.country), lead.country, account.country)
  say('state', sameState(lead.state, account.state), lead.state, account.state)
  // Cities have many names; another one says nothing.
  say('city', sameFolded(lead.city, account.city) || undefined, lead.city, account.city)
  say('postalCode', samePostalCode(lead.postalCode, account.postalCode) || undefined, lead.postalCode, account.postalCode)
  if (samePhone(lead.phone, account.phone)) found.push({ kind: 'phone', speaks: 'for', text: 'the beginning of the phone number' })
  return found
}

function shown(text: string | undefined): string {
  return (text ?? '').trim().slice(0, 40)
}

/** Undefined where one is not known: `Deutschland` is not another country than `DE`. */
function sameCountry(one: string | undefined, other: string | undefined): boolean | undefined {
  if (one === undefined || other === undefined) return undefined
  const [a, b] = [countryCode(one), countryCode(other)]
  if (a !== undefined && b !== undefined) return a === b
  return sameFolded(one, other) || undefined
}

/** `NY` and `New York` may be one; `NY` and `NJ` are two. */
function sameState(one: string | undefined, other: string | undefined): boolean | undefined {
  if (one === undefined || other === undefined) return undefined
  const [a, b] = [fold(one), fold(other)]
  if (a === '' || b === '') return undefined
  return a === b ? true : a.length <= 3 === b.length <= 3 ? false : undefined
}

function sameFolded(one: string | undefined, other: string | undefined): boolean {
  const a = fold(one ?? '')
  return a !== '' && a === fold(other ?? '')
}

/** `10115-1234` is within `10115`. */
function samePostalCode(one: string | undefined, other: string | undefined): boolean {
  const [a, b] = [one, other].map((code) => fold(code ?? '').replaceAll(' ', '')) as [string, string]
  if (Math.min(a.length, b.length) < 3) return false
  return a === b || (Math.min(a.length, b.length) >= 5 && (a.startsWith(b) || b.startsWith(a)))
}

/** International numbers share country and area (their first six digits); of others all digits must be the same. */
function samePhone(one: string | undefined, other: string | undefined): boolean {
  const [a, b] = [one, other].map((phone) => digitsOf(phone ?? '')) as [Digits, Digits]
  if (a.digits.length < 7 || b.digits.length < 7) return false
  return a.international && b.international ? a.digits.slice(0, 6) === b.digits.slice(0, 6) : a.digits.slice(-9) === b.digits.slice(-9)
}

interface Digits {
  readonly digits: string
  readonly international: boolean
}

function digitsOf(phone: string): Digits {
  const text = phone.slice(0, 60).replace(/\(0\)/g, '').trim()
  const international = /^(?:\+|00)/.test(text)
  return { digits: text.replace(/\D/g, '').replace(/^0+/, ''), international }
}
