import { holds } from '../condition/interpret.js'
import { readPath } from '../condition/read.js'
import type { Join, Tree } from '../condition/tree.js'
import type { JsonObject } from '../lead.js'
import { entryOf } from '../lookup/entryOf.js'
import type { CompiledPlan, CompiledRule } from '../plan/compilePlan.js'
import type { Rep } from '../rep.js'
import { dependsOnLead } from './checkFallback.js'
import { type CompiledRoster, standIn } from './roster.js'
import { elements, indexBy, indexRoster, type RosterIndex } from './rosterIndex.js'

/** Finds the reps that a rule's `to` selects for a lead, in roster order. */
export type Select = (rule: CompiledRule, view: JsonObject) => readonly Rep[]

/**
 * Prepares a roster for the rules of a plan: what depends on reps alone is evaluated once for each rule,
 * and the first join of a rule becomes a look-up by value.
 */
export function createSelect(plan: CompiledPlan, roster: CompiledRoster): Select {
  const index = indexRoster(roster.reps)
  const byRule = new Map<CompiledRule, Selects>()
  // Of a hundred thousand rules many select the same reps.
  const byTarget = new Map<string, Selects>()
  const prepareOnce = (tree: Tree): Selects => entryOf(byTarget, JSON.stringify(tree), () => prepare(tree, plan, roster, index))
  return (rule, view) => {
    if (rule.to.kind !== 'reps') return []
    let select = byRule.get(rule)
    if (select === undefined) {
      select = prepareOnce(rule.to.tree)
      byRule.set(rule, select)
    }
    return select(view)
  }
}

type Selects = (view: JsonObject) => readonly Rep[]

function prepare(tree: Tree, plan: CompiledPlan, roster: CompiledRoster, index: RosterIndex): Selects {
  const parts = tree.kind === 'all' ? tree.of : [tree]
  const always = parts.filter((part) => !dependsOnLead(part))
  const joined = parts.filter(dependsOnLead)
  const context = { lists: plan.lists }
  const pool = index.candidates(always).filter((rep) => always.every((part) => holds(part, rep as JsonObject, context)))
  if (joined.length === 0) return () => pool

  const lookUp = joined.find((part): part is Join => part.kind === 'join' && !part.negated && part.orElse === undefined)
  const rest = joined.filter((part) => part !== lookUp)
  const byValue = lookUp === undefined ? undefined : indexBy(pool, lookUp.path)
  return (view) => {
    const candidates = lookUp === undefined || byValue === undefined ? pool : index.lookUp(byValue, elements(readPath(view, lookUp.lead)))
    if (rest.length === 0 || candidates.length === 0) return candidates
    const settled = rest.map((part) => settleStandIns(part, view, roster))
    return candidates.filter((rep) => settled.every((part) => holds(part, rep as JsonObject, { ...context, lead: view })))
  }
}

/**
 * Replaces joins with `orElse` by tests on the id of whoever stands in. `{ kind: 'any', of: [] }` never holds.
 * Exported for `explain`, which asks the same question of one rep.
 */
export function settleStandIns(tree: Tree, view: JsonObject, roster: CompiledRoster): Tree {
  if (tree.kind === 'all' || tree.kind === 'any') return { kind: tree.kind, of: tree.of.map((part) => settleStandIns(part, view, roster)) }
  if (tree.kind !== 'join' || tree.orElse === undefined) return tree
  const { orElse, path, negated } = tree
  const ids = elements(readPath(view, tree.lead))
    .map((value) => (typeof value === 'string' ? standIn(roster, value, orElse)?.id : undefined))
    .filter((id): id is string => id !== undefined)
  return ids.length === 0 ? { kind: 'any', of: [] } : { kind: 'test', path, operator: 'in', operand: ids, negated }
}
