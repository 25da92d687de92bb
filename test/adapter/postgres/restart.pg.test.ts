import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { findBouncer, startBouncer } from '../../../scripts/postgres/bouncer.mjs'
import { createDatabase, type OwnServer, startServer } from '../../../scripts/postgres/server.mjs'
import { postgresStore } from '../../../src/adapter/postgres/index.js'
import { assertWhole, wholeTrail } from '../../../src/testing/storeContractCase.js'
import { closedAfterEach, kinds, openPg } from './pools.js'
import { count, counted } from './steps.js'

// A server that starts again takes its time where others are at work.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 })

// A server of its own, since it is killed: not even with DATABASE_URL may it be somebody else's.
let server: OwnServer
const closed = closedAfterEach()
const unhandled: unknown[] = []
const note = (reason: unknown) => void unhandled.push(reason)

beforeAll(async () => {
  server = await startServer({ durable: true })
})
afterAll(() => server.stop())
beforeEach(() => {
  unhandled.length = 0
  process.on('unhandledRejection', note)
  process.on('uncaughtException', note)
})
afterEach(() => {
  process.off('unhandledRejection', note)
  process.off('uncaughtException', note)
})

const max = 4
const transactions = 200
/** Nothing here is about how long things take. */
const retryMs = 60_000

const ways = [
  { way: 'straight there', reach: async (url: string) => url },
  {
    way: 'through PgBouncer',
    async reach(url: string) {
      const bouncer = await startBouncer({ url })
      if (bouncer === undefined) throw new Error('PgBouncer was there a moment ago.')
      closed({ end: bouncer.stop })
      return bouncer.url
    },
  },
].filter(({ way }) => way === 'straight there' || findBouncer() !== undefined)

describe.each(kinds)('with $name', ({ open }) => {
  describe.each(ways)('$way', ({ reach }) => {
    test.each([
      ['once', [60]],
      ['three times', [30, 90, 150]],
    ])(
      'a server that is killed and started again, %s amid 200 transactions: each counts once, and the pool is whole',
      async (_, moments) => {
        const url = await createDatabase(server.url)
        const { pool, hold } = closed(open(await reach(url), max))
        // Several stores, so that all connections of the pool are at work.
        const stores = Array.from({ length: max }, (__, index) => postgresStore(pool, { retryMs, scope: `scope ${index}` }))
        await stores[0]?.migrate()

        const toKill = [...moments]
        let settled = 0
        let kills = Promise.resolve()
        const strike = () => {
          if (toKill[0] === undefined || settled < toKill[0]) return
          toKill.shift()
          kills = kills.then(server.kill).then(server.restart)
        }
        const names = Array.from({ length: transactions }, (__, index) => `L${index}`)
        await Promise.all(
          stores.map(async (store, index) => {
            // Two at a time for each of them: some hold a connection, some wait for one.
            const mine = names.filter((__, place) => place % max === index)
            const work = async () => {
              for (let name = mine.shift(); name !== undefined; name = mine.shift()) {
                await count(store, name)
                settled += 1
                strike()
              }
            }
            await Promise.all([work(), work()])
          }),
        )
        await kills
        expect(toKill).toEqual([])

        const straight = closed(openPg(url, max))
        for (const [index, store] of stores.entries()) {
          const inPlace = postgresStore(straight.pool, { scope: `scope ${index}`, retryMs })
          const { entries, turn, load } = await counted(inPlace)
          expect([...entries].sort()).toEqual(names.filter((__, place) => place % max === index).sort())
          expect({ turn, load }).toEqual({ turn: transactions / max, load: transactions / max })
          assertWhole(await wholeTrail(store), transactions / max)
        }
        // (For a moment PgBouncer still tells of the server that was gone; the store's own calls wait that out.)
        const heldOne = () => vi.waitFor(hold, { timeout: 30_000, interval: 100 })
        const held = await Promise.all(Array.from({ length: max }, heldOne))
        for (const release of held) release()
        // Nothing stays in a transaction, on a connection that somebody else gets.
        await vi.waitFor(
          async () => {
            const { rows } = await straight.pool.query(
              `select pid from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
            )
            expect(rows).toEqual([])
          },
          { timeout: 30_000, interval: 5 },
        )
        expect(unhandled).toEqual([])
      },
    )
  })
})
