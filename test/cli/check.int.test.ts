import { describe, expect, test } from 'vitest'
import type { Complaint } from '../../src/cli/complaint.js'
import { fairlead, folders } from './inProcess.js'
import { files, plan, reps, routing } from './samples.js'

const folder = folders()

interface Report {
  readonly ok: boolean
  readonly errors: number
  readonly warnings: number
  readonly issues: readonly Complaint[]
}

async function check(more: Parameters<typeof files>[0], ...argv: readonly string[]): Promise<Report & { readonly code: number }> {
  const { code, out, err } = await fairlead(folder(files(more)), ['check', 'plan.json', '--json', ...argv])
  expect(err).toBe('')
  return { code, ...(JSON.parse(out) as Report) }
}

describe('a plan', () => {
  test('a good one', async () => {
    expect(await check({})).toMatchObject({ code: 0, ok: true, errors: 0, warnings: 0, issues: [] })
    expect((await fairlead(folder(files()), ['check', 'plan.json'])).out).toMatch(/\nok plan\.json: the plan "inbound" with 3 rules\n$/)
  })

  test('every issue has its place in the file and its remedy', async () => {
    const text = `{
  "fairlead": 1, "name": "x",
  "rules": [
    { "name": "a", "when": { "company": { "size": { "gte": 1, "gtt": 2 } } }, "to": {} },
    { "name": "a", "to": {}, "whenn": 1 },
    { "name": "b", "when": { "score": { "lt": "x" } } }
  ]
}`
    const { code, errors, issues } = await check({ 'plan.json': text })
    expect(code).toBe(1)
    expect(errors).toBe(issues.length)
    const found = issues.map(({ line, column, path, code: word }) => `${line}:${column} ${path} ${word}`)
    expect(found).toEqual([
      '1:1 otherwise missingField',
      '4:63 rules[0].when.company.size.gtt unknownOperator',
      '5:15 rules[1].name duplicateName',
      '5:30 rules[1].whenn unknownField',
      '6:5 rules[2].to missingField',
      '6:47 rules[2].when.score.lt badOperand',
    ])
    for (const issue of issues) {
      expect(issue.file).toBe('plan.json')
      expect(issue.hint).not.toBe('')
    }
  })

  test('as text', async () => {
    const { code, out } = await fairlead(folder(files({ 'plan.json': { ...plan, nmae: 'x' } })), ['check', 'plan.json'])
    expect(code).toBe(1)
    expect(out).toMatch(/^plan\.json:\d+:3 error unknownField nmae: .+\n {2}.+\n1 error\n$/)
  })

  test('a name that stands twice is found: JSON would silently keep the last', async () => {
    const text = `{ "fairlead": 1, "name": "x", "rules": [],\n  "otherwise": { "to": {}, "to": {"id": "ana"} } }`
    const { code, issues } = await check({ 'plan.json': text })
    expect(code).toBe(1)
    expect(issues).toMatchObject([{ code: 'duplicateName', line: 2, column: 28, path: 'otherwise.to' }])
  })
})

describe('a roster', () => {
  test('a good one', async () => {
    expect((await check({}, '--reps', 'reps.json')).ok).toBe(true)
    expect((await check({ 'reps.csv': 'id,active,capacity\n007,true,5\n7,,\n' }, '--reps', 'reps.csv')).ok).toBe(true)
  })

  test.each<[string, string | object, string, object[]]>([
    [
      'reps.json',
      '[\n  {"id": "ana"},\n  {"id": "ana", "capacity": -1}\n]',
      'ana twice',
      [
        { code: 'duplicateName', line: 3, column: 10, path: '[1].id' },
        { code: 'wrongType', line: 3, column: 29, path: '[1].capacity' },
      ],
    ],
    ['reps.json', '{"id": "ana"}', 'no list', [{ code: 'wrongType', line: 1, column: 1 }]],
    ['reps.csv', 'id,capacity\nana,1\nbob,many\n', 'a word as capacity', [{ code: 'wrongType', line: 3, path: 'capacity' }]],
    ['reps.jsonl', '{"id":"ana"}\n\n{"name":"bob"}\n', 'no id', [{ code: 'missingField', line: 3, path: 'id' }]],
    ['reps.json', [{ id: 'ana', active: false }], 'nobody active', [{ code: 'fallbackEmpty', file: 'plan.json', path: 'otherwise.to' }]],
    ['reps.json', [], 'nobody at all', [{ code: 'fallbackEmpty', file: 'plan.json', path: 'otherwise.to' }]],
  ])('%s %j: %s', async (name, content, _, expected) => {
    const { code, issues } = await check({ [name]: content }, '--reps', name)
    expect(code).toBe(1)
    expect(issues).toMatchObject(expected)
    expect(issues).toHaveLength(expected.length)
  })

  test.each<[string, object, object[], boolean]>([
    ['nobody has the role', { role: 'ae' }, reps, true],
    ['somebody has the role, who is inactive', { role: 'ae' }, [...reps, { id: 'dee', role: 'ae', active: false }], true],
    ['somebody has the role', { role: 'ae' }, [...reps, { id: 'dee', role: 'ae' }], false],
    ['a queue', { queue: 'rest' }, [], false],
    ['a join may hold for some lead', { country: { same: 'country' } }, reps, false],
    ['a denied join', { none: [{ country: { same: 'country' } }] }, reps, false],
  ])('the fallback: %s', async (_, to, roster, empty) => {
    const { issues } = await check({ 'plan.json': { ...plan, otherwise: { to } }, 'reps.json': roster }, '--reps', 'reps.json')
    expect(issues.map(({ code }) => code)).toEqual(empty ? ['fallbackEmpty'] : [])
  })

  test('a plan with errors and a roster with errors are told together', async () => {
    const { issues } = await check({ 'plan.json': { ...plan, x: 1 }, 'reps.json': [{}] }, '--reps', 'reps.json')
    expect(issues.map(({ file, code }) => `${file} ${code}`)).toEqual(['plan.json unknownField', 'reps.json missingField'])
  })

  test('a broken row of the roster ends the command: half a roster is none', async () => {
    const here = folder(files({ 'reps.csv': 'id,country\nana\nbob,DE\n' }))
    const { code, out } = await fairlead(here, ['check', 'plan.json', '--reps', 'reps.csv'])
    expect(code).toBe(1)
    expect(out).toContain('reps.csv:2 error brokenRow: The row has 1 columns, the header has 2.')
  })
})

