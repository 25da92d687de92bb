import type { Instant } from '../lead.js'
import type { LedgerChange } from '../ledger/state.js'
import type { RepId } from '../rep.js'
import type { Takes } from './record.js'

/** What can happen to a lead, and to the plan: the audit trail tells it, and loads and ledgers are its fold. */
export type Event =
  | AssignedEvent
  | QueuedEvent
  | ClaimedEvent
  | ContactedEvent
  | ClosedEvent
  | DeclinedEvent
  | TransferredEvent
  | ReassignedEvent
  | EscalatedEvent
  | FiredEvent
  | ErasedEvent
  | PublishedEvent

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
  readonly takes?: Takes
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

/** A rep pulled the lead out of a queue. */
export interface ClaimedEvent extends LeadEvent {
  readonly kind: 'claimed'
  readonly rep: RepId
  readonly queue: string
  readonly takes?: Takes
  readonly ledger?: never
}

/** The owner reached the person behind the lead. */
export interface ContactedEvent extends LeadEvent {
  readonly kind: 'contacted'
  /** Nobody's load changes. */
  readonly rep?: never
  readonly ledger?: never
}

/** The lead is done with (won, lost, handed on): its owner has it no more. */
export interface ClosedEvent extends LeadEvent {
  readonly kind: 'closed'
  /** Missing where the lead was closed while it waited in a queue. */
  readonly rep?: RepId
  /** How it ended. Missing: nobody said. */
  readonly as?: Outcome
  /** What its owner gets back of the capacity. */
  readonly frees?: Takes
  /** What is to be made up for the owner, where the rotation's terms say so. */
  readonly ledger?: LedgerChange
}

/** How a lead ended: it was won, or it was no lead after all (the terms of the rotation may give those back to their owner). */
export type Outcome = 'converted' | NoLead

/** It was no lead after all: unfit, or another lead's double. */
export type NoLead = 'disqualified' | 'merged'

/** The owner handed the lead back: it is held until the rules have found somebody else. */
export interface DeclinedEvent extends LeadEvent {
  readonly kind: 'declined'
  readonly rep: RepId
  readonly frees?: Takes
  /** What is to be made up for the rep, where the rotation's terms say so. */
  readonly ledger?: LedgerChange
}

/** The lead was taken from an owner who leaves: it is held until the rules have found somebody else. */
export interface TransferredEvent extends LeadEvent {
  readonly kind: 'transferred'
  readonly rep: RepId
  readonly frees?: Takes
  readonly ledger?: never
}

/** Somebody gave the lead to a rep by hand. */
export interface ReassignedEvent extends LeadEvent {
  readonly kind: 'reassigned'
  readonly rep: RepId
  /** Who had it before; missing where it waited in a queue. */
  readonly from?: RepId
  readonly takes?: Takes
  readonly frees?: Takes
  /** What is to be made up for both, where the rotation's terms count what is given by hand. */
  readonly ledger?: LedgerChange
}

/** A step of an escalation gave the lead to somebody else. */
export interface EscalatedEvent extends LeadEvent {
  readonly kind: 'escalated'
  readonly rep: RepId
  readonly from: RepId
  /** The rule whose escalation it is, and the step, from 0. */
  readonly rule: string
  readonly step: number
  /** The rule that gave it to the rep, where the step goes through the rules. */
  readonly by?: string
  /** When it was due. */
  readonly due: Instant
  readonly takes?: Takes
  readonly frees?: Takes
  readonly ledger: LedgerChange
  readonly inputs: Inputs
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
  /** It is a step of an escalation that should have given the lead to somebody else, and nobody could have it. */
  readonly nobody?: true
}

/** The person behind the lead was removed from the store. What the trail says about the lead stays, and names nobody. */
export interface ErasedEvent extends LeadEvent {
  readonly kind: 'erased'
  readonly rep?: never
  readonly ledger?: never
}

/** What stands in place of a lead where an entry is about the plan. The subjects of leads are longer. */
export const PLAN_SUBJECT = 'plan'

/** A plan was published. Who did it and why stands in the journal of plans: a reason may speak of persons. */
export interface PublishedEvent extends LeadEvent {
  readonly kind: 'published'
  readonly rep?: never
  readonly ledger?: never
  /** Counts the versions: from 1, without a gap. */
  readonly version: number
  /** Digest of the plan. */
  readonly plan: string
  /** When it comes into force. Missing: at once. */
  readonly from?: Instant
  /** Digest of its line in the journal. */
  readonly record: string
}

/** Digests of everything the decision was a function of. Plan, roster and facts are documents of the store. */
export interface Inputs {
  readonly plan: string
  /** The number under which the plan was published. Missing: nobody had published it. */
  readonly version?: number
  readonly roster: string
  readonly facts: string
  /** Salted digest of the intake. */
  readonly intake: string
}
