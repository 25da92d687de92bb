import { describe, expect, test } from 'vitest'
import { memoryStore, type Plan, replay, type Store } from '../../src/index.js'
import { countedSalts, handClock, plan, teamRouter } from './team.js'

const notifying: Plan = {
  ...plan,
  channels: ['slack'],
  rules: plan.rules.map((rule) => ({ ...rule, notify: ['slack'] })),
  otherwise: { to: { role: 'manager' }, whenNobody: 'hold' },
  rotations: { territory: { declined: 'giveBack', absence: 'repay', atMost: 3, manual: 'count' } },
}

/** A store that runs every step three times, as one does that lost the answer to a commit, and holds it to the same outcome. */
function repeating(inner: Store): { readonly store: Store; readonly steps: () => number } {
  let steps = 0
  const store: Store = {
    ...inner,
    transact: (request) =>
      inner.transact({
        ...request,
        step: (view) => {
          const before = structuredClone([view.ledgers, view.loads, view.leads, view.timers])
          const runs = [request.step(view), request.step(view), request.step(view)]
          expect(structuredClone(runs[1])).toEqual(structuredClone(runs[0]))
          expect(structuredClone(runs[2])).toEqual(structuredClone(runs[0]))
          expect(structuredClone([view.ledgers, view.loads, view.leads, view.timers])).toEqual(before)
          steps += 1
          return runs[2] as (typeof runs)[0]
        },
      }),
  }
  return { store, steps: () => steps }
}

describe('steps are pure', () => {
  test.each(['exact', 'lazy'] as const)('run again they do the same, in the %s mode', async (availabilityMode) => {
    const run = async (inner: Store, store: Store) => {
      const clock = handClock()
      let away = 'ana'
      const { router } = teamRouter({
        store,
        plan: notifying,
        outbox: true,
        clock,
        availabilityMode,
        availability: ({ id }) => id !== away,
        salt: countedSalts(),
      })
      const countries = ['DE', 'US', 'AT', 'FR', 'DE']
      const leads = Array.from({ length: 20 }, (_, id) => ({ id: `${id}`, country: countries[id % 5] as string, score: 20 + id }))
      await router.routeMany(leads)
      away = 'mia'
      await router.routeMany(leads.map((lead) => ({ ...lead, id: `x${lead.id}` })))
      for (const id of ['0', '2', '5']) await router.deadline(id, { name: 'contact', at: 2_000, channels: ['slack'] })
      await router.decline('0')
      await router.reassign('2', { to: 'cat' })
      await router.close('4', { as: 'merged' })
      await router.cancelDeadline('5', { name: 'contact' })
      await router.deadline('7', { name: 'contact', at: 2_000, channels: ['slack'] })
      away = ''
      clock.now = 3_000
      const { fired, placed } = await router.sweep()
      expect([fired.length, placed.length > 0]).toEqual([1, true])
      await router.erase('1')
      return { trail: await inner.audit({ after: 0, limit: 999 }), counts: await inner.counts(), replayed: await replay(inner) }
    }
    const [plain, inner] = [memoryStore(), memoryStore()]
    const { store, steps } = repeating(inner)
    const expected = await run(plain, plain)
    expect(await run(inner, store)).toEqual(expected)
    expect(expected.replayed.difference).toBeUndefined()
    expect(steps()).toBeGreaterThan(10)
  })
})
