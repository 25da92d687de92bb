import { describe, expect, test } from 'vitest'
import { rosterAvailability } from '../../src/door/availability.js'
import { type HostStrategy, type Plan, type Rep, replay } from '../../src/index.js'
import { gather } from '../faults/check/gather.js'
import { check } from '../faults/checker.js'
import { judge } from './yearEnd/check.js'
import { floodIn, returnsIn, spreadOf } from './yearEnd/returns.js'
import { HOUR, planOf, reps, tables } from './yearEnd/team.js'
import { live, presenceOf, type Run } from './yearEnd/world.js'

/**
 * Ten reps in four zones from 19 October to 17 January: clocks change twice, holidays, vacations, meetings, limits. What happened is
 * judged from the audit trail and from tables written by hand.
 */
const forgiving = { emea: { declined: 'keep' }, amer: { declined: 'keep' } } as const
const repaying = { emea: { absence: 'repay', atMost: 5, rate: 2 }, amer: { absence: 'repay', atMost: 5, rate: 2 } } as const
const minutes = 10 * 60_000
const three = (value: number): string => value.toFixed(3)

/** The ten invariants of the persistence protocol, which are told by another reader of the trail. */
async function violationsOf({ store, end, sent }: Run) {
  return check(await gather(store, { calls: [], now: end, onePlan: true }, { keys: [...sent.keys()] }))
}

describe('ninety days', () => {
  const terms: readonly (readonly [string, NonNullable<Plan['rotations']>, number])[] = [
    ['absence forgiven', forgiving, 1],
    ['absence repaid', repaying, 5],
  ]
  test.each(terms)(
    '%s: nobody absent or full, every lead has its owner, every step once, turns as specified, no flood',
    {
      timeout: minutes,
    },
    async (name, rotations, extra) => {
      const run = await live({ days: 90, seed: 1, plan: planOf(rotations) })
      const { faults, counts, chains, contests, rotations: ledgers, entries } = await judge(run, { rotations })
      expect(faults).toEqual([])
      const returns = returnsIn(contests)
      const { most, least } = spreadOf(returns)
      const [emea, amer] = [ledgers.get('emea'), ledgers.get('amer')] as const
      console.log(
        `${name}: ${run.sent.size} leads, ${entries} entries, ${run.sweeps.size} sweeps; ${JSON.stringify({ ...counts, ...chains })}`,
      )
      for (const [region, { worst, credit, due, owed }] of [
        ['emea', emea as NonNullable<typeof emea>],
        ['amer', amer as NonNullable<typeof amer>],
      ] as const)
        console.log(
          `${name}, ${region}: at most ${three(credit)} leads of credit, ${three(worst)} off the share, ${three(due)} due, among ${owed.size}`,
        )
      console.log(`${name}: ${returns.length} returns, ${three(least)} to ${three(most)} more than the share of the first 10, 20 and 50`)

      // Whoever comes back: at most the share and one more, or what may be repaid, and nothing that is not owed twice in a row.
      expect(floodIn(returns)).toBeLessThanOrEqual(extra)
      expect(returns.map(({ rep }) => rep).sort()).toEqual(['ana', 'ben', 'cem', 'cem', 'isha', 'leo', 'leo', 'lou', 'nia', 'noa'])
      expect(returns.filter(({ first }) => first.length === 3).length).toBeGreaterThanOrEqual(9)
      if (extra === 1) expect(returns.reduce((sum, { unearned }) => sum + unearned, 0)).toBe(0)
      for (const one of [emea, amer]) {
        expect(one?.owed.size).toBe(6)
        expect(one?.credit).toBeLessThan(2)
        if (extra === 1) expect(one?.worst).toBeCloseTo(one?.credit as number, 6)
        else expect(one?.due).toBe(5)
      }
      // A world in which none of this came about would prove nothing.
      expect(run.sent.size).toBeGreaterThan(3_500)
      expect(contests.length).toBeGreaterThan(2_500)
      expect(Math.min(counts.backup, counts.manager, counts.desk, chains.nobody, chains.reminded)).toBeGreaterThan(50)
      expect(Math.min(counts.fromHeld, counts.skippedFull)).toBeGreaterThan(500)
      expect(counts.mostOpen).toBe(50)
      expect(await violationsOf(run)).toEqual([])
      expect((await replay(run.store)).difference).toBeUndefined()
    },
  )
})

test('thirty days, lazy: nobody absent or full either, and fewer questions for a new lead', { timeout: minutes }, async () => {
  const asked = new Map<string, number>()
  const askedByNew = new Map<string, number>()
  for (const availabilityMode of ['exact', 'lazy'] as const) {
    const run = await live({ days: 30, seed: 2, plan: planOf(forgiving), options: { availabilityMode } })
    const { faults, counts } = await judge(run, { rotations: forgiving, lazy: availabilityMode === 'lazy' })
    expect(faults).toEqual([])
    expect(counts.assigned).toBeGreaterThan(1_000)
    // Also that turns are those of the specification, among whoever was not found absent.
    if (availabilityMode === 'lazy') expect(await violationsOf(run)).toEqual([])
    asked.set(availabilityMode, run.asked)
    askedByNew.set(availabilityMode, run.askedByNew)
  }
  const [exact, lazy] = [askedByNew.get('exact') ?? 0, askedByNew.get('lazy') ?? 0]
  // Leads that are held ask again at each sweep: those settled together share the answers.
  console.log(`questions asked for new leads: exact ${exact}, lazy ${lazy}; for all, sweeps too: ${JSON.stringify([...asked])}`)
  expect(lazy).toBeLessThan(exact)
})

