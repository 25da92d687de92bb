import { findDriver, type OwnDatabase, type SqliteDriver } from '../../../src/adapter/sqlite/driver.js'
import type { SqliteValue } from '../../../src/adapter/sqliteDatabase.js'

/** The drivers that this Node has: `node:sqlite` from 22.13 on, `@photostructure/sqlite` everywhere. */
export const drivers: readonly SqliteDriver[] = (['node:sqlite', '@photostructure/sqlite'] as const).flatMap((name) => {
  try {
    return [findDriver([name])]
  } catch {
    return []
  }
})

/**
 * A database that behaves as better-sqlite3 does where it differs: ordinary prototypes, `SQLITE_…` codes, integers as BigInt
 * (its `defaultSafeIntegers`), and an error for `run` on what returns rows and for `get` and `all` on what does not.
 */
export function likeBetterSqlite(inner: OwnDatabase): OwnDatabase {
  return {
    exec: (sql) => translated(() => inner.exec(sql)),
    close: () => inner.close(),
    prepare(sql) {
      const returns = /^\s*(select|pragma|with)\b/i.test(sql)
      const statement = translated(() => inner.prepare(sql))
      const query = <Answer>(answer: () => Answer): Answer => {
        if (!returns) throw new TypeError('This statement does not return data. Use run() instead')
        return translated(answer)
      }
      return {
        run(...values: SqliteValue[]) {
          if (returns) throw new TypeError('This statement returns data. Use get(), all(), or iterate() instead')
          return translated(() => statement.run(...values.map(asDouble)))
        },
        get: (...values: SqliteValue[]) => query(() => ordinary(statement.get(...values.map(asDouble)))),
        all: (...values: SqliteValue[]) => query(() => statement.all(...values.map(asDouble)).map(ordinary)),
      }
    },
  }
}

function asDouble(value: SqliteValue): SqliteValue {
  if (typeof value !== 'number' && typeof value !== 'string' && value !== null)
    throw new TypeError('SQLite3 can only bind numbers, strings, and null')
  return value
}

function ordinary(row: unknown): unknown {
  if (row === undefined || row === null) return undefined
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number.isInteger(value) ? BigInt(value as number) : value]))
}

function translated<Answer>(call: () => Answer): Answer {
  try {
    return call()
  } catch (error) {
    const { errcode, message } = error as { errcode?: number; message: string }
    const name = new Map([
      [5, 'SQLITE_BUSY'],
      [6, 'SQLITE_LOCKED'],
      [14, 'SQLITE_CANTOPEN'],
      [26, 'SQLITE_NOTADB'],
    ]).get((errcode ?? 0) & 0xff)
    throw Object.assign(new Error(message), { code: name ?? 'SQLITE_ERROR' })
  }
}
