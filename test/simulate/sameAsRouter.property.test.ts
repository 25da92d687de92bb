import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rosterAvailability, rosterCalendar } from '../../src/door/availability.js'
import { balance } from '../../src/door/metrics.js'
import { type HistoryLead, type Outcome, type SimulationReport, simulate } from '../../src/door/simulate.js'
import { createRouter, isRoutingError, memoryStore, type Plan, type Router, type Store } from '../../src/index.js'
import { subjectDigest } from '../../src/state/audit.js'
import { handClock } from '../router/team.js'
import { HOUR, type Lead, leadOf, leadParts, MINUTE, monday, plans, roster } from './world.js'

const presence = { availability: rosterAvailability(), workCalendar: rosterCalendar() }

/** The first owner of each lead that has had one, with the rule, as the trail tells it; `held by all` where there never was one. */
async function ownersIn(store: Store): Promise<ReadonlyMap<string, string>> {
  const told = new Map<string, { rule: string; queue?: string; owner?: string }>()
  for (const { event } of await store.audit({ after: 0, limit: 10_000 })) {
    const earlier = told.get(event.subject)
    if (earlier?.owner !== undefined) continue
    if (event.kind === 'queued') told.set(event.subject, { rule: event.rule, queue: event.queue })
    else if (event.kind === 'assigned') told.set(event.subject, { rule: event.rule, owner: event.rep })
    else if ((event.kind === 'claimed' || event.kind === 'reassigned') && earlier !== undefined)
      told.set(event.subject, { ...earlier, owner: event.rep })
  }
  const keys = new Map<string, string>()
  for (const [subject, { owner, queue, rule }] of told) {
    const key = (await store.lead({ subject }))?.key
    if (key !== undefined) keys.set(key, `${owner ?? `queue ${queue}`} by ${rule}`)
  }
  return keys
}

/** What a simulation says of the leads, by their keys in the order in which they came. */
function told(outcomes: ReadonlyMap<number, Outcome>, keys: readonly string[]): ReadonlyMap<string, string> {
  const named = [...outcomes].flatMap(([index, outcome]) =>
    outcome.kind === 'owned' || outcome.kind === 'waits'
      ? [[keys[index] as string, `${outcome.kind === 'owned' ? outcome.rep : `queue ${outcome.queue}`} by ${outcome.rule}`] as const]
      : [],
  )
  return new Map(named)
}

/** Loads and rotations at the end: what every single decision and act has left behind. */
async function expectSameBooks(report: SimulationReport, store: Store): Promise<void> {
  const loads = await store.loads(roster.map(({ id }) => id))
  expect(report.reps.map(({ rep, open }) => [rep, open])).toEqual(roster.map(({ id }) => [id, loads[id]?.open ?? 0]))
  const { rotations } = await balance(store)
  for (const [name, measured] of Object.entries(rotations)) {
    const figures = report.rotations[name]
    if (!measured.measured) {
      expect(figures?.uncredited).toBe(measured.leads)
      continue
    }
    expect(figures?.uncredited).toBe(measured.uncredited)
    const { leads, maxDeviation, gini, jain, stdDeviation } = measured
    for (const [mine, theirs] of Object.entries({ leads, maxDeviation, gini, jain, stdDeviation }).map(
      ([field, value]) => [figures?.[field as 'leads'], value] as const,
    ))
      expect(mine).toBeCloseTo(theirs, 9)
    for (const [rep, { got, fair, deviation }] of Object.entries(measured.reps)) {
      expect(figures?.reps[rep]?.got).toBe(got)
      expect(figures?.reps[rep]?.fair).toBeCloseTo(fair, 9)
      expect(figures?.reps[rep]?.deviation).toBeCloseTo(deviation, 9)
    }
  }
}

const anyLead = fc.nat(1000)
const anyRep = fc.constantFrom(...roster.map(({ id }) => id))
const acts = fc.array(
  fc.oneof(
    { weight: 10, arbitrary: fc.record({ do: fc.constant('route' as const), parts: leadParts }) },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constantFrom('close' as const, 'merged' as const, 'decline' as const, 'contacted' as const),
        lead: anyLead,
      }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('reassign' as const), lead: anyLead, to: anyRep }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('transfer' as const), rep: anyRep }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('claim' as const), rep: anyRep }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('sweep' as const) }) },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.constantFrom(3, 17, 61, 400, 1441) }) },
  ),
  { minLength: 30, maxLength: 120, size: 'max' },
)

type Act = typeof acts extends fc.Arbitrary<(infer One)[]> ? One : never

async function play(all: readonly Act[], router: Router, clock: ReturnType<typeof handClock>): Promise<string[]> {
  const keys: string[] = []
  const one = async (act: Act): Promise<void> => {
    const key = 'lead' in act ? `L${act.lead % Math.max(1, keys.length)}` : ''
    switch (act.do) {
      case 'route': {
        const lead = leadOf(keys.length, act.parts)
        keys.push(lead.id)
        await router.route(lead)
        return
      }
      case 'pass':
        clock.now += act.minutes * MINUTE
        return
      case 'sweep':
        await router.sweep()
        return
      case 'close':
        return router.close(key)
      case 'merged':
        return router.close(key, { as: 'merged' })
      case 'decline':
        await router.decline(key)
        return
      case 'contacted':
        await router.contacted(key)
        return
      case 'reassign':
        await router.reassign(key, { to: act.to })
        return
      case 'transfer':
        await router.transferAll(act.rep)
        return
      case 'claim':
        await router.claim(act.rep, 'pool')
    }
  }
  for (const act of all)
    await one(act).catch((error: unknown) => {
      if (!isRoutingError(error) || !['unknownLead', 'closedLead', 'noOwner', 'badOptions'].includes(error.code)) throw error
    })
  return keys
}

