import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fairlead, folders, linesOf, noon } from './inProcess.js'
import { files, plan, routing } from './samples.js'

const folder = folders()

interface Line {
  readonly lead: string
  readonly rep?: string
  readonly queue?: string
  readonly rule: string
  readonly duplicate: boolean
}

interface Tally {
  readonly complete: boolean
  readonly read: number
  readonly assigned: number
  readonly queued: number
  readonly duplicates: number
  readonly refused: number
  readonly byRule: { readonly [rule: string]: number }
  readonly byRep: { readonly [rep: string]: number }
}

const short = ({ lead, rep, queue, rule }: Line): string => `${lead} ${rep ?? `(${queue})`} ${rule}`

/** Routes with --json; every row read has one outcome, whatever the case is about. */
async function route(more: Parameters<typeof files>[0], leads: string, argv: readonly string[] = [], stdin?: string) {
  const { code, out, err } = await fairlead(folder(files(more)), routing(leads, '--json', ...argv), stdin === undefined ? {} : { stdin })
  const lines = linesOf<Line>(out)
  const told = linesOf<Record<string, unknown>>(err)
  const tally = told.find((one): one is Tally & Record<string, unknown> => 'read' in one)
  if (tally !== undefined) {
    const { read, assigned, queued, duplicates, refused } = tally
    expect(assigned + queued + duplicates + refused).toBe(read)
    expect(lines).toHaveLength(assigned + queued + duplicates)
  }
  return { code, lines, tally: tally as Tally, complaints: told.filter((one) => !('read' in one)) }
}

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
    '4 leads read = 2 assigned + 1 queued + 1 routed before + 0 refused\n  by rule  germany 1, low score 1, otherwise 1\n  by rep  ana 2\n',
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
    const fromFile = await route({ [name]: content }, name)
    expect(fromFile).toMatchObject({ code: 0, complaints: [], tally: { read: 2, refused: 0, complete: true } })
    expect(fromFile.lines.map(short)).toEqual(expected)
    expect((await route({}, '-', [], content)).lines.map(short)).toEqual(expected)
  })

  test.each([
    ['leads.csv', 'id,score\n'],
    ['leads.json', '[]'],
  ])('none at all: %s %j', async (name, content) => {
    expect(await route({ [name]: content }, name)).toMatchObject({ code: 0, lines: [], tally: { read: 0, complete: true } })
  })

  test('more leads than one batch, in order', async () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `L${index}`)
    const { code, lines, tally } = await route({ 'leads.jsonl': ids.map((id) => JSON.stringify({ id })).join('\n') }, 'leads.jsonl')
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
    const { fairlead: real } = await import('./inProcess.js')
    const here = folder(files())
    const done = real(here, ['route', 'plan.json', '-', '--reps', 'reps.json'], { stdin: stdin() })
    while ((await real(here, ['explain', 'L1'])).code !== 0) await new Promise((resolve) => setTimeout(resolve, 20))
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
    const { code, lines, tally, complaints } = await route({ 'leads.csv': csv }, 'leads.csv')
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
    const text = ['{"id":"L1"}', '{"id":"L2"', '', '[1]', '"L4"', '{"id":"L5"} {}', '{"name":"x"}', '{"id":{}}', '{"id":"L6","__proto__":1}', '{"id":"L7"}'].join('\n')
    const { code, lines, complaints } = await route({ 'leads.jsonl': text }, 'leads.jsonl')
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
    const { code, lines, complaints } = await route({ 'leads.json': '[\n  {"id": "L1"},\n  7, {"x": [1]},\n  {"id": "L2"}\n]' }, 'leads.json')
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
    const { complaints, tally } = await route({ 'leads.jsonl': `{"id":"L1",${['a', 'b', 'c', 'd'].map((name) => `"${name}":"\\u0000"`).join(',')}}` }, 'leads.jsonl')
    expect(tally.refused).toBe(1)
    expect(complaints).toHaveLength(1)
    expect(complaints[0]?.message).toMatch(/^The lead was refused\. a: .+ b: .+ c: .+ \(and 1 more\)$/)
  })
})

