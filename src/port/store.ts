import type { Instant, LeadKey, MaybePromise } from '../lead.js'
import type { LedgerChange, LedgerState } from '../ledger/state.js'
import type { RepId } from '../rep.js'
import type { PlanRecord, PlanTag } from '../state/planRecord.js'
import type { AuditEntry, Load, Message, StoredDocument, StoredLead, Timer } from '../state/record.js'
import type { Inbox } from './inbox.js'
import type { Outbox } from './outbox.js'

/**
 * Where leads, ledgers, loads and the audit trail live. A store moves rows and keeps transactions apart; it decides nothing.
 * Hold a store of your own against `storeContract` of `fairlead/testing`.
 */
export interface Store extends Inbox, Outbox {
  /** For messages: `memory`, `sqlite`, `postgres`. */
  readonly name: string
  /** Whether what was committed survives the end of the process. */
  readonly durable: boolean

  /**
   * Runs one step alone: reads what it asks for, calls `step` once with it, writes what `step` returns, and commits, all or nothing.
   * No two transactions of the same data overlap, also among processes that share the store. If `step` throws, nothing is
   * written and the error is passed on. A step may run again (after a conflict): it is pure.
   */
  transact<Result>(request: Transaction<Result>): MaybePromise<Result>

  /** One lead by its key, or by its subject in the audit trail. */
  lead(by: { readonly key: LeadKey } | { readonly subject: string }): MaybePromise<StoredLead | undefined>

  /** Leads that wait in a queue, lowest rank first, then oldest first (by `receivedAt`, then by `seq`); with `after` only those behind that place. */
  queued(query: { readonly queue: string; readonly limit: number; readonly after?: Place }): MaybePromise<readonly StoredLead[]>

  /** Leads that a rep owns and that are not closed, oldest first (by `receivedAt`, then by `key`); with `after` only those behind that one. */
  owned(query: { readonly rep: RepId; readonly limit: number; readonly after?: OwnedPlace }): MaybePromise<readonly StoredLead[]>

  /** Audit entries with `seq > after`, in order, at most `limit`. */
  audit(query: { readonly after: number; readonly limit: number }): MaybePromise<readonly AuditEntry[]>

  /** Present loads of these reps; a rep without a record has none. */
  loads(reps: readonly RepId[]): MaybePromise<{ readonly [rep: RepId]: Load }>

  /** Present ledger of a rotation; an unknown one is empty. */
  ledger(rotation: string): MaybePromise<LedgerState>

  document(digest: string): MaybePromise<StoredDocument | undefined>

  /** Lines of the journal of plans, the latest first, at most `limit`; with `before` only those with a smaller number. */
  plans(query: { readonly limit: number; readonly before?: number }): MaybePromise<readonly PlanRecord[]>

  /** Timers that are set and due at `now` (`at <= now`), those due first in front, each with the key of its lead. */
  due(query: { readonly now: Instant; readonly limit: number }): MaybePromise<readonly DueTimer[]>

  /** How much waits, and since when. */
  counts(): MaybePromise<Counts>

  /** Removes delivered messages and ended timers that are older than `before`. @returns how many */
  prune(query: { readonly before: Instant }): MaybePromise<number>

  /**
   * The same data through a transaction that the host has open: what is written is there once the host commits, and gone if it rolls back.
   * Missing where the store cannot do that.
   *
   * @param transaction the host's handle, as its driver or query builder gives it
   * @throws RoutingError `badOptions` for anything else
   */
  within?(transaction: unknown): Store

  /** Lets go of files and connections the store itself opened. */
  end(): MaybePromise<void>
}

/** A place in a queue: that of the lead with these. */
export interface Place {
  /** Missing: 0. */
  readonly rank?: number
  readonly receivedAt: Instant
  readonly seq: number
}

/** A place among the leads of a rep: that of the lead with these. */
export interface OwnedPlace {
  readonly receivedAt: Instant
  readonly key: LeadKey
}

