import pg from 'pg'
import { expect, test } from 'vitest'
import { postgresStore } from '../../src/adapter/postgres/index.js'
import { createRouter, isRoutingError, replay } from '../../src/index.js'
import { freshDatabase } from '../postgres/database.js'
import { chain, HOUR, planOf, reps } from './escalating.js'

test('on PostgreSQL, with eight sweepers on connections of their own and racing contacts, every step is taken once or cancelled', async () => {
  const database = await freshDatabase()
  const pools = Array.from({ length: 8 }, () => new pg.Pool({ connectionString: database.url, max: 2 }))
  try {
    const stores = pools.map((pool) => postgresStore(pool))
    const [store] = stores as [(typeof stores)[0]]
    await store.migrate()
    const clock = (): number => 0
    const routers = stores.map((each) => createRouter({ plan: planOf(chain), roster: reps, store: each, clock }))
    const [router] = routers as [(typeof routers)[0]]
    const keys = Array.from({ length: 300 }, (_, index) => `L${index}`)
    await router.routeMany(keys.map((id) => ({ id, region: 'eu' })))
    const report = { fired: 0, escalated: 0 }
    let contacted = 0
    for (const now of [HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR]) {
      const some = keys.filter((_, index) => index % 8 === now / HOUR)
      const contacts = some.map(async (key, index) => {
        try {
          if (await routers[index % 8]?.contacted(key)) contacted += 1
        } catch (error) {
          if (!isRoutingError(error)) throw error
        }
      })
      const swept = routers.map(async (each) => {
        const { fired, escalated } = await each.sweep(now)
        report.fired += fired.length
        report.escalated += escalated.length
      })
      await Promise.all([...swept, ...contacts])
    }
    const timers = await store.transact({
      now: 0,
      leads: keys,
      rotations: [],
      reps: [],
      step: (view) => ({ result: [...view.timers.values()].flat() }),
    })
    const count = (wanted: string): number => timers.filter(({ state }) => state === wanted).length
    expect(contacted).toBeGreaterThan(100)
    expect(count('set')).toBe(0)
    expect(count('fired') + count('cancelled')).toBe(timers.length)
    expect(count('fired')).toBe(report.fired + report.escalated)
    expect(report.escalated).toBeGreaterThan(100)
    const { difference, same } = await replay(store)
    expect(difference).toBeUndefined()
    expect(same).toBe(300 + report.escalated)
  } finally {
    await Promise.all(pools.map((pool) => pool.end()))
    await database.drop()
  }
})
