import { pick, random } from './random.js'

/**
 * Rules and leads as B2B teams have them: named accounts first, then named lists, then territory by size by industry, then rules that ask
 * for one thing or another, then regional fallbacks. The same for any number of rules, so that figures can be compared.
 */

/** One test of a rule, as plain as every engine understands it. */
export type Ask =
  | { readonly field: Field; readonly op: 'is' | 'not'; readonly value: string | boolean }
  | { readonly field: Field; readonly op: 'in' | 'notIn'; readonly value: readonly string[] }
  | { readonly field: Field; readonly op: 'inList'; readonly value: string }
  | { readonly field: Field; readonly op: 'gte' | 'lt'; readonly value: number }

/** AND of tests and groups; a group is an OR of tests. */
export interface Rule {
  readonly all: readonly (Ask | { readonly any: readonly Ask[] })[]
}

export interface Workload {
  readonly rules: readonly Rule[]
  readonly lists: ReadonlyMap<string, ReadonlySet<string>>
  readonly leads: readonly Lead[]
}

export type Field = 'country' | 'state' | 'employees' | 'industry' | 'domain' | 'score' | 'source' | 'consent'

export interface Lead {
  readonly id: string
  readonly score?: number
  readonly source: string
  readonly consent: boolean
  readonly email: string
  readonly company: {
    readonly name: string
    readonly domain: string
    readonly country: string
    readonly state?: string
    readonly employees?: number
    readonly industry: string
  }
}

/** Where each field is. */
export const paths: { readonly [field in Field]: readonly string[] } = {
  country: ['company', 'country'],
  state: ['company', 'state'],
  employees: ['company', 'employees'],
  industry: ['company', 'industry'],
  domain: ['company', 'domain'],
  score: ['score'],
  source: ['source'],
  consent: ['consent'],
}

const regions = [
  ['US', 'CA'],
  ['DE', 'AT', 'CH'],
  ['GB', 'IE'],
  ['FR', 'BE', 'NL'],
  ['ES', 'IT', 'PT'],
  ['SE', 'DK', 'NO', 'FI'],
  ['PL', 'CZ', 'HU'],
  ['JP', 'KR', 'SG'],
] as const
const countries = regions.flat()
const industries = Array.from({ length: 24 }, (_, index) => `industry ${index}`)
const sources = ['web', 'event', 'partner', 'referral', 'ads', 'phone']
const LISTED = 300

function statesOf(country: string): readonly string[] {
  return Array.from({ length: country === 'US' ? 50 : 12 }, (_, index) => `${country}-${index}`)
}

/** Few values often, many seldom. */
function skewed<Value>(values: readonly Value[], next: () => number): Value {
  return values[Math.floor(values.length * next() ** 2)] as Value
}

function domainOf(index: number): string {
  return `company-${index}.example`
}

/** How finely a team divides its market: the more rules, the finer. */
interface Grain {
  readonly accounts: number
  readonly lists: number
  readonly bands: readonly number[]
  readonly where: 'region' | 'country' | 'state'
}

function grainOf(rules: number): Grain {
  const bands =
    rules < 100 ? [0, 50, 500, 1_000_000] : rules < 1000 ? [0, 20, 200, 1000, 1_000_000] : [0, 10, 50, 200, 500, 1000, 5000, 1_000_000]
  return {
    accounts: 2 * rules,
    lists: Math.min(20, Math.ceil(rules / 20)),
    bands,
    where: rules < 100 ? 'region' : rules < 1000 ? 'country' : 'state',
  }
}

function bandOf({ bands }: Grain, next: () => number): readonly Ask[] {
  const at = Math.floor(next() * (bands.length - 1))
  const low: Ask = { field: 'employees', op: 'gte', value: bands[at] as number }
  const high: Ask = { field: 'employees', op: 'lt', value: bands[at + 1] as number }
  return at === 0 ? [high] : at === bands.length - 2 ? [low] : [low, high]
}

