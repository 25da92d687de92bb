import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fairlead, folders, linesOf, noon } from './inProcess.js'
import { type Line, route, short, type Tally } from './routeCase.js'
import { files, routing } from './samples.js'

const folder = folders()

test('every line of the output, and the sum', async () => {
  const leads = [{ id: 'L1', company: { country: 'DE' } }, { id: 'L2', score: 5 }, { id: 'L3' }, { id: 'L1', company: { country: 'FR' } }]
  const here = folder(files({ 'leads.jsonl': leads.map((lead) => JSON.stringify(lead)).join('\n') }))
  const { code, out, err } = await fairlead(here, routing('leads.jsonl', '--now', '2026-01-05T10:00:00+01:00'))
  const at = '"at":"2026-01-05T09:00:00.000Z"'
  expect(out.split('\n')).toEqual([
    `{"lead":"L1","kind":"assigned","rep":"ana","rule":"germany",${at},"duplicate":false,"epoch":1,"seq":1}`,
    `{"lead":"L2","kind":"queued","queue":"nurture","rule":"low score",${at},"duplicate":false,"epoch":0,"seq":2}`,
    `{"lead":"L3","kind":"assigned","rep":"ana","rule":"otherwise",${at},"duplicate":false,"epoch":1,"seq":3}`,
    `{"lead":"L1","kind":"assigned","rep":"ana","rule":"germany",${at},"duplicate":true,"payloadChanged":true,"epoch":1,"seq":1}`,
    '',
  ])
  expect(err).toBe(
    '4 leads read = 2 assigned + 1 queued + 1 routed before (1 with other content) + 0 refused\n  by rule  germany 1, low score 1, otherwise 1\n  by rep  ana 2\n',
  )
  expect(code).toBe(0)
})

test('on a terminal it is for people', async () => {
  const here = folder(files({ 'leads.json': [{ id: 'L1', company: { country: 'DE' } }, { id: 'L2', score: 5 }, { id: 'L1' }] }))
  const { out, err } = await fairlead(here, routing('leads.json'), { tty: true })
  expect(out).toBe('L1 -> ana  germany\nL2 -> queue nurture  low score\nL1 -> ana  germany, routed before, with other content\n')
  expect(err).toContain('3 leads …')
  const machine = await fairlead(here, routing('leads.json', '--json'), { tty: true })
  expect(linesOf<Line>(machine.out).map(short)).toEqual(['L1 ana germany', 'L2 (nurture) low score', 'L1 ana germany'])
})

describe('what leads come in', () => {
  const expected = ['L1 ana germany', 'L2 (nurture) low score']
  test.each([
    ['leads.jsonl', '{"id":"L1","company":{"country":"DE"}}\n{"id":"L2","score":5}\n'],
    ['leads.ndjson', '{"id":"L1","company":{"country":"DE"}}\r\n\r\n{"id":"L2","score":5}'],
    ['leads.json', '[{"id":"L1","company":{"country":"DE"}},\n{"id":"L2","score":5}]'],
    ['leads.csv', 'id,score,company.country\nL1,,DE\nL2,5,\n'],
    ['leads.CSV', '\uFEFF id , score,company.country\r\n\r\nL1,,"DE"\r\nL2,5,'],
    ['leads.csv', 'id;score;company.country\nL1;;DE\nL2;5;'],
    ['leads.tsv', 'id\tscore\tcompany.country\nL1\t\tDE\nL2\t5\t'],
    ['leads', 'id,score,company.country\nL1,,DE\nL2,5,\n'],
    ['leads.txt', '\uFEFF\n [{"id":"L1","company":{"country":"DE"}},{"id":"L2","score":5}]'],
    ['leads.log', '{"id":"L1","company":{"country":"DE"}}\n{"id":"L2","score":5}'],
  ])('%s %j, also from standard input', async (name, content) => {
    const fromFile = await route(folder, { [name]: content }, name)
    expect(fromFile).toMatchObject({ code: 0, complaints: [], tally: { read: 2, refused: 0, complete: true } })
    expect(fromFile.lines.map(short)).toEqual(expected)
    expect((await route(folder, {}, '-', [], content)).lines.map(short)).toEqual(expected)
  })

  test.each([
    ['leads.csv', 'id,score\n'],
    ['leads.json', '[]'],
  ])('none at all: %s %j', async (name, content) => {
    expect(await route(folder, { [name]: content }, name)).toMatchObject({ code: 0, lines: [], tally: { read: 0, complete: true } })
  })

  test('more leads than one batch, in order', async () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `L${index}`)
    const { code, lines, tally } = await route(folder, { 'leads.jsonl': ids.map((id) => JSON.stringify({ id })).join('\n') }, 'leads.jsonl')
    expect(code).toBe(0)
    expect(lines.map(({ lead }) => lead)).toEqual(ids)
    expect(tally.byRep).toEqual({ ana: 334, bob: 333, cy: 333 })
  })

  test('a lead that comes alone does not wait for others', async () => {
    let release = (): void => {}
    const next = new Promise<void>((resolve) => {
      release = resolve
    })
    let out = ''
    async function* stdin() {
      yield Buffer.from('{"id":"L1"}\n')
      await next
      out += 'L2 comes '
      yield Buffer.from('{"id":"L2"}\n')
    }
    const here = folder(files())
    const done = fairlead(here, ['route', 'plan.json', '-', '--reps', 'reps.json'], { stdin: stdin() })
    while ((await fairlead(here, ['explain', 'L1'])).code !== 0) await new Promise((resolve) => setTimeout(resolve, 20))
    out += 'L1 is routed '
    release()
    expect((await done).code).toBe(0)
    expect(out).toBe('L1 is routed L2 comes ')
  })
})

