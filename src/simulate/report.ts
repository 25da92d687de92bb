import type { SkipReason } from '../decide/decision.js'
import type { Instant } from '../lead.js'
import type { Fallbacks } from '../metrics/coverage.js'
import type { RepId } from '../rep.js'
import type { Quantiles } from './quantiles.js'

/** What a plan and a roster make of a history. Plain JSON; the same for the same history, plan and roster, on every machine. */
export interface SimulationReport {
  readonly plan: { readonly name: string; readonly digest: string }
  readonly roster: { readonly reps: number; readonly digest: string }
  /** When the first lead came in, and up to when it went on. Missing where no lead came. */
  readonly from?: Instant
  readonly until?: Instant
  /** Leads with an outcome: `owned` and `waiting` together. */
  readonly leads: number
  /** Leads that have had an owner. All that follows counts a lead's first owner, unless it says something else. */
  readonly owned: number
  /** Leads that never had one, by the queue they wait in (`held`: until somebody is there) or waited in when they were closed. */
  readonly waiting: { readonly [queue: string]: number }
  /** No lead, or without a key: nobody gets it. */
  readonly refused: number
  /** Came with the key of a lead before it: changes nothing. */
  readonly duplicates: number
  /** Came later in the history than leads that were received after it: decided when those were. */
  readonly late: number
  /** In the order of the plan, `otherwise` at the end. */
  readonly rules: readonly RuleFigures[]
  /** In the order of the roster. */
  readonly reps: readonly RepFigures[]
  /** By the rotation's name. */
  readonly rotations: { readonly [rotation: string]: RotationFigures }
  /** All rotations together: whether everybody got what was due to them. */
  readonly balance: BalanceFigures
  /** Leads that `otherwise` had to decide when they came in, and why. */
  readonly fallbacks: Fallbacks
  readonly waits: Waits
  readonly escalations: Escalated
  /** What a trail told of owners and the simulation left out: another rep had the lead by then. */
  readonly actsLeftOut: number
  /** Leads of a trail of which nothing is known any more. */
  readonly erased: number
}

export interface RuleFigures {
  readonly rule: string
  /** Leads that it gave to somebody... */
  readonly owned: number
  /** ...and that wait because of it. */
  readonly waiting: number
}

export interface RepFigures {
  readonly rep: RepId
  readonly active: boolean
  readonly leads: number
  /** What was due by the rotations that owe anybody anything, in leads, and by how much more that is than what was got by them. */
  readonly fair: number
  readonly deviation: number
  /** The rep's own limit of open leads. Missing: none. */
  readonly limit?: number
  /** The most that were open at a time, by weight, and what is open at the end. */
  readonly mostOpen: number
  readonly open: number
  /** In how many leads, as they came in, the rep was passed over for this reason. */
  readonly skipped: { readonly [reason in SkipReason]?: number }
  /** When a lead first passed the rep over because of a limit. Missing: never. */
  readonly fullSince?: Instant
}

export interface BalanceFigures {
  /** Leads that were picked by what was owed. */
  readonly leads: number
  /** max |deviation| at the end, in leads. */
  readonly maxDeviation: number
  readonly stdDeviation: number
  /** 0 is ideal. */
  readonly gini: number
  /** 1 is ideal. */
  readonly jain: number
}

export interface RotationFigures extends BalanceFigures {
  readonly reps: { readonly [rep: RepId]: { readonly got: number; readonly fair: number; readonly deviation: number } }
  /** Leads that a strategy which owes nobody a number of leads picked (`leastLoaded`, one of the host). They are in none of the other figures. */
  readonly uncredited: number
}

export interface Waits {
  /** From when a lead was received to its first owner. */
  readonly owner: Quantiles
  /** To when that owner is there: later where the fallback gave it to somebody who was away. */
  readonly there: Quantiles
  /** Leads whose owner was away and nobody knew until when: they are not in `there`. */
  readonly unknown: number
  /** The owner's working time from receipt to ownership. Missing where nobody says when reps work. */
  readonly working?: Quantiles
}

export interface Escalated {
  readonly reminded: number
  /** Steps that gave a lead to somebody else. */
  readonly given: number
  /** Steps that found nobody. */
  readonly nobody: number
}
