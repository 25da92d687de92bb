import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as intake from '../../../src/adapter/intake/index.js'
import { createRouter, type Json, type JsonObject, memoryStore } from '../../../src/index.js'
import { jsonLimits, toJson } from '../../../src/json.js'
import { messyCountries } from './messyCountries.js'
import { messyDomains, messyEmails, messyEmployees, messyIndustries, messyPhones, messyTimeZones, messyWebsites } from './messyOthers.js'
import { messyPostalCodes } from './messyPostalCodes.js'
import { messyRegions } from './messyRegions.js'
import { type Row, type RowIn, unknown } from './row.js'

type Pure = (value: unknown, country: string | undefined) => intake.Normalised<Json>

const inside = (country: string | undefined) => (country === undefined ? {} : { country })
const pure: { readonly [kind: string]: { readonly normalise: Pure; readonly rows: readonly (Row | RowIn)[]; readonly placed?: true } } = {
  country: { normalise: (value) => intake.normaliseCountry(value), rows: messyCountries },
  subdivision: { normalise: (value, country) => intake.normaliseSubdivision(value, inside(country)), rows: messyRegions, placed: true },
  'subdivision, short': {
    normalise: (value, country) => intake.normaliseSubdivision(value, { ...inside(country), form: 'short' }),
    rows: messyRegions.filter(([country]) => country !== undefined && country !== 'XX'),
    placed: true,
  },
  postalCode: { normalise: (value, country) => intake.normalisePostalCode(value, country), rows: messyPostalCodes, placed: true },
  employees: { normalise: (value) => intake.normaliseEmployees(value), rows: messyEmployees },
  industry: { normalise: (value) => intake.normaliseIndustry(value), rows: messyIndustries },
  email: { normalise: (value) => intake.normaliseEmail(value), rows: messyEmails },
  'email, stripped': { normalise: (value) => intake.normaliseEmail(value, { subaddress: 'strip', gmailDots: 'merge' }), rows: messyEmails },
  website: { normalise: (value) => intake.normaliseWebsite(value), rows: messyWebsites },
  domain: { normalise: (value) => intake.normaliseDomain(value), rows: messyDomains },
  'domain, host': { normalise: (value) => intake.normaliseDomain(value, { form: 'host' }), rows: messyDomains },
  phone: { normalise: (value, country) => intake.normalisePhone(value, country), rows: messyPhones, placed: true },
  timeZone: { normalise: (value) => intake.normaliseTimeZone(value), rows: messyTimeZones },
}

/** What tries regular expressions, parsers and lookups by name. */
const hostile = fc.constantFrom(
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '\0',
    '\uD800',
    '‮',
    'İ',
    'ß',
    'ﬃ',
    '١٢٣',
    '🇩🇪',
    '🇩',
    '(((((',
    '[[[',
    '<<<>>>',
    '@@@',
    '....',
    '----',
    '%%%',
    '\\',
    '"',
    "'",
    '+',
    '++1',
    'NaN',
    '1e309',
    '-0',
  ],
)
/** What the table has for a kind, whole or with something hostile in it, and anything else. */
function valuesOf(inputs: readonly unknown[]): fc.Arbitrary<unknown> {
  const texts = inputs.filter((input): input is string => typeof input === 'string')
  const mutated = fc
    .tuple(fc.constantFrom(...texts), hostile, fc.nat(20))
    .map(([text, bit, at]) => text.slice(0, at) + bit + text.slice(at))
  const other = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary' }), hostile, pumped)
  return fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...inputs) }, { weight: 4, arbitrary: mutated }, { weight: 2, arbitrary: other })
}

const inputsOf = (kind: string): unknown[] => (pure[kind]?.rows ?? []).map((row) => row[row.length - 2])
const pumped = fc
  .tuple(
    fc.constantFrom('a', ' ', '-', '.', '1', ',', '(', '@', 'é', 'x.', '1,', 'a ', '- ', "1'", '<', 'ann@', 'u.', '+'),
    fc.constantFrom(10, 199, 200, 201, 2047, 100_000),
  )
  .map(([bit, times]) => bit.repeat(times))
const countries = fc.constantFrom(undefined, 'DE', 'US', 'GB', 'CA', 'XX', '__proto__', 'GE')

describe.each(Object.entries(pure))('%s', (kind, { normalise, rows, placed }) => {
  test('normal forms are fixed points: of every row of the table', () => {
    const wrong = rows.flatMap((row) => {
      const [country, input] = placed ? (row as RowIn) : [undefined, row[0]]
      const once = normalise(input, country)
      if (!('value' in once)) return []
      const twice = normalise(once.value, country)
      return JSON.stringify(twice) === JSON.stringify(once) ? [] : [{ country, input, once, twice }]
    })
    expect(wrong).toEqual([])
    expect(rows.filter((row) => row.at(-1) !== unknown).length).toBeGreaterThan(5)
  })

  test('of anything at all: no throw, one of three answers, a fixed point', () => {
    let normal = 0
    const asInTable = fc
      .tuple(fc.constantFrom(...rows), fc.oneof({ weight: 3, arbitrary: fc.constant('') }, { weight: 1, arbitrary: hostile }), fc.nat(20))
      .map(([row, bit, at]): readonly [value: unknown, country: string | undefined] => {
        const [country, input] = placed ? (row as RowIn) : [undefined, row[0]]
        return [typeof input === 'string' ? input.slice(0, at) + bit + input.slice(at) : input, country]
      })
    fc.assert(
      fc.property(fc.oneof(asInTable, fc.tuple(valuesOf(inputsOf(kind)), countries)), ([value, country]) => {
        const found = normalise(value, country)
        expect(Object.keys(found)).toHaveLength(1)
        if ('unknown' in found) expect(found.unknown).toMatch(/^(?:is|has) /)
        else if ('ambiguous' in found) expect(new Set(found.ambiguous).size).toBeGreaterThan(0)
        else {
          normal += 1
          expect(normalise(found.value, country)).toEqual(found)
        }
      }),
      { numRuns: 500 },
    )
    // Most of the inputs are nonsense; a generator that never reached a normal form would have tried nothing.
    expect(normal).toBeGreaterThan(80)
  })
})

