import { describe, expect, test } from 'vitest'
import { sqliteStore } from '../../src/adapter/sqlite/index.js'
import type { Complaint } from '../../src/cli/complaint.js'
import { fairlead, folders } from './inProcess.js'
import { route, short } from './routeCase.js'
import { files } from './samples.js'

const folder = folders()

const berlin = { timeZone: 'Europe/Berlin', hours: { 'mon-fri': ['09:00-12:30', '13:30-18:00'] }, holidays: ['DE'] }
const reps = [
  { id: 'ana', country: 'DE', ...berlin },
  { id: 'bob', country: 'DE', away: [{ from: '2026-01-07T00:00:00+01:00', until: '2026-01-08T00:00:00+01:00', reason: 'vacation' }] },
  { id: 'cy', country: 'US' },
]
const holidays = { DE: { '2026-01-06': 'Epiphany' }, company: {} }
const lead = { 'leads.json': [{ id: 'L1', company: { country: 'DE' } }] }
const csv = `id,country,timeZone,hours.mon-fri,hours.sat,holidays,away
ana,DE,Europe/Berlin,09:00-12:30;13:30-18:00,,DE;company,
bob,DE,,,,,"[{""from"":""2026-01-07T00:00:00+01:00"",""until"":""2026-01-08T00:00:00+01:00"",""reason"":""vacation""}]"
cy,US,,,,,
`

describe('a roster that says when reps are there', () => {
  // Monday, 5 January 2026. Of ana and bob it is ana's turn, if she is there.
  const cases = [
    ['2026-01-05T08:00:00Z', 'L1 ana germany'],
    ['2026-01-05T07:59:59Z', 'L1 bob germany'],
    ['2026-01-05T11:45:00Z', 'L1 bob germany'],
    ['2026-01-05T17:00:00Z', 'L1 bob germany'],
    ['2026-01-06T10:00:00Z', 'L1 bob germany'],
    ['2026-01-07T10:00:00Z', 'L1 ana germany'],
    ['2026-01-07T20:00:00Z', 'L1 cy otherwise'],
  ] as const

  test.each(cases)('as JSON, at %s: %s', async (now, expected) => {
    const more = { ...lead, 'reps.json': reps, 'h.json': holidays }
    const { lines, complaints } = await route(folder, more, 'leads.json', ['--holidays', 'h.json', '--now', now])
    expect({ told: lines.map(short), complaints }).toEqual({ told: [expected], complaints: [] })
  })

  test.each(cases)('as CSV, at %s: %s', async (now, expected) => {
    const here = folder(files({ ...lead, 'reps.csv': csv, 'h.json': holidays }))
    const argv = ['route', 'plan.json', 'leads.json', '--reps', 'reps.csv', '--holidays', 'h.json', '--db', ':memory:', '--now', now]
    const { out, err } = await fairlead(here, argv)
    expect(`${JSON.parse(out).rep} ${err.split('\n').length}`).toBe(`${expected.split(' ')[1]} 4`)
  })

  test('goes together with a list of absences; explain tells reason and end of each', async () => {
    const more = { ...lead, 'reps.json': reps, 'h.json': holidays, 'a.csv': 'rep,until,reason\nbob,2026-01-06T12:00:00Z,dentist\n' }
    const here = folder(files(more))
    const argv = ['route', 'plan.json', 'leads.json', '--reps', 'reps.json', '--holidays', 'h.json', '--availability', 'a.csv']
    await fairlead(here, [...argv, '--now', '2026-01-06T10:00:00Z'])
    const { out } = await fairlead(here, ['explain', 'L1'])
    expect(out).toContain('ana is away (Epiphany) until 2026-01-07T08:00:00.000Z')
    expect(out).toContain('bob is away (dentist) until 2026-01-06T12:00:00.000Z')
    expect(out).toContain('L1 went to cy')
  })

  test('steps of escalations in business time have their time by the hours of the roster, and the trail replays', async () => {
    const rules = [
      {
        name: 'germany',
        to: { id: 'ana' },
        escalate: [{ after: { hours: 2 }, time: 'business', to: 'manager' }],
      },
    ]
    const plan = { fairlead: 1, name: 'inbound', rules, otherwise: { to: {} } }
    const here = folder(files({ ...lead, 'plan.json': plan, 'reps.json': reps, 'h.json': holidays }))
    const argv = ['route', 'plan.json', 'leads.json', '--reps', 'reps.json', '--holidays', 'h.json', '--now', '2026-01-05T16:00:00Z']
    expect(await fairlead(here, argv)).toMatchObject({ code: 0 })
    const store = sqliteStore(`${here}/leads.db`)
    // Monday, 17:00 in Berlin: one hour is left, Tuesday is a holiday.
    const [timer] = await store.due({ now: Date.parse('2026-02-01T00:00:00Z'), limit: 10 })
    await store.end()
    expect(timer).toMatchObject({ key: 'L1', timer: { at: Date.parse('2026-01-07T09:00:00Z') } })
    expect(await fairlead(here, ['replay'])).toMatchObject({ code: 0 })
  })

  test('under other names', async () => {
    const more = {
      ...lead,
      'plan.json': {
        ...(JSON.parse(files()['plan.json'] as string) as object),
        repFields: { hours: 'shifts', timeZone: 'zone', away: null },
      },
      'reps.json': [
        { id: 'ana', country: 'DE', hours: 40, away: false, zone: 'Europe/Berlin', shifts: { mon: '09:00-12:00' } },
        ...reps.slice(2),
      ],
    }
    const at = async (now: string) => (await route(folder, more, 'leads.json', ['--now', now])).lines.map(short)
    expect([await at('2026-01-05T08:00:00Z'), await at('2026-01-05T11:00:00Z')]).toEqual([['L1 ana germany'], ['L1 cy otherwise']])
  })

  test.each<[string, Parameters<typeof files>[0], string[], string[]]>([
    [
      'holidays without their tables',
      {},
      [],
      [
        'reps.json:',
        'error unknownHolidays [0].holidays[0]: No table of holidays is called "DE".',
        'Give the tables: --holidays holidays.json',
      ],
    ],
    ['a table that is not there', { 'h.json': { FR: {}, DEE: {} } }, ['--holidays', 'h.json'], ['[0].holidays[0]', 'Did you mean "DEE"?']],
    ['a date that is none', { 'h.json': '{ "DE": {\n  "2026-13-01": "x" } }' }, ['--holidays', 'h.json'], ['h.json:2:', 'error wrongType']],
    ['a table twice', { 'h.json': '{ "DE": {},\n  "DE": {} }' }, ['--holidays', 'h.json'], ['h.json:2:3 error duplicateName DE']],
    ['no file', {}, ['--holidays', 'h.jsn'], ['h.jsn error noFile']],
  ])('%s ends the run before anything is routed', async (_, more, argv, expected) => {
    const here = folder(files({ ...lead, 'reps.json': reps, ...more }))
    const { code, out, err } = await fairlead(here, [
      'route',
      'plan.json',
      'leads.json',
      '--reps',
      'reps.json',
      '--db',
      ':memory:',
      ...argv,
    ])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    for (const text of expected) expect(err).toContain(text)
  })
})

