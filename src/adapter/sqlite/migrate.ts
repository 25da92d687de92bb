import { RoutingError } from '../../errors.js'
import type { SqliteDatabase } from '../sqliteDatabase.js'
import { failure } from './failure.js'
import { migrations } from './migrations.js'
import { attempted, patientlyBlocking } from './patience.js'
import { number, rowOf } from './rows.js'
import { sql } from './statements.js'

const meta = 'create table if not exists fairlead_meta (name text primary key not null, value integer not null) strict'
const metaExists = `select 1 as found from sqlite_master where type = 'table' and name = 'fairlead_meta'`
const readVersion = `select value from fairlead_meta where name = 'schema'`
const writeVersion = `insert into fairlead_meta (name, value) values ('schema', ?) on conflict (name) do update set value = excluded.value`

/**
 * Brings the schema up to date: each step in a transaction of its own, after reading the version again under the write lock,
 * so that any number of processes may start at once. A database that is up to date is only read.
 * @throws RoutingError `schemaNewer`, `storeFailed`
 */
export function migrate(database: SqliteDatabase, limitMs: number, steps: readonly string[] = migrations): void {
  let version = patientlyBlocking(() => attempted(() => versionOf(database)), limitMs, failure)
  while (version < steps.length) version = patientlyBlocking(() => attempted(() => step(database, steps)), limitMs, failure)
  if (version > steps.length) {
    throw new RoutingError('schemaNewer', { detail: `Its schema has version ${version}, this process knows ${steps.length}.` })
  }
}

/** The version after it. */
function step(database: SqliteDatabase, steps: readonly string[]): number {
  database.exec(sql.begin)
  try {
    const version = versionOf(database)
    const next = steps[version]
    if (next !== undefined) {
      database.exec(meta)
      database.exec(next)
      database.prepare(writeVersion).run(version + 1)
    }
    database.exec(sql.commit)
    return next === undefined ? version : version + 1
  } catch (error) {
    rollBack(database)
    throw error
  }
}

/** After some errors SQLite has rolled back itself, and then complains; the first error is the one to report. */
export function rollBack(database: SqliteDatabase): void {
  try {
    database.exec(sql.rollback)
  } catch {
    // see above
  }
}

/** 0 for a database without a schema of ours. */
function versionOf(database: SqliteDatabase): number {
  if (rowOf(database.prepare(metaExists).get()) === undefined) return 0
  const version = number(rowOf(database.prepare(readVersion).get())?.value ?? 0)
  if (!Number.isSafeInteger(version) || version < 0)
    throw new RoutingError('storeFailed', { detail: `Its schema has the version ${version}.` })
  return version
}
