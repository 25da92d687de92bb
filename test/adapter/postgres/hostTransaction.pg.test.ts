import { sql as drizzleSql } from 'drizzle-orm'
import { drizzle as drizzlePg } from 'drizzle-orm/node-postgres'
import { drizzle as drizzlePostgresJs } from 'drizzle-orm/postgres-js'
import knex from 'knex'
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest'
import { createDatabase, dropDatabase } from '../../../scripts/postgres/server.mjs'
import { fromDrizzle, fromKnex, fromKysely, type PostgresStore, postgresStore } from '../../../src/adapter/postgres/index.js'
import type { Store } from '../../../src/port/store.js'
import { assertWhole, errorOf, wholeTrail, writeOf } from '../../../src/testing/storeContractCase.js'
import { assignedLead, oddNames } from '../../../src/testing/storeContractRecords.js'
import { connected } from '../../postgres/connection.js'
import { openPg, openPostgresJs } from './pools.js'
import { count, counted, each } from './steps.js'

let url: string
let opened: ReturnType<typeof openPg>
let openedJs: ReturnType<typeof openPostgresJs>
let builder: knex.Knex
let kysely: Kysely<Record<string, never>>
let store: PostgresStore
let scope: string
let scopes = 0

beforeAll(async () => {
  url = await createDatabase(inject('postgresUrl'))
  opened = openPg(url, 6)
  openedJs = openPostgresJs(url, 4)
  builder = knex({ client: 'pg', connection: url, pool: { min: 0, max: 2 } })
  kysely = new Kysely({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 2 }) }) })
  await opened.rows('create table notes (note text)')
})

afterAll(async () => {
  await Promise.all([opened.end(), openedJs.end(), builder.destroy(), kysely.destroy()])
  await dropDatabase(url)
})

beforeEach(async () => {
  scope = `scope ${scopes++}`
  store = postgresStore(opened.pool, { scope })
  await opened.rows('truncate notes')
})

const changedItsMind = new Error('the host changed its mind')

/** What the host does in its transaction: its own statements by `run`, ours by `within(handle())`. */
interface Host {
  run(sql: string): PromiseLike<unknown>
  handle(): unknown
}
type Work = (host: Host) => Promise<void>

/** Each runs the work in a transaction that commits, or rolls back if the work throws. */
const hosts: readonly { readonly name: string; transaction(work: Work): Promise<void> }[] = [
  {
    name: 'a client of pg',
    async transaction(work) {
      const client = await opened.pool.connect()
      try {
        await client.query('begin')
        await work({ run: (sql) => client.query(sql), handle: () => client })
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw error
      } finally {
        client.release()
      }
    },
  },
  {
    name: 'postgres.js',
    transaction: (work) => openedJs.pool.begin((sql) => work({ run: (text) => sql.unsafe(text), handle: () => sql })),
  },
  {
    name: 'Drizzle over pg',
    transaction: (work) =>
      drizzlePg(opened.pool).transaction((tx) => work({ run: (sql) => tx.execute(sql), handle: () => fromDrizzle(tx, drizzleSql) })),
  },
  {
    name: 'Drizzle over postgres.js',
    transaction: (work) =>
      drizzlePostgresJs(openedJs.pool).transaction((tx) =>
        work({ run: (sql) => tx.execute(sql), handle: () => fromDrizzle(tx, drizzleSql) }),
      ),
  },
  {
    name: 'Kysely',
    transaction: (work) =>
      kysely
        .transaction()
        .execute((trx) => work({ run: (sql) => trx.executeQuery(CompiledQuery.raw(sql)), handle: () => fromKysely(trx, CompiledQuery) })),
  },
  { name: 'Knex', transaction: (work) => builder.transaction((trx) => work({ run: (sql) => trx.raw(sql), handle: () => fromKnex(trx) })) },
]

const notes = async () => (await opened.rows('select note from notes order by note')).map(({ note }) => note)

