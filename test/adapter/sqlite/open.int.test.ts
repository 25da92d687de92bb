import { existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findDriver } from '../../../src/adapter/sqlite/driver.js'
import { migrate } from '../../../src/adapter/sqlite/migrate.js'
import { migrations } from '../../../src/adapter/sqlite/migrations.js'
import { open } from '../../../src/adapter/sqlite/open.js'
import { sqliteStore } from '../../../src/adapter/sqlite/sqliteStore.js'
import { wholeTrail, write } from '../../../src/testing/storeContractCase.js'
import { assignedLead, incoming, messageOf, timerOf } from '../../../src/testing/storeContractRecords.js'
import { drivers } from './hostDatabase.js'
import { temporaryFolder } from './temporaryFolder.js'

const { folder, file } = temporaryFolder()
const driver = findDriver()
const options = { synchronous: undefined, busyTimeoutMs: 1_000 }

function rows(database: { prepare(sql: string): { all(): unknown[] } }, sql: string): Record<string, unknown>[] {
  return database
    .prepare(sql)
    .all()
    .map((row) => ({ ...(row as object) }))
}

describe('opening a file', () => {
  test('makes it, in WAL mode, with full synchronous writes and without a busy handler', () => {
    const path = file()
    const { database, close, durable } = open(path, options)
    expect(existsSync(path)).toBe(true)
    expect(durable).toBe(true)
    expect(rows(database, 'pragma journal_mode')).toEqual([{ journal_mode: 'wal' }])
    expect(rows(database, 'pragma synchronous')).toEqual([{ synchronous: 2 }])
    expect(rows(database, 'pragma busy_timeout')).toEqual([{ timeout: 0 }])
    close()
  })

  test('with synchronous normal', () => {
    const { database, close } = open(file(), { ...options, synchronous: 'normal' })
    expect(rows(database, 'pragma synchronous')).toEqual([{ synchronous: 1 }])
    close()
  })

  test.each([':memory:', ''])('%j is not durable', async (path) => {
    const store = sqliteStore(path)
    expect(store.durable).toBe(false)
    await store.end()
  })

  test('names every table and index fairlead_…', () => {
    const { database, close } = open(file(), options)
    const names = rows(database, `select name from sqlite_master where name not like 'sqlite_%'`).map((row) => row.name)
    expect(names.length).toBeGreaterThan(6)
    expect(names.filter((name) => !String(name).startsWith('fairlead_'))).toEqual([])
    close()
  })

  test('leaves the tables of the host alone', async () => {
    const path = file()
    const database = driver.open(path)
    database.exec('create table meta (a); insert into meta values (1); pragma user_version = 7')
    database.close()
    const store = sqliteStore(path)
    await write(store, {})
    await store.end()
    const again = driver.open(path)
    expect(rows(again, 'select * from meta')).toEqual([{ a: 1 }])
    expect(rows(again, 'pragma user_version')).toEqual([{ user_version: 7 }])
    again.close()
  })

  test.each([
    ['a missing folder', () => join(folder, 'missing', 'leads.db'), /does the folder exist/],
    [
      'a folder instead of a file',
      () => {
        mkdirSync(join(folder, 'leads'))
        return join(folder, 'leads')
      },
      /does the folder exist/,
    ],
    [
      'a text file',
      () => {
        const path = file()
        writeFileSync(path, 'id,company\n'.repeat(1_000))
        return path
      },
      /the file is something else/,
    ],
    [
      'a damaged database',
      () => {
        const path = file()
        const database = driver.open(path)
        database.exec('create table one (a); create table two (a)')
        database.close()
        truncateSync(path, 4_096)
        const head = readFileSync(path)
        writeFileSync(path, Buffer.concat([head.subarray(0, 100), Buffer.alloc(3_996, 0xff)]))
        return path
      },
      /the file is damaged/,
    ],
  ])('%s is storeFailed, with the path and a remedy', (_, make, remedy) => {
    const path = make()
    const failing = () => sqliteStore(path)
    expect(failing).toThrow(expect.objectContaining({ name: 'RoutingError', code: 'storeFailed', message: expect.stringMatching(remedy) }))
    expect(failing).toThrow(`'${path}'`)
    expect(failing).toThrow(expect.objectContaining({ cause: expect.any(Error) }))
  })

  test('a process without any driver is told what to install', () => {
    expect(() => findDriver([])).toThrow(expect.objectContaining({ code: 'noSqlite' }))
  })

  test('prefers the driver that Node brings', () => {
    expect(driver.name).toBe(drivers[0]?.name)
    const builtIn = process.getBuiltinModule('node:sqlite') !== undefined
    expect(driver.name).toBe(builtIn ? 'node:sqlite' : '@photostructure/sqlite')
  })

  test('what is no database object is refused', () => {
    const arrays = { exec: () => {}, prepare: () => ({ run: () => {}, get: () => [1], all: () => [[1]] }) }
    expect(() => sqliteStore(arrays)).toThrow(
      expect.objectContaining({ code: 'storeFailed', message: expect.stringContaining('rows as objects') }),
    )
    expect(() => sqliteStore({} as never)).toThrow(expect.objectContaining({ code: 'storeFailed' }))
  })
})

