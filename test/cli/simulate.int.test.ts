import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Complaint } from '../../src/cli/complaint.js'
import type { Comparison, SimulationReport } from '../../src/door/simulate.js'
import { fairlead, folders, linesOf, noon, type Setting } from './inProcess.js'
import { files, plan } from './samples.js'

const folder = folders()

const csv = `id,company.country,score,receivedAt,closedAt
L1,DE,50,2026-01-05T09:00:00Z,
L2,DE,50,2026-01-05T09:01:00Z,2026-01-05T12:00:00Z
L3,US,5,2026-01-05T09:02:00Z,
L4,US,70,2026-01-05T09:03:00Z,
L5,DE,70,2026-01-05T09:04:00Z,
`
const other = { ...plan, name: 'other', rules: plan.rules.filter(({ name }) => name !== 'germany') }
const simulating = (...more: readonly string[]): string[] => ['simulate', 'plan.json', 'leads.csv', '--reps', 'reps.json', ...more]

async function simulate(argv: readonly string[], more: Parameters<typeof files>[0] = {}, setting: Setting = {}) {
  const here = folder(files({ 'leads.csv': csv, 'other.json': other, ...more }))
  return { here, ...(await fairlead(here, argv, setting)) }
}

describe('simulate', () => {
  test('for people', async () => {
    const { code, out, err } = await simulate(simulating('--at', 'receivedAt'))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toBe(`inbound: 5 leads, 2026-01-05 09:00 UTC to 2026-01-05 09:04 UTC

in all
                              leads
  with an owner                   4
  waiting in nurture              1
  decided by otherwise            1
  half have an owner within       0
  90 % within                     0
  the last within                 0
  most off the fair share      1.17
  Gini                       0.3125
  Jain                       0.7333

by rule
                 leads
  account owner      0
  low score          1
  germany            3
  otherwise          1

by rep
       leads
  ana      3
  bob      1
  cy       0
`)
  })

  test('against another plan: which leads go elsewhere', async () => {
    const { code, out, here } = await simulate(simulating('--at', 'receivedAt', '--against', 'other.json', '--report', 'out.html'))
    expect(code).toBe(0)
    expect(out).toContain('inbound against other: 5 leads')
    expect(out).toContain(
      '1 lead of 5 goes elsewhere: 0 by another rule, 1 by the same one, whose turns have shifted\n  from  to  leads\n  ana   cy      1\n',
    )
    expect(out).toContain(`by rule
                 before  after
  account owner       0      0
  low score           1      1
  otherwise           1      4
  germany             3      0
`)
    const page = readFileSync(join(here, 'out.html'), 'utf8')
    expect(page).toContain('<h1>inbound against other</h1>')
  })

  test('against another roster, as JSON; the page is written and not told', async () => {
    const reps = [
      { id: 'ana', country: 'DE' },
      { id: 'zoe', country: 'DE' },
    ]
    const { code, out, err } = await simulate(
      simulating('--at', 'receivedAt', '--against-reps', 'new.json', '--json', '--report', 'r.html'),
      { 'new.json': reps },
    )
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const { before, after, moves } = JSON.parse(out) as Comparison
    expect([before.roster.reps, after.roster.reps, moves.leads]).toEqual([3, 2, 5])
    expect(moves.places).toContainEqual({ from: { rep: 'bob' }, to: { rep: 'zoe' }, leads: 1 })
  })

  test('times: from a field, else one after the other; closed by a field, or after a time', async () => {
    const one = {
      'reps.json': [
        { id: 'ana', country: 'DE', capacity: 1 },
        { id: 'cy', country: 'US' },
      ],
    }
    const json = async (...argv: string[]) => JSON.parse((await simulate(simulating(...argv, '--json'), one)).out) as SimulationReport
    expect(await json()).toMatchObject({ from: noon, until: noon + 4 * 60_000 })
    expect(await json('--every', '1h30m', '--now', '2026-02-01T00:00:00Z')).toMatchObject({
      from: Date.UTC(2026, 1, 1),
      until: Date.UTC(2026, 1, 1, 6),
    })
    const openOf = ({ reps }: SimulationReport) => reps.map(({ leads, open }) => [leads, open])
    // The fallback ignores that ana is full.
    expect(openOf(await json('--at', 'receivedAt', '--until', '2026-01-05T13:00:00Z', '--closed', 'closedAt'))).toEqual([
      [3, 2],
      [1, 1],
    ])
    expect(openOf(await json('--at', 'receivedAt', '--open-for', '90s'))).toEqual([
      [3, 1],
      [1, 1],
    ])
  })

  test('when reps are there: as in route', async () => {
    const reps = [
      { id: 'ana', country: 'DE', timeZone: 'Europe/Berlin', hours: { 'mon-fri': '10:02-18:00' } },
      { id: 'bob', country: 'DE' },
      { id: 'cy', country: 'US' },
    ]
    const { out } = await simulate(simulating('--at', 'receivedAt', '--availability', 'away.csv', '--json'), {
      'reps.json': reps,
      'away.csv': 'rep,from,until\nbob,2026-01-05T09:03:30Z,\n',
    })
    const report = JSON.parse(out) as SimulationReport
    expect(report.reps.map(({ rep, skipped }) => [rep, skipped.away ?? 0])).toEqual([
      ['ana', 2],
      ['bob', 1],
      ['cy', 0],
    ])
    expect(report.waits.working).toMatchObject({ count: 4 })
  })

  test('escalations, where owners take long', async () => {
    const chain = { ...plan, channels: ['slack'], otherwise: { to: {}, escalate: [{ after: { hours: 1 }, to: { country: 'US' } }] } }
    const of = async (...more: string[]) =>
      (
        JSON.parse(
          (await simulate(simulating('--at', 'receivedAt', '--until', '2026-01-06T00:00:00Z', '--json', ...more), { 'plan.json': chain }))
            .out,
        ) as SimulationReport
      ).escalations
    expect(await of()).toEqual({ reminded: 0, given: 0, nobody: 0 })
    expect(await of('--contact-after', '2h')).toEqual({ reminded: 0, given: 1, nobody: 0 })
  })

  test('the leads of a database, with what became of them', async () => {
    const { here } = await simulate(['route', 'plan.json', 'leads.csv', '--reps', 'reps.json', '--json'])
    const routed = linesOf<{ rep?: string }>((await fairlead(here, ['route', 'plan.json', 'leads.csv', '--reps', 'reps.json'])).out)
    const { code, out } = await fairlead(here, [
      'simulate',
      'plan.json',
      '--reps',
      'reps.json',
      '--db',
      'leads.db',
      '--against',
      'other.json',
      '--json',
    ])
    expect(code).toBe(0)
    const { before, moves } = JSON.parse(out) as Comparison
    expect(before.reps.map(({ rep, leads }) => [rep, leads])).toEqual(
      ['ana', 'bob', 'cy'].map((rep) => [rep, routed.filter((one) => one.rep === rep).length]),
    )
    expect(moves.leads).toBe(5)
  })

  test('rows that are no leads are told with their line, and the rest is simulated', async () => {
    const more = { 'leads.csv': `${csv},DE,1,2026-01-05T09:05:00Z,\nL7,DE,1,soon,\nL8,DE\n` }
    const { code, out, err } = await simulate(simulating('--at', 'receivedAt', '--json'), more)
    expect(code).toBe(2)
    expect((JSON.parse(out) as SimulationReport).leads).toBe(5)
    expect(linesOf<Complaint>(err).map(({ code: what, file, line }) => [what, file, line])).toEqual([
      ['badKey', 'leads.csv', 7],
      ['noTime', 'leads.csv', 8],
      ['brokenRow', 'leads.csv', 9],
    ])
    expect((await simulate(simulating('--at', 'receivedAt'), more)).err).toContain('3 rows left out.\n')
  })

  test('names full of markup are text on the page; a progress line on a terminal', async () => {
    const name = '<img src=x onerror=alert(1)>'
    const hostile = { 'reps.json': [{ id: name, country: 'DE' }], 'plan.json': { ...plan, name } }
    const { code, here, err } = await simulate(simulating('--report', 'out.html'), hostile, { tty: true })
    expect(code).toBe(0)
    expect(err).toContain('out.html has the report.\n')
    const page = readFileSync(join(here, 'out.html'), 'utf8')
    expect(page).not.toContain('<img')
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
  })

  test.each<[string, string[], string]>([
    ['no leads', ['simulate', 'plan.json', '--reps', 'reps.json'], 'Missing argument: LEADS.'],
    ['no roster', ['simulate', 'plan.json', 'leads.csv'], 'The option --reps is missing.'],
    ['leads from two places', simulating('--db', 'leads.db'), 'not out of both'],
    [
      'a time for a database',
      ['simulate', 'plan.json', '--reps', 'reps.json', '--db', 'x.db', '--at', 'at'],
      'The option --at is for LEADS.',
    ],
    ['no duration', simulating('--open-for', '3 days'), '--open-for: "3 days" is no duration.'],
    ['a unit twice', simulating('--every', '1h2h'), 'names hours twice'],
    ['no instant', simulating('--until', 'tomorrow'), '--until: "tomorrow" is no instant.'],
    ['no path', simulating('--at', 'a..b'), '--at: "a..b" is no path to a field.'],
    ['a misspelled option', simulating('--aginst', 'x'), 'Did you mean --against?'],
    ['no such plan', simulating('--against', 'othr.json'), 'Did you mean other.json?'],
    ['a folder that is not there', simulating('--report', 'nowhere/out.html'), 'The report cannot be written'],
    ['standard input twice', ['simulate', '-', '-', '--reps', 'reps.json'], 'Only one file can be -'],
  ])('%s ends the command', async (_, argv, message) => {
    const { code, out, err, here } = await simulate(argv)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(message)
    expect(existsSync(join(here, 'out.html'))).toBe(false)
  })

  test('a plan that cannot route with a roster is found at its place', async () => {
    const { code, err } = await simulate(simulating('--against', 'bad.json'), {
      'bad.json': { ...plan, otherwise: { to: { country: 'FR' } } },
    })
    expect(code).toBe(1)
    expect(err).toMatch(/^bad\.json:\d+:\d+ error fallbackEmpty/)
  })
})
