import { RoutingError } from '../../errors.js'
import type { LeadKey } from '../../lead.js'
import type { LedgerState } from '../../ledger/state.js'
import type { Step, Transaction, View, Write } from '../../port/store.js'
import type { RepId } from '../../rep.js'
import { type Load, noLoad, type StoredLead, type Timer } from '../../state/record.js'
import type { Connection, Driver, Executor, Row } from './driver.js'
import { failureOf } from './failure.js'
import { within } from './retry.js'
import { leadFrom, ledgerFrom, number, packedWrite, text, timerFrom } from './rows.js'
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

/**
 * One transaction, tried once: two messages to the server, `begin` with `look` and `write` with `commit`.
 *
 * A connection that is lost while the COMMIT is on its way leaves open whether it went through. The next attempt finds out, under the lock: the
 * trail holds the entry that was to be written, hash and all, or it does not. So no step is applied twice, and its caller gets the first answer.
 */
export function attempts<Result>(request: Transaction<Result>, driver: Driver, place: Place, limits: Limits): () => Promise<Result> {
  let hope: Hope<Result> | undefined
  return async () => {
    const connection = await within(limits.answerMs, driver.connect())
    let broken = true
    const script = (sql: string) => within(limits.answerMs + limits.lockMs, connection.script(sql))
    try {
      const look = filled(place.sql.look, lookValues(request, place, hope?.seq, limits))
      const [row] = await script(`begin isolation level read committed read write; ${look}`)
      const seen = seenIn(row)
      if (hope !== undefined && seen.probe === toText(hope.hash)) {
        await script('rollback')
        broken = false
        return hope.result
      }
      hope = undefined
      const { view, write, result } = stepIn(request, seen, place)
      if (write === undefined) {
        await script('commit')
      } else {
        const [first] = write.entries
        if (first !== undefined) hope = { seq: first.seq, hash: first.hash, result }
        await script(`${filled(place.sql.write, writeValues(write, view, request, place))}; commit`)
      }
      broken = false
      return result
    } catch (error) {
      if (failureOf(error) !== 'lost') {
        // The server has answered: nothing of this attempt was committed, and the connection is whole.
        hope = undefined
        broken = !(await rolledBack(connection, limits.answerMs))
      }
      throw error
    } finally {
      connection.release(broken)
    }
  }
}

async function rolledBack(connection: Connection, ms: number): Promise<boolean> {
  try {
    await within(ms, connection.script('rollback'))
    return true
  } catch {
    return false
  }
}

/** The same inside a transaction of the host, under a savepoint: what fails leaves the host's transaction as it was. Not tried again. */
export async function insideHost<Result>(request: Transaction<Result>, executor: Executor, place: Place): Promise<Result> {
  await executor.query('savepoint fairlead', [])
  try {
    const [row] = await executor.query(place.sql.look, lookValues(request, place))
    const { view, write, result } = stepIn(request, seenIn(row), place)
    if (write !== undefined) await executor.query(place.sql.write, writeValues(write, view, request, place))
    await executor.query('release savepoint fairlead', [])
    return result
  } catch (error) {
    await executor.query('rollback to savepoint fairlead', []).catch(() => {})
    throw error
  }
}

function lookValues({ leads, rotations, reps }: Transaction<unknown>, { scope }: Place, probe?: number, limits?: Limits) {
  const ids = (list: readonly string[]) => listed(list.map(toText))
  const numbers = [probe, limits?.lockMs, limits?.answerMs].map((value) => (value === undefined ? null : String(value)))
  return [toText(scope), ids(leads), ids(rotations), ids(reps), ...numbers]
}

function writeValues(write: Write, { head, leads }: View, request: Transaction<unknown>, { scope }: Place) {
  const asked = new Set(request.leads)
  write.entries.forEach(({ seq }, index) => {
    // The primary key refuses a number twice; a gap would only show much later.
    if (seq !== head.seq + 1 + index) throw { verdict: outOfOrder(seq, head.seq + index) }
  })
  return [toText(scope), String(head.seq), packedWrite(write, (key) => asked.has(key) && !leads.has(key))]
}

function outOfOrder(seq: number, before: number): RoutingError {
  return new RoutingError('storeFailed', { detail: `Audit entry ${seq} does not continue ${before}.` })
}

/** What `look_1` answers. */
interface Seen {
  readonly seq: number
  readonly hash: string
  readonly at: number
  readonly clock: number
  readonly probe: string | null
  readonly leads: readonly Row[] | null
  readonly ledgers: readonly Row[] | null
  readonly standings: readonly (readonly unknown[])[] | null
  readonly loads: readonly (readonly [string, number, number])[] | null
  readonly timers: readonly Row[] | null
}

function seenIn(row: Row | undefined): Seen {
  return JSON.parse(row?.seen as string) as Seen
}

/** Runs the step; what it throws is its caller's, and no reason to try again. */
function stepIn<Result>(request: Transaction<Result>, seen: Seen, place: Place): Step<Result> & { readonly view: View } {
  const view = viewOf(request, seen, place)
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
  for (const [rep, open, assigned] of seen.loads ?? []) loads.set(fromText(rep), { open: number(open), assigned: number(assigned) })
  return {
    now: Math.max(clock === 'database' ? seen.clock : request.now, seen.at),
    head: { seq: seen.seq, hash: fromText(seen.hash), at: seen.at },
    leads: new Map<LeadKey, StoredLead>((seen.leads ?? []).map(leadFrom).map((lead) => [lead.key, lead])),
    ledgers: new Map<string, LedgerState>(
      request.rotations.map((rotation) => [rotation, ledgerFrom(rows.get(rotation), standings.get(rotation) ?? [])]),
    ),
    loads,
    timers: timersOf(seen.timers ?? []),
  }
}

function timersOf(rows: readonly Row[]): ReadonlyMap<LeadKey, readonly Timer[]> {
  const timers = new Map<LeadKey, Timer[]>()
  for (const row of rows) {
    const key = text(row.key)
    const list = timers.get(key) ?? []
    list.push(timerFrom(row))
    timers.set(key, list)
  }
  for (const list of timers.values()) {
    list.sort((a, b) => a.epoch - b.epoch || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.step - b.step))
  }
  return timers
}

/** A statement with its values in it, for messages that hold several. */
function filled(sql: string, values: readonly (string | null)[]): string {
  return sql.replace(/\$(\d+)/g, (_, index: string) => literal(values[Number(index) - 1] ?? null))
}
