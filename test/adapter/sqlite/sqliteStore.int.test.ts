import { describe, expect, test } from 'vitest'
import { findDriver, type OwnDatabase } from '../../../src/adapter/sqlite/driver.js'
import { sqliteStore } from '../../../src/adapter/sqlite/sqliteStore.js'
import { assertWhole, errorOf, look, wholeTrail, write } from '../../../src/testing/storeContractCase.js'
import { assignedLead, change, ledgerAt } from '../../../src/testing/storeContractRecords.js'
import { drivers, likeBetterSqlite } from './hostDatabase.js'
import { temporaryFolder } from './temporaryFolder.js'

const { file } = temporaryFolder()
const driver = findDriver()
const pragma = (database: OwnDatabase, name: string) => Number(Object.values(database.prepare(`pragma ${name}`).get() as object)[0])
const turns = (count: number) => new Promise((resolve) => setTimeout(resolve, count))

describe('in the way of another process', () => {
  test('answers at once where nobody is', async () => {
    const store = sqliteStore(file())
    const answer = store.transact({ now: 5, leads: [], rotations: [], reps: [], step: (view) => ({ result: view.now }) })
    expect(answer).toBe(5)
    expect(store.lead({ key: 'L1' })).toBeUndefined()
    await store.end()
  })

  test('waits without blocking, then commits, in the order of the calls', async () => {
    const path = file()
    const store = sqliteStore(path)
    const other = driver.open(path)
    other.exec('begin immediate')
    const order: number[] = []
    const calls = [1, 2, 3, 4].map((call) => write(store, {}).then(() => order.push(call)))
    let ticks = 0
    const ticking = setInterval(() => ticks++, 1)
    // Reads go on meanwhile.
    expect(await store.audit({ after: 0, limit: 9 })).toEqual([])
    while (ticks < 5) await turns(1)
    expect(order).toEqual([])
    other.exec('commit')
    other.close()
    // The way is free now, but the others come first.
    calls.push(write(store, {}).then(() => order.push(5)))
    await Promise.all(calls)
    clearInterval(ticking)
    expect(order).toEqual([1, 2, 3, 4, 5])
    assertWhole(await wholeTrail(store), 5)
    await store.end()
  })

  test('gives up after the busy timeout with storeTimeout, and goes on when the way is free', async () => {
    const path = file()
    const store = sqliteStore(path, { busyTimeoutMs: 40 })
    const other = driver.open(path)
    other.exec('begin immediate')
    const errors = await Promise.all([1, 2, 3].map(() => errorOf(() => write(store, {}))))
    for (const error of errors)
      expect(error).toMatchObject({ code: 'storeTimeout', message: expect.stringContaining('busyTimeoutMs'), cause: { errcode: 5 } })
    other.exec('rollback')
    other.close()
    await write(store, {})
    assertWhole(await wholeTrail(store), 1)
    await store.end()
  })

  test('an end while calls wait comes after them', async () => {
    const path = file()
    const store = sqliteStore(path)
    const other = driver.open(path)
    other.exec('begin immediate')
    const calls = [write(store, {}), write(store, {})]
    const ending = store.end()
    expect(await errorOf(() => write(store, {}))).toMatchObject({ code: 'storeClosed' })
    other.exec('rollback')
    await Promise.all([...calls, ending, store.end()])
    expect(other.prepare('select count(*) as n from fairlead_audit').get()).toMatchObject({ n: 2 })
    other.close()
  })

  test('in rollback mode reads wait too', async () => {
    const path = file()
    const database = driver.open(path)
    const store = sqliteStore(database)
    await write(store, {})
    const other = driver.open(path)
    other.exec('begin exclusive')
    const reading = store.audit({ after: 0, limit: 9 })
    expect(reading).toBeInstanceOf(Promise)
    other.exec('commit')
    expect(await reading).toHaveLength(1)
    other.close()
    await store.end()
    database.close()
  })

  test('in rollback mode a commit that meets a reader is done again, whole', async () => {
    const path = file()
    const database = driver.open(path)
    const store = sqliteStore(database)
    await write(store, {})
    const reader = driver.open(path)
    reader.exec('begin')
    reader.prepare('select * from fairlead_audit').all()
    let steps = 0
    const writing = write(store, (view) => {
      steps++
      return { ledgers: [change('r', view.head.seq, {})] }
    })
    while (steps < 2) await turns(1)
    reader.exec('commit')
    await writing
    expect(await store.ledger('r')).toEqual(ledgerAt(1, {}))
    assertWhole(await wholeTrail(store), 2)
    reader.close()
    await store.end()
    database.close()
  })
})

