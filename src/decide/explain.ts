import { describeTree } from '../condition/describeTree.js'
import { failedTests } from '../condition/explain.js'
import { holds } from '../condition/interpret.js'
import type { JsonObject } from '../lead.js'
import { entryOf } from '../lookup/entryOf.js'
import type { CompiledPlan, CompiledRule } from '../plan/compilePlan.js'
import { stagesOf } from '../plan/territories.js'
import type { Rep } from '../rep.js'
import { subjectOf } from './decide.js'
import type { Decision, Intake, RuleTrace, Skip } from './decision.js'
import type { Explanation, RepExplanation, RuleExplanation } from './explanation.js'
import { type Life, ownersOf } from './history.js'
import { type CompiledRoster, isActive } from './roster.js'
import { settleStandIns } from './select.js'
import { sentenceOfDecision, sentenceOfRep, sentenceOfRule } from './sentence.js'

/** What the decision was made on. */
export interface Evidence {
  readonly plan: CompiledPlan
  readonly roster: CompiledRoster
  readonly intake: Intake
  readonly decision: Decision
  /** What became of it; without it nobody is named as owner. */
  readonly life?: Life
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
    owners: ownersOf(evidence.life, decision.lead),
  }
}

function rulesOf({ plan, decision }: Evidence, view: JsonObject): RuleExplanation[] {
  const step = stepOf(decision, plan)
  if (step !== undefined) return [explainStep(step, decision.trace.rules.at(-1) as RuleTrace)]
  const traces = new Map<string, RuleTrace[]>()
  for (const trace of decision.trace.rules) entryOf(traces, trace.rule, (): RuleTrace[] => []).push(trace)
  const explained: RuleExplanation[] = []
  for (const rule of plan.inOrder) {
    const tried = traces.get(rule.name) ?? []
    const matched = rule.isOtherwise || holds(rule.when, view, { lists: plan.lists })
    const failed = matched ? [] : failedTests(rule.when, view, { lists: plan.lists })
    const condition = describeTree(rule.when)
    for (const trace of tried.length === 0 ? [undefined] : tried) {
      const outcome = trace?.outcome ?? (matched ? 'passedOver' : 'noMatch')
      const where = trace?.territory === undefined ? {} : { territory: trace.territory }
      explained.push({ rule: rule.name, ...where, condition, outcome, failed, sentence: sentenceOfRule(rule.name, outcome, failed, trace) })
    }
    if (rule.name === decision.rule) break
  }
  return explained
}

/** The step of an escalation that gave the lead to its owner, as a rule; nothing where a rule did. */
function stepOf(decision: Decision, { escalations }: CompiledPlan): CompiledRule | undefined {
  if (decision.kind !== 'assigned' || decision.escalated === undefined) return undefined
  const step = escalations.get(decision.escalated.rule)?.[decision.escalated.step]
  return step?.to === 'rules' ? undefined : step?.rule
}

function explainStep({ name, when }: CompiledRule, trace: RuleTrace): RuleExplanation {
  const { outcome } = trace
  return { rule: name, condition: describeTree(when), outcome, failed: [], sentence: sentenceOfRule(name, outcome, [], trace, 'step') }
}

function explainRep(rep: Rep, { plan, roster, decision }: Evidence, view: JsonObject): RepExplanation {
  const traces = decision.trace.rules
  const deciding = traces.at(-1) as RuleTrace
  const whole = stepOf(decision, plan) ?? plan.rules.find(({ name }) => name === decision.rule) ?? plan.otherwise
  const rule = stagesOf(whole, view).find(({ territory }) => territory === deciding.territory) ?? whole
  const earlier = traces.slice(0, -1).flatMap(({ rule: name, territory, skipped }) => {
    const skip = skipOf(rep, skipped)
    return skip === undefined ? [] : [{ rule: name, ...(territory === undefined ? {} : { territory }), skip }]
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
