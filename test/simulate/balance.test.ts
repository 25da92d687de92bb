import { describe, expect, test } from 'vitest'
import { balance } from '../../src/door/metrics.js'
import { type AuditEntry, createRouter, memoryStore, type Plan, type Store } from '../../src/index.js'
import { teamRouter } from '../router/team.js'

const roster = ['ana', 'bob', 'cat'].map((id) => ({ id }))

async function routed(plan: Omit<Plan, 'fairlead' | 'name'>, leads: readonly object[], strategies = {}): Promise<Store> {
  const store = memoryStore()
  const router = createRouter({ plan: { fairlead: 1, name: 'p', ...plan }, roster, store, strategies, clock: () => 5 })
  for (const [id, lead] of leads.entries()) await router.route({ id: `${id}`, ...lead })
  return store
}

const times = (count: number, lead: object = {}): object[] => Array.from({ length: count }, () => lead)

describe('balance', () => {
  test('an empty store has no rotations', async () => {
    expect(await balance(memoryStore())).toEqual({ rotations: {} })
  })

  test('all figures of a rotation', async () => {
    const store = await routed({ rules: [{ name: 'all', to: {} }], otherwise: { to: {} } }, times(4))
    const { all } = (await balance(store)).rotations
    // ana, bob, cat, ana: off by -2/3 after the fourth.
    expect(all).toEqual({
      measured: true,
      bound: 1,
      uncredited: 0,
      leads: 4,
      counts: { ana: 2, bob: 1, cat: 1 },
      reps: {
        ana: {
          got: 2,
          fair: expect.closeTo(4 / 3),
          deviation: expect.closeTo(-2 / 3),
          eligible: 4,
          longestWait: { shares: expect.closeTo(2 / 3), leads: 2 },
        },
        bob: {
          got: 1,
          fair: expect.closeTo(4 / 3),
          deviation: expect.closeTo(1 / 3),
          eligible: 4,
          longestWait: { shares: expect.closeTo(2 / 3), leads: 2 },
        },
        cat: {
          got: 1,
          fair: expect.closeTo(4 / 3),
          deviation: expect.closeTo(1 / 3),
          eligible: 4,
          longestWait: { shares: expect.closeTo(2 / 3), leads: 2 },
        },
      },
      maxDeviation: expect.closeTo(2 / 3),
      worstDeviation: expect.closeTo(2 / 3),
      worst: { rep: 'ana', deviation: expect.closeTo(-2 / 3), lead: 1, at: 5 },
      stdDeviation: expect.closeTo(Math.sqrt(6 / 27)),
      // Pairs ab and ac: |2 - 1| x 4/3 each, twice, over 2 x 16.
      gini: expect.closeTo(1 / 6),
      // 4 / (4 + 1 + 1) x 4/3.
      jain: expect.closeTo(8 / 9),
      neverEligible: [],
    })
  })

  test('one rotation, or none', async () => {
    const { router, store } = teamRouter()
    for (let id = 0; id < 6; id++) await router.route({ id: `${id}`, country: id % 2 === 0 ? 'DE' : 'FR' })
    expect(Object.keys((await balance(store)).rotations)).toEqual(['otherwise', 'territory'])
    const one = await balance(store, { rotation: 'territory' })
    expect(one.rotations).toEqual({ territory: (await balance(store)).rotations.territory })
    expect(await balance(store, { rotation: 'nowhere' })).toEqual({ rotations: {} })
  })

  test('strategies that owe nobody a number of leads are counted, and neither fair nor unfair', async () => {
    const plan = { rules: [{ name: 'free', to: {}, by: 'leastLoaded' as const }], otherwise: { to: {} } }
    expect((await balance(await routed(plan, times(5)))).rotations).toEqual({
      free: { measured: false, leads: 5, counts: { ana: 2, bob: 2, cat: 1 } },
    })
    const own = { strategies: ['last'], rules: [{ name: 'own', to: {}, by: 'last' }], otherwise: { to: {} } }
    const last = ({ eligible }: { eligible: readonly { rep: { id: string } }[] }) => eligible.at(-1)?.rep.id ?? ''
    expect((await balance(await routed(own, times(5), { last }))).rotations).toEqual({
      own: { measured: false, leads: 5, counts: { cat: 5 } },
    })
  })

  test('where they share a rotation with credits, their leads are in none of the figures', async () => {
    const plan: Omit<Plan, 'fairlead' | 'name'> = {
      rules: [
        { name: 'free', when: { free: true }, to: {}, by: 'leastLoaded', rotation: 'both' },
        { name: 'turns', to: {}, rotation: 'both' },
      ],
      otherwise: { to: {} },
    }
    const leads = [...times(3), ...times(4, { free: true }), ...times(3)]
    const { both } = (await balance(await routed(plan, leads))).rotations
    expect(both).toMatchObject({ measured: true, leads: 6, uncredited: 4, maxDeviation: 0, gini: 0, counts: { ana: 2, bob: 2, cat: 2 } })
  })

  test('the only one in question gets a whole lead, whatever the ledger wrote down', async () => {
    const plan: Omit<Plan, 'fairlead' | 'name'> = {
      rules: [
        { name: 'bob', when: { only: true }, to: { id: 'bob' }, rotation: 'both' },
        { name: 'turns', to: {}, rotation: 'both' },
      ],
      otherwise: { to: {} },
    }
    const leads = [...times(3), ...times(3, { only: true }), ...times(3)]
    const { both } = (await balance(await routed(plan, leads))).rotations
    expect(both).toMatchObject({ leads: 9, uncredited: 0, maxDeviation: 0, reps: { bob: { got: 5, fair: 5, eligible: 9 } } })
  })

  test('counting from a time on: the bound doubles, since somebody may have been ahead', async () => {
    const store = memoryStore()
    let now = 0
    const plan: Plan = { fairlead: 1, name: 'p', rules: [{ name: 'all', to: {} }], otherwise: { to: {} } }
    const router = createRouter({ plan, roster, store, clock: () => now })
    for (now = 1; now <= 7; now++) await router.route({ id: `${now}` })
    const figures = async (options: object) => {
      const { all } = (await balance(store, options)).rotations
      return all?.measured ? { leads: all.leads, bound: all.bound, counts: all.counts } : undefined
    }
    expect(await figures({ after: 0 })).toEqual({ leads: 7, bound: 1, counts: { ana: 3, bob: 2, cat: 2 } })
    expect(await figures({ after: 5 })).toEqual({ leads: 2, bound: 2, counts: { ana: 1, bob: 0, cat: 1 } })
    expect(await figures({ until: 2 })).toEqual({ leads: 2, bound: 1, counts: { ana: 1, bob: 1, cat: 0 } })
    expect(await figures({ after: 2, until: 4 })).toEqual({ leads: 2, bound: 2, counts: { ana: 1, bob: 0, cat: 1 } })
    expect(await figures({ after: 7 })).toBeUndefined()
  })

  test('reads page by page', async () => {
    const { store, router } = teamRouter()
    await router.routeMany(Array.from({ length: 1100 }, (_, id) => ({ id: `${id}`, country: 'US' })))
    const asked: number[] = []
    const watched: Store = {
      ...store,
      audit: (query) => {
        asked.push(query.after)
        return store.audit(query)
      },
    }
    expect((await balance(watched)).rotations.territory).toMatchObject({ leads: 1100, counts: { cat: 1100 }, gini: 0, jain: 1 })
    expect(asked).toEqual([0, 500, 1000, 1100])
  })

  test('a trail whose credits do not add up is refused with its number', async () => {
    const store = await routed({ rules: [{ name: 'all', to: {} }], otherwise: { to: {} } }, times(6))
    const bent = (entry: AuditEntry): AuditEntry =>
      entry.seq === 4 && entry.event.kind === 'assigned'
        ? { ...entry, event: { ...entry.event, ledger: { ...entry.event.ledger, level: entry.event.ledger.level + 9 } } }
        : entry
    const other: Store = { ...store, audit: async (query) => (await store.audit(query)).map(bent) }
    await expect(balance(other)).rejects.toMatchObject({ code: 'auditBroken', path: [4] })
  })
})
