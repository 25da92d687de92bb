import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isRoutingError, memoryStore, type Plan, replay, verifyAudit } from '../../src/index.js'
import { chanceOf, slowStore } from './slowStore.js'
import { codeOf, countedSalts, handClock, plan, teamRouter } from './team.js'

const notifying: Plan = {
  ...plan,
  channels: ['slack'],
  rules: plan.rules.map((rule) => ({ ...rule, notify: ['slack'] })),
  otherwise: { to: { role: 'manager' }, notify: ['slack'], whenNobody: 'hold' },
}

const acts = fc.array(
  fc.record({
    kind: fc.constantFrom('route', 'route', 'accept', 'sweep', 'close', 'reassign', 'decline', 'deadline', 'erase', 'erase'),
    key: fc.nat(2),
    country: fc.constantFrom('DE', 'US', 'FR'),
  }),
  { minLength: 1, maxLength: 40, size: 'max' },
)

test('whoever is erased leaves nothing behind but the trail, which stays whole and repeatable, whatever happens at once', async () => {
  const count = { erased: 0, again: 0 }
  await fc.assert(
    fc.asyncProperty(acts, fc.nat(), async (acts, seed) => {
      const memory = memoryStore()
      const chance = chanceOf(seed)
      const store = slowStore(memory, () => chance(5))
      const clock = handClock()
      const salt = countedSalts()
      let there = false
      const make = () =>
        teamRouter({ store, plan: notifying, outbox: true, clock, salt, availability: (rep) => there || rep.id !== 'mia' }).router
      const routers = [make(), make(), make()] as const
      const act = async ({ kind, key: number, country }: (typeof acts)[0], index: number): Promise<unknown> => {
        const router = routers[(index % 3) as 0 | 1 | 2]
        const key = `${number}`
        // Every lead that ever comes has a name of its own.
        const lead = { id: key, country, name: `person ${index}.` }
        if (kind === 'route') return router.route(lead)
        if (kind === 'accept') return router.accept(lead)
        if (kind === 'sweep') return router.sweep()
        if (kind === 'close') return router.close(key)
        if (kind === 'reassign') return router.reassign(key, { to: 'cat' })
        if (kind === 'decline') return router.decline(key)
        if (kind === 'deadline') return router.deadline(key, { name: 'contact', at: clock.now + 1_000, channels: ['slack'] })
        return router.erase(key)
      }
      // A few at once, then the next few.
      for (let from = 0; from < acts.length; from += 4) {
        there = chance(2) === 0
        clock.now += chance(800)
        await Promise.all(
          acts.slice(from, from + 4).map((each, index) =>
            act(each, from + index).catch((error: unknown) => {
              if (!isRoutingError(error)) throw error
            }),
          ),
        )
      }

      const trail = await memory.audit({ after: 0, limit: 9_999 })
      const erased = trail.flatMap(({ event }) => (event.kind === 'erased' ? [event.subject] : []))
      count.erased += erased.length
      for (const subject of erased) {
        expect(await memory.lead({ subject })).toBeUndefined()
        // It was closed, and nothing has happened to it since.
        const kinds = trail.filter(({ event }) => event.subject === subject).map(({ event }) => event.kind)
        expect(kinds.slice(-2)).toEqual(kinds.includes('closed') ? ['closed', 'erased'] : [])
        expect(kinds.filter((kind) => kind === 'erased').length).toBe(1)
      }
      expect(await verifyAudit(memory)).toEqual({ entries: trail.length })
      const { difference, same, unrepeatable, state } = await replay(memory)
      expect(difference).toBeUndefined()
      expect(same + unrepeatable).toBe(trail.filter(({ event }) => 'inputs' in event).length)
      for (const rep of ['ana', 'bob', 'cat', 'mia'])
        expect(state.loads[rep] ?? { open: 0, assigned: 0 }).toEqual((await memory.loads([rep]))[rep])

      const subjects = new Set<string>()
      for (const key of ['0', '1', '2']) {
        const lead = await memory.lead({ key })
        if (lead === undefined) expect(await codeOf(routers[0].explain(key))).toBe('unknownLead')
        else subjects.add(lead.subject)
      }
      count.again += [...subjects].filter((subject) =>
        trail.some(({ event, seq }) => event.kind === 'erased' && seq < (trail.find((entry) => entry.event.subject === subject)?.seq ?? 0)),
      ).length
      for (;;) {
        const messages = await memory.claim({ now: clock.now, leaseMs: 1, limit: 99, channels: ['slack'] })
        if (messages.length === 0) break
        for (const { id, attempt, subject } of messages) {
          expect(subjects.has(subject)).toBe(true)
          await memory.settle({ id, attempt, now: clock.now, outcome: 'done' })
        }
      }
    }),
    { numRuns: 100 },
  )
  console.log(`erase: ${count.erased} erased, ${count.again} leads came after one that was`)
  expect(count.erased).toBeGreaterThan(50)
  expect(count.again).toBeGreaterThan(20)
})
