/**
 * What is asked of a database of the host's: the part that `better-sqlite3`, `node:sqlite` and `@photostructure/sqlite` have in common.
 * A database object of any of them fits.
 */
export interface SqliteDatabase {
  exec(sql: string): unknown
  prepare(sql: string): SqliteStatement
}

/** Values are bound by position, to `?`. */
export interface SqliteStatement {
  run(...values: SqliteValue[]): unknown
  get(...values: SqliteValue[]): unknown
  all(...values: SqliteValue[]): unknown[]
}

/** Kept to what every driver binds and returns alike. Integers up to 2^53 are exact. */
export type SqliteValue = string | number | null
