import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { operatorNames } from '../../src/condition/operator/names.js'
import { errorTable, issueTable } from '../../src/errors.js'
import { readSources, root } from '../tidy/source.js'
import { badJson, blocksOf, deadLinks, missingFiles, missingTests, plansOf, readPages } from './markdown.js'
import { rowsOf, wrongExamples } from './operatorTable.js'

const pages = readPages()
const plansPage = pages.find(({ path }) => path === 'docs/plans.md')
const read = (path: string): string | undefined => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined)
const page = (text: string) => [{ path: 'docs/page.md', text }]
const fence = '```'

describe('the pages', () => {
  test('are there', () => {
    expect(pages.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['docs/errors.md', 'docs/plans.md', 'docs/ports.md', 'docs/strategies.md']),
    )
  })

  test('hold plans that are right', () => {
    expect(plansOf(pages).length).toBeGreaterThan(0)
    expect(badJson(pages)).toEqual([])
  })

  test('hold plans that editors accept', () => {
    const validate = new Ajv({ strictTypes: false, strictRequired: false, allowUnionTypes: true }).compile(
      JSON.parse(read('schema/plan.schema.json') ?? ''),
    )
    for (const plan of plansOf(pages)) {
      validate(plan)
      expect(validate.errors).toBeNull()
    }
  })

  test('link to what is there', () => {
    expect(deadLinks(pages)).toEqual([])
  })

  test('name files and tests that are there', () => {
    expect(missingFiles(pages)).toEqual([])
    expect(missingTests(pages, read)).toEqual([])
  })

  test.each([
    ['no JSON', `${fence}json\n{ "rules": [] \n${fence}`],
    [
      'a plan with an issue',
      `${fence}json\n{ "fairlead": 1, "name": "p", "rules": [{ "name": "r", "to": { "x": { "gte": "5" } } }], "otherwise": { "to": {} } }\n${fence}`,
    ],
    ['a rule with an issue', `${fence}json\n{ "name": "r", "to": { "queue": "held" } }\n${fence}`],
    ['one of several rules with an issue', `${fence}json\n[{ "name": "r", "to": {} }, { "name": "r", "to": {} }]\n${fence}`],
  ])('%s is found', (_, text) => {
    expect(badJson(page(text)).length).toBe(1)
  })

  test.each([
    ['[there](plans.md)', 0],
    ['[not there](plan.md)', 1],
    ['[heading](#one-two)\n\n# One, two', 0],
    ['[heading](#three)\n\n# One, two', 1],
    ['`[code](nowhere.md)`', 0],
    ['[web](https://example.com/x.md)', 0],
  ])('a link: %s', (text, faults) => {
    expect(deadLinks(page(text), (path) => path === 'docs/plans.md')).toHaveLength(faults)
  })

  test('a file and a test that are not there are found', () => {
    expect(
      missingFiles(page('see `test/a.test.ts` and `test/b.test.ts`'), (path) => path === 'test/a.test.ts').map(({ message }) => message),
    ).toEqual(['names test/b.test.ts, which is not there'])
    const told = missingTests(page('"one" in `test/a.test.ts`, "two" in `test/a.test.ts`, "one" in `test/b.test.ts`'), (path) =>
      path === 'test/a.test.ts' ? "test('one', …)" : undefined,
    )
    expect(told.length).toBe(2)
  })

  test('a fence that does not end is found', () => {
    expect(() => page(`${fence}ts\nlet x`).flatMap(blocksOf)).toThrow('page.md:2')
  })
})

describe('the table of operators', () => {
  const lists = { strategic: ['acme.com', 'globex.com'] }

  test('has every operator, with examples that hold and examples that do not', () => {
    const rows = plansPage === undefined ? [] : rowsOf(plansPage)
    expect(operatorNames.filter((name) => !rows.some(({ operator }) => operator === name))).toEqual([])
    expect(rows.filter(({ holds, fails }) => holds.length === 0 || fails.length === 0)).toEqual([])
    expect(rows.filter(({ holds, fails }) => ![...holds, ...fails].includes('missing'))).toEqual([])
  })

  test('is true', () => {
    expect(plansPage === undefined ? ['no page'] : wrongExamples(plansPage, lists)).toEqual([])
  })

  test.each([
    ['`5`', '`4`', 0],
    ['`4`', '`3`', 1],
    ['`5`', '`6` `4` missing', 1],
    ['missing', '`4`', 1],
    ['', '', 1],
  ])('holds for %s, not for %s', (good, bad, faults) => {
    const text = `| Operator | Condition | Holds for | Does not hold for |\n| --- | --- | --- | --- |\n| \`gte\` | \`{ "x": { "gte": 5 } }\` | ${good} | ${bad} |\n`
    expect(wrongExamples({ path: 'docs/page.md', text }, {})).toHaveLength(faults)
  })
})

describe('docs/errors.md', () => {
  const script = join(root, 'scripts/docsErrors.mjs')
  const statusOf = (...words: string[]): number | null => {
    try {
      execFileSync(process.execPath, [script, '--check', ...words], { stdio: 'pipe' })
      return 0
    } catch (error) {
      return (error as { status: number | null }).status
    }
  }

  test('is what scripts/docsErrors.mjs makes of src/errors.ts', () => {
    expect(statusOf()).toBe(0)
  })

  test('would be found out of date', () => {
    mkdirSync(join(root, '.tmp'), { recursive: true })
    const folder = mkdtempSync(join(root, '.tmp', 'errors-'))
    try {
      const copy = join(folder, 'errors.md')
      expect(statusOf(copy)).toBe(1)
      writeFileSync(copy, (read('docs/errors.md') ?? '').replace('badPlan', 'badPlann'))
      expect(statusOf(copy)).toBe(1)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('has every code, and none that nobody uses', () => {
    const codes = [...(read('docs/errors.md') ?? '').matchAll(/^\| `(\w+)` \|/gm)].map(([, code = '']) => code)
    const sources = readSources('src').filter(({ path }) => path !== 'src/errors.ts')
    expect([...codes].sort()).toEqual([...Object.keys(errorTable), ...Object.keys(issueTable)].sort())
    expect(codes.filter((code) => !sources.some(({ text }) => text.includes(`'${code}'`)))).toEqual([])
  })
})
