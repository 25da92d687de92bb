import { failedTests } from '../condition/explain.js'
import { holds } from '../condition/interpret.js'
import type { JsonObject } from '../lead.js'
import type { CompiledPlan, CompiledRule } from '../plan/compilePlan.js'
import type { Rep, RepId } from '../rep.js'
import type { Rank } from '../strategy/strategy.js'
import { subjectOf } from './decide.js'
import type { FailedTest } from '../condition/failedTest.js'
import type { Decision, Intake, RuleOutcome, RuleTrace, Skip } from './decision.js'
import { type CompiledRoster, isActive } from './roster.js'
import { settleStandIns } from './select.js'
import { sentenceOfDecision, sentenceOfRep, sentenceOfRule } from './sentence.js'

/** Why a lead went where it went: the whole answer, as data and as sentences. */
export interface Explanation {
  readonly decision: Decision
  /** Why this one, in a sentence. */
  readonly sentence: string
  /** Every rule up to the one that decided, in order. */
  readonly rules: readonly RuleExplanation[]
  /** Every rep of the roster: why this one, why not that one. */
  readonly reps: readonly RepExplanation[]
}

export interface RuleExplanation {
  readonly rule: string
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
  readonly earlier: readonly { readonly rule: string; readonly skip: Skip }[]
  readonly sentence: string
}

/** What the decision was made on. */
export interface Evidence {
  readonly plan: CompiledPlan
  readonly roster: CompiledRoster
  readonly intake: Intake
  readonly decision: Decision
}

/** Works out the whole answer from a decision and what it was made on. Pure. */
export function explain(evidence: Evidence): Explanation {
  const { decision, roster, plan } = evidence
  const { view } = subjectOf(plan, decision.lead, evidence.intake)
  return {
    decision,
    sentence: sentenceOfDecision(decision),
    rules: rulesOf(evidence, view),
    reps: roster.reps.map((rep) => explainRep(rep, evidence, view)),
  }
}

function rulesOf({ plan, decision }: Evidence, view: JsonObject): RuleExplanation[] {
  const traces = new Map(decision.trace.rules.map((trace) => [trace.rule, trace]))
  const explained: RuleExplanation[] = []
  for (const rule of [...plan.rules, plan.otherwise]) {
    const trace = traces.get(rule.name)
    const matched = rule.isOtherwise || holds(rule.when, view, { lists: plan.lists })
    const outcome = trace?.outcome ?? (matched ? 'passedOver' : 'noMatch')
    const failed = matched ? [] : failedTests(rule.when, view, { lists: plan.lists })
    explained.push({ rule: rule.name, outcome, failed, sentence: sentenceOfRule(rule.name, outcome, failed, trace) })
    if (rule.name === decision.rule) break
  }
  return explained
}

function explainRep(rep: Rep, { plan, roster, decision }: Evidence, view: JsonObject): RepExplanation {
  const traces = decision.trace.rules
  const deciding = traces.at(-1) as RuleTrace
  const rule = plan.rules.find(({ name }) => name === decision.rule) ?? plan.otherwise
  const earlier = traces.slice(0, -1).flatMap(({ rule: name, skipped }) => {
    const skip = skipOf(rep, skipped)
    return skip === undefined ? [] : [{ rule: name, skip }]
  })
  const known = { rep: rep.id, rule: decision.rule, earlier }
  const tell = (told: Omit<RepExplanation, 'sentence'>): RepExplanation => ({ ...told, sentence: sentenceOfRep(told, decision) })

  const rank = deciding.pick?.ranks.find((one) => one.rep === rep.id)
  const ranked = rank === undefined ? {} : { rank }
  if (decision.kind === 'assigned' && decision.rep === rep.id) return tell({ ...known, ...ranked, outcome: 'assigned' })
  if (rule.to.kind === 'queue') return tell({ ...known, outcome: 'queue' })
  const skip = skipOf(rep, deciding.skipped)
  if (skip !== undefined) return tell({ ...known, outcome: 'skipped', skip })
  const failed = failedTests(targetOf(rule, view, roster), rep as JsonObject, { lists: plan.lists, lead: view })
  if (failed.length > 0 || !isSelected(rule, rep, view, plan, roster)) return tell({ ...known, outcome: 'notSelected', failed })
  return isActive(rep, roster.fields)
    ? tell({ ...known, ...ranked, outcome: 'notPicked' })
    : tell({ ...known, outcome: 'skipped', skip: { rep: rep.id, reason: 'inactive' } })
}

function isSelected(rule: CompiledRule, rep: Rep, view: JsonObject, plan: CompiledPlan, roster: CompiledRoster): boolean {
  return holds(targetOf(rule, view, roster), rep as JsonObject, { lists: plan.lists, lead: view })
}

function targetOf(rule: CompiledRule, view: JsonObject, roster: CompiledRoster) {
  return rule.to.kind === 'reps' ? settleStandIns(rule.to.tree, view, roster) : { kind: 'always' as const }
}

function skipOf(rep: Rep, skipped: readonly Skip[]): Skip | undefined {
  return skipped.find((skip) => skip.rep === rep.id)
}