describe.each(
  drivers.flatMap(({ name, open }) => [
    { name, open },
    { name: `${name} like better-sqlite3`, open: (path: string) => likeBetterSqlite(open(path)) },
  ]),
)('a database of the host: $name', ({ open }) => {
  test('stays open, and as it was', async () => {
    const database = open(file())
    database.exec('pragma synchronous = normal; pragma busy_timeout = 1234')
    const store = sqliteStore(database)
    await write(store, {})
    await store.end()
    expect(database.prepare('pragma journal_mode').get()).toMatchObject({ journal_mode: 'delete' })
    expect(pragma(database, 'synchronous')).toBe(1)
    expect(pragma(database, 'busy_timeout')).toBe(1234)
    expect(Number((database.prepare('select count(*) as n from fairlead_audit').get() as { n: number }).n)).toBe(1)
    expect(await errorOf(() => write(store, {}))).toMatchObject({ code: 'storeClosed' })
    database.close()
  })

  test('gets another `synchronous` if an option says so', async () => {
    const database = open(file())
    database.exec('pragma synchronous = off')
    const store = sqliteStore(database, { synchronous: 'full' })
    expect(pragma(database, 'synchronous')).toBe(2)
    await store.end()
    database.close()
  })

  test('its busy timeout is set aside while the lock is taken, and comes back also where that fails', async () => {
    const path = file()
    const database = open(path)
    const inForce: number[] = []
    const watched = {
      prepare: (sql: string) => database.prepare(sql),
      exec(sql: string) {
        if (sql === 'begin immediate') inForce.push(pragma(database, 'busy_timeout'))
        return database.exec(sql)
      },
    }
    const store = sqliteStore(watched)
    database.exec('pragma busy_timeout = 1234')
    inForce.length = 0
    const other = open(path)
    other.exec('begin immediate')
    const writing = write(store, {})
    expect(pragma(database, 'busy_timeout')).toBe(1234)
    other.exec('commit')
    other.close()
    await writing
    expect(pragma(database, 'busy_timeout')).toBe(1234)
    expect(inForce.length).toBeGreaterThan(1)
    expect(new Set(inForce)).toEqual(new Set([0]))
    await store.end()
    database.close()
  })

  test('a transaction of the host comes first, and is not touched', async () => {
    const database = open(file())
    const store = sqliteStore(database)
    database.exec('create table mine (a); begin; insert into mine values (1)')
    const writing = write(store, { leads: [assignedLead('L1')] })
    await turns(5)
    database.exec('insert into mine values (2); rollback')
    await writing
    expect(Number((database.prepare('select count(*) as n from mine').get() as { n: number }).n)).toBe(0)
    expect(await store.lead({ key: 'L1' })).toMatchObject({ key: 'L1' })
    await store.end()
    database.close()
  })

  test('a transaction of the host that never ends is named in the error', async () => {
    const database = open(file())
    const store = sqliteStore(database, { busyTimeoutMs: 20 })
    database.exec('begin')
    expect(await errorOf(() => write(store, {}))).toMatchObject({
      code: 'storeTimeout',
      message: expect.stringContaining('inside a transaction of its own'),
    })
    database.exec('commit')
    await store.end()
    database.close()
  })

  test('two stores on one database object keep out of each other', async () => {
    const database = open(':memory:')
    const stores = [sqliteStore(database), sqliteStore(database)] as const
    await Promise.all(Array.from({ length: 100 }, (_, index) => write(stores[index % 2]!, {})))
    assertWhole(await wholeTrail(stores[0]), 100)
    expect((await look(stores[1])).head.seq).toBe(100)
    database.close()
  })

  test('ids that drivers cut or change are kept apart', async () => {
    const database = open(':memory:')
    const store = sqliteStore(database)
    const keys = ['a\0b', 'a\0c', 'a', '\ud800', '\udc00', '\ufffd', '\\u0000', '\0']
    await write(store, {
      leads: keys.map((key) => assignedLead(key, { rep: key })),
      ledgers: [change('\0', 1, Object.fromEntries(keys.map((key, index) => [key, [index, 1]])))],
      loads: new Map(keys.map((key, index) => [key, { open: index, assigned: index }])),
    })
    for (const key of keys) expect(await store.lead({ key })).toEqual(assignedLead(key, { rep: key }))
    expect((await store.ledger('\0')).members).toEqual(Object.fromEntries(keys.map((key, index) => [key, [index, 1]])))
    expect(await store.loads(keys)).toEqual(Object.fromEntries(keys.map((key, index) => [key, { open: index, assigned: index }])))
    expect(await store.lead({ key: 'a\0' })).toBeUndefined()
    database.close()
  })
})

test('each statement is prepared once', async () => {
  const database = driver.open(':memory:')
  let prepared = 0
  const counting = {
    exec: (sql: string) => database.exec(sql),
    prepare(sql: string) {
      prepared++
      return database.prepare(sql)
    },
  }
  const store = sqliteStore(counting)
  const everything = () =>
    write(
      store,
      { leads: [assignedLead('L1')], ledgers: [change('r', 1, { ana: [1, 1] })] },
      { leads: ['L1'], rotations: ['r'], reps: ['ana'] },
    )
  // The second time the lead is there, and its timers are asked for.
  await everything()
  await everything()
  const first = prepared
  for (let round = 0; round < 10; round++) await everything()
  expect(prepared).toBe(first)
  database.close()
})

test.each([
  ['a gap', [2]],
  ['a number twice', [1, 1]],
])('entries with %s are refused, and nothing is written', async (_, seqs) => {
  const store = sqliteStore(':memory:')
  const entries = seqs.map((seq) => ({
    seq,
    at: 1,
    event: { kind: 'closed', subject: 's', epoch: 1 } as const,
    previous: '',
    hash: `${seq}`,
  }))
  expect(await errorOf(() => write(store, { entries, leads: [assignedLead('L1')] }))).toMatchObject({ code: 'storeFailed' })
  expect(await store.lead({ key: 'L1' })).toBeUndefined()
  expect(await wholeTrail(store)).toEqual([])
  await store.end()
})

test('a step that calls `transact` of its own store is told that steps are pure', async () => {
  const store = sqliteStore(':memory:')
  const request = { now: 1, leads: [], rotations: [], reps: [] }
  const step = () => ({ result: 1 })
  const nested = () => store.transact({ ...request, step: () => ({ result: store.transact({ ...request, step }) }) })
  expect(nested).toThrow(expect.objectContaining({ code: 'storeFailed', message: expect.stringContaining('steps are pure') }))
  expect(store.transact({ ...request, step })).toBe(1)
  await store.end()
})
