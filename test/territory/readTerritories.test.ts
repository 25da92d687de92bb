import { describe, expect, test } from 'vitest'
import { type ReadTerritoriesOptions, readTerritories } from '../../src/territory/readTerritories.js'

const read = (input: string | readonly object[], options?: ReadTerritoriesOptions) => {
  const result = readTerritories(input, options)
  if ('issues' in result) throw new Error(JSON.stringify(result.issues, null, 1))
  return result
}
const issuesOf = (input: string | readonly object[], options?: ReadTerritoriesOptions) => {
  const result = readTerritories(input, options)
  return 'issues' in result ? result.issues : []
}
/** What a cell makes of its field. */
const cell = (heading: string, text: string, options?: ReadTerritoriesOptions) =>
  read([{ name: 'x', [heading]: text }], options).territories[0]?.when

describe('a table', () => {
  test('in CSV', () => {
    const text = `name,within,country,postalCode,employees,reps

Europe,,DE;AT,,,
Munich,Europe,,80000-81999,,"ana:3;bob"
"Vienna, large",Europe,AT,,500+,cleo
`
    expect(read(text)).toEqual({
      territories: [
        { name: 'Europe', when: { country: ['DE', 'AT'] } },
        {
          name: 'Munich',
          within: 'Europe',
          when: { postalCode: { any: [{ startsWith: '80' }, { startsWith: '81' }] } },
          reps: { ana: 3, bob: 1 },
        },
        { name: 'Vienna, large', within: 'Europe', when: { country: 'AT', employees: { gte: 500 } }, reps: { cleo: 1 } },
      ],
      lines: [3, 4, 5],
    })
  })

  test('with semicolons between columns, a byte order mark and Windows line ends', () => {
    expect(read('\uFEFFname;country\r\nAlps;"AT;CH"\r\n')).toEqual({
      territories: [{ name: 'Alps', when: { country: ['AT', 'CH'] } }],
      lines: [2],
    })
  })

  test('in JSON, with conditions, cells, or both', () => {
    const rows = [
      { name: 'a', when: { any: [{ x: 1 }, { y: { inList: 'named' } }] }, reps: { ana: 0.5 } },
      { name: 'b', country: 'DE;AT', reps: 'ana' },
      { name: 'c', within: 'a', employees: 42, city: ['Graz', 'Linz'], when: { z: { known: false } } },
      { name: 'd', when: {} },
    ]
    const territories = [
      rows[0],
      { name: 'b', when: { country: ['DE', 'AT'] }, reps: { ana: 1 } },
      { name: 'c', within: 'a', when: { all: [{ employees: 42, city: ['Graz', 'Linz'] }, { z: { known: false } }] } },
      { name: 'd', when: {} },
    ]
    expect(read(rows, { lists: ['named'] }).territories).toEqual(territories)
    expect(read(JSON.stringify(rows, null, 2), { lists: ['named'] }).territories).toEqual(territories)
    expect(read(`[{"name":"a","country":"DE"},\n\n{"name":"b","country":"AT"}]`).lines).toEqual([1, 3])
  })

  test('whose columns stand elsewhere in the lead', () => {
    expect(cell('country', 'DE', { fields: { country: 'company.address.land' } })).toEqual({ company: { address: { land: 'DE' } } })
    expect(cell('postalCode', '80*', { fields: { postalCode: 'zip' } })).toEqual({ zip: { startsWith: '80' } })
    expect(cell('company.employees', '50+')).toEqual({ company: { employees: { gte: 50 } } })
    expect(cell('company.seats:number', '50+')).toEqual({ company: { seats: { gte: 50 } } })
    expect(cell('account.tier', 'gold')).toEqual({ account: { tier: 'gold' } })
  })

  test('a territory that says nothing of leads is made of those within; `all` is every lead there', () => {
    const { territories } = read('name,within,country,when\nWorld,,,\nElsewhere,World,,all\nAlps,World,CH,\n')
    expect(territories[0]).toEqual({ name: 'World' })
    expect(territories[1]).toEqual({ name: 'Elsewhere', within: 'World', when: {} })
  })

  test('is frozen', () => {
    const { territories } = read([{ name: 'a', country: 'DE' }])
    expect(Object.isFrozen(territories[0]?.when)).toBe(true)
  })
})