describe('what stops the run before anything is routed', () => {
  test.each<[string, Parameters<typeof files>[0], string[], string]>([
    ['a bad plan', { 'plan.json': { ...plan, x: 1 } }, [], 'plan.json:39:3 error unknownField x: '],
    ['a strategy of a host', { 'plan.json': { ...plan, strategies: ['mine'], otherwise: { to: {}, by: 'mine' } } }, [], 'error unknownStrategy otherwise.by: '],
    ['a bad roster', { 'reps.json': [{ id: '' }] }, [], 'reps.json:3:11 error'],
    ['a fallback that selects nobody', { 'plan.json': { ...plan, otherwise: { to: { country: 'XX' } } } }, [], 'error fallbackEmpty otherwise.to: '],
    ['a broken row of the roster', { 'reps.json': [{ id: 'ana' }, 7] }, [], 'reps.json:5:3 error wrongType [1]: '],
    ['no leads', { 'leads.csv': '' }, [], 'leads.csv error empty'],
    ['leads in UTF-16', { 'leads.csv': Buffer.from('\uFEFFid\nL1', 'utf16le') }, [], 'leads.csv:1 error encoding'],
    ['a column without a name', { 'leads.csv': 'id,,x\nL1,,' }, [], 'leads.csv:1 error badHeader: Column 2 has no name.'],
    ['a column twice', { 'leads.csv': '\nid,x, x\nL1,,' }, [], 'leads.csv:2 error badHeader: Two columns are named "x".'],
    ['a column within another', { 'leads.csv': 'id,a.b.c,a.b\nL1,1,2' }, [], 'The columns a.b and a.b.c exclude each other'],
    ['no path', { 'leads.csv': 'id,a..b\nL1,1' }, [], '"a..b" is no path to a field.'],
    ['a prototype', { 'leads.csv': 'id,__proto__.x\nL1,1' }, [], '"__proto__.x" is no path to a field.'],
    ['a quote in the header', { 'leads.csv': 'id,"a\nL1,1' }, [], 'leads.csv:1 error badHeader: A quoted field is never closed.'],
    ['lines of an old Mac', { 'leads.csv': 'id,x\rL1,1\r' }, [], 'leads.csv:1 error lineEnds'],
    ['bad accounts', { 'a.json': [{ owner: 'ana' }] }, ['--accounts', 'a.json'], 'a.json:2:3 error missingField [0].id'],
    ['a domain of two accounts', { 'a.csv': 'id,domain\nA1,x.com\nA2,y.com;X.com' }, ['--accounts', 'a.csv'], 'a.csv:3 error duplicateName domain: The domain x.com belongs to the account A1 already.'],
    ['an account twice', { 'a.csv': 'id\n7\n7' }, ['--accounts', 'a.csv'], 'a.csv:3 error duplicateName id'],
    ['a domain that is a number', { 'a.json': [{ id: 'A', domain: 7 }] }, ['--accounts', 'a.json'], 'a.json:4:15 error wrongType [0].domain'],
    ['an absence without a rep', { 'a.csv': 'rep,from\n,2026-01-01T00:00:00Z' }, ['--availability', 'a.csv'], 'a.csv:2 error missingField rep'],
    ['an absence without an offset', { 'a.csv': 'rep,from\nana,2026-01-01' }, ['--availability', 'a.csv'], 'a.csv:2 error wrongType from: "2026-01-01" is no instant.'],
    ['an absence that ends first', { 'a.csv': 'rep,from,until\nana,2026-01-02T00:00:00Z,2026-01-01T00:00:00Z' }, ['--availability', 'a.csv'], 'a.csv:2 error contradiction until'],
    ['an unknown field of an absence', { 'a.json': [{ rep: 'ana', to: 'x' }] }, ['--availability', 'a.json'], 'a.json:4:5 error unknownField [0].to'],
  ])('%s', async (_, more, argv, expected) => {
    const here = folder(files({ 'leads.csv': 'id\nL1\n', ...more }))
    const { code, out, err } = await fairlead(here, ['route', 'plan.json', 'leads.csv', '--reps', 'reps.json', ...argv])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(expected)
    expect(err).not.toContain(' read = ')
    expect(existsSync(join(here, 'leads.db'))).toBe(false)
  })
})

