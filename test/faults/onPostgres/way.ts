import type pg from 'pg'
import type { PgPool } from '../../../src/adapter/postgres/driver.js'
import { connected } from '../../postgres/connection.js'

/** Sends a message, this one or another, on the connection that it is for. */
export type Send = (sql: string) => Promise<unknown>

/** What becomes of a message on its way to the server. `connection` is the same object for as long as the connection lasts. */
export type Way = (sql: string, send: Send, connection: object) => Promise<unknown>

/** The pool, with every message going this way. */
export function along(pool: pg.Pool, way: Way): PgPool {
  return {
    query: (sql, values) => pool.query(sql, values),
    async connect() {
      const client = await pool.connect()
      return {
        query: (sql, values) => way(sql, (text) => client.query(text, values), client),
        release: (broken) => client.release(broken),
        on: (event, listener) => client.on(event, listener),
        removeListener: (event, listener) => client.removeListener(event, listener),
      }
    },
  }
}

export const isLook = (sql: string): boolean => /\.look_\d+\(/.test(sql)
export const isWrite = (sql: string): boolean => /\.write_\d+\(/.test(sql)

/** A place on the way where whoever comes along waits until he is told to go on. */
export interface Stop {
  readonly isReached: () => boolean
  readonly pass: () => Promise<void>
  readonly go: () => void
}

export function openStop(): Stop {
  let reached = false
  let go = (): void => {}
  const open = new Promise<void>((resolve) => {
    go = resolve
  })
  return {
    isReached: () => reached,
    pass() {
      reached = true
      return open
    },
    go: () => go(),
  }
}

/** How many transactions of the database stand behind a lock that another one holds. */
async function waiting(client: pg.Client): Promise<number> {
  const { rows } = await client.query(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock' and wait_event in ('transactionid', 'tuple', 'advisory')`,
  )
  return rows[0].count
}

/** Until so many have either come to where the test waits for them or stand behind a lock. One of both comes, sooner or later. */
export function standstill(url: string, arrived: () => number, count: number): Promise<void> {
  return connected(url, async (client) => {
    while (arrived() + (await waiting(client)) < count) await moment()
  })
}

/** Until the server's clock, in milliseconds, shows another time. */
export function nextTick(url: string): Promise<void> {
  return connected(url, async (client) => {
    const time = async () => (await client.query('select floor(extract(epoch from clock_timestamp()) * 1000)::text as ms')).rows[0].ms
    const before = await time()
    while ((await time()) === before) await moment()
  })
}

const moment = () => new Promise<void>((resolve) => setTimeout(resolve, 2))
