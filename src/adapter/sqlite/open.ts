import { RoutingError } from '../../errors.js'
import type { SqliteDatabase } from '../sqliteDatabase.js'
import { findDriver } from './driver.js'
import { failure } from './failure.js'
import { migrate } from './migrate.js'
import { attempted, patientlyBlocking } from './patience.js'
import { rowOf } from './rows.js'
import { sql } from './statements.js'

export interface Opened {
  readonly database: SqliteDatabase
  /** Takes the write lock, or fails at once. */
  begin(): void
  /** Closes what was opened here; a database of the host stays open. */
  close(): void
  /** Not so for a database in memory. */
  readonly durable: boolean
}

export interface OpenOptions {
  readonly synchronous: 'full' | 'normal' | undefined
  readonly busyTimeoutMs: number
}

/**
 * Opens the file, or takes the host's database, and brings the schema up to date.
 * @throws RoutingError `noSqlite`, `storeFailed`, `schemaNewer`
 */
export function open(from: string | SqliteDatabase, options: OpenOptions): Opened {
  return typeof from === 'string' ? openFile(from, options) : adopt(from, options)
}

function openFile(file: string, { synchronous = 'full', busyTimeoutMs }: OpenOptions): Opened {
  const driver = findDriver()
  const named = (error: unknown) => failure(error, file)
  let close = () => {}
  try {
    const database = driver.open(file)
    close = () => database.close()
    database.exec('pragma busy_timeout = 0')
    // Turning WAL on needs the file for itself for a moment.
    patientlyBlocking(() => attempted(() => database.exec('pragma journal_mode = wal')), busyTimeoutMs, named)
    database.exec(`pragma synchronous = ${synchronous}`)
    migrate(database, busyTimeoutMs)
    return { database, begin: () => void database.exec(sql.begin), close, durable: isFile(database) }
  } catch (error) {
    close()
    throw named(error)
  }
}

/** Journal mode and busy timeout stay as the host has them, and so does `synchronous` unless an option names it. */
function adopt(database: SqliteDatabase, { synchronous, busyTimeoutMs }: OpenOptions): Opened {
  try {
    const probe = rowOf(database.prepare('select 1 as one').get())
    if (Number(probe?.one) !== 1) throw new RoutingError('storeFailed', { detail: 'The database object does not return rows as objects.' })
    if (synchronous !== undefined) database.exec(`pragma synchronous = ${synchronous}`)
    migrate(database, busyTimeoutMs)
    return { database, begin: beginner(database), close: () => {}, durable: isFile(database) }
  } catch (error) {
    throw failure(error)
  }
}

/** Sets the host's busy timeout (5 s with better-sqlite3) aside for `begin` alone: it would block the event loop. */
function beginner(database: SqliteDatabase): () => void {
  const busyTimeout = database.prepare(sql.busyTimeout)
  return () => {
    const timeoutMs = Number(rowOf(busyTimeout.get())?.timeout ?? 0)
    if (timeoutMs > 0) database.exec('pragma busy_timeout = 0')
    try {
      database.exec(sql.begin)
    } finally {
      if (timeoutMs > 0) database.exec(`pragma busy_timeout = ${timeoutMs}`)
    }
  }
}

/** A database in memory, or a temporary one, has no file name. */
function isFile(database: SqliteDatabase): boolean {
  const main = rowOf(database.prepare(`select file from pragma_database_list where name = 'main'`).get())
  return typeof main?.file === 'string' && main.file !== ''
}