describe('accounts', () => {
  const accounts = 'id,owner,domain,tier\nA1,bob,acme.com; ACME.de,1\nA2,cy,globex.com,2\nA3,,initech.com,3\nA4,,,4\n'
  test.each<[object, string]>([
    [{ domain: 'acme.com' }, 'bob account owner'],
    [{ company: { domain: 'Acme.DE' } }, 'bob account owner'],
    [{ website: 'https://www.acme.com/about?x=1' }, 'bob account owner'],
    [{ website: 'acme.com' }, 'bob account owner'],
    [{ website: 'http://' }, 'ana otherwise'],
    [{ email: 'Jo@ACME.com' }, 'bob account owner'],
    [{ email: '"a@b"@acme.com' }, 'bob account owner'],
    [{ email: 'jo@mail.acme.com' }, 'ana otherwise'],
    [{ email: 'acme.com' }, 'ana otherwise'],
    [{ domain: 'globex.com', email: 'jo@acme.com' }, 'cy account owner'],
    [{ domain: 'unknown.com', email: 'jo@acme.com' }, 'bob account owner'],
    [{ domain: 7, email: null }, 'ana otherwise'],
    [{ domain: 'initech.com' }, 'ana otherwise'],
    [{ account: { owner: 'bob' } }, 'ana otherwise'],
  ])('%j: %s', async (lead, expected) => {
    const list = { 'a.csv': accounts, 'leads.json': [{ id: 'L', ...lead }] }
    const { lines, complaints } = await route(list, 'leads.json', ['--accounts', 'a.csv'])
    expect(lines.map(short)).toEqual([`L ${expected}`])
    expect(complaints).toEqual([])
  })

  test('further fields are fields of the account, typed as everywhere', async () => {
    const rules = [{ name: 'top', when: { account: { tier: { lt: 2 }, domain: { has: 'acme.de' } } }, to: { id: 'cy' } }]
    const { lines } = await route({ 'plan.json': { ...plan, rules }, 'a.csv': accounts, 'leads.csv': 'id,domain\nL1,acme.com\nL2,globex.com' }, 'leads.csv', ['--accounts', 'a.csv'])
    expect(lines.map(short)).toEqual(['L1 cy top', 'L2 ana otherwise'])
  })

  test('an owner whom the roster lacks is told', async () => {
    const { code, complaints } = await route({ 'a.csv': 'id,owner\nA1,bobb\n', 'leads.csv': 'id\nL1' }, 'leads.csv', ['--accounts', 'a.csv'])
    expect(code).toBe(0)
    expect(complaints).toMatchObject([{ severity: 'warning', code: 'unknownRep', file: 'a.csv', line: 2, hint: 'Did you mean bob?' }])
  })
})

