import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import type { PlacedFinding } from '../../src/cli/findings.js'
import { fairlead, folders } from './inProcess.js'
import { files, plan } from './samples.js'

const folder = folders()

/** Each line with a defect says which. */
const doubtful = `{
  "fairlead": 1, "name": "doubtful",
  "rules": [
    { "name": "small", "when": { "company": { "employees": { "lt": 50 } } }, "to": { "role": "ae" } },
    { "name": "tiny", "when": { "company": { "employees": { "lt": 10 } } }, "to": { "role": "boss" } },
    { "name": "none", "when": { "all": [{ "score": 1 }, { "none": [{ "score": 1 }] }] }, "to": {} },
    { "name": "ghosts", "when": { "company": { "cuontry": "DE" } }, "to": { "role": "ghost" } }
  ],
  "otherwise": { "to": {} }
}`
const roster = [
  { id: 'ana', role: 'ae' },
  { id: 'bob', role: 'boss' },
]
const leads = '{"id":"L1","score":1,"company":{"employees":7,"country":"DE"}}\n'

const world = () => folder(files({ 'plan.json': doubtful, 'reps.json': roster, 'leads.jsonl': leads }))

async function findings(
  ...argv: readonly string[]
): Promise<{ readonly code: number; readonly ok: boolean; readonly findings: readonly PlacedFinding[] }> {
  const { code, out } = await fairlead(world(), ['check', 'plan.json', '--json', ...argv])
  return { code, ...(JSON.parse(out) as { readonly ok: boolean; readonly findings: readonly PlacedFinding[] }) }
}

describe('check tells what a plan may not mean to say', () => {
  test('each with its place, its rule and a lead', async () => {
    const { code, findings: found } = await findings('--reps', 'reps.json', '--leads', 'leads.jsonl')
    expect(code).toBe(1)
    expect(
      found.map(({ line, column, path, severity, code: word, rule }) => `${line}:${column} ${path} ${severity} ${word} ${rule}`),
    ).toEqual([
      '5:5 rules[1] warning shadowed tiny',
      '6:31 rules[2].when error contradiction none',
      '7:75 rules[3].to warning nobodyEligible ghosts',
      '7:48 rules[3].when.company.cuontry warning unknownField ghosts',
      '9:16 otherwise info fallsToOtherwise undefined',
    ])
    expect(found[0]).toMatchObject({
      others: ['small'],
      example: { lead: { id: 'L1', company: { employees: 9 } }, rule: 'small', rep: 'ana' },
    })
    expect(found[3]?.hint).toContain('Did you mean "company.country"?')
  })

  test('as text, the lead as a line of JSON that `route` takes', async () => {
    const here = world()
    const { out, code } = await fairlead(here, ['check', 'plan.json', '--reps', 'reps.json'])
    expect(code).toBe(1)
    expect(out).toContain(
      "plan.json:5:5 warning shadowed rules[1]: 'tiny' is never the first: whatever it matches, the rule 'small' matches as well",
    )
    expect(out).toMatch(/\n1 error, 2 warnings\n$/)
    const line = /\n {2}(\{"id".+\})\n/.exec(out)?.[1] as string
    const routed = await fairlead(here, ['route', 'plan.json', '-', '--reps', 'reps.json', '--db', ':memory:'], { stdin: `${line}\n` })
    expect(JSON.parse(routed.out)).toMatchObject({ kind: 'assigned', rep: 'ana', rule: 'small' })
  })

  test('the exit code is 1 for errors, and for warnings where that is asked for', async () => {
    const warned = JSON.stringify({
      ...plan,
      rules: [...plan.rules, { name: 'late', when: { company: { country: 'DE' } }, to: { country: 'US' } }],
    })
    const run = async (...argv: readonly string[]) =>
      fairlead(folder(files({ 'plan.json': warned })), ['check', 'plan.json', '--reps', 'reps.json', ...argv])
    const usual = await run()
    expect({ code: usual.code, last: usual.out.trimEnd().split('\n').at(-1) }).toEqual({
      code: 0,
      last: 'ok plan.json: the plan "inbound" with 4 rules, 1 warning',
    })
    const strict = await run('--strict')
    expect({ code: strict.code, last: strict.out.trimEnd().split('\n').at(-1) }).toEqual({ code: 1, last: '1 warning' })
    expect(JSON.parse((await run('--strict', '--json')).out)).toMatchObject({ ok: false, errors: 0, warnings: 1 })
  })

  test('a plan with issues is not analysed, a roster with issues is left out', async () => {
    const broken = await fairlead(folder(files({ 'plan.json': { ...plan, x: 1 } })), ['check', 'plan.json', '--json'])
    expect(JSON.parse(broken.out)).toMatchObject({ findings: [], issues: [{ code: 'unknownField' }] })
    const half = await fairlead(folder(files({ 'plan.json': doubtful, 'reps.json': [{}] })), [
      'check',
      'plan.json',
      '--reps',
      'reps.json',
      '--json',
    ])
    const report = JSON.parse(half.out) as { readonly findings: readonly PlacedFinding[] }
    expect(report.findings.map(({ code }) => code)).toEqual(['shadowed', 'contradiction', 'overlap', 'fallsToOtherwise'])
  })
})

