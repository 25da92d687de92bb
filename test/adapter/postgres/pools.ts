import pg from 'pg'
import postgres from 'postgres'
import { afterEach } from 'vitest'
import type { PostgresPool } from '../../../src/adapter/postgres/index.js'

/** A pool of one of the two drivers, and how to close it. */
interface Opened {
  readonly pool: PostgresPool
  /** One statement on whatever connection is free. */
  rows(sql: string): Promise<readonly Record<string, unknown>[]>
  /** Keeps a connection for itself until the function it gives is called. */
  hold(): Promise<() => void>
  end(): Promise<void>
}

interface Kind {
  readonly name: 'pg' | 'postgres.js'
  open(url: string, max: number): Opened
}

export const kinds: readonly Kind[] = [
  { name: 'pg', open: (url, max) => openPg(url, max) },
  { name: 'postgres.js', open: (url, max) => openPostgresJs(url, max) },
]

export function openPg(url: string, max: number) {
  const pool = new pg.Pool({ connectionString: url, max })
  // Tests take connections away, also idle ones.
  pool.on('error', () => {})
  return {
    pool,
    rows: async (sql: string) => (await pool.query(sql)).rows,
    async hold() {
      const client = await pool.connect()
      return () => client.release()
    },
    end: () => pool.end(),
  }
}

export function openPostgresJs(url: string, max: number) {
  const sql = postgres(url, { max, fetch_types: false, onnotice: () => {}, connect_timeout: 5 })
  return {
    pool: sql,
    rows: async (text: string) => (await sql.unsafe(text).simple()) as unknown as Record<string, unknown>[],
    // Not `reserve`: with `fetch_types: false` it never gives a connection that has to be opened first.
    hold: () =>
      new Promise<() => void>((held, failed) => {
        sql.begin(() => new Promise<void>((end) => held(end))).catch(failed)
      }),
    // Without a time limit it waits for ever for a connection that was lost with a query on it.
    end: () => sql.end({ timeout: 0.5 }),
  }
}

/** What a test opens is closed at its end, the latest first. */
export function closedAfterEach(): <Thing extends { end(): Promise<unknown> }>(thing: Thing) => Thing {
  const open: { end(): Promise<unknown> }[] = []
  afterEach(async () => {
    for (const thing of open.splice(0).reverse()) await thing.end()
  })
  return (thing) => {
    open.push(thing)
    return thing
  }
}
