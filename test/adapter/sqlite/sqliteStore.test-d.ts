import { DatabaseSync } from '@photostructure/sqlite'
import { expectTypeOf, test } from 'vitest'
import { type SqliteDatabase, sqliteStore } from '../../../src/adapter/sqlite/index.js'
import type { Store } from '../../../src/port/store.js'

test('a path and the database objects of drivers fit', () => {
  expectTypeOf(sqliteStore('leads.db')).toEqualTypeOf<Store>()
  expectTypeOf(sqliteStore(new DatabaseSync(':memory:'))).toEqualTypeOf<Store>()
  expectTypeOf<InstanceType<typeof DatabaseSync>>().toExtend<SqliteDatabase>()
  sqliteStore('leads.db', { synchronous: 'normal', busyTimeoutMs: 5_000 })
})

test('others do not', () => {
  // @ts-expect-error a database that cannot prepare
  sqliteStore({ exec: () => {} })
  // @ts-expect-error an asynchronous driver
  sqliteStore({ exec: async () => {}, prepare: async () => ({ run: () => {}, get: () => {}, all: () => [] }) })
  // @ts-expect-error no such level
  sqliteStore('leads.db', { synchronous: 'off' })
})