describe('a cell', () => {
  test.each([
    ['country', 'DE', { country: 'DE' }],
    ['country', ' DE ; AT ', { country: ['DE', 'AT'] }],
    ['country', '*', { country: { known: true } }],
    ['timeZone', 'America/*', { timeZone: { startsWith: 'America/' } }],
    ['city', 'Baden-Baden;Bad *', { city: { any: [{ is: 'Baden-Baden' }, { startsWith: 'Bad ' }] } }],
    ['postalCode', '80331', { postalCode: '80331' }],
    ['postalCode', '80331;80333;81*', { postalCode: { any: [{ in: ['80331', '80333'] }, { startsWith: '81' }] } }],
    ['postalCode', '02110 - 02119', { postalCode: { startsWith: '0211' } }],
    ['postalCode', 'SW1 *', { postalCode: { startsWith: 'SW1 ' } }],
    ['postalCode', 'K1A*', { postalCode: { startsWith: 'K1A' } }],
    ['postalCode', '00-9*', { postalCode: { startsWith: '00-9' } }],
    ['industry', '62*', { industry: { startsWith: '62' } }],
    ['industry', 'C28-C29', { industry: { any: [{ startsWith: 'C28' }, { startsWith: 'C29' }] } }],
    ['industry', 'e-commerce', { industry: 'e-commerce' }],
    ['keywords', 'cloud', { keywords: { contains: 'cloud' } }],
    ['keywords', 'cloud;e-mail', { keywords: { any: [{ contains: 'cloud' }, { contains: 'e-mail' }] } }],
    ['employees', '50-499', { employees: { gte: 50, lte: 499 } }],
    ['employees', '50-<500', { employees: { gte: 50, lt: 500 } }],
    ['employees', '500+', { employees: { gte: 500 } }],
    ['employees', '<50', { employees: { lt: 50 } }],
    ['employees', '<10;1000+', { employees: { any: [{ lt: 10 }, { gte: 1000 }] } }],
    ['score', '-5-0.5', { score: { gte: -5, lte: 0.5 } }],
    ['score', '42', { score: 42 }],
    ['score', '>= -1;<-7.5', { score: { any: [{ gte: -1 }, { lt: -7.5 }] } }],
    ['product', 'crm;erp', { product: { any: [{ in: ['crm', 'erp'] }, { hasAny: ['crm', 'erp'] }] } }],
    ['partner:flag', 'true', { partner: true }],
  ])('%s: %s', (heading, text, when) => {
    expect(cell(heading, text)).toEqual(when)
  })

  test('with synonyms', () => {
    expect(cell('keywords', 'AI;law', { synonyms: { AI: ['machine learning', 'law'] } })).toEqual({
      keywords: { any: [{ contains: 'AI' }, { contains: 'machine learning' }, { contains: 'law' }] },
    })
  })

  test.each([
    ['country', 'DE;;AT', /nothing between/],
    ['country', 'DE;', /nothing between/],
    ['country', 'DE;DE', /stands twice/],
    ['country', 'DE;*', /beside other values/],
    ['country', 'D*E', /no meaning/],
    ['keywords', 'cloud*', /no meaning/],
    ['postalCode', '8000-81999', /different forms/],
    ['postalCode', 'SW1-NW9', /different forms/],
    ['postalCode', '00-950', /different forms/],
    ['postalCode', '02139-1234', /different forms/],
    ['postalCode', 'K1A-K2C', /no range/],
    ['postalCode', '81999-80000', /ends before/],
    ['postalCode', '1000000000000-1000000000009', /12 digits/],
    ['industry', 'C0000-C1000', /1000 codes/],
    ['employees', '1,000+', /no band/],
    ['employees', 'many', /no band/],
    ['employees', '<50-60', /no band/],
    ['employees', '>5+', /no band/],
    ['employees', '500-50', /ends before/],
    ['partner:flag', 'yes', /true nor false/],
  ])('%s: %s is refused', (heading, text, message) => {
    const [issue, ...others] = issuesOf([{ name: 'x', [heading]: text }])
    expect(others).toEqual([])
    expect(issue?.message).toMatch(message)
    expect(issue?.hint.length).toBeGreaterThan(10)
    expect(issue).toMatchObject({ code: 'badOperand', path: [0, heading], column: heading })
  })

  test.each([
    ['ana:0', /above 0/],
    ['ana:x', /above 0/],
    [':3', /without a rep/],
    ['ana;ana:2', /twice/],
    ['ana;', /nothing between/],
    ['__proto__', /__proto__/],
  ])('reps: %s is refused', (reps, message) => {
    expect(issuesOf([{ name: 'x', country: 'DE', reps }])[0]?.message).toMatch(message)
  })
})

