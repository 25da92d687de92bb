import { describe, expect, test } from 'vitest'
import type { OwnDatabase } from '../../../src/adapter/sqlite/driver.js'
import { sqliteStore } from '../../../src/adapter/sqlite/sqliteStore.js'
import type { Store } from '../../../src/port/store.js'
import { type StoreContractOptions, storeContract } from '../../../src/testing/index.js'
import { drivers, likeBetterSqlite } from './hostDatabase.js'
import { temporaryFolder } from './temporaryFolder.js'

const { file } = temporaryFolder()

/** The store opens the file itself, with the first driver there is. */
function files(synchronous: 'full' | 'normal'): StoreContractOptions {
  const paths = new WeakMap<Store, string>()
  const open = (path = file()) => {
    const store = sqliteStore(path, { synchronous })
    paths.set(store, path)
    return store
  }
  return {
    name: `a file, synchronous ${synchronous}`,
    open: () => open(),
    second: (store) => open(paths.get(store)),
    async reopen(store) {
      await store.end()
      return open(paths.get(store))
    },
  }
}

/** The host opens the database; `end()` of the store leaves it open, and the suite closes it by and by. */
function databases(name: string, opened: (path: string) => OwnDatabase): StoreContractOptions {
  const homes = new WeakMap<Store, { path: string; database: OwnDatabase }>()
  const open = (path = file()) => {
    const database = opened(path)
    const store = sqliteStore(database)
    homes.set(store, { path, database })
    const end = async () => {
      await store.end()
      try {
        database.close()
      } catch {
        // Closed before.
      }
    }
    const host = { ...store, end }
    homes.set(host, { path, database })
    return host
  }
  return {
    name,
    open: () => open(),
    second: (store) => open(homes.get(store)?.path),
    async reopen(store) {
      await store.end()
      return open(homes.get(store)?.path)
    },
  }
}

const kinds: readonly StoreContractOptions[] = [
  files('full'),
  files('normal'),
  { name: 'in memory', open: () => sqliteStore(':memory:') },
  ...drivers.flatMap(({ name, open }) => [
    databases(`a database of ${name} in WAL mode`, (path) => {
      const database = open(path)
      database.exec('pragma journal_mode = wal; pragma synchronous = normal')
      return database
    }),
    databases(`a database of ${name} in rollback mode`, (path) => {
      const database = open(path)
      database.exec('pragma synchronous = off')
      return database
    }),
    databases(`a database like better-sqlite3 over ${name}`, (path) => {
      const database = open(path)
      database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 5000')
      return likeBetterSqlite(database)
    }),
  ]),
]

test('at least one driver is tried', () => {
  expect(drivers.map((driver) => driver.name)).toContain('@photostructure/sqlite')
})

for (const kind of kinds) {
  describe(kind.name, () => {
    for (const { name, run, skip } of storeContract(kind)) test.skipIf(skip !== undefined)(name, run)
  })
}
