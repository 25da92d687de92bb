import { RoutingError } from '../../errors.js'
import type { LeadKey } from '../../lead.js'
import type { LedgerState } from '../../ledger/state.js'
import type { Step, Transaction, View, Write } from '../../port/store.js'
import type { RepId } from '../../rep.js'
import { type Load, noLoad, type StoredLead, type Timer } from '../../state/record.js'
import { timerOrder } from '../timerOrder.js'
import { connected } from './connected.js'
import type { Driver, Executor, Row, Value } from './driver.js'
import { failureOf } from './failure.js'
import { type Piece, packedPieces } from './packedWrite.js'
import { within } from './retry.js'
import { leadFrom, ledgerFrom, loadFrom, planFrom, text, timerFrom } from './rows.js'
import type { Statements } from './statements.js'
import { fromText, listed, literal, toText } from './wire.js'

/** Where transactions happen: one scope of one schema. */
export interface Place {
  readonly scope: string
  readonly sql: Statements
  /** Whose clock tells the time of a decision. */
  readonly clock: 'router' | 'database'
}

/** How a transaction of our own is run. */
export interface Limits {
  readonly lockMs: number
  /** How long the server may take to answer one message. */
  readonly answerMs: number
}

/** What a COMMIT would have made true whose answer never came. */
interface Hope<Result> {
  readonly seq: number
  readonly hash: string
  readonly result: Result
}

/** Pieces in one message: of fewer, each message costs a way to the server; of more, the server has nothing to do while they are packed. */
const TOGETHER = 4

/**
 * One transaction, tried once: two messages to the server, `begin` with `look` and `write` with `commit`. A large write has messages in between.
 *
 * A connection that is lost while the COMMIT is on its way leaves open whether it went through. The next attempt finds out, under the lock: the
 * trail holds the entry that was to be written, hash and all, or it does not. So no step is applied twice, and its caller gets the first answer.
 */
export function attempts<Result>(request: Transaction<Result>, driver: Driver, place: Place, limits: Limits): () => Promise<Result> {
  let hope: Hope<Result> | undefined
  return () =>
    connected(driver, limits.answerMs, async (connection) => {
      const { begin, commit, rollback } = connection.words
      const script = (sql: string) => within(limits.answerMs + limits.lockMs, connection.script(sql))
      const look = filled(place.sql.look, lookValues(request, place, hope?.seq, limits))
      const [row] = await script(`${begin}${look}`)
      const seen = seenIn(row)
      if (hope !== undefined && seen.probe === toText(hope.hash)) {
        await script(rollback)
        return hope.result
      }
      // Only now: an attempt that does not get as far as this has not learnt what became of the COMMIT before it.
      hope = undefined
      // Under the lock, as a statement of its own: a part of the one before would see what was there before it had the lock.
      const persons = await personsIn(request, place, (sql, values) => script(filled(sql, values)))
      const { view, write, result } = stepIn(request, seen, persons, place)
      if (write === undefined) {
        await script(commit)
        return result
      }
      const [first] = write.entries
      let sent: Promise<unknown> = Promise.resolve()
      let message: string[] = []
      for (const piece of piecesOf(write, view, request)) {
        message.push(filled(place.sql.write, pieceValues(piece, place)))
        if (piece.isLast) break
        if (message.length < TOGETHER) continue
        await sent
        sent = script(message.join(';'))
        // Heard once the next message is packed.
        sent.catch(ignore)
        message = []
      }
      await sent
      if (first !== undefined) hope = { seq: first.seq, hash: first.hash, result }
      try {
        await script([...message, commit].join('; '))
      } catch (error) {
        // The server has answered: nothing of this attempt was committed.
        if (failureOf(error) !== 'lost') hope = undefined
        throw error
      }
      return result
    })
}

/** One statement in a transaction of its own, with the same limits. */
export function statement(sql: string, values: readonly Value[], driver: Driver, { lockMs, answerMs }: Limits): Promise<readonly Row[]> {
  const limits = `set local lock_timeout = ${lockMs}; set local statement_timeout = ${answerMs}`
  return connected(driver, answerMs, (connection) => {
    const { begin, commit } = connection.words
    return within(answerMs + lockMs, connection.script(`${begin}${limits}; ${filled(sql, values)}; ${commit}`))
  })
}

/** The same inside a transaction of the host, under a savepoint: what fails leaves the host's transaction as it was. Not tried again. */
export async function insideHost<Result>(request: Transaction<Result>, executor: Executor, place: Place): Promise<Result> {
  const nested = executor.nested ?? ((work) => underSavepoint(executor, work))
  return await nested(async (inner) => {
    const [row] = await inner.query(place.sql.look, lookValues(request, place))
    const persons = await personsIn(request, place, (sql, values) => inner.query(sql, values))
    const { view, write, result } = stepIn(request, seenIn(row), persons, place)
    if (write !== undefined)
      for (const piece of piecesOf(write, view, request)) await inner.query(place.sql.write, pieceValues(piece, place))
    return result
  })
}

async function underSavepoint<Result>(executor: Executor, work: (inner: Executor) => Promise<Result>): Promise<Result> {
  await executor.query('savepoint fairlead', [])
  try {
    const result = await work(executor)
    await executor.query('release savepoint fairlead', [])
    return result
  } catch (error) {
    await executor.query('rollback to savepoint fairlead', []).catch(() => {})
    throw error
  }
}

