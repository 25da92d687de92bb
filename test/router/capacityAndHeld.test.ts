import { describe, expect, test } from 'vitest'
import { plan, reps, teamRouter, told } from './team.js'

const lead = (id: number, more: object = {}) => ({ id: `${id}`, country: 'DE', ...more })

describe('capacity', () => {
  test('a limit is never exceeded, by one call or many at once', async () => {
    const { router, store } = teamRouter({ roster: reps.map((rep) => (rep.id === 'mia' ? rep : { ...rep, capacity: 3 })) })
    await Promise.all(Array.from({ length: 40 }, (_, id) => router.route(lead(id))))
    expect(await store.loads(['ana', 'bob', 'mia'])).toMatchObject({ ana: { open: 3 }, bob: { open: 3 }, mia: { open: 34 } })
  })

  test('the host counts: what was assigned since it was asked is added', async () => {
    const { router } = teamRouter({ roster: reps, capacity: { many: async () => ({ ana: { limit: 5, open: 3 }, bob: { limit: 0 } }) } })
    // All at once: one question for all six, so the host's count cannot know of the first when the second is decided.
    const routed = await Promise.all(Array.from({ length: 6 }, (_, id) => router.route(lead(id))))
    expect(routed.map(told)).toEqual(['ana by territory', 'ana by territory', ...Array.from({ length: 4 }, () => 'mia by otherwise')])
  })
})

describe('held leads', () => {
  test('wait for the rule, then for whoever comes back; the end of the wait goes on to the next rule', async () => {
    let now = 0
    let there = false
    const { router, store } = teamRouter({
      clock: () => now,
      plan: { ...plan, rules: [{ name: 'dach', to: { territory: 'dach' }, whenNobody: { wait: { minutes: 10 } } }] },
      availability: (rep) => rep.id === 'mia' || there,
    })
    expect(told(await router.route(lead(1)))).toBe('queue held by dach')
    expect(told(await router.route(lead(1)))).toBe('queue held by dach*')
    now = 60_000
    expect(await router.sweep()).toMatchObject({ placed: [], held: 1 })
    expect((await store.audit({ after: 0, limit: 9 })).length).toBe(1)
    expect(told(await router.route(lead(2)))).toBe('queue held by dach')
    now = 10 * 60_000
    expect((await router.sweep()).placed.map(told)).toEqual(['mia by otherwise'])
    there = true
    const { placed } = await router.sweep()
    expect(placed.map(told)).toEqual(['ana by dach'])
    expect(placed[0]).toMatchObject({ lead: '2', epoch: 1 })
  })

  test('leads behind a thousand that cannot be placed are tried, too', async () => {
    const there = new Set<string>()
    const { router } = teamRouter({
      plan: { ...plan, rules: [{ name: 'territory', to: { territory: { same: 'territory' } }, whenNobody: { wait: { days: 9 } } }] },
      availability: (rep) => there.has(rep.id),
    })
    await router.routeMany(Array.from({ length: 1100 }, (_, id) => lead(id)))
    await router.route(lead(5000, { country: 'US' }))
    there.add('cat')
    const { placed, held } = await router.sweep()
    expect([placed.map(told), held]).toEqual([['cat by territory'], 1100])
  })

  test('many sweepers place each lead once', async () => {
    let there = false
    const { router, store } = teamRouter({
      plan: { ...plan, rules: [], otherwise: { to: {}, whenNobody: 'hold' } },
      availability: () => there,
    })
    await router.routeMany(Array.from({ length: 30 }, (_, id) => lead(id)))
    there = true
    const reports = await Promise.all([router.sweep(), router.sweep(), router.sweep()])
    expect(reports.flatMap(({ placed }) => placed).length).toBe(30)
    expect((await store.audit({ after: 0, limit: 100 })).filter(({ event }) => event.kind === 'assigned').length).toBe(30)
  })
})