describe('absences', () => {
  const away = 'rep,from,until,reason\nana,2026-01-05T08:00:00Z,2026-01-05T13:00:00+01:00,lunch\nana,2026-01-05T12:00:00Z,2026-01-05T14:00:00Z,talk\nbob,,,parental leave\n'
  const german = { 'away.csv': away, 'leads.json': [{ id: 'L1', company: { country: 'DE' } }] }
  test.each([
    ['2026-01-05T07:59:59Z', 'L1 ana germany'],
    ['2026-01-05T08:00:00Z', 'L1 cy otherwise'],
    ['2026-01-05T12:00:00Z', 'L1 cy otherwise'],
    ['2026-01-05T14:00:00Z', 'L1 ana germany'],
  ])('at %s: %s', async (now, expected) => {
    const { lines } = await route(german, 'leads.json', ['--availability', 'away.csv', '--now', now])
    expect(lines.map(short)).toEqual([expected])
  })

  test('explain tells the reason and the end of absences that follow one another', async () => {
    const here = folder(files(german))
    await fairlead(here, ['route', 'plan.json', 'leads.json', '--reps', 'reps.json', '--availability', 'away.csv', '--now', '2026-01-05T08:30:00Z'])
    expect((await fairlead(here, ['explain', 'L1', '--rep', 'ana'])).out).toContain('away (lunch) until 2026-01-05T14:00:00.000Z')
    expect((await fairlead(here, ['explain', 'L1', '--rep', 'bob'])).out).toContain('away (parental leave)')
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
    expect(linesOf<Tally>(again.err)).toEqual([{ complete: true, read: 2, assigned: 0, queued: 0, duplicates: 2, refused: 0, byRule: {}, byRep: {} }])
    expect(existsSync(join(here, 'leads.db'))).toBe(true)
  })

  test(':memory: leaves nothing behind', async () => {
    const here = folder(files({ 'leads.csv': 'id\nL1\n' }))
    expect((await fairlead(here, routing('leads.csv'))).code).toBe(0)
    expect([existsSync(join(here, 'leads.db')), existsSync(join(here, ':memory:'))]).toEqual([false, false])
  })

  test('a folder that is not there', async () => {
    const { code, err } = await fairlead(folder(files({ 'leads.csv': 'id\nL1\n' })), ['route', 'plan.json', 'leads.csv', '--reps', 'reps.json', '--db', 'no/leads.db'])
    expect(code).toBe(1)
    expect(err).toContain('error storeFailed: ')
  })

  test('with --now, two fresh databases hold the same', async () => {
    const csv = `id,score\n${Array.from({ length: 700 }, (_, index) => `L${index},${index % 50}`).join('\n')}\nbad\n`
    const runs = []
    for (const name of ['a.db', 'b.db']) {
      const here = folder(files({ 'leads.csv': csv }))
      runs.push(await fairlead(here, ['route', 'plan.json', 'leads.csv', '--reps', 'reps.json', '--db', name, '--now', '2026-01-05T09:00:00Z'], { now: Math.floor(noon / runs.length) || 0 }))
    }
    expect(runs[1]).toEqual(runs[0])
    expect(runs[0]?.out).toContain('"lead":"L699"')
    expect(runs[0]?.code).toBe(2)
  })
})

describe('warnings', () => {
  test('a column of --text that no file has', async () => {
    const { complaints } = await route({ 'leads.csv': 'id,zip\nL1,1\n' }, 'leads.csv', ['--text', 'zip, zipp'])
    expect(complaints).toMatchObject([{ severity: 'warning', code: 'unknownColumn', message: '--text names the column zipp; no CSV file has it.' }])
  })
})

test('a reader that leaves ends the run after the batch, quietly but not silently', async () => {
  const here = folder(files({ 'leads.csv': `id\n${Array.from({ length: 1000 }, (_, index) => `L${index}`).join('\n')}` }))
  const { code, out, err } = await fairlead(here, ['route', 'plan.json', 'leads.csv', '--reps', 'reps.json', '--json'], { readerLeavesAfter: 1 })
  expect(code).toBe(1)
  expect(linesOf(out)).toHaveLength(256)
  expect(linesOf(err)).toMatchObject([{ complete: false, read: 256, assigned: 256 }, { code: 'endedEarly' }])
  expect(JSON.parse((await fairlead(here, ['replay', '--json'])).out)).toMatchObject({ ok: true, entries: 256 })
})
