import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sqliteStore } from '../../src/adapter/sqlite/index.js'
import { type Event, isRoutingError, memoryStore, type Plan, replay, type Store, type Timer } from '../../src/index.js'
import { planOf, reps } from './escalating.js'
import { chanceOf, slowStore } from './slowStore.js'
import { codeOf, countedSalts, handClock, signed, teamRouter } from './team.js'

const acts = fc.array(
  fc.record({
    kind: fc.constantFrom('contacted', 'contacted', 'close', 'reassign', 'decline', 'erase', 'cancel', 'publish', 'sweep', 'sweep'),
    lead: fc.nat(5),
    choice: fc.nat(4),
  }),
  { minLength: 1, maxLength: 30, size: 'max' },
)

const second = { seconds: 1 }
const steps: NonNullable<Plan['otherwise']['escalate']> = [
  { after: second, when: { hot: false }, notify: ['slack'] },
  { after: second, to: 'backup', notify: ['slack', 'pager'] },
  { after: second, to: { region: 'us' }, by: 'leastLoaded' },
  { after: second, to: 'rules', notify: ['pager'] },
  { after: second, to: 'manager', notify: ['pager'] },
]
const plans = [planOf(steps), planOf(steps.slice(0, 3))] as const

type Step = Event & { kind: 'fired' | 'escalated' }

/** The timer that an event ended: a step that gave the lead to somebody else was one of the ownership before. */
function timerOf(event: Step): string {
  return nameOf({ ...event, epoch: event.kind === 'fired' ? event.epoch : event.epoch - 1 })
}

function nameOf({ subject, epoch, step }: Pick<Timer, 'subject' | 'epoch' | 'step'>): string {
  return JSON.stringify([subject, epoch, step])
}

test.each([
  ['in memory', memoryStore, 60],
  ['on SQLite', () => sqliteStore(':memory:'), 15],
] as const)(
  'every step is taken once or cancelled, and nobody has a lead twice, with eight sweepers and everybody else at once: %s',
  async (_, open, numRuns) => {
    const count = { reminded: 0, nobody: 0, escalated: 0, cancelled: 0, late: 0 }
    await fc.assert(
      fc.asyncProperty(acts, fc.nat(), async (acts, seed) => {
        const base: Store = open()
        const chance = chanceOf(seed)
        const store = slowStore(base, () => chance(6))
        const clock = handClock(0)
        const salt = countedSalts()
        const options = {
          store,
          plan: plans[0],
          roster: reps,
          clock,
          salt,
          availability: ({ id }: { readonly id: string }) => id !== 'cat' || seed % 2 === 0,
        }
        const routers = Array.from({ length: 8 }, () => teamRouter(options).router)
        const [router] = routers as [(typeof routers)[0], ...typeof routers]
        const keys = [0, 1, 2, 3, 4, 5].map((id) => `${id}`)
        await Promise.all(keys.map((id, index) => router.route({ id, region: 'eu', hot: index % 2 === 0 })))
        const ignored = (promise: Promise<unknown>) =>
          promise.catch((error: unknown) => {
            if (!isRoutingError(error)) throw error
          })
        const reported: string[] = []
        const sweep = async (mine: typeof router): Promise<void> => {
          const { fired, escalated } = await mine.sweep()
          for (const { key, step, nobody } of fired) reported.push(`${key} ${step} ${nobody ?? false}`)
          for (const one of escalated) reported.push(`${one.lead} ${one.kind === 'assigned' ? one.escalated?.step : ''} given`)
        }
        let rest = [...acts]
        for (let now = 0; now <= 12_000; now += 1_500) {
          clock.now = now
          const some = rest.splice(0, 6)
          const doing = some.map(async ({ kind, lead, choice }, index) => {
            for (let turn = chance(20); turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve))
            const [mine, key] = [routers[index % 8] as typeof router, `${lead}`]
            if (kind === 'contacted') await ignored(mine.contacted(key))
            if (kind === 'close') await ignored(mine.close(key))
            if (kind === 'reassign') await ignored(mine.reassign(key, { to: reps[choice]?.id ?? 'ana' }))
            if (kind === 'decline') await ignored(mine.decline(key))
            if (kind === 'erase') await ignored(mine.erase(key))
            if (kind === 'cancel') await ignored(mine.cancelDeadline(key, { name: 'escalation' }))
            if (kind === 'publish') await mine.publish(plans[choice % 2] as Plan, signed)
            if (kind === 'sweep') await sweep(mine)
          })
          await Promise.all([...routers.map(sweep), ...doing])
        }
        rest = []
        clock.now = 99_000
        for (let round = 0; round < 12; round++, clock.now += 9_000) await sweep(router)

        const trail = await base.audit({ after: 0, limit: 9_999 })
        const taken = trail.filter(({ event }) => event.kind === 'fired' || event.kind === 'escalated')
        const names = taken.map(({ event }) => timerOf(event as Step))
        // Once in the trail, once in the reports.
        expect(new Set(names).size).toBe(names.length)
        expect(reported.length).toBe(names.length)
        for (const { event, at } of taken) {
          const { due } = event as Step
          expect(at).toBeGreaterThanOrEqual(due)
          if (at > due) count.late += 1
        }

        // What is left of timers agrees with the trail, and nothing is left to do.
        const timers = await base.transact({
          now: 0,
          leads: keys,
          rotations: [],
          reps: [],
          step: (view) => ({ result: [...view.timers.values()].flat() }),
        })
        for (const timer of timers) {
          expect(timer.state).not.toBe('set')
          expect(names.includes(nameOf(timer))).toBe(timer.state === 'fired')
          if (timer.state === 'cancelled') count.cancelled += 1
        }
        expect((await base.counts()).timers).toEqual({ set: 0 })

        // Every step is one of the present ownership; who gets the lead by one has not had it.
        const owners = new Map<string, readonly string[]>()
        const epochs = new Map<string, number>()
        for (const { event } of trail) {
          const { subject } = event
          const had = owners.get(subject) ?? []
          if (event.kind === 'fired') expect(epochs.get(subject)).toBe(event.epoch)
          if (event.kind === 'escalated') {
            expect(epochs.get(subject)).toBe(event.epoch - 1)
            expect(had).not.toContain(event.rep)
            expect(had.at(-1)).toBe(event.from)
            count.escalated += 1
          }
          if (event.kind === 'fired') count[event.nobody ? 'nobody' : 'reminded'] += 1
          if (event.kind === 'assigned' || event.kind === 'reassigned' || event.kind === 'escalated')
            owners.set(subject, [...had, event.rep])
          epochs.set(subject, event.kind === 'closed' || event.kind === 'declined' ? -1 : event.epoch)
        }
        const { difference, state } = await replay(base)
        expect(difference).toBeUndefined()
        expect(await base.loads(Object.keys(state.loads))).toEqual(state.loads)
        expect(await codeOf(router.health())).toBe('none')
        await base.end()
      }),
      { numRuns },
    )
    console.log(`steps: ${JSON.stringify(count)}`)
    expect(Math.min(...Object.values(count))).toBeGreaterThan(numRuns / 3)
  },
)