describe('SARIF', () => {
  const require = createRequire(import.meta.url)
  const file = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')
  // Written for an earlier draft, whose names for the schema itself are others; the keywords in it are the same.
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as { readonly [keyword: string]: unknown }
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema)

  async function sarif(
    more: Parameters<typeof files>[0],
    ...argv: readonly string[]
  ): Promise<{ readonly log: Log; readonly code: number }> {
    const here = folder(files(more))
    const { code } = await fairlead(here, ['check', 'plan.json', '--sarif', 'out.sarif', ...argv])
    return { code, log: JSON.parse(readFileSync(join(here, 'out.sarif'), 'utf8')) as Log }
  }

  interface Log {
    readonly runs: readonly {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } }
      readonly results: readonly Result[]
    }[]
  }
  interface Result {
    readonly ruleId: string
    readonly ruleIndex: number
    readonly level: string
    readonly message: { readonly text: string }
    readonly locations: readonly {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string }
        readonly region: { readonly startLine: number; readonly startColumn: number }
      }
    }[]
  }

  test('findings and issues at their lines, as the schema of the standard has it', async () => {
    const { log, code } = await sarif({ 'plan.json': doubtful, 'reps.json': roster }, '--reps', 'reps.json')
    expect(code).toBe(1)
    expect(validate(log) || validate.errors).toBe(true)
    const [run] = log.runs
    const told = run?.results.map(({ ruleId, level, locations: [place] }) => {
      const { artifactLocation, region } = place?.physicalLocation ?? {}
      return `${artifactLocation?.uri}:${region?.startLine}:${region?.startColumn} ${level} ${ruleId}`
    })
    expect(told).toEqual([
      'plan.json:5:5 warning shadowed',
      'plan.json:6:31 error contradiction',
      'plan.json:7:75 warning nobodyEligible',
      'plan.json:9:16 note fallsToOtherwise',
    ])
    for (const { ruleId, ruleIndex } of run?.results ?? []) expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId)
    expect(run?.results[0]?.message.text).toContain('Example: {"id":"L1","company":{"employees":9}}')
  })

  test.each<[string, Parameters<typeof files>[0], readonly string[]]>([
    ['a good plan', {}, []],
    ['a plan with issues', { 'plan.json': { ...plan, x: 1 } }, []],
    ['no plan', { 'plan.json': '{' }, []],
    ['a roster in another file', { 'a b/reps.csv': 'id\nana\nana\n' }, ['--reps', 'a b/reps.csv']],
    ['a complaint about no file', {}, ['--text', 'nothing']],
  ])('%s', async (_, more, argv) => {
    const { log } = await sarif(more, ...argv)
    expect(validate(log) || validate.errors).toBe(true)
  })

  test('the schema refuses what is no such log', async () => {
    const { log } = await sarif({ 'plan.json': doubtful })
    expect(validate({ ...log, version: '2.0.0' })).toBe(false)
    expect(validate({ ...log, runs: [{ results: [] }] })).toBe(false)
  })

  test('a file that cannot be written', async () => {
    const { code, err } = await fairlead(folder(files()), ['check', 'plan.json', '--sarif', 'no/such/folder.sarif'])
    expect(code).toBe(1)
    expect(err).toContain('no/such/folder.sarif error unwritable')
  })
})
