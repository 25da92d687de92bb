import type { Account } from '../../../src/decide/decision.js'
import type { JsonObject } from '../../../src/lead.js'
import { type Chance, chanceOf } from '../../fairness/chance.js'

const onsets = 'b br c ch d dr f fl g gr h j k kl l m n p pr qu r s sh st t tr v w x z'.split(' ')
const vowels = 'a e i o u y ai ea io ou'.split(' ')
const codas = 'n r s l m x nd rt ck th ng p t f gh'.split(' ')
// The words that many companies have, the commonest first.
const trades =
  'Services Group Solutions International Systems Consulting Technologies Construction Management Trading Industries Holdings Software Engineering Logistics Energy Partners Foods Media Capital Properties Design Transport Insurance Electric Pharma Hotels Textiles Bank Marketing Medical Health Security Motors Travel Electronics Networks Labs Digital Global Data Steel Plastics Paper Printing Dental Legal Academy Farms Realty Roofing Plumbing Interiors Catering Events Studio Robotics Optics Marine Aviation Mining Chemicals Packaging Furniture Toys Books Sports Wines Brewing Bakery Flooring Lighting Cleaning Staffing Ventures'.split(
    ' ',
  )
const forms = ['GmbH', 'Inc.', 'Ltd', 'LLC', 'AG', 'S.A.', 'B.V.', '']
const countries = 'US DE GB FR IT ES NL SE PL CA AU CH AT BE DK FI NO IE PT JP'.split(' ')

/**
 * Accounts with names as varied, and as alike, as those of a CRM: words of a language of 30,000 and family names come again as in any language, 76 words of trade and 500 places stand in many names, and only three names of ten have a word that nobody else
 * thought of. Places go along with countries. Every company is invented.
 */
export function manyAccounts(count: number, seed = 7): Account[] {
  const chance = chanceOf(seed)
  const pick = <One>(list: readonly One[]): One => list[Math.floor(chance() * list.length)] as One
  /** By the law of Zipf and Mandelbrot: the commonest of 30,000 words stands in one of 150 places, as the commonest family names do. */
  const common = <One>(list: readonly One[], evenness = 20): One =>
    list[Math.floor(evenness * ((list.length + evenness) / evenness) ** chance() - evenness)] as One
  const syllable = (): string => pick(onsets) + pick(vowels) + (chance() < 0.4 ? pick(codas) : '')
  const word = (): string => capital(syllable() + syllable() + (chance() < 0.4 ? syllable() : '') + (chance() < 0.5 ? pick(codas) : ''))
  const [language, families, places] = [30_000, 30_000, 500].map((length) => Array.from({ length }, word)) as [string[], string[], string[]]
  const own = (): string => {
    const kind = chance()
    if (kind < 0.2) return word()
    if (kind < 0.3) return `${word()} ${common(trades, 5)}`
    if (kind < 0.45) return `${common(families)} ${common(trades, 5)}`
    if (kind < 0.55) return `${common(families)} & ${common(families)}${chance() < 0.5 ? ` ${common(trades, 5)}` : ''}`
    if (kind < 0.75) return `${common(language)} ${common(language)} ${common(trades, 5)}`
    if (kind < 0.85) return `${common(language)}${common(language).toLowerCase()} ${common(trades, 5)}`
    if (kind < 0.95) return `${common(places)} ${common(trades, 5)} ${common(trades, 5)}`
    return `${common(trades, 5)} ${common(trades, 5)}`
  }
  const seen = new Map<string, number>()
  return Array.from({ length: count }, (_, n) => {
    const name = own()
    const label = name.toLowerCase().replace(/[^a-z]+/g, '')
    const same = seen.get(label) ?? 0
    seen.set(label, same + 1)
    const country = common(countries, 1)
    // Each country has its own 25 places.
    const city = common(places.slice(countries.indexOf(country) * 25, countries.indexOf(country) * 25 + 25), 3)
    return {
      ...{ id: `A${n}`, owner: `rep${n % 50}`, name: `${name} ${pick(forms)}`.trim(), country, city },
      domain: flat(`${label}${same === 0 ? '' : same}.com`),
    }
  })
}

/** A lead of the account, with a name that somebody typed wrongly. */
export function misspeltLead({ name, country, city }: Account, chance: Chance, typos: number, place: boolean): JsonObject {
  let companyName = name as string
  for (let typo = 0; typo < typos; typo += 1) companyName = mistyped(companyName, chance)
  return { companyName: flat(companyName), ...(place ? { country: country as string, city: city as string } : {}) }
}

/** One letter, not the first of a word, doubled, dropped, changed or swapped with the next. */
export function mistyped(name: string, chance: Chance): string {
  const letters = [...name].flatMap((letter, at) => (/[a-z]/.test(letter) && /[a-z]/i.test(name[at - 1] ?? '') ? [at] : []))
  const at = letters[Math.floor(chance() * letters.length)] as number
  const [before, letter, next] = [name.slice(0, at), name[at] as string, name[at + 1] ?? '']
  const kind = Math.floor(chance() * 4)
  if (kind === 0) return before + letter + name.slice(at)
  if (kind === 1) return before + name.slice(at + 1)
  if (kind === 2) return before + String.fromCharCode(97 + Math.floor(chance() * 26)) + name.slice(at + 1)
  return before + next + letter + name.slice(at + 2)
}

/** As a text that was read from somewhere: in one piece, its hash not known yet. */
export function flat(text: string): string {
  return Buffer.from(text).toString()
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
