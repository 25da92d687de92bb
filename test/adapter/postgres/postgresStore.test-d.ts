import { sql } from 'drizzle-orm'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import type { PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import type { Knex } from 'knex'
import { CompiledQuery, type Kysely } from 'kysely'
import pg from 'pg'
import postgres from 'postgres'
import { expectTypeOf, test } from 'vitest'
import {
  type Executor,
  fromDrizzle,
  fromKnex,
  fromKysely,
  type PostgresPool,
  type PostgresStore,
  postgresStore,
} from '../../../src/adapter/postgres/index.js'
import type { Store } from '../../../src/port/store.js'

const pool = new pg.Pool()

test('the pools of both drivers fit', () => {
  expectTypeOf(postgresStore(pool)).toEqualTypeOf<PostgresStore>()
  expectTypeOf(postgresStore(postgres())).toEqualTypeOf<PostgresStore>()
  expectTypeOf(postgresStore(postgres({ types: { bigint: postgres.BigInt } }))).toExtend<Store>()
  expectTypeOf<pg.Pool>().toExtend<PostgresPool>()
  postgresStore(pool, { schema: 's', scope: 'a', migrate: false, clock: 'database', lockTimeoutMs: 1, answerTimeoutMs: 1, retryMs: 0 })
})

test('transactions of query builders fit', () => {
  const node = {} as NodePgDatabase
  const js = {} as PostgresJsDatabase
  const kysely = {} as Kysely<{ forms: { id: string } }>
  const knex = {} as Knex
  void node.transaction(async (tx) => expectTypeOf(fromDrizzle(tx, sql)).toEqualTypeOf<Executor>())
  void js.transaction(async (tx) => expectTypeOf(fromDrizzle(tx, sql)).toEqualTypeOf<Executor>())
  void kysely.transaction().execute(async (trx) => expectTypeOf(fromKysely(trx, CompiledQuery)).toEqualTypeOf<Executor>())
  void knex.transaction(async (trx) => expectTypeOf(fromKnex(trx)).toEqualTypeOf<Executor>())
})

test('others do not', () => {
  // @ts-expect-error a single client
  postgresStore(new pg.Client())
  // @ts-expect-error the address of a server
  postgresStore('postgres://localhost')
  // @ts-expect-error a pool that cannot lend a connection
  postgresStore({ query: async () => ({ rows: [] }) })
  // @ts-expect-error no such clock
  postgresStore(pool, { clock: 'host' })
  // @ts-expect-error no such option
  postgresStore(pool, { table: 'leads' })
  // @ts-expect-error a pool is no transaction of Knex
  fromKnex(pool)
  // @ts-expect-error Drizzle needs its `sql`
  fromDrizzle({} as NodePgDatabase)
  // @ts-expect-error Kysely needs its `CompiledQuery`
  fromKysely({} as Kysely<object>)
})