describe('what is wrong with a table', () => {
  const told = (input: string | readonly object[], options?: ReadTerritoriesOptions) =>
    issuesOf(input, options).map(({ line, column, code, message }) => `${line ?? '-'} ${column ?? '-'} ${code}: ${message}`)

  test('comes all at once, with line and column', () => {
    const text = `name,within,country,employees
Europe,,DE,few
Munich,Erope,"D*E",
,,AT,
Europe,,CH,
`
    expect(told(text)).toEqual([
      '2 employees badOperand: "few" is no number and no band of numbers.',
      '3 country badOperand: The star in "D*E" has no meaning there.',
      '4 name missingField: The territory has no name.',
      '5 name duplicateName: The territory "Europe" occurs twice.',
      '3 within unknownTerritory: There is no territory "Erope" in this table.',
    ])
  })

  test.each([
    ['', '- - wrongType: The table is empty.'],
    ['name,country\n', '1 - emptyGroup: The table has no territories.'],
    ['name,country\na,DE,x\n', '2 - wrongType: The row has 3 columns, the header has 2.'],
    ['name,country\na,"DE"x\n', '2 - wrongType: Text after the closing quote of a field.'],
    ['title,country\na,DE\n', '1 name missingField: No column is headed `name`.'],
    ['name,Country\na,DE\n', '1 Country unknownField: The column "Country" is not known.'],
    ['name,country,country\na,DE,AT\n', '1 - duplicateName: Two columns are headed "country".'],
    [
      'name,company,company.size\na,DE,AT\n',
      '1 company.size contradiction: The columns company and company.size are about the same field, or one field within the other.',
    ],
    ['name,seats:numbers\na,1\n', '1 seats:numbers unknownField: "numbers" is no way to read a column.'],
    ['name,x.is\na,1\n', '1 x.is unknownField: "is" is a word of the plan language, not a field.'],
    ['name,within,country\na,b,DE\n', '2 within unknownTerritory: There is no territory "b" in this table.'],
    ['name,within,country\na,b,DE\nb,a,AT\n', '2 within contradiction: The territory "a" lies within itself.'],
    [
      'name,country,reps\na,,ana\n',
      '2 when missingField: The territory "a" has no `when`, and nothing lies within it: no lead would ever be there.',
    ],
    ['name,country,when\na,DE,all\n', '2 when contradiction: The row has conditions, and `when` says all.'],
    ['name,country,when\na,,most\n', '2 when wrongType: `when` is "most".'],
    [
      '[{"name":"a",\n"name":"b","country":"DE"}]',
      '1 name duplicateName: The name "name" stands twice in one object; JSON keeps only the last.',
    ],
    ['[{"name":"a"\n"country":"DE"}]', '2 - notJson: This is not JSON, at column 1: A comma or } was expected, not "\\"".'],
    ['[{"name":"a","country":"DE"},\n7]', '2 - wrongType: The row is no object.'],
    ['[{"name":"a","when":{"x":{"gte":"5"}}}]', '1 when badOperand: `gte` needs a number.'],
    ['[{"name":"a","country":"DE","reps":{"ana":0}}]', '1 reps wrongType: The weight is 0.'],
    ['[{"name":"a","country":{"x":1}}]', '1 country badOperand: The cell holds an object.'],
  ])('%j', (text, issue) => {
    expect(told(text)).toContain(issue)
  })

  test('a name that looks like a slip may be meant', () => {
    expect(cell('stat:text', 'north')).toEqual({ stat: 'north' })
    expect(told([{ name: 'x', stat: 'north' }])).toEqual(['- stat unknownField: The column "stat" is not known.'])
  })

  test('headings of `fields` that are not there', () => {
    expect(told([{ name: 'x', country: 'DE' }], { fields: { land: 'country' } })).toEqual([
      '- land unknownField: `fields` speaks of a column "land", which is not there.',
    ])
  })

  test('options that are none', () => {
    expect(() => readTerritories('', { formt: 'csv' } as object)).toThrow(/formt/)
    expect(() => readTerritories('', { format: 'xml' as 'csv' })).toThrow(/format/)
    expect(() => readTerritories('', { synonyms: { a: 'b' } as never })).toThrow(/synonyms/)
  })
})

test.each(['1.000+', '1.000-5.000', '<10.000', '1.500'])('%s may be thousands or a fraction, and is refused', (employees) => {
  const read = readTerritories(`name,employees\nBig,${employees}\n`)
  expect('issues' in read && read.issues).toMatchObject([{ line: 2, column: 'employees', hint: expect.stringContaining('1000') }])
})
