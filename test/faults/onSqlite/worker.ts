/**
 * A process of its own, for wrongOnSqlite.int.test.ts: `node worker.mjs FILE GATE BEGIN` makes one transaction that begins with these words. It says `sees` once
 * it has read and `waits` if it may not begin yet, writes when the file GATE is there, and says at the end what became of it.
 */
import { existsSync, writeSync } from 'node:fs'
import { findDriver } from '../../../src/adapter/sqlite/driver.js'
import { isBusy } from '../../../src/adapter/sqlite/failure.js'
import { sqliteStore } from '../../../src/adapter/sqlite/sqliteStore.js'
import type { SqliteDatabase } from '../../../src/adapter/sqliteDatabase.js'
import { write } from '../../../src/testing/storeContractCase.js'

const [file = '', gate = '', begin = ''] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)

let attempts = 0
let steps = 0
let overtaken = false

function refusedAs<Result>(work: () => Result, refused: () => void): Result {
  try {
    return work()
  } catch (error) {
    if (isBusy(error)) refused()
    throw error
  }
}

/** The database, with other words at the beginning of a transaction. */
function reworded(inner: SqliteDatabase): SqliteDatabase {
  return {
    exec(sql) {
      if (sql !== 'begin immediate') return inner.exec(sql)
      attempts += 1
      return refusedAs(
        () => inner.exec(begin),
        () => attempts === 1 && say('waits'),
      )
    },
    prepare(sql) {
      const statement = inner.prepare(sql)
      return {
        get: (...values) => statement.get(...values),
        all: (...values) => statement.all(...values),
        run: (...values) =>
          refusedAs(
            () => statement.run(...values),
            () => {
              overtaken ||= steps === 1
            },
          ),
      }
    },
  }
}

const database = findDriver().open(file)
// As better-sqlite3 has it. It does not help those who were overtaken.
database.exec('pragma busy_timeout = 5000')
const store = sqliteStore(reworded(database), { busyTimeoutMs: 60_000 })
await write(store, () => {
  steps += 1
  if (steps === 1) {
    say('sees')
    const sleeper = new Int32Array(new SharedArrayBuffer(4))
    while (!existsSync(gate)) Atomics.wait(sleeper, 0, 0, 2)
  }
  return { entries: 1 }
})
await store.end()
database.close()
say(overtaken ? 'overtaken' : 'done')
