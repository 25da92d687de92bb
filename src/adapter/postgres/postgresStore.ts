import { RoutingError } from '../../errors.js'
import type { OwnedPlace, Place as QueuePlace, Store, Transaction } from '../../port/store.js'
import { messagePlace } from '../messagePlace.js'
import { checkOptions } from './checkOptions.js'
import { connected } from './connected.js'
import { driverOf, executorOf, type PostgresPool, type Row, type Value } from './driver.js'
import { asRoutingError, failureOf } from './failure.js'
import { inTurn } from './line.js'
import { migrate } from './migrate.js'
import { isVerdict, type Patience, retrying } from './retry.js'
import * as rows from './rows.js'
import { statementsOf } from './statements.js'
import { attempts, insideHost, type Limits, type Place, statement } from './transaction.js'
import { listed, toText } from './wire.js'

export interface PostgresOptions {
  /** The schema that holds the tables, made where it is missing. Default `fairlead`. At most 63 bytes, without `$`, `?` and control characters. */
  readonly schema?: string
  /**
   * Partitions the data: a tenant, a team. Leads, rotations, loads and audit trail of different scopes know nothing of each other, and never wait for each other.
   * Default `default`.
   */
  readonly scope?: string
  /** Whether the store brings the schema up to date when it is first used. Default `true`; `false` only checks it (see `printMigrations`). */
  readonly migrate?: boolean
  /**
   * Whose clock tells the time of decisions: the router's (default), or the server's, for a fleet whose machines do not agree about the time.
   * Either way time never goes back from one decision to the next.
   */
  readonly clock?: 'router' | 'database'
  /** How long a transaction waits for those before it, in milliseconds. Default 10,000. */
  readonly lockTimeoutMs?: number
  /** How long the server may take for one answer, in milliseconds; then the connection counts as lost. Default 15,000. */
  readonly answerTimeoutMs?: number
  /** How long a call goes on trying when connections are lost or the server is restarted, in milliseconds. Default 10,000. 0: a call is tried once. */
  readonly retryMs?: number
}

/** A store in PostgreSQL. */
export interface PostgresStore extends Store {
  /** Brings the schema up to date now rather than at the first use. Any number of processes may do so at once. */
  migrate(): Promise<void>
  /**
   * The store inside a transaction of the host: leads that are taken in or routed through it are there once the host commits.
   *
   * @param transaction a client of `pg` with an open transaction, the `sql` that `postgres` hands to `begin`, or what
   * `fromDrizzle`, `fromKysely` or `fromKnex` makes of theirs
   */
  within(transaction: unknown): Store
}

/**
 * A store in PostgreSQL (12 or newer), for any number of processes.
 *
 * Takes the host's pool, of `pg` or of `postgres`, and leaves closing it to the host. Needs no session: it works behind PgBouncer in transaction mode.
 * A transaction is two messages to the server, three where it is large. Those of one scope exclude each other; every lead has one owner whatever crashes.
 *
 * @throws RoutingError `badOptions`. The schema is looked at when the store is first used: then `schemaNewer`, `storeFailed`.
 */
export function postgresStore(pool: PostgresPool, options: PostgresOptions = {}): PostgresStore {
  checkOptions(options)
  const { schema = 'fairlead', scope = 'default', lockTimeoutMs = 10_000, answerTimeoutMs = 15_000, retryMs = 10_000 } = options
  const driver = driverOf(pool)
  const sql = statementsOf(schema)
  const place: Place = { scope, sql, clock: options.clock ?? 'router' }
  const limits: Limits = { lockMs: lockTimeoutMs, answerMs: answerTimeoutMs }
  const patience: Patience = { retryMs, random: Math.random }

  const bringUp = () =>
    retrying(
      () => connected(driver, limits.answerMs, (connection) => migrate(connection, schema, options.migrate ?? true, limits.answerMs)),
      patience,
    )

  let upToDate: Promise<void> | undefined
  const ready = (): Promise<void> => {
    upToDate ??= bringUp().catch((error) => {
      // The next call tries again.
      upToDate = undefined
      throw error
    })
    return upToDate
  }

  const own: Runner = {
    query(text, values, done) {
      let lost = false
      return retrying(async () => {
        try {
          const answer = await statement(text, values, driver, limits)
          return lost && done !== undefined && answer.length === 0 ? await statement(done, values, driver, limits) : answer
        } catch (error) {
          lost ||= failureOf(error) === 'lost'
          throw error
        }
      }, patience)
    },
    transact: (request) => retrying(attempts(request, driver, place, limits), patience),
  }
  /** Calls of two stores inside the same transaction must not mix: it has one line of savepoints. */
  const hosted = (transaction: unknown): Runner => {
    const executor = executorOf(transaction)
    const line = inTurn(transaction as object)
    return {
      query: (text, values) => line(() => executor.query(text, values)).catch(asHostError),
      transact: (request) => line(() => insideHost(request, executor, place)).catch(asHostError),
    }
  }
  return {
    ...storeOver(own, place, ready),
    migrate: ready,
    within: (transaction) => storeOver(hosted(transaction), place, ready),
  }
}

/** How calls reach the server: with retries of our own, or inside a transaction of the host. */
interface Runner {
  /**
   * @param done for statements that answer with a row if they have changed something: finds that row where an earlier try, whose answer was lost, has
   */
  query(sql: string, values: readonly Value[], done?: string): Promise<readonly Row[]>
  transact<Result>(request: Transaction<Result>): Promise<Result>
}