describe('migrations', () => {
  const steps = [
    'create table fairlead_one (a integer); insert into fairlead_one values (1)',
    'alter table fairlead_one add column b integer; update fairlead_one set b = a + 1',
    'update fairlead_one set b = b * 10',
  ]
  const version = (database: Parameters<typeof rows>[0]) => rows(database, 'select * from fairlead_meta')

  test('run in order, each once, from whatever version there is', () => {
    for (let known = 1; known <= steps.length; known++) {
      const database = driver.open(':memory:')
      migrate(database, 1_000, steps.slice(0, known))
      migrate(database, 1_000, steps.slice(0, known))
      expect(version(database)).toEqual([{ name: 'schema', value: known }])
      migrate(database, 1_000, steps)
      expect(version(database)).toEqual([{ name: 'schema', value: 3 }])
      expect(rows(database, 'select * from fairlead_one')).toEqual([{ a: 1, b: 20 }])
      database.close()
    }
  })

  test('a step that fails leaves the version before it, and can be tried again', () => {
    const database = driver.open(':memory:')
    expect(() => migrate(database, 1_000, [steps[0]!, `${steps[1]}; update fairlead_two set a = 1`])).toThrow(/fairlead_two/)
    expect(version(database)).toEqual([{ name: 'schema', value: 1 }])
    expect(rows(database, 'select * from fairlead_one')).toEqual([{ a: 1 }])
    migrate(database, 1_000, steps)
    expect(rows(database, 'select * from fairlead_one')).toEqual([{ a: 1, b: 20 }])
    database.close()
  })

  test('a newer schema is refused, and not touched', async () => {
    const path = file()
    await sqliteStore(path).end()
    const database = driver.open(path)
    database.exec(`update fairlead_meta set value = ${migrations.length + 1}`)
    expect(() => sqliteStore(path)).toThrow(expect.objectContaining({ code: 'schemaNewer' }))
    expect(() => sqliteStore(database)).toThrow(expect.objectContaining({ code: 'schemaNewer' }))
    expect(version(database)).toEqual([{ name: 'schema', value: migrations.length + 1 }])
    database.close()
  })

  test('a version that makes no sense is storeFailed', async () => {
    const path = file()
    await sqliteStore(path).end()
    const database = driver.open(path)
    database.exec('update fairlead_meta set value = -3')
    expect(() => sqliteStore(path)).toThrow(
      expect.objectContaining({ code: 'storeFailed', message: expect.stringContaining('version -3') }),
    )
    database.close()
  })

  test('wait for another process that holds the database, and give up after the busy timeout', () => {
    const path = file()
    const other = driver.open(path)
    other.exec('pragma journal_mode = wal; begin immediate')
    expect(() => sqliteStore(path, { busyTimeoutMs: 30 })).toThrow(
      expect.objectContaining({ code: 'storeTimeout', message: expect.stringContaining('busyTimeoutMs') }),
    )
    other.exec('rollback')
    other.close()
    expect(sqliteStore(path, { busyTimeoutMs: 30 }).durable).toBe(true)
  })

  test('a database that is up to date opens while another process writes', async () => {
    const path = file()
    await sqliteStore(path).end()
    const other = driver.open(path)
    other.exec('begin immediate')
    const store = sqliteStore(path, { busyTimeoutMs: 0 })
    expect(await wholeTrail(store)).toEqual([])
    await store.end()
    other.exec('rollback')
    other.close()
  })
})

describe('what is in the file', () => {
  test('personal data stands in fairlead_leads and fairlead_accepted alone, and goes when the lead is erased', async () => {
    const path = file()
    const store = sqliteStore(path)
    const lead = assignedLead('jane@example.com', { subject: 's1', digest: 'd1', intake: { lead: { email: 'jane@example.com' } } })
    await store.accept(incoming(lead.key, 1, { email: 'jane@example.com' }))
    const about = { subject: 's1' }
    await write(store, { leads: [lead], messages: [messageOf('1.0', lead.key, about)], timers: [timerOf(lead.key, about)] })
    await store.end()
    const database = driver.open(path)
    const tables = rows(database, `select name from sqlite_master where type = 'table' and name like 'fairlead_%'`).map((row) =>
      String(row.name),
    )
    const holding = tables.filter((table) => JSON.stringify(rows(database, `select * from ${table}`)).includes('jane'))
    expect([...holding].sort()).toEqual(['fairlead_accepted', 'fairlead_leads'])
    const again = sqliteStore(database)
    await write(again, { erased: [lead.key] })
    expect(tables.filter((table) => JSON.stringify(rows(database, `select * from ${table}`)).includes('jane'))).toEqual([])
    await again.end()
    database.close()
  })

  test('the head of a queue is read from an index, without sorting', () => {
    const { database, close } = open(file(), options)
    const plan = rows(
      database,
      `explain query plan select * from fairlead_leads where state = 'queued' and queue = 'q' order by rank, received_at, seq, key limit 5`,
    ).map((row) => String(row.detail))
    expect(plan).toEqual([expect.stringContaining('USING INDEX fairlead_leads_waiting')])
    close()
  })
})