function placeOf({ where }: Grain, next: () => number): readonly Ask[] {
  if (where === 'region') return [{ field: 'country', op: 'in', value: skewed(regions, next) }]
  const country = skewed(countries, next)
  const tests: Ask[] = [{ field: 'country', op: 'is', value: country }]
  if (where === 'state') tests.push({ field: 'state', op: 'in', value: [pick(statesOf(country), next), pick(statesOf(country), next)] })
  return tests
}

function ruleOf(part: number, grain: Grain, next: () => number): Rule {
  if (part < 0.15) {
    const owned = Array.from({ length: 1 + Math.floor(next() * 4) }, () => domainOf(Math.floor(next() * grain.accounts)))
    return { all: [{ field: 'domain', op: 'in', value: owned }] }
  }
  if (part < 0.25) {
    const list: Ask = { field: 'domain', op: 'inList', value: `list ${Math.floor(next() * grain.lists)}` }
    return {
      all: [list, ...(next() < 0.5 ? bandOf(grain, next) : [{ field: 'score', op: 'gte', value: Math.floor(next() * 100) } as const])],
    }
  }
  // A small team looks after groups of industries.
  const group = Math.floor(next() * 3)
  const industry: Ask =
    grain.where === 'region'
      ? { field: 'industry', op: 'in', value: industries.filter((_, index) => index % 3 === group) }
      : { field: 'industry', op: 'is', value: pick(industries, next) }
  if (part < 0.7) return { all: [...placeOf(grain, next), ...bandOf(grain, next), industry] }
  const region: Ask = { field: 'country', op: 'in', value: skewed(regions, next) }
  if (part < 0.8) {
    const either: Ask = { field: 'industry', op: 'in', value: [pick(industries, next), pick(industries, next)] }
    const oneOf = { any: [either, { field: 'score', op: 'gte', value: 80 + Math.floor(next() * 20) }] as const }
    return { all: [...placeOf(grain, next), oneOf, { field: 'consent', op: 'is', value: true }] }
  }
  if (part < 0.9)
    return {
      all: [
        ...placeOf(grain, next),
        ...bandOf(grain, next),
        { field: 'source', op: 'notIn', value: [pick(sources, next), pick(sources, next)] },
      ],
    }
  // The last rules of a small team take whole continents.
  if (grain.where === 'region') return { all: [{ field: 'country', op: 'in', value: countries.slice(0, 2 + Math.floor(next() * 6)) }] }
  return { all: [region, ...(next() < 0.5 ? bandOf(grain, next) : [])] }
}

/** So many rules, the most special in front, and so many leads for them. */
export function workloadOf(rules: number, leads: number, seed = 1): Workload {
  const next = random(seed)
  const grain = grainOf(rules)
  const lists = new Map(
    Array.from({ length: grain.lists }, (_, index) => [
      `list ${index}`,
      new Set(Array.from({ length: LISTED }, () => `listed-${Math.floor(next() * 100 * LISTED)}.example`)),
    ]),
  )
  const listed = [...lists.values()].flatMap((list) => [...list])
  return {
    rules: Array.from({ length: rules }, (_, index) => ruleOf((index + 0.5) / rules, grain, next)),
    lists,
    leads: Array.from({ length: leads }, (_, index) => leadOf(index, grain, listed, next)),
  }
}

function leadOf(index: number, { accounts }: Grain, listed: readonly string[], next: () => number): Lead {
  const country = skewed(countries, next)
  const known = next()
  const domain = known < 0.1 ? domainOf(Math.floor(next() * accounts)) : known < 0.15 ? pick(listed, next) : `unknown-${index}.example`
  const lead = {
    id: `L${index}`,
    ...(next() < 0.9 ? { score: Math.floor(next() * 100) } : {}),
    source: pick(sources, next),
    consent: next() < 0.8,
    email: `person${index}@${domain}`,
    company: {
      name: `Company ${index}`,
      domain,
      country,
      ...(next() < 0.85 ? { state: pick(statesOf(country), next) } : {}),
      ...(next() < 0.9 ? { employees: Math.floor(10 ** (next() * 4)) } : {}),
      industry: pick(industries, next),
    },
  }
  // As leads come in: parsed.
  return JSON.parse(JSON.stringify(lead)) as Lead
}