function asHostError(error: unknown): never {
  throw isVerdict(error) ? error.verdict : asRoutingError(error, 'host')
}

function storeOver(runner: Runner, { scope, sql }: Place, ready: () => Promise<void>): Store {
  let ended = false
  let stepping = false
  const running = new Set<Promise<unknown>>()
  const open = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (ended) throw new RoutingError('storeClosed')
    const result = ready().then(work)
    const done: Promise<void> = result.then(ignore, ignore).then(() => void running.delete(done))
    running.add(done)
    return result
  }
  const run = (name: keyof typeof sql, ...values: (Value | number)[]): Promise<readonly Row[]> => {
    const texts = [toText(scope), ...values.map((value) => (typeof value === 'number' ? String(value) : value))]
    return open(() => runner.query(sql[name], texts, name === 'settle' ? sql.settled : undefined))
  }
  const all = async <Record>(from: (row: Row) => Record, answer: Promise<readonly Row[]>): Promise<Record[]> => (await answer).map(from)
  const one = async <Record>(from: (row: Row) => Record, answer: Promise<readonly Row[]>): Promise<Record | undefined> =>
    (await all(from, answer))[0]
  const any = async (answer: Promise<readonly Row[]>): Promise<boolean> => (await answer).length > 0
  const nothing = async (answer: Promise<readonly Row[]>): Promise<void> => void (await answer)

  return {
    name: 'postgres',
    durable: true,
    async transact(request) {
      if (stepping) throw new RoutingError('storeFailed', { detail: 'A step called `transact` of its own store; steps are pure.' })
      const step: typeof request.step = (view) => {
        stepping = true
        try {
          return request.step(view)
        } finally {
          stepping = false
        }
      }
      return open(() => runner.transact({ ...request, step }))
    },
    lead: (by) => one(rows.leadFrom, 'key' in by ? run('leadByKey', toText(by.key)) : run('leadBySubject', toText(by.subject))),
    queued: ({ queue, limit, after = start }) =>
      all(rows.leadFrom, run('leadsWaiting', toText(queue), after.rank ?? 0, after.receivedAt, after.seq, bounded(limit))),
    owned: ({ rep, limit, after = firstOwned }) =>
      all(rows.leadFrom, run('leadsOwned', toText(rep), after.receivedAt, toText(after.key), bounded(limit))),
    audit: ({ after, limit }) => all(rows.entryFrom, run('entriesAfter', bounded(after), bounded(limit))),
    async loads(reps) {
      const answer = await run('loads', listed(reps.map(toText)))
      return Object.fromEntries([
        ...reps.map((rep) => [rep, { open: 0, assigned: 0 }] as const),
        ...answer.map((row) => [rows.text(row.rep), rows.loadFrom(row)] as const),
      ])
    },
    async ledger(rotation) {
      const [row] = await run('ledger', toText(rotation))
      return rows.ledgerFrom(row, JSON.parse((row?.standings ?? '[]') as string))
    },
    plans: ({ limit, before }) => all(rows.planFrom, run('plans', bounded(limit), bounded(before ?? Number.POSITIVE_INFINITY))),
    document: (digest) => one(rows.documentFrom, run('document', toText(digest))),

    accept: ({ key, content, receivedAt }) => any(run('accept', toText(key), JSON.stringify(content), receivedAt)),
    accepted: ({ now, limit }) => all(rows.acceptedFrom, run('accepted', now, bounded(limit))),
    parked: ({ limit }) => all(rows.acceptedFrom, run('parked', bounded(limit))),
    acceptedDone: (key) => nothing(run('acceptedDone', toText(key))),
    acceptedFailed: ({ key, error, notBefore }) => nothing(run('acceptedFailed', toText(key), toText(error), notBefore)),

    claim: ({ now, leaseMs, limit, channels }) =>
      all(rows.claimedFrom, run('claim', now, now + leaseMs, bounded(limit), listed(channels.map(toText)))),
    async settle(delivery) {
      const place = messagePlace(delivery.id)
      if (place === undefined) return false
      const { attempt, now, outcome } = delivery
      const at = outcome === 'again' ? delivery.at : null
      const error = outcome === 'done' ? null : toText(delivery.error)
      return any(run('settle', place.seq, place.number, attempt, now, outcome === 'again' ? 'waiting' : outcome, at, error))
    },
    dead: ({ limit }) => all(rows.deadFrom, run('dead', bounded(limit))),
    async revive(id) {
      const place = messagePlace(id)
      return place !== undefined && any(run('revive', place.seq, place.number))
    },

    due: ({ now, limit }) => all((row) => ({ key: rows.text(row.key), timer: rows.timerFrom(row) }), run('due', now, bounded(limit))),
    async counts() {
      const [row] = await run('counts')
      return rows.countsFrom(row as Row)
    },
    async prune({ before }) {
      const [row] = await run('prune', before)
      return rows.number(row?.removed)
    },
    async end() {
      ended = true
      while (running.size > 0) await Promise.all(running)
    },
  }
}

const ignore = (): void => {}

/** Before every lead, also one from before 1970. */
const start: QueuePlace = { rank: -Number.MAX_VALUE, receivedAt: Number.MIN_SAFE_INTEGER, seq: 0 }
const firstOwned: OwnedPlace = { receivedAt: Number.MIN_SAFE_INTEGER, key: '' }

/** A bigint of PostgreSQL has no infinity. */
function bounded(limit: number): number {
  return Math.min(Math.max(0, limit), Number.MAX_SAFE_INTEGER)
}
