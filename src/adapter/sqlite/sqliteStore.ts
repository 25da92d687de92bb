import { RoutingError } from '../../errors.js'
import type { MaybePromise } from '../../lead.js'
import type { OwnedPlace, Place, Store, Transaction } from '../../port/store.js'
import type { SqliteDatabase } from '../sqliteDatabase.js'
import { checkOptions } from './checkOptions.js'
import { failure, isBusy, isNested } from './failure.js'
import { rollBack } from './migrate.js'
import { open } from './open.js'
import { type Attempt, attempted, patiently, persevere } from './patience.js'
import { prepareOnce, sql } from './statements.js'
import { createTables } from './tables.js'

export interface SqliteOptions {
  /**
   * `'full'` (the default): what was committed survives a loss of power. `'normal'`: about three times as many
   * transactions per second; a loss of power may take the latest ones with it, the end of the process does not.
   */
  readonly synchronous?: 'full' | 'normal'
  /** How long a call waits, in milliseconds, while other processes hold the database; then it fails with `storeTimeout`. Default 10,000. */
  readonly busyTimeoutMs?: number
}

/**
 * A store in one SQLite file, for one process or a few on the same machine. The file is made where it is missing,
 * its folder is not.
 *
 * Given a path, the file is opened with `node:sqlite` (Node 22.13 or newer) or else with the optional peer
 * `@photostructure/sqlite`, in WAL mode, and `end()` closes it. `':memory:'` makes a database that lasts as long as the store.
 *
 * Given a database object of the host (better-sqlite3, node:sqlite, @photostructure/sqlite), the store adds its own tables, all named
 * `fairlead_…`, and leaves the rest alone: `end()` does not close it, and its journal mode, busy timeout and `synchronous`
 * stay as they are unless `options.synchronous` names one. Let its journal mode be `wal`, and mind that better-sqlite3
 * then defaults to `synchronous = normal`. A transaction of the store is its own, and waits while the host has one open on the object:
 * there is no `within`, since SQLite has one writer at a time, and a host that holds a transaction open would hold up everybody.
 *
 * Calls answer at once, without a promise, unless they have to wait for another process.
 *
 * @throws RoutingError `badOptions`; `noSqlite` without a driver; `schemaNewer`; `storeFailed` where the file cannot be opened, is no database or is
 * damaged; `storeTimeout` where other processes kept it to themselves.
 */
export function sqliteStore(fileOrDatabase: string | SqliteDatabase, options: SqliteOptions = {}): Store {
  checkOptions(options)
  const { synchronous, busyTimeoutMs: limitMs = 10_000 } = options
  const { database, begin, close, durable } = open(fileOrDatabase, { synchronous, busyTimeoutMs: limitMs })
  const tables = createTables(prepareOnce(database))
  let ended: MaybePromise<void> | false = false
  let stepping = false
  /** The end of the line of transactions that wait; each comes after those called before it. */
  let line: Promise<unknown> | undefined
  const reads = new Set<Promise<unknown>>()

  function assertOpen(): void {
    if (ended !== false) throw new RoutingError('storeClosed')
  }

  /** What a transaction of the port does between its begin and its commit. */
  function transaction<Result>(request: Transaction<Result>): Result {
    const view = tables.view(request)
    stepping = true
    const { write, result } = request.step(view)
    stepping = false
    if (write !== undefined) tables.write(write, view.head.seq)
    return result
  }

  function once<Result>(work: () => Result): Attempt<Result> {
    let begun = false
    try {
      begin()
      begun = true
      const result = work()
      database.exec(sql.commit)
      return { done: true, result }
    } catch (error) {
      const ofStep = stepping
      stepping = false
      // Nothing of ours may stay open while waiting: on the host's connection, the host would go on inside of it.
      if (begun) rollBack(database)
      if (ofStep) throw error
      if (isBusy(error) || (!begun && isNested(error))) return { done: false, error }
      throw failure(error)
    }
  }

  /** Each change is a transaction of its own, at once where nobody is in the way, or else in line. */
  function change<Result>(name: string, work: () => Result): MaybePromise<Result> {
    assertOpen()
    if (stepping) throw new RoutingError('storeFailed', { detail: `A step called \`${name}\` of its own store; steps are pure.` })
    const deadline = performance.now() + limitMs
    if (line === undefined) {
      const first = once(work)
      if (first.done) return first.result
    }
    const settled = (line ?? Promise.resolve()).then(() => persevere(() => once(work), deadline, tooLong))
    const next = settled.then(ignore, ignore).then(() => {
      if (line === next) line = undefined
    })
    line = next
    return settled
  }

  /** Reads need no lock in WAL mode, and hardly ever wait; in the other journal modes they may. */
  function read<Value>(query: () => Value): MaybePromise<Value> {
    assertOpen()
    const attempt = () => {
      try {
        return attempted(query)
      } catch (error) {
        throw failure(error)
      }
    }
    const answer = patiently(attempt, limitMs, tooLong)
    if (answer instanceof Promise) {
      const settled = answer.then(ignore, ignore).then(() => void reads.delete(settled))
      reads.add(settled)
    }
    return answer
  }

  return {
    name: 'sqlite',
    durable,
    transact: (request) => change('transact', () => transaction(request)),
    lead: (by) => read(() => ('key' in by ? tables.leadByKey(by.key) : tables.leadBySubject(by.subject))),
    queued: ({ queue, limit, after = start }) => read(() => tables.waiting(queue, limit, after)),
    owned: ({ rep, limit, after = firstOwned }) => read(() => tables.owned(rep, limit, after)),
    audit: ({ after, limit }) => read(() => tables.entries(after, limit)),
    loads: (reps) => read(() => Object.fromEntries(tables.loads(reps))),
    ledger: (rotation) => read(() => tables.ledger(rotation)),
    document: (digest) => read(() => tables.document(digest)),
    plans: ({ limit, before }) => read(() => tables.plans(limit, before ?? Number.MAX_SAFE_INTEGER)),

    accept: (lead) => change('accept', () => tables.accept(lead)),
    accepted: (query) => read(() => tables.accepted(query)),
    parked: ({ limit }) => read(() => tables.parked(limit)),
    acceptedDone: (key) => change('acceptedDone', () => tables.acceptedDone(key)),
    acceptedFailed: (failed) => change('acceptedFailed', () => tables.acceptedFailed(failed)),

    claim: (query) => change('claim', () => tables.claim(query)),
    settle: (delivery) => change('settle', () => tables.settle(delivery)),
    dead: ({ limit }) => read(() => tables.dead(limit)),
    revive: (id) => change('revive', () => tables.revive(id)),

    due: (query) => read(() => tables.due(query)),
    counts: () => read(() => tables.counts()),
    prune: ({ before }) => change('prune', () => tables.prune(before)),
    end() {
      if (ended !== false) return ended
      const waiting = [...reads, ...(line === undefined ? [] : [line])]
      if (waiting.length > 0) ended = Promise.all(waiting).then(close)
      else {
        ended = undefined
        close()
      }
      return ended
    },
  }
}

const ignore = (): void => {}

function tooLong(error: unknown): Error {
  if (!isNested(error)) return failure(error)
  return new RoutingError('storeTimeout', {
    detail: 'The database object was inside a transaction of its own all the time; commit it before the router is asked.',
    cause: error,
  })
}

/** Before every lead, also one from before 1970. */
const start: Place = { rank: -Number.MAX_VALUE, receivedAt: Number.MIN_SAFE_INTEGER, seq: 0 }
const firstOwned: OwnedPlace = { receivedAt: Number.MIN_SAFE_INTEGER, key: '' }
