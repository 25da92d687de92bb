import { describe, expect, test } from 'vitest'
import { readTerritories } from '../../src/territory/readTerritories.js'
import { type TerritoryReportOptions, territoryReport } from '../../src/territory/territoryReport.js'
import { territoryText } from '../../src/territory/territoryText.js'

const reportOf = (text: string, options: TerritoryReportOptions = {}) => {
  const read = readTerritories(text)
  if ('issues' in read) throw new Error(JSON.stringify(read.issues, null, 1))
  return territoryReport(read.territories, { ...(read.lines === undefined ? {} : { lines: read.lines }), ...options })
}
const told = (text: string, options: TerritoryReportOptions = {}) =>
  reportOf(text, options).findings.map(({ severity, code, territory, others, example }) =>
    [
      `${severity} ${code}`,
      ...(territory === undefined ? [] : [`${territory.name}:${territory.line ?? '-'}`]),
      ...(others === undefined ? [] : [`(${others.map(({ name, line }) => `${name}:${line ?? '-'}`).join(' ')})`]),
      ...(example === undefined
        ? []
        : [
            JSON.stringify(example.lead).replace(/"id":"[^"]*",?/, ''),
            ...(example.territory === undefined ? [] : [`-> ${example.territory}`]),
          ]),
    ].join(' '),
  )

describe('the report finds', () => {
  test('leads that are in no territory: of the whole table, and where several territories share something', () => {
    expect(told('name,country,state\nBavaria,DE,BY\nBerlin,DE,BE\n')).toEqual([
      'info gap {"country":"other","state":"BY"}',
      'info gap (Bavaria:2 Berlin:3) {"country":"DE","state":"other"}',
    ])
    expect(told('name,within,country,state\nGermany,,DE,\nBavaria,Germany,,BY\nBerlin,Germany,,BE\n')).toEqual([
      'info gap {"state":"BY","country":"other"}',
    ])
    expect(told('name,within,country,when\nrest,,,all\nGermany,,DE,\n')).toEqual([
      // Equally deep, and the first holds for all.
      'warning unreached Germany:3 (rest:2) {"country":"DE"} -> rest',
    ])
  })

  test('pairs that overlap without one being within the other; the deeper or the first has the lead', () => {
    const text = 'name,within,country,employees,industry\nDACH,,DE;AT;CH,,\nGermany,DACH,DE,,\nlarge,,,500+,\nlaw,,,,law\n'
    expect(
      told(text)
        .filter((line) => line.includes('overlap'))
        .sort(),
    ).toEqual([
      'info overlap large:4 (DACH:2) {"country":"AT","employees":500} -> DACH',
      'info overlap large:4 (Germany:3) {"country":"DE","employees":500} -> Germany',
      'info overlap law:5 (DACH:2) {"country":"AT","industry":"law"} -> DACH',
      'info overlap law:5 (Germany:3) {"country":"DE","industry":"law"} -> Germany',
      'info overlap law:5 (large:4) {"employees":500,"industry":"law"} -> large',
    ])
  })

  test('territories that no lead is ever in, and those all of whose leads are within', () => {
    const text = `name,within,postalCode,flag:flag
south,,8*,
Munich,,80000-81999,
halves,,9*,
yes,halves,,true
no,halves,,false
`
    const found = told(text)
    expect(found).toContain('warning unreached Munich:3 (south:2) {"postalCode":"80x"} -> south')
    // A lead without the flag is in `halves` itself.
    expect(found.filter((line) => line.includes('divided'))).toEqual([])
    expect(told('name,within,country,when\nDE,,DE,\nall of it,DE,,all\n')).toContain(
      'info divided DE:2 (all of it:3) {"country":"DE"} -> all of it',
    )
  })

  test('territories that exclude themselves', () => {
    expect(told('name,within,country\nGermany,,DE\nVienna,Germany,AT\n')).toContain(
      'warning contradiction Vienna:3 {"country":["DE","AT"]} -> Vienna',
    )
    const { findings } = territoryReport([
      { name: 'unsaid', when: { country: { known: false } } },
      { name: 'said', within: 'unsaid', when: { country: 'DE' } },
    ])
    expect(findings.map(({ severity, code, territory }) => [severity, code, territory?.name])).toContainEqual([
      'error',
      'contradiction',
      'said',
    ])
  })

  test('products as lists', () => {
    expect(told('name,product\nc,crm\ne,erp\n')).toContain('info overlap e:3 (c:2) {"product":["crm","erp"]} -> c')
  })

  test('territories in which nobody works, and reps whom nobody knows', () => {
    const text = `name,within,country,reps
DACH,,DE;AT;CH,ana
Germany,DACH,DE,bob;cleo
Austria,DACH,AT,
France,,FR,
`
    const staff = (options: TerritoryReportOptions) => told(text, options).filter((line) => /Rep/.test(line))
    expect(staff({})).toEqual(['warning noReps France:5', 'info noReps Austria:4 (DACH:2)'])
    const reps = [{ id: 'ana' }, { id: 'bob', active: false }, { id: 'dan', region: ['France', 'Spain'] }, { id: 'eve' }]
    expect(staff({ reps })).toEqual([
      'warning unknownRep (Germany:3)',
      'warning inactiveRep (Germany:3)',
      'warning noReps France:5',
      'info noReps Germany:3 (DACH:2)',
      'info noReps Austria:4 (DACH:2)',
      'info idleRep',
    ])
    expect(staff({ reps, table: 'region' }).filter((line) => line.includes('France'))).toEqual([])
    expect(reportOf(text, { reps, table: 'region' }).territories.map(({ name, reps: there }) => [name, there])).toEqual([
      ['DACH', [{ id: 'ana', weight: 1, share: 1 }]],
      ['Germany', []],
      ['Austria', []],
      ['France', [{ id: 'dan', weight: 1, share: 1 }]],
    ])
    // Without a roster and without reps in the table, reps say themselves where they work.
    expect(told('name,country\nDE,DE\n').some((line) => line.includes('noReps'))).toBe(false)
  })

  test('conditions on fields that no lead has', () => {
    expect(told('name,land:text\nDE,DE\n', { fields: ['country', 'id'] })).toContain('warning unknownField DE:2')
  })

  test('an answer that it did not find in time', () => {
    const rows = Array.from({ length: 12 }, (_, index) => `t${index},${index};${index + 1};x,${index}-${index + 5}`)
    const { findings } = reportOf(`name,country,employees\n${rows.join('\n')}\n`, { budget: 3 })
    expect(findings.some(({ code }) => code === 'undecided')).toBe(true)
  })
})

