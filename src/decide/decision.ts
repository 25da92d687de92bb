import type { Instant, Json, JsonObject, LeadKey } from '../lead.js'
import type { RepId } from '../rep.js'
import type { Pick } from '../strategy/strategy.js'

/** The one outcome of a lead: it has an owner, or it waits in a queue that reps pull from. There is no third. */
export type Decision<RuleName extends string = string> = Assigned<RuleName> | Queued<RuleName>

export interface Assigned<RuleName extends string = string> extends Decided<RuleName> {
  readonly kind: 'assigned'
  readonly rep: RepId
  /** Somebody gave it to this rep by hand. Rule and trace are those of the decision before. */
  readonly byHand?: true
  /** The rep claimed it from a queue. Rule and trace are those of the decision that sent it there. */
  readonly claimed?: true
  /** A step of an escalation gave it to this rep. The trace is that of the step. */
  readonly escalated?: Escalated
}

/** Which step of which rule's escalation took a lead from whom. */
export interface Escalated {
  readonly rule: string
  /** From 0. */
  readonly step: number
  readonly from: RepId
  /** When the step was due: a late sweep takes it later. */
  readonly due: Instant
}

export interface Queued<RuleName extends string = string> extends Decided<RuleName> {
  readonly kind: 'queued'
  /** The plan's queue, or `held` for a lead that waits until somebody is there. */
  readonly queue: string
  /** When waiting ends and the next rules are tried. Missing: until somebody is there, or claims it. */
  readonly until?: Instant
}

export interface Decided<RuleName extends string = string> {
  readonly lead: LeadKey
  /** The rule that decided; `'otherwise'` for the fallback. */
  readonly rule: RuleName | 'otherwise'
  readonly at: Instant
  readonly trace: Trace
  readonly effects: readonly Effect[]
}

/** Something to be done because of a decision: data, stored with it, for the host to carry out. */
export type Effect = {
  readonly kind: 'notify'
  readonly channel: string
  readonly lead: LeadKey
  /** Missing where the lead was queued. */
  readonly rep?: RepId
}

/** Why the decision is what it is. Plain JSON and small: what follows from plan, roster and lead alone is told by `explain`. */
export interface Trace {
  /** The plan that decided, by name and digest, and the number under which it was published. */
  readonly plan: { readonly name: string; readonly digest: string; readonly version?: number }
  /** The lead's segment labels. */
  readonly labels: { readonly [label: string]: string }
  /** The rules whose condition held, in the order they were tried; the last one decided. */
  readonly rules: readonly RuleTrace[]
  /** What the world failed to tell: a port that threw or hung, a field that was ignored. */
  readonly notes: readonly Note[]
}

export interface RuleTrace {
  readonly rule: string
  /** Where the rule goes by territory: the one it turned to. Others around it may follow, each as a trace of its own. */
  readonly territory?: string
  readonly outcome: RuleOutcome
  /** Selected reps that were not eligible, each with the reason. */
  readonly skipped: readonly Skip[]
  /** How many reps were eligible. */
  readonly eligible: number
  /** For `assigns`: how the one was picked. */
  readonly pick?: Pick
  /** For `strategyFailed`: what happened. */
  readonly failure?: string
  /** For `otherwise`: what would have kept the winner out of any other rule. */
  readonly ignored?: readonly SkipReason[]
  /** For `waits`, and for `queues` where unclaimed leads go on: until when. */
  readonly until?: Instant
}

export type RuleOutcome =
  /** Its `to` selects no rep of the roster for this lead. */
  | 'nobodySelected'
  /** It selects reps, and each of them is skipped. */
  | 'nobodyEligible'
  /** As `nobodyEligible`, and its `whenNobody: { wait }` is over; or nobody claimed the lead from its queue in time. */
  | 'waited'
  /** The host's strategy threw, or picked somebody who was not eligible. */
  | 'strategyFailed'
  /** Nobody eligible, and the rule holds the lead. */
  | 'waits'
  /** The lead goes to a queue. */
  | 'queues'
  | 'assigns'

/** Why a selected rep cannot get this lead now. */
export interface Skip {
  readonly rep: RepId
  readonly reason: SkipReason
  /** More about it, in the words of the port that said so, or of whoever handed the lead back. */
  readonly detail?: string
  /** When the reason ends, where known. */
  readonly until?: Instant
}

export const skipReasons = [
  'inactive',
  'declined',
  'transferred',
  'hadBefore',
  'away',
  'unknownAvailability',
  'atCapacity',
  'unknownCapacity',
  'atRate',
  'noWeight',
] as const
export type SkipReason = (typeof skipReasons)[number]

export interface Note {
  readonly about: 'availability' | 'capacity' | 'accounts' | 'roster' | 'lead' | 'strategy' | 'calendar'
  readonly code: string
  readonly message: string
}

/** What a lead was decided on, after middleware: the lead itself and the account it was matched to. */
export interface Intake {
  readonly lead: JsonObject
  readonly account?: Account
  /**
   * Whose word it is: `true` for the host's own; else the paths of which nothing of the sender's was let in. What a plan leaves to the host
   * beside these is not read.
   */
  readonly host?: true | readonly string[]
  /** Where the plan tells persons apart and an earlier lead of the same one has an owner. */
  readonly person?: Person
  /** What middleware had to say about it; in the trace of every decision about the lead. Missing: nothing. */
  readonly notes?: readonly Note[]
}

/** What the store knows of a person from the oldest of their leads that has an owner. Reachable in conditions as `person.…`. */
export interface Person {
  /** The rep who has that lead. */
  readonly owner: RepId
  /** When it came in, in milliseconds since 1970. */
  readonly since: Instant
}

/** A known company, as the host's accounts port describes it. Its fields are reachable in conditions as `account.…`. */
export interface Account {
  readonly id: string
  /** The rep who owns the account. */
  readonly owner?: RepId
  readonly [field: string]: Json | undefined
}

/**
 * What the world said about reps, as of a decision. A rep that is not named is there, with the limit of its own record.
 * Stored beside the audit trail, so that a replay knows what the decision knew.
 */
export interface Facts {
  readonly away: { readonly [rep: RepId]: Absence }
  readonly capacity: { readonly [rep: RepId]: CapacityFact }
  /** A port failed, and the host wants such leads to go straight to `otherwise`. */
  readonly straightToOtherwise: boolean
}

export type Absence = Omit<Skip, 'rep' | 'reason'> & { readonly reason: 'away' | 'unknownAvailability' }

export interface CapacityFact {
  /** The largest number of open leads; `null`: no limit. Missing: the limit of the rep's record. */
  readonly limit?: number | null
  /** Open leads from elsewhere, to which the store's count is added. */
  readonly elsewhere?: number
  /** Open leads as the host counts them... */
  readonly open?: number
  /** ...and how many leads the store had assigned to the rep when the host was asked. What came since is added. */
  readonly assigned?: number
  /** The port failed to tell: why. The rep is skipped. */
  readonly unknown?: string
}

export const noFacts: Facts = { away: {}, capacity: {}, straightToOtherwise: false }