function counting(): { readonly add: (kind: string) => void; readonly counts: Map<string, number> } {
  const counts = new Map<string, number>()
  return { counts, add: (kind) => void counts.set(kind, (counts.get(kind) ?? 0) + 1) }
}

test('the history of a store: the simulation decides every lead as the router did, and ends with the same loads and ledgers', async () => {
  const seen = counting()
  await fc.assert(
    fc.asyncProperty(plans, acts, async (plan: Plan, all) => {
      const [store, clock] = [memoryStore(), handClock(monday)]
      const router = createRouter({ plan, roster, store, clock, ...presence })
      const keys = await play(all, router, clock)
      for (const { event } of await store.audit({ after: 0, limit: 10_000 })) seen.add(event.kind)

      const outcomes = new Map<number, Outcome>()
      const { workCalendar } = presence
      const report = await simulate(store, {
        plan,
        roster,
        workCalendar,
        sweep: 'recorded',
        onOutcome: (index, one) => void outcomes.set(index, one),
      })
      expect(told(outcomes, keys)).toEqual(await ownersIn(store))
      await expectSameBooks(report, store)
      expect({ left: report.actsLeftOut, erased: report.erased, leads: report.leads }).toEqual({ left: 0, erased: 0, leads: keys.length })
    }),
    { numRuns: 150 },
  )
  console.log(`the same as a router: ${[...seen.counts].map(([kind, count]) => `${count} ${kind}`).join(', ')}`)
  for (const kind of [
    'assigned',
    'queued',
    'claimed',
    'contacted',
    'closed',
    'declined',
    'transferred',
    'reassigned',
    'escalated',
    'fired',
  ])
    expect(seen.counts.get(kind) ?? 0, kind).toBeGreaterThan(20)
}, 600_000)

/**
 * Salts under which the digests of the leads L0, L1, … stand in their order. What is due at the same moment a store hands out by digest, so by
 * chance; the simulation takes the lead that came first.
 */
function sortedSalts(): () => string {
  let lead = 0
  let tried = 0
  return () => {
    const first = (lead * 3).toString(16).padStart(2, '0')
    for (;;) {
      const salt = (tried++).toString(16).padStart(32, '0')
      if (!subjectDigest(salt, `L${lead}`).startsWith(first)) continue
      lead += 1
      return salt
    }
  }
}

const STEP = 10 * MINUTE
const gaps = fc.array(
  fc.record({ parts: leadParts, minutes: fc.constantFrom(0, 1, 4, 11, 45, 130, 700), open: fc.constantFrom(undefined, 3, 30, 600) }),
  { minLength: 20, maxLength: 80, size: 'max' },
)

test('a list of leads: as a router with the same ports that is swept as often', async () => {
  const seen = counting()
  await fc.assert(
    fc.asyncProperty(plans, gaps, async (plan: Plan, drawn) => {
      let at = monday
      const history = drawn.map(({ parts, minutes, open }, index): HistoryLead<Lead> => {
        at += minutes * MINUTE
        return { at, lead: leadOf(index, parts), contactedAt: null, ...(open === undefined ? {} : { closedAt: at + open * MINUTE + 1 }) }
      })
      const until = at + 30 * HOUR
      const outcomes = new Map<number, Outcome>()
      const report = await simulate(history, {
        plan,
        roster,
        ...presence,
        until,
        sweep: { minutes: STEP / MINUTE },
        onOutcome: (index, one) => void outcomes.set(index, one),
      })

      const [store, clock] = [memoryStore(), handClock(monday)]
      const router = createRouter({ plan, roster, store, clock, salt: sortedSalts(), ...presence })
      const routed = history.flatMap(({ at: came, lead, closedAt }) => [
        { at: came, rank: 1, run: async () => void (await router.route(lead)) },
        ...(closedAt === undefined ? [] : [{ at: closedAt, rank: 1, run: () => router.close(lead.id) }]),
      ])
      const times = Array.from({ length: Math.floor((until - monday) / STEP) + 1 }, (_, index) => monday + index * STEP)
      // A sweep comes before the leads of the same moment. No lead is closed at the moment of a sweep.
      const sweeps = times.map((time) => ({ at: time, rank: 0, run: async () => void (await router.sweep()) }))
      const events = [...routed, ...sweeps].sort((one, other) => one.at - other.at || one.rank - other.rank)
      for (const { at: now, run } of events) {
        if (now > until) break
        clock.now = now
        await run()
      }
      for (const { event } of await store.audit({ after: 0, limit: 10_000 })) seen.add(event.kind)
      const keys = history.map(({ lead }) => lead.id)
      expect(told(outcomes, keys)).toEqual(await ownersIn(store))
      await expectSameBooks(report, store)
    }),
    { numRuns: 60 },
  )
  console.log(`swept as often: ${[...seen.counts].map(([kind, count]) => `${count} ${kind}`).join(', ')}`)
  for (const kind of ['assigned', 'queued', 'closed', 'escalated', 'fired']) expect(seen.counts.get(kind) ?? 0, kind).toBeGreaterThan(20)
}, 600_000)