const paths = ['country', 'state', 'zip', 'size', 'industry', 'phone', 'email', 'website', 'timeZone'] as const
const options: intake.NormaliseOptions = {
  country: { from: 'country', fill: { phone: 'phone', email: 'email', website: 'website' } },
  subdivision: 'state',
  postalCode: 'zip',
  employees: 'size',
  industry: 'industry',
  phone: 'phone',
  email: 'email',
  website: 'website',
  domain: { from: 'email', to: 'company.domain' },
  timeZone: 'timeZone',
}
const kinds: { readonly [path in (typeof paths)[number]]: string } = {
  country: 'country',
  state: 'subdivision',
  zip: 'postalCode',
  size: 'employees',
  industry: 'industry',
  phone: 'phone',
  email: 'email',
  website: 'website',
  timeZone: 'timeZone',
}
const someValue = valuesOf(paths.flatMap((path) => inputsOf(kinds[path]).slice(0, 5)))
const lead = fc
  .tuple(
    fc.record(Object.fromEntries(paths.map((path) => [path, valuesOf(inputsOf(kinds[path]))])), { requiredKeys: [] }),
    fc.record({ original: fc.option(someValue, { freq: 2, nil: undefined }), company: someValue }, { requiredKeys: [] }),
  )
  .map(([fields, others]) => ({ id: 'L1', ...fields, ...others }))
  // What a router takes in.
  .map((value) => toJson(value, jsonLimits.lead))
  .filter((copied) => 'value' in copied)
  .map((copied) => (copied as { value: JsonObject }).value)

/** The lead as it was, from what `original` says. */
function restored(before: JsonObject, after: JsonObject): JsonObject {
  const original = after.original as JsonObject | undefined
  const hadOriginal = Object.hasOwn(before, 'original')
  const result: Record<string, Json> = { ...after }
  for (const path of paths) {
    if (JSON.stringify(after[path]) === JSON.stringify(before[path])) continue
    const kept = original?.[path]
    if (kept === undefined) delete result[path]
    else result[path] = kept
  }
  if (!hadOriginal) delete result.original
  return result
}

describe('leads', () => {
  const normalise = intake.leadNormaliser(options)

  test('once is as good as twice; what was there can be read again; each change is noted', () => {
    let [changed, left] = [0, 0]
    fc.assert(
      fc.property(lead, (before) => {
        const copy = structuredClone(before)
        const { lead: after, notes } = normalise(before)
        expect(before).toEqual(copy)
        const again = normalise(after)
        expect(again.lead).toEqual(after)
        expect(again.notes.filter(({ code }) => code === 'normalised' || code === 'filledWeakly')).toEqual([])
        const { company: had, original: kept, ...fields } = before
        const { company: has, ...others } = restored(before, after)
        if (kept === undefined) expect(others).toEqual(fields)
        const domain = (value: Json | undefined) =>
          typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject).domain : undefined
        const differ =
          paths.filter((path) => JSON.stringify(before[path]) !== JSON.stringify(after[path])).length +
          (domain(had) === domain(has) ? 0 : 1)
        expect(notes.filter(({ code }) => code === 'normalised' || code === 'filledWeakly')).toHaveLength(differ)
        if (differ > 0) changed += 1
        if (notes.length > differ) left += 1
      }),
      { numRuns: 500 },
    )
    expect(changed).toBeGreaterThan(100)
    expect(left).toBeGreaterThan(100)
  })

  test('what stood in `original` is never written over', () => {
    fc.assert(
      fc.property(lead, (before) => {
        const { lead: after } = normalise(before)
        const given = before.original
        if (typeof given === 'object' && given !== null && !Array.isArray(given)) expect(after.original).toMatchObject(given)
        else if (given !== undefined) expect(after.original).toEqual(given)
      }),
    )
  })

  test('a router takes whatever comes out, notes and all, under the key that came in', async () => {
    await fc.assert(
      fc.asyncProperty(lead, async (before) => {
        const store = memoryStore()
        const plan = { fairlead: 1, name: 'p', rules: [], otherwise: { to: {} } } as const
        const router = createRouter({ plan, roster: [{ id: 'ana' }], store }).use(
          intake.normalise({ ...options, domain: { from: 'email', to: 'id' } }),
        )
        const decision = await router.route(before)
        expect(decision.lead).toBe('L1')
        expect((await store.lead({ key: 'L1' }))?.intake.notes ?? []).toEqual(decision.trace.notes)
      }),
      { numRuns: 200 },
    )
  })
})
