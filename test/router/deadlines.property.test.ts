import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Event, isRoutingError, memoryStore, type Plan, replay, type Timer } from '../../src/index.js'
import { chanceOf, slowStore } from './slowStore.js'
import { codeOf, countedSalts, handClock, plan, teamRouter } from './team.js'

const withChannels: Plan = { ...plan, channels: ['slack', 'email'] }

const acts = fc.array(
  fc.record({
    kind: fc.constantFrom('cancel', 'cancel', 'close', 'reassign', 'decline', 'erase', 'deadline', 'sweep'),
    lead: fc.nat(4),
    step: fc.nat(2),
  }),
  { minLength: 1, maxLength: 30, size: 'max' },
)

test('every deadline fires once or is cancelled, never both and never early, with eight sweepers and everybody else at once', async () => {
  const count = { fired: 0, cancelled: 0, late: 0 }
  await fc.assert(
    fc.asyncProperty(acts, fc.nat(), async (acts, seed) => {
      const memory = memoryStore()
      const chance = chanceOf(seed)
      const store = slowStore(memory, () => chance(6))
      const clock = handClock()
      const salt = countedSalts()
      const routers = Array.from({ length: 8 }, () => teamRouter({ store, plan: withChannels, clock, salt }).router)
      const [router] = routers as [(typeof routers)[0], ...typeof routers]
      const keys = [0, 1, 2, 3, 4].map((id) => `${id}`)
      await Promise.all(keys.map((id) => router.route({ id, country: 'DE' })))
      const channels = ['slack', 'email'].slice(0, 1 + chance(2))
      for (const key of keys)
        for (const step of [0, 1, 2]) await router.deadline(key, { name: 'contact', step, at: 2_000 + chance(3_000), channels })
      clock.now = 3_500

      const ignored = (promise: Promise<unknown>) =>
        promise.catch((error: unknown) => {
          if (!isRoutingError(error)) throw error
        })
      const doing = acts.map(async ({ kind, lead, step }, index) => {
        for (let turn = chance(20); turn > 0; turn--) await new Promise((resolve) => setImmediate(resolve))
        const [mine, key] = [routers[index % 8] as typeof router, `${lead}`]
        if (kind === 'cancel') await ignored(mine.cancelDeadline(key, { name: 'contact', step }))
        if (kind === 'close') await ignored(mine.close(key))
        if (kind === 'reassign') await ignored(mine.reassign(key, { to: ['ana', 'bob', 'cat'][step] as string }))
        if (kind === 'decline') await ignored(mine.decline(key))
        if (kind === 'erase') await ignored(mine.erase(key))
        if (kind === 'deadline') await ignored(mine.deadline(key, { name: 'contact', step, at: 2_500, channels }))
        return kind === 'sweep' ? (await mine.sweep()).fired : []
      })
      const swept = await Promise.all([...routers.map(async (each) => (await each.sweep()).fired), ...doing])
      clock.now = 9_000
      const fired = [...swept.flat(), ...(await Promise.all(routers.map(async (each) => (await each.sweep()).fired))).flat()]

      const trail = await memory.audit({ after: 0, limit: 9_999 })
      const entries = trail.filter(({ event }) => event.kind === 'fired')
      const nameOf = ({ subject, epoch, name, step }: Timer | (Event & { kind: 'fired' })) => JSON.stringify([subject, epoch, name, step])
      const names = entries.map(({ event }) => nameOf(event as Event & { kind: 'fired' }))
      // Once in the trail, once in the reports.
      expect(new Set(names).size).toBe(names.length)
      expect(fired.length).toBe(names.length)
      for (const { event, at } of entries) expect(at).toBeGreaterThanOrEqual((event as Event & { kind: 'fired' }).due)
      for (const { due, at } of fired) if (at > due) count.late += 1

      // What is left of timers agrees with the trail, and nothing is left to do.
      const timers = memory.transact({
        now: 0,
        leads: keys,
        rotations: [],
        reps: [],
        step: (view) => ({ result: [...view.timers.values()].flat() }),
      })
      for (const timer of await timers) {
        expect(timer.state).not.toBe('set')
        expect(names.includes(nameOf(timer))).toBe(timer.state === 'fired')
        if (timer.state === 'cancelled') count.cancelled += 1
      }
      expect((await memory.counts()).timers).toEqual({ set: 0 })
      count.fired += fired.length

      // No owner's deadline fires after the lead has gone on.
      const epochs = new Map<string, number>()
      const handedBack = new Set<string>()
      for (const { event } of trail) {
        // A lead that was handed back waits, and may get a deadline while it does: that is no owner's.
        const whileItWaits = event.kind === 'fired' && event.due === 2_500 && handedBack.has(event.subject)
        if (event.kind === 'fired' && !whileItWaits) expect(epochs.get(event.subject)).toBe(event.epoch)
        if (event.kind === 'declined') handedBack.add(event.subject)
        else if (event.kind !== 'fired') handedBack.delete(event.subject)
        epochs.set(event.subject, event.kind === 'closed' || event.kind === 'declined' ? -1 : event.epoch)
        if (event.kind === 'queued') epochs.set(event.subject, event.epoch)
      }

      // One message for each channel of each one that fired, but for leads that were erased.
      const erased = new Set(trail.flatMap(({ event }) => (event.kind === 'erased' ? [event.subject] : [])))
      const expected = entries
        .filter(({ event }) => !erased.has(event.subject))
        .flatMap(({ seq }) => channels.map((_, index) => `${seq}.${index}`))
      const told: string[] = []
      for (;;) {
        const messages = await memory.claim({ now: 9_000, leaseMs: 1, limit: 99, channels: ['slack', 'email'] })
        if (messages.length === 0) break
        for (const { id, attempt } of messages) {
          told.push(id)
          await memory.settle({ id, attempt, now: 9_000, outcome: 'done' })
        }
      }
      expect(told.sort()).toEqual(expected.sort())
      expect((await replay(memory)).difference).toBeUndefined()
      expect(await codeOf(router.health())).toBe('none')
    }),
    { numRuns: 60 },
  )
  console.log(`deadlines: ${count.fired} fired (${count.late} of them late), ${count.cancelled} cancelled`)
  expect(Math.min(count.fired, count.cancelled, count.late)).toBeGreaterThan(50)
})
