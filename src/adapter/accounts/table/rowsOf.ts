import { isRoutingError, RoutingError, reasonOf } from '../../../errors.js'
import type { SqliteDatabase } from '../../sqliteDatabase.js'
import { type PgQueries, type PostgresJsQueries, postgresRows } from './postgresRows.js'
import type { Rows } from './rows.js'
import { sqliteRows } from './sqliteRows.js'

/** A database object of the host's: of SQLite, or a `Pool` of `pg`, or the `sql` of `postgres`. */
export type AccountDatabase = SqliteDatabase | PgQueries | PostgresJsQueries

export type DatabaseKind = 'sqlite' | 'postgres'

export function kindOf(database: unknown): DatabaseKind | undefined {
  if (typeof database === 'function') return has(database, 'unsafe') ? 'postgres' : undefined
  if (typeof database !== 'object' || database === null) return undefined
  if (has(database, 'exec') && has(database, 'prepare')) return 'sqlite'
  return has(database, 'query') ? 'postgres' : undefined
}

export function rowsOf(database: AccountDatabase, schema: string): Rows {
  const rows = kindOf(database) === 'sqlite' ? sqliteRows(database as SqliteDatabase) : postgresRows(database as PgQueries, schema)
  return {
    schema: rows.schema,
    migrate: () => told(rows.migrate()),
    put: (accounts) => told(rows.put(accounts)),
    remove: (ids) => told(rows.remove(ids)),
    count: () => told(rows.count()),
    at: (keys) => told(rows.at(keys)),
    above: (ids) => told(rows.above(ids)),
  }
}

/** Whatever the driver throws, in words that say what to do. */
async function told<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    if (isRoutingError(error)) throw error
    const reason = reasonOf(error)
    const missing = /no such table|relation .* does not exist/.test(reason) ? '; call `migrate()`, or run the text of `schema`' : ''
    throw new RoutingError('storeFailed', { detail: `The table of accounts: ${reason}${missing}.`, cause: error })
  }
}

function has(value: object, method: string): boolean {
  return typeof (value as { readonly [name: string]: unknown })[method] === 'function'
}
