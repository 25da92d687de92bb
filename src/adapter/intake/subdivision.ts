import { countries, isCountry } from './countries.js'
import { fold, LONGEST_NAME } from './fold.js'
import { type Normalised, oneOf, textOf } from './normalised.js'
import { coreOf, regionsEverywhere, regionsOf } from './regions.js'

export interface SubdivisionOptions {
  /** The country it is in, as an alpha-2 code. Without it only full codes, and names that nothing else bears, are told. */
  readonly country?: string
  /** `full`: as ISO 3166-2 has it, `DE-BY`. `short`: without the country, `BY`, and only where there is one. By default `full`. */
  readonly form?: 'full' | 'short'
}

/**
 * A state, province, canton and so on as its ISO 3166-2 code, from its name, an abbreviation or a code.
 *
 * @example
 * normaliseSubdivision('Bavaria', { country: 'DE' }) // { value: 'DE-BY' }
 * normaliseSubdivision('CA')                         // { ambiguous: ['CA', 'US-CA', …] }: Canada, California
 */
export function normaliseSubdivision(value: unknown, { country, form = 'full' }: SubdivisionOptions = {}): Normalised {
  const text = textOf(value, LONGEST_NAME)
  if (typeof text !== 'string') return text
  const placed = country !== undefined && isCountry(country)
  const found = placed ? within(text, country) : anywhere(text)
  if (form === 'full' || !('value' in found)) return found
  return placed ? { value: found.value.slice(3) } : { unknown: `is ${found.value}, but a code without its country says nothing` }
}

function within(text: string, country: string): Normalised {
  const full = fullCode(text)
  if (full !== undefined) return full.startsWith(country) ? { value: full } : { unknown: `is in ${full.slice(0, 2)}, not in ${country}` }
  const { codes, byName, byCore } = regionsOf(country)
  const code = text.toUpperCase()
  const name = fold(text)
  const core = coreOf(name)
  const found = codes.has(code)
    ? [code]
    : (byName.get(name) ?? byCore.get(core ?? name) ?? (core === undefined ? undefined : byName.get(core)) ?? fromList(codes, name) ?? [])
  if (found.length === 0) return { unknown: elsewhere(name, country) }
  return oneOf(
    found.map((short) => `${country}-${short}`),
    '',
  )
}

/** Initials, and codes that lost a zero or got one: `N.S.W.`, `9` of `09`. */
function fromList(codes: ReadonlySet<string>, name: string): readonly string[] | undefined {
  const code = name.toUpperCase()
  const padded = /^\d$/.test(code) ? [`0${code}`] : [code]
  const found = padded.filter((one) => codes.has(one))
  return found.length === 0 ? undefined : found
}

function elsewhere(name: string, country: string): string {
  const others = (regionsEverywhere().get(name) ?? []).filter((code) => !code.startsWith(country))
  const hint = others.length === 0 || others.length > 3 ? '' : `, while there is ${others.join(' and ')}`
  return `is no part of ${country} that is known${hint}`
}

function anywhere(text: string): Normalised {
  const full = fullCode(text)
  if (full !== undefined) return { value: full }
  const name = fold(text)
  const unknown = 'is no part of a country that is known'
  const country = countries().byName.get(name) ?? []
  const named = regionsEverywhere().get(name) ?? regionsEverywhere().get(coreOf(name) ?? '') ?? []
  // A code without its country says nothing: most letters are in use in many.
  if (/^[a-z\d]{1,3}$/.test(name)) {
    const coded = codedEverywhere(name.toUpperCase())
    const all = [...new Set([...named, ...coded])]
    return all.length === 0 ? { unknown } : { ambiguous: few(all) }
  }
  const bearers = [...new Set([...country, ...named])]
  return bearers.length > 1 ? { ambiguous: few(bearers) } : oneOf(named, unknown)
}

function codedEverywhere(code: string): string[] {
  const { byCode } = countries()
  const all = [...new Set(byCode.values())].filter((country) => regionsOf(country).codes.has(code)).map((country) => `${country}-${code}`)
  return byCode.get(code) === code ? [code, ...all] : all
}

/** Enough to see that it is not clear; those of the countries where people write states stay, where there are too many. */
function few(codes: readonly string[]): readonly string[] {
  const weight = (code: string): number => ['CA', 'US', 'AU', 'IN', 'BR', 'MX', 'DE'].indexOf(code.slice(0, 2))
  const sorted = [...codes].sort((one, other) => {
    const [first, second] = [weight(one), weight(other)]
    if (first !== second) return (first < 0 ? 99 : first) - (second < 0 ? 99 : second)
    return one < other ? -1 : 1
  })
  return sorted.slice(0, MOST).sort()
}

const MOST = 8

function fullCode(text: string): string | undefined {
  const [, country = '', part = ''] = /^([A-Za-z]{2})\s?[-–_]\s?([A-Za-z\d]{1,3})$/.exec(text) ?? []
  const [upper, code] = [country.toUpperCase(), part.toUpperCase()]
  return upper !== '' && isCountry(upper) && regionsOf(upper).codes.has(code) ? `${upper}-${code}` : undefined
}
