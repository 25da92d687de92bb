import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { createDatabase, dropDatabase, type OwnServer, serverFromEnvironment, startServer } from '../../scripts/postgres/server.mjs'
import { backends, connected, rows } from './connection.js'
import { freshDatabase } from './database.js'
import { isRunning } from './process.js'

describe('a server of our own', () => {
  let server: OwnServer

  beforeAll(async () => {
    server = await startServer()
  })

  afterAll(() => server.stop())

  test('answers on its port, on the loopback alone, as its process', async () => {
    expect(new URL(server.url)).toMatchObject({ hostname: '127.0.0.1', port: String(server.port) })
    expect(
      await rows(server.url, "select current_setting('listen_addresses') as hosts, current_setting('unix_socket_directories') as sockets"),
    ).toEqual([{ hosts: '127.0.0.1', sockets: '' }])
    expect(server.pid).toBeGreaterThan(1)
    expect(isRunning(server.pid!)).toBe(true)
    expect(await rows(server.url, "select current_setting('data_directory') as folder")).toEqual([{ folder: server.dataFolder }])
  })

  test.each([
    ['fsync', 'on'],
    ['synchronous_commit', 'on'],
    ['full_page_writes', 'on'],
    ['max_connections', '200'],
    ['log_lock_waits', 'on'],
    ['deadlock_timeout', '1s'],
    ['server_encoding', 'UTF8'],
    ['TimeZone', 'UTC'],
  ])('%s is %s', async (name, value) => {
    expect(await rows(server.url, `select current_setting('${name}') as value`)).toEqual([{ value }])
  })

  test('killed, it leaves no backend, forgets what was not committed and nothing else', async () => {
    const url = await createDatabase(server.url)
    await rows(url, 'create table kept (id int)')
    const first = server.pid!
    const running = await backends(url)
    expect(running.length).toBeGreaterThan(5)

    await connected(url, async (client) => {
      await client.query('insert into kept values (1)')
      await client.query('begin')
      await client.query('insert into kept values (2)')
      const asleep = client.query('select pg_sleep(600)').then(
        () => 'woke up',
        () => 'cut off',
      )
      await server.kill()
      expect(await asleep).toBe('cut off')
    })
    expect([first, ...running].filter(isRunning)).toEqual([])
    expect(server.pid).toBeUndefined()
    await expect(rows(url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })

    await server.restart()
    expect(server.pid).not.toBe(first)
    expect(await rows(url, 'select id from kept')).toEqual([{ id: 1 }])
    expect(await server.log()).toContain('automatic recovery in progress')
  })

  test('is killed and restarted again and again, with backends at work', async () => {
    const url = await createDatabase(server.url)
    await rows(url, 'create table counted (id int)')
    for (let round = 1; round <= 5; round++) {
      const clients = Array.from({ length: 10 }, () => new pg.Client({ connectionString: url }))
      for (const client of clients) client.on('error', () => undefined)
      await Promise.all(clients.map((client) => client.connect()))
      await clients[0]!.query('insert into counted values ($1)', [round])
      const work = clients.map((client) => client.query('select count(*) from generate_series(1, 1000000000)').catch(() => 'cut off'))
      await server.kill()
      expect(new Set(await Promise.all(work))).toEqual(new Set(['cut off']))
      await server.restart()
      expect(await rows(url, 'select count(*)::int as rows from counted')).toEqual([{ rows: round }])
    }
  })

  test('restarts while it runs, and comes back at the same place', async () => {
    const before = { url: server.url, pid: server.pid }
    await server.restart()
    expect(server.url).toBe(before.url)
    expect(server.pid).not.toBe(before.pid)
    expect(await rows(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('is killed once only', async () => {
    await server.kill()
    await server.kill()
    await server.restart()
    expect(await rows(server.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('its log tells of deadlocks', async () => {
    const url = await createDatabase(server.url)
    await rows(url, 'create table locked as select generate_series(1, 2) as id')
    const lock = 'select from locked where id = $1 for update'
    expect(await server.log()).not.toContain('deadlock detected')
    await connected(url, (one) =>
      connected(url, async (other) => {
        await Promise.all([one.query('begin'), other.query('begin')])
        await Promise.all([one.query(lock, [1]), other.query(lock, [2])])
        const ends = await Promise.allSettled([one.query(lock, [2]), other.query(lock, [1])])
        expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(1)
      }),
    )
    const log = await server.log()
    expect(log).toContain('deadlock detected')
    expect(log).toContain('STATEMENT:  select from locked')
  })

  test('a role that may not create databases is told so', async () => {
    await rows(server.url, 'create role guest login')
    const url = server.url.replace('postgres@', 'guest@')
    await expect(createDatabase(url)).rejects.toThrow(/role guest may not create databases.*alter role guest createdb/)
  })

  test('named by DATABASE_URL it is used, but not ours to stop', async () => {
    vi.stubEnv('DATABASE_URL', server.url)
    const given = serverFromEnvironment()
    expect(given).toMatchObject({ url: server.url })
    expect([given?.kill, given?.restart]).toEqual([undefined, undefined])
    await given?.stop()
    const url = await createDatabase(server.url)
    expect(await rows(url, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

afterEach(() => {
  vi.unstubAllEnvs()
})

test.each(['', undefined])('DATABASE_URL %j names no server', (url) => {
  vi.stubEnv('DATABASE_URL', url)
  expect(serverFromEnvironment()).toBeUndefined()
})

test('stopped, it leaves no process and no folder', async () => {
  const server = await startServer({ durable: false })
  const pids = [server.pid!, ...(await backends(server.url))]
  // A client that stays connected does not keep it.
  await connected(server.url, async (client) => {
    await client.query('begin')
    await server.stop()
  })
  expect(pids.filter(isRunning)).toEqual([])
  expect(existsSync(dirname(server.dataFolder))).toBe(false)
  await server.stop()
  await expect(server.restart()).rejects.toThrow('has been stopped')
})

test('stopped while dead, it leaves no folder either', async () => {
  const server = await startServer({ durable: false })
  await server.kill()
  await server.stop()
  expect(existsSync(dirname(server.dataFolder))).toBe(false)
})

test('several start at once, each with a port and a folder of its own', async () => {
  const servers = await Promise.all([1, 2, 3].map(() => startServer({ durable: false, settings: { work_mem: '5MB' } })))
  try {
    expect(new Set(servers.map(({ port }) => port)).size).toBe(3)
    expect(new Set(servers.map(({ dataFolder }) => dataFolder)).size).toBe(3)
    for (const { url } of servers) {
      const settings = ['fsync', 'full_page_writes', 'synchronous_commit', 'work_mem'].map((name) => `current_setting('${name}')`)
      expect(await rows(url, `select array[${settings}] as found`)).toEqual([{ found: ['off', 'off', 'on', '5MB'] }])
    }
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
  }
})

test('a setting that PostgreSQL refuses is told, and nothing is left running', async () => {
  await expect(startServer({ settings: { no_such_setting: 'on' } })).rejects.toThrow(
    'unrecognized configuration parameter "no_such_setting"',
  )
})

describe('databases', () => {
  test('are empty, apart from each other, and gone when dropped, also while in use', async () => {
    const [one, other] = await Promise.all([freshDatabase(), freshDatabase()])
    expect(one.url).not.toBe(other.url)
    await rows(one.url, 'create table here ()')
    expect(await rows(other.url, "select to_regclass('here') as found")).toEqual([{ found: null }])
    await connected(one.url, () => one.drop())
    await expect(rows(one.url, 'select 1')).rejects.toMatchObject({ code: '3D000' })
    await dropDatabase(one.url)
    await other.drop()
  })

  test('twenty are made at once', async () => {
    const urls = await Promise.all(Array.from({ length: 20 }, () => createDatabase(inject('postgresUrl'))))
    expect(new Set(urls).size).toBe(20)
    await Promise.all(urls.map((url) => dropDatabase(url)))
  })
})