describe('files that cannot be read', () => {
  const utf16 = (text: string, mark: boolean) => Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le')
  test.each<[string, string | Uint8Array, string]>([
    ['empty', '', 'plan.json error empty: The file is empty.'],
    ['blank', ' \n\t\r\n', 'plan.json error empty: The file is empty.'],
    ['a byte order mark alone', '\uFEFF', 'plan.json error empty: The file is empty.'],
    ['UTF-16', utf16('{}', true), 'plan.json:1 error encoding: The text is UTF-16'],
    ['UTF-16 without a mark', utf16('{}', false), 'plan.json:1 error encoding: The text is UTF-16'],
    ['UTF-16, big end first', utf16('{}', true).swap16(), 'plan.json:1 error encoding: The text is UTF-16'],
    ['Latin-1', Buffer.from('{\n"name": "Müller"}', 'latin1'), 'plan.json:2 error encoding: The text is not UTF-8.'],
    ['a comma too much', '{\n  "name": "x",\n}', 'plan.json:3:1 error notJson: This is not JSON: A comma too much before }.'],
    ['a comma too few', '{"a": 1 "b": 2}', 'plan.json:1:9 error notJson: This is not JSON: A comma or } was expected, not "\\"".'],
    ['a comment', '// plan\n{}', 'plan.json:1:1 error notJson: This is not JSON: JSON has no comments.'],
    ['single quotes', "{\r\n'a': 1}", 'plan.json:2:1 error notJson: This is not JSON: A name in double quotes was expected'],
    ['single quotes around a value', `{"a": 'b'}`, 'plan.json:1:7 error notJson: This is not JSON: JSON takes double quotes'],
    ['cut off', '{"a": [1, 2', 'plan.json:1:12 error notJson: This is not JSON: The text ends too early; a ] is missing.'],
    ['cut off in quotes', '{"a": "b', 'plan.json:1:7 error notJson: This is not JSON: The text ends within quotes'],
    ['several objects', '{}\n{}', 'name the file .jsonl'],
  ])('%s', async (_, content, expected) => {
    const here = folder(files({ 'plan.json': content }))
    const { code, out, err } = await fairlead(here, ['check', 'plan.json'])
    expect({ code, err }).toEqual({ code: 1, err: '' })
    expect(out).toContain(expected)
    expect(out).toMatch(/\n {2}\S/)
    // The other commands say the same, where they say what stops them.
    const routed = await fairlead(here, routing('-'))
    expect({ code: routed.code, out: routed.out }).toEqual({ code: 1, out: '' })
    expect(routed.err).toContain(expected)
  })

  test.each([
    ['plan.jso', 'plan.jso error noFile: No such file.\n  Did you mean plan.json?\n'],
    ['no/plan.json', 'no/plan.json error noFile: No such file.\n  Check the path'],
    ['plan.json/x', 'error noFile'],
    ['.', '. error isFolder: This is a folder, not a file.\n'],
  ])('%s', async (path, expected) => {
    const { code, out } = await fairlead(folder(files()), ['check', path])
    expect(code).toBe(1)
    expect(out).toContain(expected)
  })

  test('the plan and the roster are told together', async () => {
    const { code, issues } = await check({ 'plan.json': '{', 'reps.json': '' }, '--reps', 'reps.json')
    expect(code).toBe(1)
    expect(issues.map(({ file, code: word }) => `${file} ${word}`)).toEqual(['plan.json notJson', 'reps.json empty'])
  })

  test('a byte order mark and CRLF are no fault, and places count as an editor does', async () => {
    const text = `\uFEFF${JSON.stringify({ ...plan, x: 1 }, null, 2).replaceAll('\n', '\r\n')}`
    const { issues } = await check({ 'plan.json': text })
    expect(issues).toMatchObject([{ code: 'unknownField', line: text.slice(0, text.indexOf('"x"')).split('\n').length, column: 3 }])
  })
})
