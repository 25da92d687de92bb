import { afterAll, afterEach, beforeAll, describe, inject, test } from 'vitest'
import { findBouncer, startBouncer } from '../../../scripts/postgres/bouncer.mjs'
import { createDatabase, dropDatabase } from '../../../scripts/postgres/server.mjs'
import { type PostgresPool, type PostgresStore, postgresStore } from '../../../src/adapter/postgres/index.js'
import type { Store } from '../../../src/port/store.js'
import { type StoreContractOptions, storeContract } from '../../../src/testing/index.js'
import { kinds, openPg, openPostgresJs } from './pools.js'

let url: string
let scopes = 0

beforeAll(async () => {
  url = await createDatabase(inject('postgresUrl'))
})

afterAll(() => dropDatabase(url))

function run(options: StoreContractOptions): void {
  for (const { name, run, skip } of storeContract(options))
    test.skipIf(skip !== undefined)(skip === undefined ? name : `${name} (${skip})`, run)
}

/** Each case has a scope of its own in one schema: what one writes the next one must not see. */
function overPool(name: string, pool: () => PostgresPool): StoreContractOptions {
  const scopeOf = new WeakMap<Store, string>()
  const open = (scope = `${name} ${scopes++}`) => {
    const store = postgresStore(pool(), { scope })
    scopeOf.set(store, scope)
    return store
  }
  return {
    name,
    open: () => open(),
    second: (store) => open(scopeOf.get(store)),
    async reopen(store) {
      await store.end()
      return open(scopeOf.get(store))
    },
  }
}

describe.each(kinds)('over a pool of $name', ({ name, open }) => {
  let opened: ReturnType<typeof open>
  beforeAll(() => {
    opened = open(url, 8)
  })
  afterAll(() => opened.end())
  run(overPool(name, () => opened.pool))
})

describe.skipIf(findBouncer() === undefined)(
  `through PgBouncer${findBouncer() === undefined ? ' (skipped: none on this machine)' : ''}`,
  () => {
    let bouncer: Awaited<ReturnType<typeof startBouncer>>
    beforeAll(async () => {
      // Fewer connections to the server than the pool has: transactions of one client do go to different backends.
      bouncer = await startBouncer({ url, poolSize: 3 })
    })
    afterAll(() => bouncer?.stop())

    describe.each(kinds)('with $name', ({ name, open }) => {
      let opened: ReturnType<typeof open>
      beforeAll(() => {
        opened = open(bouncer!.url, 8)
      })
      afterAll(() => opened.end())
      run(overPool(`${name} through PgBouncer`, () => opened.pool))
    })
  },
)

/** Hands out the handle of a transaction of its own for each case; afterwards all are rolled back. */
type Begin = (rollbacks: (() => Promise<void>)[]) => Promise<unknown>

const hosts: readonly { readonly name: string; open(): { readonly pool: PostgresPool; readonly begin: Begin; end(): Promise<void> } }[] = [
  {
    name: 'a client of pg',
    open() {
      const { pool, end } = openPg(url, 8)
      const begin: Begin = async (rollbacks) => {
        const client = await pool.connect()
        await client.query('begin')
        rollbacks.push(async () => {
          await client.query('rollback')
          client.release()
        })
        return client
      }
      return { pool, begin, end }
    },
  },
  {
    name: 'the sql that postgres.js hands to begin',
    open() {
      const { pool, end } = openPostgresJs(url, 8)
      const begin: Begin = (rollbacks) =>
        new Promise((resolve, fail) => {
          const over = new Error('the case is over')
          const ended = pool
            .begin((sql) => {
              resolve(sql)
              return new Promise((_, reject) => {
                rollbacks.push(async () => {
                  reject(over)
                  await ended
                })
              })
            })
            .catch((error) => {
              if (error !== over) fail(error)
            })
        })
      return { pool, begin, end }
    },
  },
]

describe.each(hosts)('inside a transaction of the host, $name', ({ name, open }) => {
  let host: ReturnType<typeof open>
  let hosted: PostgresStore
  const rollbacks: (() => Promise<void>)[] = []
  const handles = new WeakMap<Store, unknown>()
  const within = (handle: unknown) => {
    const store = hosted.within(handle)
    handles.set(store, handle)
    return store
  }
  beforeAll(async () => {
    host = open()
    hosted = postgresStore(host.pool, { scope: `inside ${name}` })
    await hosted.migrate()
  })
  afterEach(async () => {
    for (const rollback of rollbacks.splice(0)) await rollback()
  })
  afterAll(() => host.end())
  // All in one scope: a case whose transaction were not rolled back would trip the next one.
  run({
    name,
    open: async () => within(await host.begin(rollbacks)),
    second: (store) => within(handles.get(store)),
    async reopen(store) {
      await store.end()
      return within(handles.get(store))
    },
  })
})
