import type { Json, JsonObject } from '../../lead.js'

/** What is known of a company. What is missing says nothing. */
export interface CompanyFacts {
  /** Domains or addresses of its own, the most trusted first: `acme.com`, `https://www.acme.com/en`. */
  readonly websites?: readonly string[]
  readonly emails?: readonly string[]
  readonly names?: readonly string[]
  /** An ISO code (`DE`) or an English name. */
  readonly country?: string
  readonly state?: string
  readonly city?: string
  readonly postalCode?: string
  readonly phone?: string
}

export interface AccountFacts extends CompanyFacts {
  /** The id of the account to which this one belongs. */
  readonly parent?: string
  /** 1 is the highest. */
  readonly tier?: number
  /** When something last happened with the account, in milliseconds since 1970. */
  readonly lastActiveAt?: number
}

/** A lead in the usual shape: its company in `company` or beside it. */
export function leadFacts(lead: JsonObject): CompanyFacts {
  const company = own(lead, 'company')
  const inner = isObject(company) ? company : nothing
  const contact = own(lead, 'contact')
  return {
    websites: texts(own(lead, 'domain'), own(inner, 'domain'), own(lead, 'website'), own(inner, 'website')),
    emails: texts(own(lead, 'email'), isObject(contact) ? own(contact, 'email') : undefined),
    names: texts(own(inner, 'name'), own(lead, 'companyName'), company),
    ...placeOf(inner, lead),
  }
}

/** The first of a lead's websites and addresses, found with as little work as can be; undefined where it takes more to say which that is. */
export function firstAddress(lead: JsonObject): string | undefined {
  const domain = own(lead, 'domain')
  if (isOne(domain)) return domain
  const company = own(lead, 'company')
  const inner = isObject(company) ? company : nothing
  for (const value of [domain, own(inner, 'domain'), own(lead, 'website'), own(inner, 'website')]) {
    if (isOne(value)) return value
    if (value !== undefined && value !== '') return undefined
  }
  const email = own(lead, 'email')
  return isOne(email) && email.includes('@') ? email : undefined
}

function isOne(value: Json | undefined): value is string & { readonly one?: never } {
  return typeof value === 'string' && value !== '' && !value.includes(';')
}

/** An account in the usual shape. Several domains or names in a list, or with semicolons between them. */
export function accountFacts(account: JsonObject): AccountFacts {
  const [parent, tier, active] = [oneText(own(account, 'parent')), own(account, 'tier'), own(account, 'lastActiveAt')]
  const lastActiveAt = typeof active === 'string' ? Date.parse(active) : active
  return {
    websites: texts(own(account, 'domain'), own(account, 'domains'), own(account, 'website')),
    names: texts(own(account, 'name'), own(account, 'names'), own(account, 'aliases')),
    ...placeOf(account, nothing),
    ...(parent === undefined ? {} : { parent }),
    ...(typeof tier === 'number' ? { tier } : {}),
    ...(typeof lastActiveAt === 'number' && Number.isFinite(lastActiveAt) ? { lastActiveAt } : {}),
  }
}

const nothing: JsonObject = {}
const places = ['country', 'state', 'city', 'postalCode', 'phone'] as const

function placeOf(first: JsonObject, second: JsonObject): Partial<Record<(typeof places)[number], string>> {
  const found: Partial<Record<(typeof places)[number], string>> = {}
  for (const place of places) {
    const text = oneText(own(first, place)) ?? oneText(own(second, place))
    if (text !== undefined) found[place] = text
  }
  return found
}

/** The texts among some values, in that order; a list counts as its texts. */
function texts(...values: readonly (Json | undefined)[]): string[] {
  const found: string[] = []
  for (const value of values) {
    if (typeof value === 'string') addParts(value, found)
    else if (Array.isArray(value)) for (const one of value.slice(0, 100)) if (typeof one === 'string') addParts(one, found)
  }
  return found
}

function addParts(text: string, found: string[]): void {
  if (!text.includes(';')) {
    if (text !== '') found.push(text)
  } else for (const part of text.split(';')) if (part.trim() !== '') found.push(part)
}

/** Postal codes come as numbers, too. */
function oneText(value: Json | undefined): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Own fields only: a lead may bring any names. */
function own(fields: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}