describe('the check can tell', () => {
  const kindsOf = async (run: Run, options: Parameters<typeof judge>[1] = { rotations: forgiving }): Promise<readonly string[]> => [
    ...new Set((await judge(run, options)).faults.map(({ kind }) => kind)),
  ]
  const fortnight = { days: 14, seed: 3, plan: planOf(forgiving) } as const

  test('as it is: nothing; a lead that nobody kept; sweeps that come too late', { timeout: minutes }, async () => {
    const run = await live(fortnight)
    expect(await kindsOf(run)).toEqual([])
    const sent = new Map([...run.sent, ['L9999', { region: 'emea', at: run.end }] as const])
    expect(await kindsOf({ ...run, sent })).toEqual(['coverage'])
    const late = await live({ ...fortnight, sweepMs: 6 * HOUR })
    expect(await kindsOf({ ...late, sweepMs: HOUR / 2 })).toContain('deadline')
  })

  test('meetings ignored', { timeout: minutes }, async () => {
    expect(await kindsOf(await live({ ...fortnight, presence: presenceOf({ calendar: () => true }) }))).toContain('absent')
  })

  test('vacations ignored', { timeout: minutes }, async () => {
    const roster = reps.map(({ away, ...rep }): Rep => rep)
    const base = rosterAvailability({ holidays: tables })
    const blind = presenceOf({ roster: ({ id }, context) => base(roster.find((rep) => rep.id === id) as Rep, context) })
    expect(await kindsOf(await live({ ...fortnight, days: 21, presence: blind }))).toContain('absent')
  })

  test('a fixed offset for Berlin: right until clocks change, wrong from then on', { timeout: minutes }, async () => {
    const roster = reps.map((rep): Rep => (rep.timeZone === 'Europe/Berlin' ? { ...rep, timeZone: 'Etc/GMT-2' } : rep))
    const base = rosterAvailability({ holidays: tables })
    const fixed = presenceOf({ roster: ({ id }, context) => base(roster.find((rep) => rep.id === id) as Rep, context) })
    const run = await live({ ...fortnight, presence: fixed })
    const entries = new Map((await run.store.audit({ after: 0, limit: 1e6 })).map(({ seq, at }) => [`entry ${seq}`, at]))
    const absent = (await judge(run, { rotations: forgiving })).faults.filter(({ kind }) => kind === 'absent')
    expect(absent.length).toBeGreaterThan(0)
    expect(Math.min(...absent.map(({ where }) => entries.get(where) as number))).toBeGreaterThan(Date.parse('2026-10-25T01:00:00Z'))
  })

  test('no limits', { timeout: minutes }, async () => {
    const capacity = { many: (some: readonly Rep[]) => Object.fromEntries(some.map(({ id }) => [id, { limit: null }])) }
    expect(await kindsOf(await live({ ...fortnight, options: { capacity } }))).toContain('full')
  })

  test('deadlines in elapsed time', { timeout: minutes }, async () => {
    expect(await kindsOf(await live({ ...fortnight, options: { workCalendar: () => undefined } }))).toContain('deadline')
  })

  test('a pointer that goes round: other turns, and more leads off the share than the bound', { timeout: minutes }, async () => {
    const lasts = new Map<string, number>()
    const place = (id: string): number => reps.findIndex((rep) => rep.id === id)
    const pointer: HostStrategy = ({ lead, eligible }) => {
      const last = lasts.get(String(lead.region)) ?? -1
      const { id } = (eligible.find(({ rep }) => place(rep.id) > last) ?? (eligible[0] as (typeof eligible)[number])).rep
      lasts.set(String(lead.region), place(id))
      return id
    }
    const plan = planOf({}, 'pointer')
    const run = await live({ ...fortnight, days: 30, plan, options: { strategies: { pointer } } })
    const kinds = await kindsOf(run)
    expect(kinds).toContain('pick')
    expect(kinds).toContain('share')
  })

  test('fewest open leads: whoever comes back is flooded', { timeout: minutes }, async () => {
    const run = await live({ ...fortnight, days: 36, plan: planOf({}, 'leastLoaded') })
    const { faults, contests } = await judge(run, { rotations: forgiving })
    const returns = returnsIn(contests)
    console.log(`fewest open leads: up to ${three(spreadOf(returns).most)} more than the share on return`)
    expect(faults.map(({ kind }) => kind)).toContain('share')
    expect(spreadOf(returns).most).toBeGreaterThan(3)
    expect(returns.reduce((sum, { unearned }) => sum + unearned, 0)).toBeGreaterThan(3)
  })
})
