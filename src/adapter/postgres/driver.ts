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
  readonly words: Words
  /** Several statements without values, sent as one message. @returns the rows of the last that has any */
  script(sql: string): Promise<readonly Row[]>
  /** Gives it back; a broken one is closed, or left to its driver to replace. */
  release(broken: boolean): void
}

/** What begins a transaction and what ends it, for messages that hold more than that. */
interface Words {
  /** To stand before the first statement. Read committed and read write, whatever the role or the database has set for transactions in general. */
  readonly begin: string
  readonly commit: string
  readonly rollback: string
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
  begin(options: string, work: (transaction: PostgresJsTransaction) => Promise<void>): Promise<unknown>
}

/** The `sql` that `postgres` hands to `begin`. */
export interface PostgresJsTransaction {
  unsafe(sql: string, values?: string[]): PostgresJsQuery
  savepoint<Result>(work: (inner: PostgresJsTransaction) => Promise<Result>): Promise<Result>
}

export interface PostgresJsQuery extends PromiseLike<unknown> {
  simple(): PromiseLike<unknown>
}

/** A pool of connections: a `Pool` of `pg`, or the `sql` of `postgres`. */
export type PostgresPool = PgPool | PostgresJs

/** @throws RoutingError `badOptions` for anything that is no pool */
export function driverOf(pool: PostgresPool): Driver {
  if (isPostgresJs(pool) && typeof pool.begin === 'function') return ofPostgresJs(pool)
  // A `Client` has this, a `Pool` has not. One that is connected already would only say that it cannot be connected again.
  if (has(pool, 'escapeLiteral')) throw singleClient()
  if (has(pool, 'connect') && has(pool, 'query')) return ofPg(pool as PgPool)
  throw new RoutingError('badOptions', {
    detail: '`postgresStore` takes a `Pool` of `pg` or the `sql` of `postgres`; this is neither.',
    path: ['pool'],
  })
}

function singleClient(): RoutingError {
  return new RoutingError('badOptions', { detail: '`postgresStore` takes a `Pool` of `pg`, not a single `Client`.', path: ['pool'] })
}

const mode = 'isolation level read committed read write'

function ofPg(pool: PgPool): Driver {
  return {
    async connect() {
      const client = await pool.connect()
      if (!has(client, 'release')) throw singleClient()
      // Between two statements a lost connection is told by an event; nobody listening, it would end the process.
      client.on('error', ignore)
      return {
        words: { begin: `begin ${mode};`, commit: 'commit', rollback: 'rollback' },
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

/**
 * A connection of `postgres` is ours for as long as a `begin` lasts, and stays inside of its transaction: ours end with `and chain`, and the last one,
 * which is empty, is the driver's. That costs a message before and one after, with nothing locked. `reserve` would spare them, but (3.4.9) never gives a
 * connection that it had to open where `fetch_types` is off, forgets who waits for one if another is lost just then, and lends lost ones out again.
 */
function ofPostgresJs(sql: PostgresJs): Driver {
  return {
    connect: () =>
      new Promise((resolve, reject) => {
        let over = false
        const work = (transaction: PostgresJsTransaction) =>
          new Promise<void>((commit, rollback) => resolve(lent(transaction, commit, rollback, () => over)))
        sql
          .begin(mode, work)
          .finally(() => {
            over = true
          })
          .catch((error) => afterwards(() => reject(error)))
      }),
  }
}

/**
 * @param commit lets `begin` end, and with it what is ours
 * @param rollback the same for a transaction that may have failed
 * @param over whether `begin` has ended by itself: the connection was lost
 */
function lent(transaction: PostgresJsTransaction, commit: () => void, rollback: (reason: Error) => void, over: () => boolean): Connection {
  let doubtful = false
  let last: Promise<unknown> = Promise.resolve()
  const sent = async (send: () => PromiseLike<unknown>): Promise<unknown> => {
    // A query on a lost connection ends the process, or waits in it and is given the answer to another one.
    if (doubtful || over()) throw Object.assign(new Error('The connection was lost.'), { code: 'CONNECTION_CLOSED' })
    const answer = Promise.resolve(send())
    last = answer.catch((error) => {
      doubtful = !isOfServer(error)
    })
    try {
      return await answer
    } catch (error) {
      if (!isOfServer(error)) await new Promise<void>(afterwards)
      throw error
    }
  }
  return {
    words: { begin: '', commit: `commit and chain; ${guard}`, rollback: `rollback and chain; ${guard}` },
    query: async (text, values) => rowsOf(await sent(() => transaction.unsafe(text, values as string[]))),
    script: async (text) => lastRows(await sent(() => transaction.unsafe(text).simple())),
    release(broken) {
      if (!broken && !doubtful) return commit()
      // Ending `begin` sends a query. So one that is lost is left alone: `begin` ends by itself, and `postgres` opens another. One whose answer
      // came too late, or could not be read, is whole.
      void last.then(async () => {
        if (doubtful) await new Promise<void>((resolve) => setTimeout(resolve, noticedMs).unref())
        if (!over()) rollback(new Error('The connection was given up.'))
      })
    },
  }
}

// The driver's own end of a transaction comes after ours. Where the line falls silent before it, the server gives the connection up, which the driver
// cannot do: its pool would be short of one for ever.
const guard = 'set local idle_in_transaction_session_timeout = 5000'

/** Long after what happens to a socket is known to its driver. */
const noticedMs = 1_000

/** Connections are lost together, one after the other. A query on one that is lost but was not told so yet would spoil it for good. */
function afterwards(next: () => void): void {
  setTimeout(next, 0)
}

/** An answer, not something that happened on the way: the connection is whole. */
function isOfServer(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'severity_local' in error
}

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
