import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Condition, Territory } from '../../src/plan/document.js'
import { readTerritories } from '../../src/territory/readTerritories.js'
import { writeTerritories } from '../../src/territory/writeTerritories.js'

const read = (input: string | readonly object[], fields?: { readonly [heading: string]: string }): readonly Territory[] => {
  const result = readTerritories(input, fields === undefined ? {} : { fields })
  if ('issues' in result) throw new Error(JSON.stringify(result.issues, null, 1))
  return result.territories
}
const write = (territories: readonly Territory[], format: 'csv' | 'json', fields?: { readonly [heading: string]: string }): string => {
  const result = writeTerritories(territories, { format, ...(fields === undefined ? {} : { fields }) })
  if ('issues' in result) throw new Error(JSON.stringify(result.issues, null, 1))
  return result.text
}

const word = fc.string({ unit: fc.constantFrom('a', 'B', 'ü', '"', ',', '-', ' ', '😀', '0', ':', '.'), minLength: 1, maxLength: 6 })
const value = word.map((text) => text.trim()).filter((text) => text !== '' && !/\d/.test(text))
const several = <Value>(one: fc.Arbitrary<Value>) => fc.uniqueArray(one, { minLength: 1, maxLength: 3 })
const codes = fc.tuple(fc.nat(99_999), fc.nat(99_999)).map(([one, other]) => {
  const [from, to] = [Math.min(one, other), Math.max(one, other)].map((code) => String(code).padStart(5, '0'))
  return `${from}-${to}`
})
const amount = fc.oneof(fc.integer({ min: -50, max: 5000 }), fc.constantFrom(0.5, 12.25))
const band = fc.tuple(amount, amount, fc.constantFrom('-', '-<', '+', '<', '<=', '>', '>=', '')).map(([one, other, sign]) => {
  const [from, to] = [Math.min(one, other), Math.max(one, other)]
  return sign === '-' ? `${from}-${to}` : sign === '-<' ? `${from}-<${to}` : sign === '+' ? `${from}+` : `${sign}${from}`
})
const cells = fc.record(
  {
    country: several(
      fc.oneof(
        value,
        value.map((text) => `${text}*`),
      ),
    ).map((texts) => texts.join(';')),
    postalCode: fc.oneof(
      several(fc.oneof(codes, fc.constantFrom('80*', 'K1A*', 'SW1 *', '00-9*'))).map((texts) => texts.join(';')),
      fc.constant('*'),
    ),
    'company.industry': fc.constantFrom('62*;C28', 'C10-C13', 'law'),
    keywords: several(value).map((texts) => texts.join(';')),
    employees: several(band).map((texts) => texts.join(';')),
    product: several(value).map((texts) => texts.join(';')),
    'partner:flag': fc.constantFrom('true', 'false'),
    'seats:number': band,
    'notes:words': value,
  },
  { requiredKeys: [] },
)
const reps = fc.option(
  fc.dictionary(
    fc.string({ unit: fc.constantFrom('a', 'b', ':', '3', ' x', ','), minLength: 1, maxLength: 4 }).filter((id) => id.trim() === id),
    fc.constantFrom(1, 2, 0.5),
    {
      minKeys: 1,
      maxKeys: 3,
    },
  ),
)
const table = fc
  .array(fc.tuple(fc.oneof({ weight: 9, arbitrary: cells }, fc.constant({})), reps, fc.nat()), { minLength: 1, maxLength: 6 })
  .map((rows) =>
    rows.map(([row, owners, around], index) => ({
      name: `t ${index}${index % 2 === 0 ? ', "x"' : ''}`,
      ...(index > 0 && around % 2 === 0 ? { within: `t 0, "x"` } : {}),
      ...(Object.keys(row).length === 0 ? { when: 'all' } : row),
      ...(owners === null ? {} : { reps: owners }),
    })),
  )

