import type { Json, JsonObject, LeadKey } from '../../src/lead.js'
import type { LedgerState } from '../../src/ledger/state.js'
import type { DeadMessage } from '../../src/port/outbox.js'
import type { RepId } from '../../src/rep.js'
import type { Routed } from '../../src/router/context.js'
import type { ReplayReport } from '../../src/simulate/replay.js'
import type { Outcome } from '../../src/state/event.js'
import type { PlanRecord } from '../../src/state/planRecord.js'
import type { AcceptedLead, AuditEntry, Load, Message, StoredLead, Timer } from '../../src/state/record.js'
import { callerFaults } from './check/callers.js'
import { chainFaults } from './check/chain.js'
import { deadlineFaults } from './check/deadlines.js'
import { deliveryFaults } from './check/deliveries.js'
import { ownerFaults } from './check/owners.js'
import { replayFaults } from './check/replayed.js'
import { readTrail } from './check/story.js'
import { loadFaults } from './check/tallies.js'
import { versionFaults } from './check/versions.js'
import { walkSteps } from './check/walk.js'

/**
 * Holds what a run left behind against the eleven invariants of the persistence protocol. Pure: evidence in, violations out; nothing
 * of the router, and of the ledger only how much is made up, is used to tell what is right.
 *
 * How a harness uses it: write down every call with what it was told (a call that was never answered has neither `answer` nor
 * `error`), every loan and every message that reached the outside; let things settle (sweep and relay until nothing moves); then
 *
 *     const violations = check(await gather(store, { calls, loans, received, now }))
 *
 * `gather` (check/gather.ts) reads the rest through the Store port. Parts that are left out are not judged: without `received` no I9,
 * without `timers` no I10, without `replay` no I8.
 *
 * - I1 acknowledged is stored: the entry that an answer names is in the trail; an accepted lead is routed or waits; an acknowledged act happened.
 * - I2 one owner: the trail gives each lead one owner at a time, records say the same, each epoch is fenced, nothing waits after the drain.
 * - I3 one answer: whoever asks for a key is told a state that its lead had, the same for the same entry, never an earlier one than somebody was told before.
 * - I4 a load is the number of open leads.
 * - I5 a limit of open leads, of a rate, of a rule holds at every step of the trail (`otherwise` and hands may go over it).
 * - I6 the turns: at every step the specification of the ledger picks the same, books the same, and no credit leaves floor(n/2) leads.
 * - I7 the trail is gapless and chained, its time never goes back.
 * - I8 a replay comes to the same owners, ledgers and loads.
 * - I9 a message for each effect and no other, delivered at least once; a loan that is over settles nothing; those of a lead in their order.
 * - I10 each deadline fires once and not early, or is cancelled; nobody waits in a queue for longer than its time.
 * - I11 each decision is made by the version of the plan that is in force in its transaction, and names it; versions never go back along the trail.
 *
 * Everything is linear in calls and entries: 20,000 leads with 160,000 calls take some seconds.
 */
export function check(evidence: Evidence): readonly Violation[] {
  const trail = readTrail(evidence)
  return [
    ...callerFaults(evidence, trail),
    ...ownerFaults(evidence, trail),
    ...loadFaults(evidence, trail),
    ...walkSteps(evidence),
    ...chainFaults(evidence.audit),
    ...replayFaults(evidence, trail),
    ...deliveryFaults(evidence, trail),
    ...deadlineFaults(evidence, trail),
    ...versionFaults(evidence),
  ]
}

export interface Violation {
  readonly invariant: 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9' | 'I10' | 'I11'
  readonly what: string
  /** The lead, rep, rotation, entry or message. */
  readonly where: string
}

export interface Evidence extends Witnessed {
  /** The whole trail, in the order in which the store hands it out. */
  readonly audit: readonly AuditEntry[]
  readonly leads: readonly StoredLead[]
  /** What still waits in the inbox, parked leads included. */
  readonly accepted: readonly AcceptedLead[]
  readonly ledgers: { readonly [rotation: string]: LedgerState }
  readonly loads: { readonly [rep: RepId]: Load }
  /** Plans, rosters and facts, by the digests that the trail names. */
  readonly documents: ReadonlyMap<string, Json>
  /** The journal of plans, in order. */
  readonly journal?: readonly PlanRecord[]
  /** In whatever state. */
  readonly timers?: readonly Timer[]
  /** Messages that were given up. */
  readonly dead?: readonly DeadMessage[]
  readonly replay?: Pick<ReplayReport, 'difference' | 'state'>
}

/** What only the harness knows. */
export interface Witnessed {
  readonly calls: readonly Call[]
  /** When the drain was over, by the clocks of the routers. */
  readonly now: number
  /** Every message that reached the outside, as often as it did. Leave it out where the outbox is off. */
  readonly received?: readonly Received[]
  /** What relays did with loans. */
  readonly loans?: readonly Loan[]
  /** Versions of the plan that somebody was told to have published. */
  readonly published?: readonly { readonly version: number; readonly author: string; readonly expect?: number }[]
  /** No other plan was ever in force: then claims, which do not tell theirs, are judged by it. */
  readonly onePlan?: boolean
  /** What may wait after the drain: held leads where nobody is there, parked ones where something cannot be routed. */
  readonly mayWait?: { readonly held?: boolean; readonly parked?: boolean }
}

/** A place in the one order of all beginnings and ends that the harness saw. Left out where it cannot tell: then order is not judged. */
export interface Span {
  readonly from?: number
  readonly to?: number
}

/** One call to a router, and what it was told. Neither `answer` nor `done` nor `error`: nobody knows, its process died. */
export interface Call extends Span {
  readonly kind:
    | 'accept'
    | 'route'
    | 'claim'
    | 'contacted'
    | 'close'
    | 'decline'
    | 'reassign'
    | 'transfer'
    | 'erase'
    | 'deadline'
    | 'cancel'
  readonly key: LeadKey
  /** The lead as the caller sent it (`route`, `accept`): tells whether `payloadChanged` is right. */
  readonly content?: JsonObject
  /** The epoch that the caller acted on, if it named one. */
  readonly epoch?: number
  /** For `close`: as what. */
  readonly as?: Outcome
  /** For `transfer`, which is what a transfer of all leads told of one: who had it. (Straight to somebody, it is a `reassign`.) */
  readonly rep?: RepId
  /** For `route`, `claim`, `decline`, `reassign` and `transfer`. */
  readonly answer?: Answer
  /** For `deadline` and `cancel`: its name. */
  readonly deadline?: string
  /** For `accept`, `contacted`, `close` and `erase`: it was acknowledged. For `deadline` and `cancel`: the answer was `true`. */
  readonly done?: true
  /** The code of the error, or its message. Promises nothing, either way. */
  readonly error?: string
}

/** The part of an answer that is judged: any `Routed` will do. */
export type Answer = Pick<Routed, 'kind' | 'lead' | 'seq' | 'epoch' | 'duplicate' | 'payloadChanged' | 'closed'> & {
  readonly rep?: RepId
  readonly queue?: string
}

/** A message as it reached the outside. */
export type Received = Pick<Message, 'id' | 'subject' | 'channel' | 'about' | 'at'>

/** One step in the life of a loan. */
export interface Loan extends Span {
  readonly what: 'claim' | 'settle' | 'revive'
  readonly id: string
  /** Missing for `revive`. */
  readonly attempt?: number
  /** For `settle`. */
  readonly outcome?: 'done' | 'again' | 'dead'
  /** For `settle`: what the store said. Missing where the answer was lost. */
  readonly taken?: boolean
}
