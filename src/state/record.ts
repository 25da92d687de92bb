import type { Decision, Intake } from '../decide/decision.js'
import type { Instant, Json, JsonObject, LeadKey } from '../lead.js'
import type { LedgerChange, LedgerState } from '../ledger/state.js'
import type { RepId } from '../rep.js'

/** How many leads a rep has: `open` counts those not closed yet, `assigned` all that were ever assigned (it never falls). */
export interface Load {
  readonly open: number
  readonly assigned: number
}

export const noLoad: Load = { open: 0, assigned: 0 }

/** What a store keeps about one lead. Personal data lives here and nowhere else in the store. */
export interface StoredLead {
  readonly key: LeadKey
  /** Stands for the lead in the audit trail: a digest of key and salt, meaningless once this record is erased. */
  readonly subject: string
  /** 32 hex digits of chance, drawn when the lead first came in. */
  readonly salt: string
  /** Digest of the lead as it first came in, before middleware, with the salt. */
  readonly digest: string
  readonly intake: Intake
  readonly state: 'assigned' | 'queued' | 'closed'
  /** The present owner; missing while queued. */
  readonly rep?: RepId
  /** The queue the lead waits in; missing once assigned. */
  readonly queue?: string
  /** For a held lead: when waiting for the rule ends. */
  readonly until?: Instant
  /** Rules that this lead has already waited for, with the end of each wait. */
  readonly waits: { readonly [rule: string]: Instant }
  /** Owners who handed it back: it is not offered to them again. Missing where nobody did. */
  readonly declined?: readonly RepId[]
  /** The rotation in which the lead counts for its present owner. Missing where it counts in none (from a queue, by hand, by a strategy without credits). */
  readonly charged?: string
  /** Counts the owners: 1 for the first. The fencing token of whoever acts on the lead. 0 while it never had one. */
  readonly epoch: number
  readonly decision: Decision
  /** The audit entry of the rules' latest decision. */
  readonly seq: number
  readonly receivedAt: Instant
  readonly at: Instant
}

/** One line of the audit trail. Gapless by `seq`, chained by `previous` and `hash`, free of personal data. */
export interface AuditEntry {
  readonly seq: number
  readonly at: Instant
  readonly event: Event
  readonly previous: string
  /** SHA-256, hex, over the canonical JSON of everything above. */
  readonly hash: string
}

export type Event = AssignedEvent | QueuedEvent | ClosedEvent | DeclinedEvent | ReassignedEvent | FiredEvent | ErasedEvent

interface LeadEvent {
  readonly subject: string
  readonly epoch: number
}

export interface AssignedEvent extends LeadEvent {
  readonly kind: 'assigned'
  readonly rep: RepId
  readonly rule: string
  /** The queue it came out of, if it waited. */
  readonly from?: string
  readonly ledger: LedgerChange
  readonly inputs: Inputs
}

export interface QueuedEvent extends LeadEvent {
  readonly kind: 'queued'
  /** Nobody owns it yet. */
  readonly rep?: never
  readonly queue: string
  readonly rule: string
  readonly until?: Instant
  readonly inputs: Inputs
}

/** The lead is done with (won, lost, handed on): its owner's open load falls by one. */
export interface ClosedEvent extends LeadEvent {
  readonly kind: 'closed'
  /** Missing where the lead was closed while it waited in a queue. */
  readonly rep?: RepId
  /** It was no lead after all: unfit, or another lead's double. */
  readonly as?: NoLead
  /** What is to be made up for the owner, where the rotation's terms say so. */
  readonly ledger?: LedgerChange
}

/** Why something closed was no lead: the terms of the rotation may give it back to its owner. */
export type NoLead = 'disqualified' | 'merged'

/** The owner handed the lead back: it is held until the rules have found somebody else. */
export interface DeclinedEvent extends LeadEvent {
  readonly kind: 'declined'
  readonly rep: RepId
  /** What is to be made up for the rep, where the rotation's terms say so. */
  readonly ledger?: LedgerChange
}

/** Somebody gave the lead to a rep by hand. */
export interface ReassignedEvent extends LeadEvent {
  readonly kind: 'reassigned'
  readonly rep: RepId
  /** Who had it before; missing where it waited in a queue. */
  readonly from?: RepId
  /** What is to be made up for both, where the rotation's terms count what is given by hand. */
  readonly ledger?: LedgerChange
}

/** A deadline of the lead was reached. */
export interface FiredEvent extends LeadEvent {
  readonly kind: 'fired'
  /** Nobody's load changes. */
  readonly rep?: never
  readonly ledger?: never
  readonly name: string
  readonly step: number
  /** When it was due. */
  readonly due: Instant
}

/** The person behind the lead was removed from the store. What the trail says about the lead stays, and names nobody. */
export interface ErasedEvent extends LeadEvent {
  readonly kind: 'erased'
  readonly rep?: never
  readonly ledger?: never
}

/** Digests of everything the decision was a function of. Plan, roster and facts are documents of the store. */
export interface Inputs {
  readonly plan: string
  readonly roster: string
  readonly facts: string
  /** Salted digest of the intake. */
  readonly intake: string
}

/** Everything that decisions change: the ledgers and the loads. A fold of the audit's events. */
export interface RoutingState {
  readonly ledgers: { readonly [rotation: string]: LedgerState }
  readonly loads: { readonly [rep: RepId]: Load }
}

export const emptyState: RoutingState = { ledgers: {}, loads: {} }

/** A plan, roster or set of facts, kept once under its digest. */
export interface StoredDocument {
  readonly digest: string
  readonly kind: 'plan' | 'roster' | 'facts'
  readonly content: Json
}

/** A lead that was taken in and is still to be routed. Nothing about it has been decided, so nothing about it is in the audit trail. */
export interface AcceptedLead {
  readonly key: LeadKey
  /** As it came in. */
  readonly content: JsonObject
  readonly receivedAt: Instant
  /** How often routing it has failed. */
  readonly attempts: number
  /** What went wrong the last time. */
  readonly error?: string
  /** Not to be tried before. Missing: at once; `null`: it is parked, and waits for a person. */
  readonly notBefore?: Instant | null
}

/** Something to tell the outside world, written in the transaction that made it true. It names nobody but reps. */
export interface Message {
  /** The number of its audit entry, a dot, and its number within that entry. The same at every attempt: receivers know by it what they have seen. */
  readonly id: string
  readonly subject: string
  /** Where it is to go: a channel of the plan. */
  readonly channel: string
  /** What happened. */
  readonly about: MessageContent
  readonly at: Instant
}

export interface MessageContent {
  readonly kind: 'assigned' | 'queued' | 'fired'
  readonly epoch: number
  /** The owner, where there is one. */
  readonly rep?: RepId
  readonly rule?: string
  readonly queue?: string
  /** For deadlines: which, when it was due. */
  readonly name?: string
  readonly step?: number
  readonly due?: Instant
}

/** A deadline of a lead. It counts for one ownership: when the lead changes hands or is closed, it is cancelled. */
export interface Timer {
  readonly subject: string
  readonly epoch: number
  /** There is one timer for each subject, epoch, name and step. */
  readonly name: string
  readonly step: number
  /** Never fired before. */
  readonly at: Instant
  /** Who is told when it fires. */
  readonly channels: readonly string[]
  readonly state: 'set' | 'fired' | 'cancelled'
  /** When it fired or was cancelled. */
  readonly endedAt?: Instant
}