describe('what is written', () => {
  test('is read as the same table, in CSV and in JSON', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(table, (rows) => {
        const issues = readTerritories(rows)
        // Cells are made of all that a CSV may hold; two alternatives that mean the same are no table.
        fc.pre(!('issues' in issues))
        const territories = read(rows)
        for (const row of rows) for (const heading of Object.keys(row)) seen.add(heading)
        expect(read(write(territories, 'csv'))).toEqual(territories)
        expect(read(write(territories, 'json'))).toEqual(territories)
      }),
      { numRuns: 200 },
    )
    expect([...seen].sort()).toEqual(
      [
        'name',
        'within',
        'when',
        'reps',
        'country',
        'postalCode',
        'company.industry',
        'keywords',
        'employees',
        'product',
        'partner:flag',
        'seats:number',
        'notes:words',
      ].sort(),
    )
  })

  test('has a line for each territory, and only columns that say something', () => {
    const territories: Territory[] = [
      { name: 'Europe', when: { company: { country: ['DE', 'AT'] } } },
      { name: 'Munich', within: 'Europe', when: { zip: { startsWith: '80' }, employees: { gte: 50, lt: 500 } }, reps: { ana: 3, bob: 1 } },
      { name: 'rest', when: {} },
    ]
    const fields = { country: 'company.country', postalCode: 'zip' }
    const text = `name,within,country,postalCode,employees,when,reps
Europe,,DE;AT,,,,
Munich,Europe,,80*,50-<500,,ana:3;bob
rest,,,,,all,
`
    expect(write(territories, 'csv', fields)).toBe(text)
    expect(read(text, fields)).toEqual(territories)
  })

  test.each<[string, Territory['when'], Territory['when']?]>([
    ['a list of one', { country: ['DE'] }, { country: 'DE' }],
    ['`is` and `in`', { country: { is: 'DE' }, city: { in: ['Graz', 'Linz'] } }, { country: 'DE', city: ['Graz', 'Linz'] }],
    ['a column that is read in another way than usual', { industry: { contains: 'soft' } }],
    ['texts where numbers are usual', { employees: 'many' }],
  ])('%s can be written', (_, when, same = when) => {
    expect(read(write([{ name: 'x', when: when as Condition }], 'csv'))).toEqual([{ name: 'x', when: same }])
  })

  test.each<[string, Territory]>([
    ['a negation', { name: 'x', when: { country: { not: 'DE' } } }],
    ['alternatives of several fields', { name: 'x', when: { any: [{ country: 'DE' }, { state: 'x' }] } }],
    ['a semicolon', { name: 'x', when: { country: 'a;b' } }],
    ['a line break in a value', { name: 'x', when: { country: 'a\r\nb' } }],
    ['a star', { name: 'x', when: { country: 'a*b' } }],
    ['a space at an end', { name: 'x', when: { country: 'a ' } }],
    ['no text', { name: 'x', when: { country: '' } }],
    ['an ending', { name: 'x', when: { domain: { endsWith: '.at' } } }],
    ['elements of a list that all are there', { name: 'x', when: { product: { hasAll: ['a', 'b'] } } }],
    ['a list by name', { name: 'x', when: { domain: { inList: 'rivals' } } }],
    ['absence', { name: 'x', when: { country: { known: false } } }],
    ['a dot in the name of a field', { name: 'x', when: { 'a.b': 1 } }],
    ['a space at the end of a name', { name: 'x ', when: { country: 'DE' } }],
    ['a line break in a name', { name: 'x\r\ny', when: { country: 'DE' } }],
    ['a rep with a semicolon', { name: 'x', when: { country: 'DE' }, reps: { 'a;b': 1 } }],
  ])('%s is an issue in CSV, and none in JSON', (_, territory) => {
    const result = writeTerritories([territory], { format: 'csv' })
    expect('issues' in result && result.issues.map(({ path }) => path[0])).toEqual([0])
    expect(readTerritories(write([territory], 'json'), { lists: ['rivals'] })).toMatchObject({ territories: [territory] })
  })

  test('two ways of reading one column cannot stand in one file', () => {
    const result = writeTerritories(
      [
        { name: 'a', when: { industry: 'law' } },
        { name: 'b', when: { industry: { contains: 'soft' } } },
      ],
      { format: 'csv' },
    )
    expect('issues' in result && result.issues.map(({ path, message }) => [path, message])).toEqual([
      [[1, 'when', 'industry'], 'No cell can say what "b" asks of industry.'],
    ])
  })

  test('a table that is wrong is not written', () => {
    const result = writeTerritories([{ name: 'a', within: 'b', when: { x: 1 } }], { format: 'json' })
    expect('issues' in result && result.issues[0]?.code).toBe('unknownTerritory')
  })
})
