import { afterAll, beforeAll, expect, test } from 'vitest'
import { postgresStore } from '../../src/adapter/postgres/index.js'
import { createRouter, type Plan, type Rep } from '../../src/index.js'
import { openPg } from '../adapter/postgres/pools.js'
import { freshDatabase } from '../postgres/database.js'
import { type Act, play, routersOn, violationsIn } from './limitsScene.js'
import { chanceOf } from './slowStore.js'
import { handClock } from './team.js'

let database: Awaited<ReturnType<typeof freshDatabase>>

beforeAll(async () => {
  database = await freshDatabase()
})

afterAll(() => database.drop())

/** Stores with pools of their own, as processes have them. */
async function storesOn(scope: string, count: number) {
  const opened = Array.from({ length: count }, () => openPg(database.url, 3))
  const stores = opened.map(({ pool }) => postgresStore(pool, { scope }))
  await stores[0]?.migrate()
  return {
    stores,
    end: async () => {
      for (const store of stores) await store.end()
      for (const { end } of opened) await end()
    },
  }
}

test('routers on stores of their own: no limit is exceeded at any step, and claims give each lead once', { timeout: 300_000 }, async () => {
  const { stores, end } = await storesOn('limits', 4)
  const clock = handClock(Date.parse('2026-11-24T08:00:00Z'))
  const routers = stores.flatMap((store) => routersOn(store, 1, clock))
  const chance = chanceOf(11)
  const acts = Array.from({ length: 600 }, (): Act => {
    const rep = ['ana', 'bob', 'cat', 'mia'][chance(4)] as string
    switch (chance(11)) {
      case 0:
      case 1:
      case 9:
      case 10:
        return { do: 'claim', rep, queue: chance(2) === 0 ? 'pool' : 'old' }
      case 2:
        return { do: 'close', lead: chance(1000) }
      case 3:
        return chance(3) === 0 ? { do: 'pass', minutes: 40 * (1 + chance(9)) } : { do: 'decline', lead: chance(1000) }
      case 4:
        return chance(3) === 0 ? { do: 'sweep' } : { do: 'reassign', lead: chance(1000), to: rep }
      default:
        return {
          do: 'route',
          seats: chance(5),
          kind: (['hot', 'scored', 'plain'] as const)[chance(3)] ?? 'hot',
          region: chance(2) === 0 ? 'n' : 's',
        }
    }
  })
  const claimed = await play(acts, routers, clock, 16)
  expect(claimed.length).toBeGreaterThan(5)
  expect(new Set(claimed).size).toBe(claimed.length)
  await routers[0]?.sweep()
  expect(await violationsIn(stores[0] as (typeof stores)[number], clock.now)).toEqual([])
  await end()
})

test('eight that claim from one queue at once starve nobody', { timeout: 300_000 }, async () => {
  const plan: Plan = { fairlead: 1, name: 'pull', rules: [{ name: 'all', to: { queue: 'pool' } }], otherwise: { to: {} } }
  const roster: readonly Rep[] = Array.from({ length: 8 }, (_, id) => ({ id: `r${id}` }))
  const { stores, end } = await storesOn('pull', 8)
  const routers = stores.map((store) => createRouter({ plan, roster, store }))
  await routers[0]?.routeMany(Array.from({ length: 240 }, (_, id) => ({ id: `${id}` })))
  const got = await Promise.all(
    routers.map(async (router, index) => {
      const mine: string[] = []
      for (let times = 0; times < 30; times++) {
        const claim = await router.claim(`r${index}`, 'pool')
        if (claim.kind === 'claimed') mine.push(claim.lead)
      }
      return mine
    }),
  )
  expect(got.map(({ length }) => length)).toEqual(Array.from({ length: 8 }, () => 30))
  expect(new Set(got.flat()).size).toBe(240)
  expect(await routers[0]?.claim('r0', 'pool')).toEqual({ kind: 'none', because: 'empty' })
  await end()
})
