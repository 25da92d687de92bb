import { RoutingError } from '../../errors.js'

/** A row as a driver returns it. 64-bit integers come as numbers, texts or BigInt, as the host has set its driver. */
export type Row = { readonly [column: string]: unknown }

/** Every value is text: the statements say what it is to be read as. Drivers disagree about everything else. */
export type Value = string | null

/** What can run one statement at a time: a connection, or a transaction of the host. */
export interface Executor {
  query(sql: string, values: readonly Value[]): Promise<readonly Row[]>
  /** Work under a savepoint, where the driver has a way of its own and would take a statement that failed under ours for the end of the transaction. */
  nested?<Result>(work: (inner: Executor) => Promise<Result>): Promise<Result>
}

/** A connection that is ours for a while. */
export interface Connection extends Executor {
  /** Several statements without values, sent as one message. @returns the rows of the last that has any */
  script(sql: string): Promise<readonly Row[]>
  /** Gives it back; a broken one is closed, or left to its driver to replace. */
  release(broken: boolean): void
}

export interface Driver {
  connect(): Promise<Connection>
}

/** What the store asks of a `Pool` of `pg`. */
export interface PgPool {
  connect(): Promise<PgClient>
  query(sql: string, values: string[]): Promise<{ readonly rows: readonly unknown[] }>
}

export interface PgClient {
  query(sql: string, values?: string[]): Promise<unknown>
  release(broken?: boolean): void
  on(event: 'error', listener: (error: Error) => void): unknown
  removeListener(event: 'error', listener: (error: Error) => void): unknown
}

/** What the store asks of the `sql` of `postgres` (postgres.js). */
export interface PostgresJs {
  unsafe(sql: string, values?: string[]): PostgresJsQuery
  reserve(): Promise<PostgresJsReserved>
}

/** The `sql` that `postgres` hands to `begin`. */
interface PostgresJsTransaction {
  unsafe(sql: string, values?: string[]): PostgresJsQuery
  savepoint<Result>(work: (inner: PostgresJsTransaction) => Promise<Result>): Promise<Result>
}

export interface PostgresJsReserved {
  unsafe(sql: string, values?: string[]): PostgresJsQuery
  release(): void
}

export interface PostgresJsQuery extends PromiseLike<unknown> {
  simple(): PromiseLike<unknown>
}

/** A pool of connections: a `Pool` of `pg`, or the `sql` of `postgres`. */
export type PostgresPool = PgPool | PostgresJs

/** @throws RoutingError `badOptions` for anything that is no pool */
export function driverOf(pool: PostgresPool): Driver {
  if (isPostgresJs(pool) && typeof pool.reserve === 'function') return ofPostgresJs(pool)
  if (has(pool, 'connect') && has(pool, 'query')) return ofPg(pool as PgPool)
  throw new RoutingError('badOptions', {
    detail: '`postgresStore` takes a `Pool` of `pg` or the `sql` of `postgres`; this is neither.',
    path: ['pool'],
  })
}

function ofPg(pool: PgPool): Driver {
  return {
    async connect() {
      const client = await pool.connect()
      if (!has(client, 'release')) {
        throw new RoutingError('badOptions', { detail: '`postgresStore` takes a `Pool` of `pg`, not a single `Client`.', path: ['pool'] })
      }
      // Between two statements a lost connection is told by an event; nobody listening, it would end the process.
      client.on('error', ignore)
      return {
        query: async (sql, values) => rowsOf(await client.query(sql, values as string[])),
        script: async (sql) => lastRows(await client.query(sql)),
        release(broken) {
          client.removeListener('error', ignore)
          client.release(broken)
        },
      }
    },
  }
}

