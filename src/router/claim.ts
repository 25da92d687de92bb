import type { Intake, SkipReason } from '../decide/decision.js'
import type { Instant, LeadKey } from '../lead.js'
import type { Place } from '../port/store.js'
import type { Routed } from './context.js'

/** What came of asking a queue for a lead. */
export type Claim<RuleName extends string = string> = Claimed<RuleName> | NoClaim

export interface Claimed<RuleName extends string = string> {
  readonly kind: 'claimed'
  readonly lead: LeadKey
  /** The lead itself, as rules saw it, and its account. */
  readonly intake: Intake
  readonly routed: Routed<RuleName>
}

export interface NoClaim {
  readonly kind: 'none'
  /**
   * `empty`: nobody waits there. `notSuitable`: none of those who wait may go to this rep, by `claims` or since the rep handed it back. Else
   * what keeps the rep from the first that is suitable.
   */
  readonly because: 'empty' | 'notSuitable' | Extract<SkipReason, 'inactive' | 'atCapacity' | 'unknownCapacity' | 'atRate'>
  /** For limits: which one. */
  readonly detail?: string
  /** For limits: when it ends, where known. */
  readonly until?: Instant
}

/** A lead that waits in a queue. */
export interface Waiting {
  readonly lead: LeadKey
  readonly intake: Intake
  /** The rule that sent it there. */
  readonly rule: string
  readonly receivedAt: Instant
  /** When it goes on to the next rules if nobody claims it. Missing: never. */
  readonly until?: Instant
  /** Its place, to ask for those behind it. */
  readonly place: Place
}
