import { nfc } from '../condition/read.js'
import { dependsOnLead } from '../decide/checkFallback.js'
import { type CompiledRoster, compileRoster, isActive } from '../decide/roster.js'
import { squadOf, weightsOf } from '../decide/squad.js'
import { entryOf } from '../lookup/entryOf.js'
import type { CompiledPlan, CompiledRule } from '../plan/compilePlan.js'
import { queueOf } from '../plan/limited.js'
import { type CompiledTerritory, stageOf, type TerritoryTarget } from '../plan/territories.js'
import type { Rep } from '../rep.js'
import { allOf, anyOf, type Formula, no, notOf, yes } from './formula.js'
import { formulaOf } from './formulate.js'
import { selectsOneOf } from './selects.js'

/** A plan under analysis, and the roster where there is one. */
export interface Subject {
  readonly plan: CompiledPlan
  readonly roster?: CompiledRoster
  readonly rules: readonly RuleSubject[]
  readonly otherwise: RuleSubject
  /** Where the first rule stands that certainly takes every lead, if there is one. */
  readonly always?: number
}

/** A rule, as what it asks of leads. */
export interface RuleSubject {
  readonly rule: CompiledRule
  /** Where it stands in the plan. */
  readonly path: readonly (string | number)[]
  readonly when: Formula
  /**
   * The rule holds, and (with a roster) somebody selected is active and has a weight: it gives the lead to somebody, if only one of them is
   * there and has room.
   */
  readonly takes: Formula
  /** It does not take the lead. */
  readonly passes: Formula
  /** Whether `takes` is all there is to say: without a roster nobody knows whether a join finds somebody. */
  readonly certain: boolean
  /** Its leads never go on to the next rules: they wait in a queue until somebody claims them. */
  readonly final: boolean
}

export function subjectOfPlan(plan: CompiledPlan, reps: readonly Rep[] | undefined): Subject {
  const roster = reps === undefined ? undefined : compileRoster(reps, plan.repFields)
  const rules = plan.rules.map((rule, index) => ruleSubject(rule, ['rules', index], plan, roster))
  const otherwise = ruleSubject(plan.otherwise, ['otherwise'], plan, roster)
  const always = rules.findIndex(({ certain, takes }) => certain && takes.kind === 'true')
  return { plan, rules, otherwise, ...(roster === undefined ? {} : { roster }), ...(always < 0 ? {} : { always }) }
}

function ruleSubject(
  rule: CompiledRule,
  path: readonly (string | number)[],
  plan: CompiledPlan,
  roster: CompiledRoster | undefined,
): RuleSubject {
  const when = formulaOf(rule.when, plan)
  const base = { rule, path, when }
  if (rule.to.kind === 'queue')
    return { ...base, takes: when, passes: notOf(when), certain: true, final: queueOf(plan, rule.to.queue).pushMs === undefined }
  const { tree } = rule.to
  if (rule.to.kind === 'territory') {
    const takes = allOf([when, isInTerritory(rule, rule.to, plan, roster)])
    return { ...base, takes, passes: notOf(takes), certain: roster !== undefined || !dependsOnLead(tree), final: false }
  }
  if (roster === undefined) return { ...base, takes: when, passes: notOf(when), certain: !dependsOnLead(tree), final: false }
  const selects = selectsOneOf(tree, candidatesOf(rule, roster), plan, roster)
  const takes = allOf([when, selects])
  return { ...base, takes, passes: notOf(takes), certain: true, final: false }
}

/** The lead is in a territory where, or around which, somebody can get leads. Without a roster: in any. */
function isInTerritory(rule: CompiledRule, target: TerritoryTarget, plan: CompiledPlan, roster: CompiledRoster | undefined): Formula {
  const { label, territories } = target.table
  const pool = roster === undefined ? [] : candidatesOf(rule, roster)
  const known = new Map<CompiledTerritory, Formula>()
  const finds = (territory: CompiledTerritory): Formula =>
    entryOf(known, territory, () => {
      const stage = stageOf(rule, target, territory)
      const here = roster === undefined || stage.to.kind !== 'reps' ? yes : selectsOneOf(stage.to.tree, pool, plan, roster)
      return territory.within === undefined || here.kind === 'true' ? here : anyOf([here, finds(territory.within)])
    })
  const all = [...territories.values()].map((territory) => ({ name: territory.name, formula: finds(territory) }))
  const isOne = (names: readonly string[]): Formula =>
    names.length === 0 ? no : formulaOf({ kind: 'test', path: [label], operator: 'in', operand: names.map(nfc), negated: false }, plan)
  return anyOf([
    isOne(all.filter(({ formula }) => formula.kind === 'true').map(({ name }) => name)),
    ...all
      .filter(({ formula }) => formula.kind !== 'true' && formula.kind !== 'false')
      .map(({ name, formula }) => allOf([isOne([name]), formula])),
  ])
}

/** Who can get leads by a rule at all: active reps, for weighted rules those with a weight. The fallback takes reps without one, too. */
export function candidatesOf(rule: CompiledRule, { reps, fields }: CompiledRoster): readonly Rep[] {
  const active = reps.filter((rep) => isActive(rep, fields))
  if (rule.isOtherwise || rule.by.kind !== 'weighted') return active
  const weights = weightsOf(rule, active, squadOf(active, fields))
  return active.filter((_, index) => (weights?.[index] ?? 1) > 0)
}