describe('broken rows', () => {
  test('of a CSV: exactly these, with their lines, and all others are routed', async () => {
    const csv = `id,name,company.country
L1,"two
lines",DE
L2,too few
L3,"Jo ""the"" Smith",FR
L4,5" pipe,DE
L5,"x"y,DE
L6,a,b,too many
L7,"many

lines",US
,no key,DE
L8,fine,DE
`
    const { code, lines, tally, complaints } = await route(folder, { 'leads.csv': csv }, 'leads.csv')
    expect(code).toBe(2)
    expect(complaints.map(({ file, line, code: word }) => `${file}:${line} ${word}`)).toEqual([
      'leads.csv:4 brokenRow',
      'leads.csv:6 brokenRow',
      'leads.csv:7 brokenRow',
      'leads.csv:8 brokenRow',
      'leads.csv:12 badKey',
    ])
    expect(lines.map(({ lead }) => lead)).toEqual(['L1', 'L3', 'L7', 'L8'])
    expect(tally).toMatchObject({ read: 9, assigned: 4, refused: 5, complete: true })
    for (const { message, hint } of complaints) expect([message, hint]).toEqual([expect.stringMatching(/./), expect.stringMatching(/./)])
  })

  test('of JSONL', async () => {
    const text = [
      '{"id":"L1"}',
      '{"id":"L2"',
      '',
      '[1]',
      '"L4"',
      '{"id":"L5"} {}',
      '{"name":"x"}',
      '{"id":{}}',
      '{"id":"L6","__proto__":1}',
      '{"id":"L7"}',
    ].join('\n')
    const { code, lines, complaints } = await route(folder, { 'leads.jsonl': text }, 'leads.jsonl')
    expect(code).toBe(2)
    expect(lines.map(({ lead }) => lead)).toEqual(['L1', 'L7'])
    expect(complaints.map(({ line, column, code: word }) => `${line}${column === undefined ? '' : `:${column}`} ${word}`)).toEqual([
      '2:11 brokenRow',
      '4 wrongType',
      '5 wrongType',
      '6:13 brokenRow',
      '7 badKey',
      '8 badKey',
      '9 reservedName',
    ])
  })

  test('of JSON, by line and column', async () => {
    const { code, lines, complaints } = await route(
      folder,
      { 'leads.json': '[\n  {"id": "L1"},\n  7, {"x": [1]},\n  {"id": "L2"}\n]' },
      'leads.json',
    )
    expect(code).toBe(2)
    expect(lines).toHaveLength(2)
    expect(complaints.map(({ line, column }) => `${line}:${column}`)).toEqual(['3:3', '3:6'])
  })

  test('a line that is no UTF-8 costs itself alone', async () => {
    const bytes = Buffer.concat([Buffer.from('id,name\nL1,a\n'), Buffer.from('L2,Müller\n', 'latin1'), Buffer.from('L3,Müller\n')])
    const here = folder(files({ 'leads.csv': bytes }))
    const { code, out, err } = await fairlead(here, routing('leads.csv'))
    expect(code).toBe(2)
    expect(linesOf<Line>(out).map(({ lead }) => lead)).toEqual(['L1', 'L3'])
    expect(err).toContain('leads.csv:3 error brokenRow: The line is not UTF-8.\n  Save the file as UTF-8.\n')
  })

  test('a lead with many issues is one refusal', async () => {
    const { complaints, tally } = await route(
      folder,
      { 'leads.jsonl': `{"id":"L1",${['a', 'b', 'c', 'd'].map((name) => `"${name}":"\\u0000"`).join(',')}}` },
      'leads.jsonl',
    )
    expect(tally.refused).toBe(1)
    expect(complaints).toHaveLength(1)
    expect(complaints[0]?.message).toMatch(/^The lead was refused\. a: .+ b: .+ c: .+ \(and 1 more\)$/)
  })
})

