import type { Counters } from '../counters.js'
import type { Decision, Intake } from '../decide/decision.js'
import type { Instant, Json, JsonObject, LeadKey } from '../lead.js'
import type { LedgerState } from '../ledger/state.js'
import type { RepId } from '../rep.js'
import type { Event, Outcome } from './event.js'

/** How much a rep has: `open` is the weight of the leads not closed yet, `assigned` how many were ever assigned (it never falls). */
export interface Load {
  /** A lead weighs 1 where the plan says nothing else. */
  readonly open: number
  readonly assigned: number
  /** What limits count beside, by the counter's name. Missing where no such limit was ever in force. */
  readonly counts?: Counters
}

/** What a lead takes of its owner's capacity, kept with it so that exactly that is given back. */
export interface Takes {
  /** Missing: 1. */
  readonly weight?: number
  /** The counters it counts in, each with the window it counts in. Those of `open` are given back when it leaves its owner, the others are not. */
  readonly counters?: { readonly [counter: string]: string }
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
  /** Stands for the person, where the plan tells persons apart: the same digest for all their leads. */
  readonly person?: string
  readonly state: 'assigned' | 'queued' | 'closed'
  /** The present owner; missing while queued. */
  readonly rep?: RepId
  /** The queue the lead waits in; missing once assigned. */
  readonly queue?: string
  /** For a held lead: when waiting for the rule ends. */
  readonly until?: Instant
  /** Rules that this lead has already waited for, with the end of each wait. */
  readonly waits: { readonly [rule: string]: Instant }
  /** Owners who handed it back, or from whom it was taken: it is not offered to them again. Missing where nobody did. */
  readonly declined?: readonly RepId[]
  /** The rotation in which the lead counts for its present owner. Missing where it counts in none (from a queue, by hand, by a strategy without credits). */
  readonly charged?: string
  /** What it takes of its owner's capacity. Missing: a weight of 1, and no counters. */
  readonly takes?: Takes
  /** Its place in a queue comes before that of all with a higher rank. Missing: 0. */
  readonly rank?: number
  /** Who had it before, in order. Missing where nobody did. */
  readonly past?: readonly PastOwner[]
  /** When its present owner first reached the person; missing until then. */
  readonly contactedAt?: Instant
  /** How it ended, as far as somebody said; only where it is closed. The reason speaks of persons as that of a past owner may. */
  readonly ended?: { readonly as?: Outcome; readonly reason?: string }
  /** Counts the owners: 1 for the first. The fencing token of whoever acts on the lead. 0 while it never had one. */
  readonly epoch: number
  readonly decision: Decision
  /** The audit entry of the rules' latest decision. */
  readonly seq: number
  readonly receivedAt: Instant
  readonly at: Instant
}

/** So many former owners are kept with a lead, the latest ones. */
export const KEPT = 100

/** Somebody who had the lead, and has it no more. */
export interface PastOwner {
  readonly rep: RepId
  readonly epoch: number
  readonly until: Instant
  readonly because: 'declined' | 'transferred' | 'reassigned' | 'escalated'
  /** In the words of whoever took or gave it away. Never in the audit trail: it may speak of persons. */
  readonly reason?: string
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

/** Everything that decisions change: the ledgers and the loads. A fold of the audit's events. */
export interface RoutingState {
  readonly ledgers: { readonly [rotation: string]: LedgerState }
  readonly loads: { readonly [rep: RepId]: Load }
}

export const emptyState: RoutingState = { ledgers: {}, loads: {} }

/** A plan, roster, set of facts or evidence for a draft, kept once under its digest. */
export interface StoredDocument {
  readonly digest: string
  readonly kind: 'plan' | 'roster' | 'facts' | 'evidence'
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
  /** For escalations: who had the lead before... */
  readonly from?: RepId
  /** ...or that nobody else could have it. */
  readonly nobody?: true
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