function ofPostgresJs(sql: PostgresJs): Driver {
  return {
    async connect() {
      const reserved = await reserve(sql)
      let last: PromiseLike<unknown> = Promise.resolve()
      const sent = async (query: PromiseLike<unknown>) => {
        last = query
        return await query
      }
      return {
        query: async (text, values) => rowsOf(await sent(reserved.unsafe(text, values as string[]))),
        script: async (text) => lastRows(await sent(reserved.unsafe(text).simple())),
        release(broken) {
          if (!broken) return reserved.release()
          // One that is lost must not be given back: it would be lent out again, and the next query on it ends the process. `postgres` replaces it
          // by itself. One whose answer came too late is whole, and may still be inside a transaction.
          void last.then(
            () =>
              reserved
                .unsafe('rollback')
                .simple()
                .then(() => reserved.release(), ignore),
            ignore,
          )
        },
      }
    },
  }
}

/**
 * `postgres` forgets who waits for a connection if another one is lost just then (3.4.9: the waiting one is handed to that connection, and
 * dropped when it opens). Whoever waits long asks again; what comes too much goes back.
 */
function reserve(sql: PostgresJs): Promise<PostgresJsReserved> {
  return new Promise((resolve, reject) => {
    let waiting = true
    const over = () => {
      waiting = false
      for (const timer of timers) clearTimeout(timer)
    }
    const ask = () =>
      sql.reserve().then(
        (reserved) => {
          if (!waiting) return reserved.release()
          over()
          resolve(reserved)
        },
        (error) => {
          over()
          reject(error)
        },
      )
    const timers = askAgainMs.map((ms) => setTimeout(ask, ms))
    void ask()
  })
}

const askAgainMs = [200, 1_000, 5_000]

/** A transaction of the host: a client of `pg`, the `sql` that `postgres` hands to `begin`, or what a `from…` function has made of another. */
export function executorOf(transaction: unknown): Executor {
  if (isPostgresJs(transaction)) {
    if (isPostgresJsTransaction(transaction)) return ofPostgresJsTransaction(transaction)
  } else if (has(transaction, 'query') && !isPgPool(transaction)) {
    const client = transaction as Executor
    return {
      query: async (sql, values) => rowsOf(await client.query(sql, values)),
      ...(client.nested === undefined ? {} : { nested: client.nested }),
    }
  }
  throw new RoutingError('badOptions', {
    detail:
      '`tx` is a client of `pg` with an open transaction, the `sql` that `postgres` hands to `begin`, or what `fromDrizzle`, `fromKysely` or `fromKnex` returns.',
    path: ['tx'],
  })
}

function ofPostgresJsTransaction(transaction: PostgresJsTransaction): Executor {
  return {
    query: async (text, values) => rowsOf(await transaction.unsafe(text, values as string[])),
    nested: (work) => transaction.savepoint((inner) => work(ofPostgresJsTransaction(inner))),
  }
}

/** `pg` answers with a result that has `rows`, an `Executor` with the rows themselves. */
function rowsOf(answer: unknown): readonly Row[] {
  return (Array.isArray(answer) ? answer : ((answer as { rows?: unknown }).rows ?? [])) as readonly Row[]
}

/** Several statements have several answers: of `pg` results, of `postgres` lists of rows. One statement has one. */
function lastRows(answer: unknown): readonly Row[] {
  const answers = Array.isArray(answer) && (Array.isArray(answer[0]) || isResult(answer[0])) ? answer : [answer]
  return (
    answers
      .map(rowsOf)
      .filter((rows) => rows.length > 0)
      .at(-1) ?? []
  )
}

function isPostgresJs(value: unknown): value is PostgresJs {
  return typeof value === 'function' && typeof (value as unknown as Partial<PostgresJs>).unsafe === 'function'
}

/** What `begin` hands over, not the `sql` that `begin` was called on: that one would write outside of the transaction. */
function isPostgresJsTransaction(value: unknown): value is PostgresJsTransaction {
  return typeof (value as Partial<PostgresJsTransaction>).savepoint === 'function'
}

/** Each query of a pool may go to another connection. */
function isPgPool(value: unknown): boolean {
  return typeof (value as { readonly totalCount?: unknown }).totalCount === 'number'
}

function has<Name extends string>(value: unknown, method: Name): boolean {
  return typeof value === 'object' && value !== null && typeof (value as { readonly [name: string]: unknown })[method] === 'function'
}

function isResult(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'rows' in value
}

const ignore = (): void => {}