function lookValues(request: Transaction<unknown>, { scope }: Place, probe?: number, limits?: Limits) {
  const { leads, rotations, reps, inbox = [], journal } = request
  const ids = (list: readonly string[]) => listed(list.map(toText))
  const numbers = [probe, limits?.lockMs, limits?.answerMs].map((value) => (value === undefined ? null : String(value)))
  return [toText(scope), ids(leads), ids(rotations), ids(reps), ids(inbox), ...numbers, journal === true ? '' : null]
}

function piecesOf(write: Write, { head, leads }: View, request: Transaction<unknown>): Iterable<Piece> {
  const asked = new Set(request.leads)
  write.entries.forEach(({ seq }, index) => {
    // The primary key refuses a number twice; a gap would only show much later.
    if (seq !== head.seq + 1 + index) throw { verdict: outOfOrder(seq, head.seq + index) }
  })
  return packedPieces(write, head.seq, (key) => asked.has(key) && !leads.has(key))
}

function pieceValues({ head, rows }: Piece, { scope }: Place) {
  return [toText(scope), String(head), rows]
}

function outOfOrder(seq: number, before: number): RoutingError {
  return new RoutingError('storeFailed', { detail: `Audit entry ${seq} does not continue ${before}.` })
}

/** What `look_3` answers. */
interface Seen {
  readonly seq: number
  readonly hash: string
  readonly at: number
  readonly clock: number
  readonly probe: string | null
  readonly leads: readonly Row[] | null
  readonly ledgers: readonly Row[] | null
  readonly standings: readonly (readonly unknown[])[] | null
  readonly loads: readonly (readonly [rep: string, open: number, assigned: number, counts: string | null])[] | null
  readonly timers: readonly Row[] | null
  readonly inbox: readonly (readonly [string, number])[] | null
  /** The latest first: what is in force at the head of the trail, and what comes after it. */
  readonly plans: readonly (readonly [version: number, digest: string, from: number | null])[] | null
  readonly journal: readonly string[] | null
}

function seenIn(row: Row | undefined): Seen {
  return JSON.parse(row?.seen as string) as Seen
}

type Persons = View['persons']

/** The oldest lead with an owner of each person that is asked about. */
async function personsIn(
  { persons }: Transaction<unknown>,
  { scope, sql }: Place,
  query: (sql: string, values: readonly Value[]) => Promise<readonly Row[]>,
): Promise<Persons> {
  if (persons === undefined) return undefined
  const rows = persons.length === 0 ? [] : await query(sql.leadsOfPersons, [toText(scope), listed(persons)])
  return new Map(rows.map(leadFrom).map((lead) => [lead.person as string, lead]))
}

/** Runs the step; what it throws is its caller's, and no reason to try again. */
function stepIn<Result>(request: Transaction<Result>, seen: Seen, persons: Persons, place: Place): Step<Result> & { readonly view: View } {
  const view = { ...viewOf(request, seen, place), ...(persons === undefined ? {} : { persons }) }
  try {
    return { ...request.step(view), view }
  } catch (verdict) {
    throw { verdict }
  }
}

function viewOf(request: Transaction<unknown>, seen: Seen, { clock }: Place): View {
  const standings = new Map<string, (readonly unknown[])[]>()
  for (const [rotation, ...standing] of seen.standings ?? []) {
    const name = text(rotation)
    const members = standings.get(name)
    if (members === undefined) standings.set(name, [standing])
    else members.push(standing)
  }
  const rows = new Map((seen.ledgers ?? []).map((row) => [text(row.rotation), row]))
  const loads = new Map<RepId, Load>(request.reps.map((rep) => [rep, { ...noLoad }]))
  for (const [rep, open, assigned, counts] of seen.loads ?? []) loads.set(fromText(rep), loadFrom({ open, assigned, counts }))
  const now = Math.max(clock === 'database' ? seen.clock : request.now, seen.at)
  const plan = seen.plans?.find(([, , from]) => from === null || from <= now)
  return {
    now,
    head: { seq: seen.seq, hash: fromText(seen.hash), at: seen.at },
    leads: new Map<LeadKey, StoredLead>((seen.leads ?? []).map(leadFrom).map((lead) => [lead.key, lead])),
    ledgers: new Map<string, LedgerState>(
      request.rotations.map((rotation) => [rotation, ledgerFrom(rows.get(rotation), standings.get(rotation) ?? [])]),
    ),
    loads,
    timers: timersOf(request.leads, seen.timers ?? []),
    inbox: new Map((seen.inbox ?? []).map(([key, receivedAt]) => [fromText(key), receivedAt])),
    ...(plan === undefined ? {} : { plan: { version: plan[0], digest: fromText(plan[1]) } }),
    ...(request.journal === true ? { journal: (seen.journal ?? []).map((record) => planFrom({ record })) } : {}),
  }
}

/** In the order in which the leads were asked for. */
function timersOf(keys: readonly LeadKey[], rows: readonly Row[]): ReadonlyMap<LeadKey, readonly Timer[]> {
  if (rows.length === 0) return new Map()
  const ofKey = new Map<LeadKey, Timer[]>(keys.map((key) => [key, []]))
  for (const row of rows) ofKey.get(text(row.key))?.push(timerFrom(row))
  return new Map([...ofKey].filter(([, timers]) => timers.length > 0).map(([key, timers]) => [key, timers.sort(timerOrder)]))
}

/** A statement with its values in it, for messages that hold several. */
function filled(sql: string, values: readonly (string | null)[]): string {
  return sql.replace(/\$(\d+)/g, (_, index: string) => literal(values[Number(index) - 1] ?? null))
}

const ignore = (): void => {}