describe('given leads', () => {
  const text = `name,within,country,state,account.tier,reps
Europe,,DE;AT,,,ana
Germany,Europe,DE,,,bob:3;cleo
Bavaria,Germany,,BY,,
Gold,Germany,,,gold,dan
`
  const leads = [
    { id: '1', country: 'DE', state: 'BY' },
    { id: '2', country: 'DE' },
    { id: '3', country: 'AT', account: { tier: 'gold' } },
    { id: '4', country: 'FR' },
    { id: '5', country: 'DE' },
    { id: '6' },
  ]
  const accountOf = ({ id }: { readonly id?: unknown }) => (id === '5' ? { id: 'A', tier: 'gold' } : undefined)

  test('are counted where they are', () => {
    const report = reportOf(text, { leads, accountOf })
    expect(report.leads).toEqual({ total: 6, placed: 4 })
    expect(report.territories.map(({ name, leads: own, leadsWithin }) => [name, own, leadsWithin])).toEqual([
      ['Europe', 1, 4],
      ['Germany', 1, 3],
      ['Bavaria', 1, 1],
      ['Gold', 1, 1],
    ])
    const lost = report.findings.filter(({ code, severity }) => code === 'gap' && severity === 'warning')
    expect(lost.map(({ leads: count, example }) => [count, example?.lead.id])).toEqual([
      [2, '4'],
      [2, '6'],
    ])
  })

  test('stand in the text', () => {
    const shown = territoryText(reportOf(text, { leads, accountOf })).split('\n')
    expect(shown.slice(0, 6)).toEqual([
      'Europe       4 leads (own: 1)  ana',
      '  Germany    3 leads (own: 1)  bob 75%, cleo 25%',
      '    Bavaria  1 lead',
      '    Gold     1 lead   dan',
      '',
      expect.stringMatching(/^4 territories; 4 of 6 leads are in one; 0 errors, 2 warnings, \d notes$/),
    ])
    expect(shown[6]).toBe('warning: 2 of the 6 given leads are in no territory, such as this one.')
    expect(shown[7]).toBe('  {"id":"4","country":"FR"}')
    expect(territoryText(reportOf(text), { most: 2 }).split('\n').slice(0, 3)).toEqual([
      'Europe     ana',
      '  Germany  bob 75%, cleo 25%',
      'and 2 more',
    ])
  })
})

test('what cannot be used is refused', () => {
  expect(() => territoryReport([{ name: 'a' }])).toThrow(/nothing lies within/)
  expect(() => territoryReport([{ name: 'a', when: {} }], { rep: [] } as object)).toThrow(/rep/)
  expect(() => territoryReport([{ name: 'a', when: {} }], { reps: [{ id: 7 }] })).toThrow(/id/)
  expect(() => territoryReport([{ name: 'a', when: {} }], { budget: 0 })).toThrow(/budget/)
  expect(() => territoryReport([{ name: 'a', when: { x: { inList: 'l' } } }])).toThrow(/no list/)
  expect(territoryReport([{ name: 'a', when: { x: { inList: 'l' } } }], { lists: { l: ['y'] } }).territories).toHaveLength(1)
})
