import { RoutingError } from '../errors.js'
import type { Instant } from '../lead.js'
import { creditOf, dueOf, LEAD, standingOf, valueCreditOf } from '../ledger/standing.js'
import { emptyLedger, type LedgerChange, type LedgerState, type Standing } from '../ledger/state.js'
import type { RepId } from '../rep.js'
import type { AuditEntry } from '../state/record.js'
import type { Observation } from './observation.js'

/** A lead that a rotation gave to a rep, read from the audit trail. */
export interface RotationLead {
  readonly rotation: string
  /** The audit entry. */
  readonly seq: number
  readonly at: Instant
  readonly winner: RepId
  /**
   * - `credited`: shares were booked, so `observation` is what the ledger says to the last unit.
   * - `alone`: nothing but the turn was booked. Either the winner was the only one in question, and `observation` is the whole lead; or
   *   the strategy books no credits (`leastLoaded`, one of the host). The ledger alone does not tell; the plan's rule does.
   * - `turn`: a strategy that books no credits picked among several. There are no shares, so nothing can be said about fairness.
   */
  readonly kind: 'credited' | 'alone' | 'turn'
  /** Missing for `turn`. */
  readonly observation?: Observation
}

/**
 * The leads of an audit trail as fairness sees them, rotation by rotation: a rep's share is what its credit rose by (and the lead, for
 * the winner). Events without a turn, such as leads that are given back, change ledgers but are no leads.
 *
 * @param entries from the first one on, in order: the ledgers are folded along the way. Costs as much per lead as reps take part.
 * @throws RoutingError `auditBroken` where the credits of an entry do not add up
 */
export function* observationsOf(entries: Iterable<AuditEntry>): Generator<RotationLead> {
  const read = createReader()
  for (const entry of entries) {
    const lead = read(entry)
    if (lead !== undefined) yield lead
  }
}

/** As {@link observationsOf}, entry by entry, for a trail that comes in pages. */
export function createReader(): (entry: AuditEntry) => RotationLead | undefined {
  const ledgers = new Map<string, OpenLedger>()
  return ({ seq, at, event }) => {
    const change = 'ledger' in event ? event.ledger : undefined
    if (change === undefined) return undefined
    const ledger = ledgers.get(change.rotation) ?? openLedger()
    ledgers.set(change.rotation, ledger)
    return readChange(ledger, change, { seq, at })
  }
}

/** A ledger that is written over: a copy of all members for each lead would cost as much as there are members. */
interface OpenLedger {
  state: LedgerState
  readonly members: { [rep: RepId]: Standing }
  /** Who takes part in the level. */
  readonly taking: Set<RepId>
}

function openLedger(): OpenLedger {
  const members: OpenLedger['members'] = Object.create(null)
  return { state: { ...emptyLedger, members }, members, taking: new Set() }
}

function apply(ledger: OpenLedger, { turn, level, valueLevel, weight, members }: LedgerChange): void {
  for (const [rep, standing] of Object.entries(members)) {
    ledger.members[rep] = standing
    if ((standing[2] ?? 0) > 0) ledger.taking.add(rep)
    else ledger.taking.delete(rep)
  }
  ledger.state = { turn, level, valueLevel, weight, members: ledger.members }
}

function readChange(
  ledger: OpenLedger,
  change: LedgerChange,
  entry: { readonly seq: number; readonly at: Instant },
): RotationLead | undefined {
  const broken = (detail: string): never => {
    throw new RoutingError('auditBroken', { detail, path: [entry.seq] })
  }
  const before = ledger.state
  const risen = { level: change.level - before.level, valueLevel: change.valueLevel - before.valueLevel }
  const shares: { [rep: RepId]: number } = Object.create(null)
  const values: { [rep: RepId]: number } = Object.create(null)
  const changed = Object.keys(change.members)
  for (const rep of changed) {
    shares[rep] = -creditOf(before, rep)
    values[rep] = -valueCreditOf(before, rep)
  }
  if (risen.level !== 0 || risen.valueLevel !== 0) {
    for (const rep of ledger.taking) {
      if (Object.hasOwn(change.members, rep)) continue
      const weight = standingOf(before, rep)[2] ?? 0
      shares[rep] = weight * risen.level
      values[rep] = weight * risen.valueLevel
    }
  }
  const joined = changed.filter((rep) => !Object.hasOwn(before.members, rep))
  const { turn } = before
  apply(ledger, change)
  if (change.turn === turn) return undefined

  const after = ledger.state
  for (const rep of changed) {
    shares[rep] = (shares[rep] as number) + creditOf(after, rep)
    values[rep] = (values[rep] as number) + valueCreditOf(after, rep)
  }
  // By the standings and not by the event's rep: the one whose last turn is this one.
  const winner = changed.find((rep) => standingOf(after, rep)[1] === change.turn) ?? broken('A turn was taken by nobody.')
  const known = { rotation: change.rotation, ...entry, winner }
  const credited = risen.level !== 0 || changed.some((rep) => shares[rep] !== 0)
  // Where no credits are booked, newcomers join all the same; a newcomer with something due was only away.
  if (!credited && joined.some((rep) => rep !== winner && dueOf(after, rep) === 0)) return { ...known, kind: 'turn' }

  shares[winner] = (shares[winner] as number) + LEAD
  const parts = withoutZeros(shares)
  const changes = withoutZeros(values)
  if (parts.least < 0 || parts.sum !== LEAD) broken('The shares of a lead do not add up.')
  const value = changes.count === 0 ? {} : { value: changes.numbers }
  return { ...known, kind: credited ? 'credited' : 'alone', observation: { winner, shares: parts.numbers, at: entry.at, ...value } }
}

function withoutZeros(numbers: { [rep: RepId]: number }) {
  let [count, sum, least] = [0, 0, 0]
  for (const rep of Object.keys(numbers)) {
    const number = numbers[rep] as number
    if (number === 0) {
      delete numbers[rep]
      continue
    }
    count += 1
    sum += number
    if (number < least) least = number
  }
  return { numbers, count, sum, least }
}