describe('check', () => {
  const check = async (more: Parameters<typeof files>[0], ...argv: readonly string[]) => {
    const { code, out } = await fairlead(folder(files(more)), ['check', 'plan.json', '--json', ...argv])
    const { issues } = JSON.parse(out) as { readonly issues: readonly Complaint[] }
    return { code, found: issues.map(({ file, line, path, code: word }) => `${file}:${line} ${path} ${word}`), issues }
  }

  test('bad hours have their place in a JSON file', async () => {
    const text = `[
  { "id": "ana", "timeZone": "Europe/Berln",
    "hours": { "mon-fri": [
      "09:00-12:00", "13-18" ] } },
  { "id": "bob", "hours": 40 },
  { "id": "cy", "timeZone": "UTC", "away": [
      { "from": "2026-07-20" } ] }
]`
    const { code, found, issues } = await check({ 'reps.json': text }, '--reps', 'reps.json')
    expect(code).toBe(1)
    expect(found).toEqual([
      'reps.json:2 [0].timeZone wrongType',
      'reps.json:4 [0].hours["mon-fri"][1] wrongType',
      'reps.json:5 [1].hours wrongType',
      'reps.json:7 [2].away[0].from wrongType',
    ])
    expect(issues[2]?.hint).toContain('"repFields": { "hours": null }')
  })

  test('and in a CSV file', async () => {
    const rows = 'id,timeZone,hours.mon-fri\nana,Europe/Berlin,09:00-12:30;13:30\nbob,,09:00-17:00\n'
    expect((await check({ 'reps.csv': rows }, '--reps', 'reps.csv')).found).toEqual([
      'reps.csv:2 hours["mon-fri"] wrongType',
      'reps.csv:3 timeZone wrongType',
    ])
  })

  test('holidays are looked at where there are tables', async () => {
    const more = { 'reps.json': reps, 'h.json': { company: {} }, 'reps.csv': csv }
    expect((await check(more, '--reps', 'reps.json')).found).toEqual([])
    expect((await check(more, '--reps', 'reps.json', '--holidays', 'h.json')).found).toEqual([
      'reps.json:13 [0].holidays[0] unknownHolidays',
    ])
    expect((await check(more, '--reps', 'reps.csv', '--holidays', 'h.json')).found).toEqual(['reps.csv:2 holidays unknownHolidays'])
    expect((await check({ ...more, 'h.json': '[]' }, '--reps', 'reps.json', '--holidays', 'h.json')).found).toEqual([
      'h.json:1 (root) wrongType',
    ])
  })
})