/** A timer that is to be fired. */
export interface DueTimer {
  readonly key: LeadKey
  readonly timer: Timer
}

/** What waits in a store. Ages are told as the moment of the oldest; missing where nothing waits. */
export interface Counts {
  readonly accepted: { readonly waiting: number; readonly parked: number; readonly oldest?: Instant }
  /** Leads without an owner, by queue. */
  readonly queued: { readonly [queue: string]: number }
  readonly messages: { readonly waiting: number; readonly dead: number; readonly oldest?: Instant }
  /** `oldest`: the first that is set, whether due or not. */
  readonly timers: { readonly set: number; readonly oldest?: Instant }
}

export interface Transaction<Result> {
  /** The router's clock. The transaction's time is never before that of the latest audit entry. */
  readonly now: Instant
  /** What `step` will want to see. */
  readonly leads: readonly LeadKey[]
  readonly rotations: readonly string[]
  readonly reps: readonly RepId[]
  /** Keys of which `step` will want to know whether they wait in the inbox. Missing: none. */
  readonly inbox?: readonly LeadKey[]
  /** Persons (`StoredLead.person`) of whose leads `step` will want to see the oldest with an owner. Missing: none. */
  readonly persons?: readonly string[]
  /** Whether `step` will want to see the journal of plans. Missing: no. */
  readonly journal?: boolean
  /** Pure and synchronous. */
  step(view: View): Step<Result>
}

/** What a transaction sees. Nothing of it changes while the step runs. */
export interface View {
  /** `max(request.now, head.at)`. */
  readonly now: Instant
  /** The end of the audit trail; `seq` 0, `at` 0 and the hash `''` where it is empty. */
  readonly head: { readonly seq: number; readonly hash: string; readonly at: Instant }
  /** Those of the requested leads that exist. */
  readonly leads: ReadonlyMap<LeadKey, StoredLead>
  /** Every requested rotation, empty where new. */
  readonly ledgers: ReadonlyMap<string, LedgerState>
  /** Every requested rep. */
  readonly loads: ReadonlyMap<RepId, Load>
  /** The timers of those leads that have any, in whatever state, in the order of epoch, name and step. */
  readonly timers: ReadonlyMap<LeadKey, readonly Timer[]>
  /** Those of the keys asked about that wait in the inbox, parked ones included, each with the moment it was received. */
  readonly inbox: ReadonlyMap<LeadKey, Instant>
  /**
   * Of the persons asked about: the oldest of their leads (by `receivedAt`, then by `key`) that has a `rep`, closed or not. Missing where none
   * was asked about.
   */
  readonly persons?: ReadonlyMap<string, StoredLead>
  /** The version of the plan that is in force at `now`: of those whose time has come the one with the highest number. Missing where there is none. */
  readonly plan?: PlanTag
  /** The whole journal of plans, in order. Missing where it was not asked for. */
  readonly journal?: readonly PlanRecord[]
}

export interface Step<Result> {
  readonly write?: Write
  readonly result: Result
}

/** Rows to write. Values are final: the store applies them as they are. */
export interface Write {
  /** Continue `view.head` without a gap. */
  readonly entries: readonly AuditEntry[]
  /** New or changed leads, whole. */
  readonly leads: readonly StoredLead[]
  /** New standings of the members that changed. */
  readonly ledgers: readonly LedgerChange[]
  readonly loads: ReadonlyMap<RepId, Load>
  /** Written where their digest is not there yet. */
  readonly documents: readonly StoredDocument[]
  /** New messages. */
  readonly messages: readonly Message[]
  /** New or changed timers, whole. */
  readonly timers: readonly Timer[]
  /** New lines of the journal of plans; they continue its numbers without a gap. Missing: none. */
  readonly journal?: readonly PlanRecord[]
  /** Leads to remove with everything about them but the audit trail: record, place in the inbox, timers, messages that were not delivered. Done last. */
  readonly erased: readonly LeadKey[]
}
