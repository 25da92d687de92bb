import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import postgres from 'postgres'
import { createDatabase, startServer } from '../../../scripts/postgres/server.mjs'
import { memoryStore } from '../../../src/adapter/memory/memoryStore.js'
import { type PostgresPool, postgresStore } from '../../../src/adapter/postgres/index.js'
import { sqliteStore } from '../../../src/adapter/sqlite/index.js'
import type { Store } from '../../../src/port/store.js'
import { driverFloor, hasPgbench, limit, makeFloorTables, pgbenchFloor } from './floors.js'
import { load, type Round } from './load.js'
import { bareDriver, storeAlone } from './sqlite.js'
import { faultsOf, leadOf, routerOver } from './team.js'

export interface Contestant {
  readonly name: string
  readonly what: string
  run(ms: number): Promise<Round>
}

export interface Contest {
  readonly contestants: readonly Contestant[]
  readonly server: string
  close(): Promise<void>
}

/** All that are compared, over one PostgreSQL server and one folder. */
export async function openContest(worker: string): Promise<Contest> {
  const folder = mkdtempSync(join(tmpdir(), 'fairlead-bench-'))
  const server = await startServer({ durable: true })
  const url = await createDatabase(server.url)
  await makeFloorTables(url)
  const pool = new pg.Pool({ connectionString: url, max: 4 }).on('error', () => {})
  const sql = postgres(url, { max: 4, onnotice: () => {} })
  await postgresStore(pool).migrate()
  const { rows } = await pool.query('show server_version')
  let scopes = 0
  const scope = () => `bench ${scopes++}`
  const onPostgres = (by: PostgresPool) => async () => postgresStore(by, { scope: scope() })
  const file = async () => sqliteStore(join(folder, `${scopes++}.db`))
  const through = (name: string, what: string, callers: number, open: () => Promise<Store>): Contestant => ({
    name,
    what,
    run: (ms) => routed(open, callers, ms),
  })
  const floors: Contestant[] = [1, 16].map((connections) => ({
    name: `floor, pg, ${connections}`,
    what: `the smallest transaction, by the driver \`pg\` over ${connections} connection${connections > 1 ? 's' : ''}`,
    run: (ms) => driverFloor(url, connections, ms),
  }))
  const pgbench: Contestant[] = [1, 16, 64].map((clients) => ({
    name: `floor, pgbench, ${clients}`,
    what: `the same by pgbench, ${clients} client${clients > 1 ? 's' : ''}`,
    run: (ms) => pgbenchFloor(url, clients, ms, folder),
  }))
  return {
    server: `PostgreSQL ${rows[0].server_version}`,
    contestants: [
      through('memory, 1', 'the memory store, one by one', 1, async () => memoryStore()),
      through('memory, 256', 'the memory store, 256 callers', 256, async () => memoryStore()),
      through('SQLite, 1', 'a file, synchronous = full, one by one', 1, file),
      through('SQLite, 256', 'the same, 256 callers', 256, file),
      { name: 'SQLite, store', what: 'its transactions of 256 prepared leads, nothing decided', run: (ms) => storeAlone(folder, ms) },
      { name: 'SQLite, bare', what: 'the same rows by the bare driver', run: (ms) => bareDriver(folder, ms) },
      through('PostgreSQL, 1', 'over `pg`, one by one', 1, onPostgres(pool)),
      through('PostgreSQL, 16', 'over `pg`, 16 callers', 16, onPostgres(pool)),
      through('PostgreSQL, 64', 'over `pg`, 64 callers', 64, onPostgres(pool)),
      through('PostgreSQL, 256', 'over `pg`, 256 callers', 256, onPostgres(pool)),
      through('PostgreSQL, 256, postgres.js', 'over `postgres`, 256 callers', 256, onPostgres(sql)),
      { name: 'PostgreSQL, 4 x 64', what: 'four processes, 64 callers each, one rotation', run: (ms) => fleet(worker, url, scope(), ms) },
      ...floors,
      ...(hasPgbench() ? pgbench : []),
      { name: 'limit', what: 'rows of leads alone, 256 in a statement, by `pg`', run: (ms) => limit(url, ms) },
    ],
    async close() {
      await Promise.all([pool.end(), sql.end()])
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Through the whole router into a new store, after a warm-up; what is in the store afterwards is checked. */
async function routed(open: () => Promise<Store>, callers: number, ms: number): Promise<Round> {
  const store = await open()
  try {
    const router = routerOver(store)
    const route = (number: number) => router.route(leadOf(`L${number}`, number))
    const warm = await load(callers, ms, route)
    const round = await load(callers, ms, route, 1_000_000)
    await sound(store, warm.leads + round.leads)
    return round
  } finally {
    await store.end()
  }
}

async function fleet(worker: string, url: string, scope: string, ms: number): Promise<Round> {
  const rounds: Round[] = []
  let warm = 0
  const members = Array.from({ length: 4 }, (_, index) => {
    const child = fork(worker, [JSON.stringify({ name: `p${index}`, url, scope, callers: 64, ms })])
    const ready = new Promise<void>((resolve) => {
      child.on('message', (message: { readonly ready?: true; readonly round?: Round; readonly warm?: number }) => {
        if (message.ready) resolve()
        if (message.round !== undefined) rounds.push(message.round)
        warm += message.warm ?? 0
      })
    })
    return { child, ready, ended: new Promise<void>((resolve) => child.on('exit', () => resolve())) }
  })
  await Promise.all(members.map(({ ready }) => ready))
  for (const { child } of members) child.send('go')
  await Promise.all(members.map(({ ended }) => ended))
  const sum = (of: (round: Round) => number) => rounds.reduce((total, round) => total + of(round), 0)
  const pool = new pg.Pool({ connectionString: url, max: 1 }).on('error', () => {})
  await sound(postgresStore(pool, { scope }), warm + sum(({ leads }) => leads))
  await pool.end()
  const mean = (of: (round: Round) => number) => sum(of) / Math.max(1, rounds.length)
  return {
    leads: sum(({ leads }) => leads),
    perSecond: sum(({ perSecond }) => perSecond),
    p50: mean(({ p50 }) => p50),
    p99: mean(({ p99 }) => p99),
  }
}

async function sound(store: Store, leads: number): Promise<void> {
  const faults = await faultsOf(store, leads)
  if (faults.length > 0) throw new Error(`${store.name} is wrong after ${leads} leads: ${faults.join('; ')}`)
}
