import { describe, expect, test } from 'vitest'
import { fairlead, folders } from './inProcess.js'

const folder = folders()

const plan = {
  fairlead: 1,
  name: 'inbound',
  rules: [{ name: 'territory', to: { territoryReps: 'territory' } }],
  otherwise: { to: {} },
}
const table = `name,within,country,postalCode,reps
Germany,,DE,,ana
Munich,Germany,,80000-81999,bob:3;cleo
Austria,,AT,,cleo
`
const files = {
  'plan.json': JSON.stringify(plan),
  'reps.json': JSON.stringify([{ id: 'ana' }, { id: 'bob' }, { id: 'cleo' }]),
  'territory.csv': table,
  'leads.csv': 'id,country,postalCode\nL1,DE,80331\nL2,DE,10115\nL3,AT,1010\n',
}
const run = (more: { readonly [name: string]: string }, ...argv: readonly string[]) => fairlead(folder({ ...files, ...more }), [...argv])
const report = async (more: { readonly [name: string]: string }, ...argv: readonly string[]) => {
  const { code, out } = await run(more, 'check', 'plan.json', '--json', ...argv)
  const { ok, issues } = JSON.parse(out)
  return { code, ok, issues: issues.map(({ file, line, path, code: word }: never) => `${file}:${line ?? '-'} ${path} ${word}`) }
}

describe('--territories', () => {
  test('puts tables into the plan before it is checked', async () => {
    expect(await report({})).toEqual({ code: 1, ok: false, issues: ['plan.json:1 rules[0].to.territoryReps unknownTerritory'] })
    expect(await report({}, '--territories', 'territory.csv')).toEqual({ code: 0, ok: true, issues: [] })
    expect(await report({ 'x.csv': table }, '--territories', 'territory=x.csv,other=territory.csv', '--reps', 'reps.json')).toEqual({
      code: 0,
      ok: true,
      issues: [],
    })
    const json = '[{ "name": "Germany", "when": { "domain": { "inList": "own" } }, "reps": { "ana": 1 } }]'
    const withList = JSON.stringify({ ...plan, lists: { own: ['acme.de'] } })
    expect(await report({ 'plan.json': withList, 'territory.json': json }, '--territories', 'territory.json')).toMatchObject({ code: 0 })
  })

  test('what is wrong with a table stands at its line', async () => {
    const wrong = 'name,within,country,postalCode\nGermany,,DE,\nMunich,Germny,,80000-819999\n'
    expect(await report({ 'territory.csv': wrong }, '--territories', 'territory.csv')).toEqual({
      code: 1,
      ok: false,
      issues: ['territory.csv:3 postalCode badOperand', 'territory.csv:3 within unknownTerritory'],
    })
    const own = JSON.stringify({ ...plan, territories: { territory: [{ name: 'x', when: {} }] } })
    expect(await report({ 'plan.json': own }, '--territories', 'territory.csv')).toMatchObject({
      issues: ['territory.csv:- (root) duplicateName'],
    })
    expect(await report({}, '--territories', 'queue=territory.csv')).toMatchObject({
      issues: ['territory.csv:- (root) reservedName', 'plan.json:1 rules[0].to.territoryReps unknownTerritory'],
    })
    expect((await run({}, 'check', 'plan.json', '--territories', 'nowhere.csv')).out).toContain('nowhere.csv')
  })

  test('findings about a table stand at its line, too', async () => {
    const { out } = await run(
      { 'territory.csv': `${table}Linz,Austria,AT;*,\n` },
      'check',
      'plan.json',
      '--territories',
      'territory.csv',
      '--json',
    )
    expect(JSON.parse(out).issues[0]).toMatchObject({ file: 'territory.csv', line: 5, path: '(root)', code: 'wrongType' })
    const shadowed = `${table}All,Austria,*,,\nLinz,Austria,AT,,\n`
    const found = JSON.parse(
      (await run({ 'territory.csv': shadowed }, 'check', 'plan.json', '--territories', 'territory.csv', '--json')).out,
    )
    expect(found.findings.map(({ file, line, code }: never) => `${file}:${line} ${code}`)).toContain('territory.csv:6 unreachableSegment')
  })

  test('route, simulate and publish take them', async () => {
    const routed = await run(
      {},
      'route',
      'plan.json',
      'leads.csv',
      '--reps',
      'reps.json',
      '--territories',
      'territory.csv',
      '--db',
      ':memory:',
    )
    expect(
      routed.out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).rep),
    ).toEqual(['bob', 'ana', 'cleo'])
    const simulated = await run({}, 'simulate', 'plan.json', 'leads.csv', '--reps', 'reps.json', '--territories', 'territory.csv', '--json')
    expect([simulated.code, JSON.parse(simulated.out).leads]).toEqual([0, 3])
    const published = await run(
      {},
      'publish',
      'plan.json',
      '--territories',
      'territory.csv',
      '--author',
      'pat',
      '--reason',
      'x',
      '--db',
      'x.db',
    )
    expect(published).toMatchObject({ code: 0 })
  })

  test('simulate compares tables', async () => {
    const other = table.replace('Austria,,AT,,cleo', 'Austria,,AT,,ana')
    const args = ['simulate', 'plan.json', 'leads.csv', '--reps', 'reps.json', '--territories', 'territory.csv']
    const { code, out } = await run({ 'other.csv': other }, ...args, '--against-territories', 'territory=other.csv', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ moves: { moved: 1 } })
  })

  test.each([
    ['=x.csv', 'a table without a name'],
    ['x=', 'a table without a file'],
    ['x=a.csv,x=b.csv', 'names the table x twice'],
  ])('%s is a usage error', async (option, message) => {
    const { code, err, out } = await run({}, 'check', 'plan.json', '--territories', option)
    expect([code, `${err}${out}`]).toEqual([1, expect.stringContaining(message)])
  })
})