describe('the database', () => {
  test('keeps what was routed: the same command again changes nothing', async () => {
    const here = folder(files({ 'leads.csv': 'id\nL1\nL2\n' }))
    const argv = ['route', 'plan.json', 'leads.csv', '--reps', 'reps.json', '--json']
    const first = await fairlead(here, argv)
    const again = await fairlead(here, argv, { now: noon + 1000 })
    expect([first.code, again.code]).toEqual([0, 0])
    expect(linesOf<Line>(again.out).map(short)).toEqual(linesOf<Line>(first.out).map(short))
    expect(linesOf<Tally>(again.err)).toEqual([
      { complete: true, read: 2, assigned: 0, queued: 0, duplicates: 2, changed: 0, refused: 0, byRule: {}, byRep: {} },
    ])
    expect(existsSync(join(here, 'leads.db'))).toBe(true)
  })

  test(':memory: leaves nothing behind', async () => {
    const here = folder(files({ 'leads.csv': 'id\nL1\n' }))
    expect((await fairlead(here, routing('leads.csv'))).code).toBe(0)
    expect([existsSync(join(here, 'leads.db')), existsSync(join(here, ':memory:'))]).toEqual([false, false])
  })

  test('a folder that is not there', async () => {
    const { code, err } = await fairlead(folder(files({ 'leads.csv': 'id\nL1\n' })), [
      'route',
      'plan.json',
      'leads.csv',
      '--reps',
      'reps.json',
      '--db',
      'no/leads.db',
    ])
    expect(code).toBe(1)
    expect(err).toContain('error storeFailed: ')
  })

  test('with --now, two fresh databases hold the same', async () => {
    const csv = `id,score\n${Array.from({ length: 700 }, (_, index) => `L${index},${index % 50}`).join('\n')}\nbad\n`
    const argv = ['route', 'plan.json', 'leads.csv', '--reps', 'reps.json', '--now', '2026-01-05T09:00:00Z']
    const runs = []
    for (const now of [noon, noon + 5000]) runs.push(await fairlead(folder(files({ 'leads.csv': csv })), argv, { now }))
    expect(runs[1]).toEqual(runs[0])
    expect(runs[0]?.out).toContain('"lead":"L699"')
    expect(runs[0]?.code).toBe(2)
  })
})

describe('warnings', () => {
  test('a column of --text that no file has', async () => {
    const { complaints } = await route(folder, { 'leads.csv': 'id,zip\nL1,1\n' }, 'leads.csv', ['--text', 'zip, zipp'])
    expect(complaints).toMatchObject([
      { severity: 'warning', code: 'unknownColumn', message: '--text names the column zipp; no CSV file has it.' },
    ])
  })
})

test('a reader that leaves ends the run after the batch, quietly but not silently', async () => {
  const here = folder(files({ 'leads.csv': `id\n${Array.from({ length: 1000 }, (_, index) => `L${index}`).join('\n')}` }))
  const { code, out, err } = await fairlead(here, ['route', 'plan.json', 'leads.csv', '--reps', 'reps.json', '--json'], {
    readerLeavesAfter: 1,
  })
  expect(code).toBe(1)
  expect(linesOf(out)).toHaveLength(256)
  expect(linesOf(err)).toMatchObject([{ complete: false, read: 256, assigned: 256 }, { code: 'endedEarly' }])
  expect(JSON.parse((await fairlead(here, ['replay', '--json'])).out)).toMatchObject({ ok: true, entries: 256 })
})
