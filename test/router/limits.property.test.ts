import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sqliteStore } from '../../src/adapter/sqlite/index.js'
import { type Event, memoryStore, type Plan, type Rep } from '../../src/index.js'
import { acts, play, routersOn, violationsIn } from './limitsScene.js'
import { chanceOf, slowStore } from './slowStore.js'
import { countedSalts, handClock, teamRouter } from './team.js'

const START = Date.parse('2026-11-24T08:00:00Z')
const HOUR = 3_600_000

test('no limit is exceeded at any step, by eight routers at once, but by the fallback; claims give each lead once', {
  timeout: 300_000,
}, async () => {
  const met = { claimed: 0, pushed: 0, full: 0, rates: 0, runs: 0 }
  await fc.assert(
    fc.asyncProperty(acts, fc.nat(), async (acts, seed) => {
      const memory = memoryStore()
      const chance = chanceOf(seed)
      const clock = handClock(START)
      const routers = routersOn(
        slowStore(memory, () => chance(4)),
        8,
        clock,
        countedSalts(),
      )
      const claimed = await play(acts, routers, clock, 1 + chance(12))
      expect(new Set(claimed).size).toBe(claimed.length)
      clock.now += 6 * 3_600_000
      await routers[0]?.sweep()
      expect(await violationsIn(memory, clock.now)).toEqual([])
      const events: Event[] = (await memory.audit({ after: 0, limit: 10_000 })).map(({ event }) => event)
      met.runs += 1
      met.claimed += claimed.length
      met.pushed += events.filter((event) => event.kind === 'assigned' && event.from === 'pool').length
      for (let number = 0; number < 90; number++) {
        const skipped = (await memory.lead({ key: `L${number}` }))?.decision.trace.rules.flatMap((rule) => rule.skipped) ?? []
        met.full += skipped.filter(({ reason }) => reason === 'atCapacity').length
        met.rates += skipped.filter(({ reason }) => reason === 'atRate').length
      }
    }),
    { numRuns: 80 },
  )
  // What would prove nothing if it never came about.
  expect(met.claimed / met.runs).toBeGreaterThan(2)
  expect(met.pushed / met.runs).toBeGreaterThan(0.5)
  expect(met.full / met.runs).toBeGreaterThan(3)
  expect(met.rates / met.runs).toBeGreaterThan(3)
})

test('the same on SQLite', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (acts) => {
      const store = sqliteStore(':memory:')
      const clock = handClock(START)
      const routers = routersOn(store, 3, clock, countedSalts())
      const claimed = await play(acts, routers, clock, 5)
      expect(new Set(claimed).size).toBe(claimed.length)
      await routers[0]?.sweep()
      expect(await violationsIn(store, clock.now)).toEqual([])
      await store.end()
    }),
    { numRuns: 25 },
  )
})

test('with a sweep after everything that happens, held leads leave in the order in which they came, as far as they could go', {
  timeout: 300_000,
}, async () => {
  const holding: Plan = {
    fairlead: 1,
    name: 'holding',
    rules: [{ name: 'region', to: { region: { same: 'region' } }, whenNobody: { wait: { days: 300 } } }],
    otherwise: { to: { region: 'none' } },
  }
  const roster: readonly Rep[] = [
    { id: 'n1', region: 'n', limits: { open: 1, perDay: 3 } },
    { id: 'n2', region: 'n', limits: { perHour: 2 } },
    { id: 's1', region: 's', capacity: 1 },
    { id: 'mia', region: 'none' },
  ]
  let left = 0
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom('n', 's') },
    { weight: 3, arbitrary: fc.record({ close: fc.nat(40) }) },
    { weight: 1, arbitrary: fc.record({ pass: fc.constantFrom(1, 30, 700) }) },
    { weight: 1, arbitrary: fc.record({ away: fc.constantFrom('n1', 'n2', 's1') }) },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), fc.boolean(), async (steps, outbox) => {
      const clock = handClock(START)
      const away = new Set<string>()
      const { router, store } = teamRouter({
        plan: holding,
        roster,
        clock,
        outbox,
        salt: countedSalts(),
        availability: ({ id }) => !away.has(id),
      })
      let born = 0
      const regionOf = new Map<string, string>()
      for (const step of steps) {
        const hour = Math.floor(clock.now / HOUR)
        clock.now += 1000
        // An hour that ends by itself makes room, too.
        if (Math.floor(clock.now / HOUR) !== hour) await router.sweep()
        if (typeof step === 'string') {
          const id = `${born++}`
          const lead = await router.route({ id, region: step })
          regionOf.set((await store.lead({ key: id }))?.subject ?? '', step)
          // Nobody overtakes: who is held while an older one is, waits for the same.
          const older = (await router.waiting('held', { limit: 1000 })).filter(({ intake }) => intake.lead.region === step)
          if (older.some(({ lead: other }) => other !== id)) expect(lead.kind).toBe('queued')
        } else if ('close' in step) {
          if (born > 0) await router.close(`${step.close % born}`)
        } else if ('pass' in step) clock.now += step.pass * 60_000
        else if (!away.delete(step.away)) away.add(step.away)
        await router.sweep()
      }
      // Nobody of one region leaves before an older one of it. Keys count upwards, and so do subjects in the trail.
      const waiting: string[] = []
      for (const { event } of await store.audit({ after: 0, limit: 10_000 })) {
        if (event.kind === 'queued' && !waiting.includes(event.subject)) waiting.push(event.subject)
        if (event.kind !== 'assigned' && event.kind !== 'closed') continue
        const place = waiting.indexOf(event.subject)
        if (place < 0) continue
        if (event.kind === 'assigned') {
          const region = regionOf.get(event.subject)
          expect(waiting.slice(0, place).filter((subject) => regionOf.get(subject) === region)).toEqual([])
          left += 1
        }
        waiting.splice(place, 1)
      }
    }),
    { numRuns: 80 },
  )
  expect(left).toBeGreaterThan(150)
})
