import type { FailedTest } from '../condition/failedTest.js'
import type { RepId } from '../rep.js'
import type { Rank } from '../strategy/strategy.js'
import type { Decision, RuleOutcome, Skip } from './decision.js'
import type { OwnerExplanation } from './history.js'

/** Why a lead went where it went: the whole answer, as data and as sentences. */
export interface Explanation {
  readonly decision: Decision
  /** Why this one, in a sentence. */
  readonly sentence: string
  /** Every rule up to the one that decided, in order. */
  readonly rules: readonly RuleExplanation[]
  /** Every rep of the roster: why this one, why not that one. */
  readonly reps: readonly RepExplanation[]
  /** Everybody who had the lead, in order, and who has it; of very many the latest hundred. Empty where nobody ever had it. */
  readonly owners: readonly OwnerExplanation[]
}

export interface RuleExplanation {
  readonly rule: string
  /** Where the rule goes by territory: the one it turned to. Each that was tried is told on its own. */
  readonly territory?: string
  /** The rule's condition in words: `company.employees is at least 500 and company.country is one of DE, AT`. */
  readonly condition: string
  /** `noMatch`: its condition does not hold for the lead. `passedOver`: a failed port sent the lead straight to `otherwise`. */
  readonly outcome: RuleOutcome | 'noMatch' | 'passedOver'
  /** For `noMatch`: the tests that failed, as far as they decided it. */
  readonly failed: readonly FailedTest[]
  readonly sentence: string
}

export interface RepExplanation {
  readonly rep: RepId
  readonly outcome:
    | 'assigned'
    /** Was eligible under the deciding rule; somebody else was before. */
    | 'notPicked'
    /** Was selected by the deciding rule and skipped, see `skip`. */
    | 'skipped'
    /** The deciding rule does not select this rep, see `failed`. */
    | 'notSelected'
    /** The deciding rule sends leads to a queue, not to reps. */
    | 'queue'
  /** The deciding rule. */
  readonly rule: string
  readonly skip?: Skip
  readonly failed?: readonly FailedTest[]
  /** Where the rep stood among the eligible, as far as the trace keeps it. */
  readonly rank?: Rank
  /** Earlier rules that selected this rep but did not decide, with the reason the rep was skipped. */
  readonly earlier: readonly { readonly rule: string; readonly territory?: string; readonly skip: Skip }[]
  readonly sentence: string
}