describe.each(hosts)('inside a transaction of $name', ({ transaction }) => {
  test('what is written is there for others once the host commits, and not before', async () => {
    await transaction(async ({ run, handle }) => {
      await run(`insert into notes values ('L1')`)
      const within = store.within(handle())
      expect(await count(within, 'L1')).toBe(1)
      expect(await count(within, 'L2')).toBe(2)
      for (const key of oddNames) expect(await within.accept({ key, content: { said: key }, receivedAt: 1 })).toBe(true)
      expect(await within.accept({ key: oddNames[0]!, content: {}, receivedAt: 2 })).toBe(false)
      expect(await counted(within)).toEqual(each('L1', 'L2'))
      expect(await counted(store)).toEqual(each())
    })
    expect(await counted(store)).toEqual(each('L1', 'L2'))
    const accepted = await store.accepted({ now: 1, limit: 100 })
    expect(accepted.map(({ key, content }) => [key, content]).sort()).toEqual(oddNames.map((key) => [key, { said: key }]).sort())
    expect(await notes()).toEqual(['L1'])
    expect(await count(store, 'L3')).toBe(3)
  })

  test('a rollback leaves nothing, in no table', async () => {
    await count(store, 'L0')
    const rolledBack = transaction(async ({ run, handle }) => {
      await run(`insert into notes values ('L1')`)
      const within = store.within(handle())
      await count(within, 'L1')
      await within.accept({ key: 'A1', content: {}, receivedAt: 1 })
      throw changedItsMind
    })
    expect(await errorOf(() => rolledBack)).toBe(changedItsMind)
    expect(await counted(store)).toEqual(each('L0'))
    expect(await store.lead({ key: 'L1' })).toBeUndefined()
    expect(await store.accepted({ now: 1, limit: 9 })).toEqual([])
    expect(await notes()).toEqual([])
    expect(await count(store, 'L1')).toBe(2)
  })

  test('a step that throws leaves the transaction as it was, and usable', async () => {
    await transaction(async ({ run, handle }) => {
      await run(`insert into notes values ('before')`)
      const within = store.within(handle())
      await count(within, 'L1')
      const reason = new Error('no such lead')
      const failing = () => {
        throw reason
      }
      expect(await errorOf(() => count(within, 'L2', failing))).toBe(reason)
      await count(within, 'L3')
      await run(`insert into notes values ('after')`)
    })
    expect(await counted(store)).toEqual(each('L1', 'L3'))
    expect(await notes()).toEqual(['after', 'before'])
  })

  test('what the server refuses leaves the transaction as it was, and usable', async () => {
    await transaction(async ({ run, handle }) => {
      const within = store.within(handle())
      await count(within, 'L1')
      const refused = within.transact({
        now: 1,
        leads: ['L2'],
        rotations: [],
        reps: [],
        step: (view) => ({
          write: writeOf(view, { leads: [assignedLead('L2')], loads: new Map([['ana', { open: -1, assigned: 0 }]]) }),
          result: 0,
        }),
      })
      expect(await errorOf(() => refused)).toMatchObject({ name: 'RoutingError', code: 'storeFailed' })
      await count(within, 'L3')
      await run(`insert into notes values ('after')`)
    })
    expect(await counted(store)).toEqual(each('L1', 'L3'))
    expect(await store.lead({ key: 'L2' })).toBeUndefined()
    expect(await notes()).toEqual(['after'])
  })

  test('calls at once, through several stores, do not mix', async () => {
    const other = postgresStore(opened.pool, { scope: `${scope}, other` })
    const reason = new Error('no such lead')
    const fail = () => {
      throw reason
    }
    await transaction(async ({ handle }) => {
      const calls = Array.from({ length: 12 }, (_, index) => {
        const within: Store = (index % 3 === 0 ? other : store).within(handle())
        return index % 4 === 1 ? errorOf(() => count(within, `L${index}`, fail)) : count(within, `L${index}`)
      })
      const answers = await Promise.all(calls)
      expect(answers.filter((answer) => answer === reason)).toHaveLength(3)
    })
    expect((await counted(store)).turn).toBe(6)
    expect((await counted(other)).turn).toBe(3)
    for (const each of [store, other]) assertWhole(await wholeTrail(each), (await counted(each)).turn)
  })

  test('is told in words when somebody else has decided since a `repeatable read` transaction began', async () => {
    await count(store, 'L1')
    const late = transaction(async ({ run, handle }) => {
      await run('set transaction isolation level repeatable read')
      await run('select 1 from notes')
      await count(store, 'L2')
      await count(store.within(handle()), 'L3')
    })
    const error = await errorOf(() => late)
    expect(error).toMatchObject({ name: 'RoutingError', code: 'storeTimeout' })
    expect((error as Error).message).toContain('run it again')
    expect(await counted(store)).toEqual(each('L1', 'L2'))
  })

  test('is told the same when that was the first decision ever', async () => {
    const late = transaction(async ({ run, handle }) => {
      await run('set transaction isolation level repeatable read')
      await run('select 1 from notes')
      await count(store, 'L1')
      await count(store.within(handle()), 'L2')
    })
    expect(await errorOf(() => late)).toMatchObject({ code: 'storeTimeout' })
    expect(await counted(store)).toEqual(each('L1'))
  })

  test('of one scope waits for another one until that commits', async () => {
    await connected(url, async (first) => {
      await first.query('begin')
      await count(store.within(first), 'L1')
      let over = false
      const second = transaction(async ({ handle }) => {
        expect(await count(store.within(handle()), 'L2')).toBe(2)
        over = true
      })
      await vi.waitFor(
        async () => {
          const waiting = await opened.rows(
            `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
          )
          expect(waiting).toHaveLength(1)
        },
        { timeout: 30_000, interval: 5 },
      )
      expect(over).toBe(false)
      await first.query('commit')
      await second
      expect(await counted(store)).toEqual(each('L1', 'L2'))
    })
  })
})

describe('no transaction', () => {
  test.each([
    ['nothing', () => undefined],
    ['null', () => null],
    ['a text', () => 'tx'],
    ['an object', () => ({})],
    ['a function', () => () => {}],
    ['a pool of pg', () => opened.pool],
    ['the sql of postgres.js outside of begin', () => openedJs.pool],
    ['an unwrapped builder', () => drizzlePg(opened.pool)],
  ])('%s is badOptions', async (_, handle) => {
    expect(() => store.within(handle())).toThrow(expect.objectContaining({ name: 'RoutingError', code: 'badOptions', path: ['tx'] }))
  })

  test('a client of pg that has not begun one is refused by the server', async () => {
    await connected(url, async (client) => {
      expect(await errorOf(() => count(store.within(client), 'L1'))).toMatchObject({
        code: 'storeFailed',
        message: expect.stringContaining('begin one first'),
        cause: { code: '25P01' },
      })
    })
    expect(await counted(store)).toEqual(each())
  })

  test('one that has failed before is told so, and not that the server is away', async () => {
    await connected(url, async (client) => {
      await client.query('begin')
      await client.query('select 1 / 0').catch(() => {})
      const inside = store.within(client)
      const refused = [() => count(inside, 'L1'), () => inside.accept({ key: 'L1', content: {}, receivedAt: 1 })]
      for (const call of refused) {
        expect(await errorOf(call)).toMatchObject({
          code: 'storeFailed',
          message: expect.stringContaining('roll it back and run it again'),
          cause: { code: '25P02' },
        })
      }
      await client.query('rollback')
    })
    expect(await counted(store)).toEqual(each())
  })

  test('anything with a `query` that answers with rows will do', async () => {
    await connected(url, async (client) => {
      await client.query('begin')
      const handle = { query: async (sql: string, values: string[]) => (await client.query(sql, values)).rows }
      expect(await count(store.within(handle), 'L1')).toBe(1)
      await client.query('commit')
    })
    expect(await counted(store)).toEqual(each('L1'))
  })
})
