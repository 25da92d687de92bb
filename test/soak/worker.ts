/**
 * A process of its own: `node --expose-gc worker.mjs TASK`. It does everything that a router and its store can do, round after round, and tells after each what it
 * still has in its hands. At the end it ends what it opened, tells what is left, and ends by itself.
 */
import type { EventEmitter } from 'node:events'
import pg from 'pg'
import postgres from 'postgres'
import { postgresStore } from '../../src/adapter/postgres/index.js'
import { sqliteStore } from '../../src/adapter/sqlite/index.js'
import type { Store } from '../../src/port/store.js'
import { type Life, startLife } from './life.js'
import { type Held, heldNow, whatIsOpen } from './measure.js'

export interface Task {
  readonly store: 'pg' | 'postgres.js' | 'sqlite'
  /** The url of a database, or a file. */
  readonly at: string
  readonly seed: string
  readonly rounds: number
  /** New leads in each round. */
  readonly leads: number
  /** What the worker is to do wrong, for those who want to know whether it would be found out. */
  readonly wrong?: 'keepsDecisions' | 'leavesListeners' | 'leavesPool'
}

export interface Told {
  /** After each round. */
  readonly held: readonly Held[]
  /** After the end: kinds of open things. */
  readonly left: readonly string[]
  readonly did: Life['did']
}

const task = JSON.parse(process.argv[2] ?? '{}') as Task
const connections = 4

interface Opened {
  readonly store: Store
  /** How many listen to a connection of the pool at most, as far as can be told. */
  listeners(): number
  /** Takes all connections away, as a restart of the server does. */
  cut(): Promise<unknown>
  end(): Promise<unknown>
}

const cutting = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`

const listenersOf = (emitter: EventEmitter) => emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(name), 0)

function openPg(): Opened {
  // Connections stay until they are taken away: how many there are must not depend on how long things take.
  const pool = new pg.Pool({ connectionString: task.at, max: connections, idleTimeoutMillis: 0 })
  const clients = new Set<pg.PoolClient>()
  pool.on('error', () => {})
  pool.on('connect', (client) => void clients.add(client))
  pool.on('remove', (client) => void clients.delete(client))
  return {
    store: postgresStore(pool, { retryMs: 60_000 }),
    listeners: () => Math.max(0, ...[...clients].map(listenersOf)),
    cut: () => pool.query(cutting),
    end: () => pool.end(),
  }
}

function openPostgresJs(): Opened {
  // As docs/postgres.md has it.
  const options = { max: connections, prepare: false, fetch_types: false, connect_timeout: 5, backoff: () => 0.2, onnotice: () => {} }
  const sql = postgres(task.at, { ...options, idle_timeout: 0, max_lifetime: null })
  return {
    store: postgresStore(sql, { retryMs: 60_000 }),
    listeners: () => 0,
    cut: () => sql.unsafe(cutting),
    end: () => sql.end({ timeout: 5 }),
  }
}

function openSqlite(): Opened {
  return { store: sqliteStore(task.at, { synchronous: 'normal' }), listeners: () => 0, cut: async () => {}, end: async () => {} }
}

const opened = { pg: openPg, 'postgres.js': openPostgresJs, sqlite: openSqlite }[task.store]()
const life = startLife(opened.store, task.seed)
const kept: unknown[] = []
const held: Held[] = []

for (let round = 0; round < task.rounds; round++) {
  if (round % 3 === 1) await opened.cut()
  const decisions = await life.round(task.leads)
  if (task.wrong === 'keepsDecisions') kept.push(decisions)
  if (task.wrong === 'leavesListeners') process.on('warning', () => {})
  held.push(await heldNow(opened.listeners() + listenersOf(process)))
}

await life.end()
await opened.store.end()
if (task.wrong !== 'leavesPool') await opened.end()
const told: Told = { held, left: await whatIsOpen(), did: life.did }
process.stdout.write(`${JSON.stringify(told)}\n`)
