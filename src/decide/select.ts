import { holds } from '../condition/interpret.js'
import { readPath } from '../condition/read.js'
import type { Join, Tree } from '../condition/tree.js'
import type { Json, JsonObject } from '../lead.js'
import type { CompiledPlan, CompiledRule } from '../plan/compilePlan.js'
import type { Rep } from '../rep.js'
import { dependsOnLead } from './checkFallback.js'
import { type CompiledRoster, standIn } from './roster.js'

/** Finds the reps that a rule's `to` selects for a lead, in roster order. */
export type Select = (rule: CompiledRule, view: JsonObject) => readonly Rep[]

/**
 * Prepares a roster for the rules of a plan: what depends on reps alone is evaluated once for each rule,
 * and the first join of a rule becomes a look-up by value.
 */
export function createSelect(plan: CompiledPlan, roster: CompiledRoster): Select {
  const prepared = new Map<CompiledRule, (view: JsonObject) => readonly Rep[]>()
  return (rule, view) => {
    if (rule.to.kind === 'queue') return []
    let select = prepared.get(rule)
    if (select === undefined) {
      select = prepare(rule.to.tree, plan, roster)
      prepared.set(rule, select)
    }
    return select(view)
  }
}

function prepare(tree: Tree, plan: CompiledPlan, roster: CompiledRoster): (view: JsonObject) => readonly Rep[] {
  const parts = tree.kind === 'all' ? tree.of : [tree]
  const always = parts.filter((part) => !dependsOnLead(part))
  const joined = parts.filter(dependsOnLead)
  const context = { lists: plan.lists }
  const pool = roster.reps.filter((rep) => always.every((part) => holds(part, rep as JsonObject, context)))
  if (joined.length === 0) return () => pool

  const lookUp = joined.find((part): part is Join => part.kind === 'join' && !part.negated && part.orElse === undefined)
  const rest = joined.filter((part) => part !== lookUp)
  const index = lookUp === undefined ? undefined : indexBy(pool, lookUp.path)
  return (view) => {
    const candidates = lookUp === undefined || index === undefined ? pool : inPool(pool, index, elements(readPath(view, lookUp.lead)))
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

function indexBy(pool: readonly Rep[], path: readonly string[]): ReadonlyMap<Json, readonly number[]> {
  const index = new Map<Json, number[]>()
  pool.forEach((rep, position) => {
    for (const value of new Set(elements(readPath(rep as JsonObject, path)))) {
      const positions = index.get(value)
      if (positions === undefined) index.set(value, [position])
      else positions.push(position)
    }
  })
  return index
}

function inPool(pool: readonly Rep[], index: ReadonlyMap<Json, readonly number[]>, values: readonly Json[]): readonly Rep[] {
  const [only, ...others] = values.map((value) => index.get(value) ?? [])
  if (only === undefined) return []
  const positions = others.length === 0 ? only : [...new Set([only, ...others].flat())].sort((one, two) => one - two)
  return positions.map((position) => pool[position] as Rep)
}

/** The scalars of a field: itself, or its elements; text after Unicode NFC. */
function elements(value: Json | undefined): Json[] {
  const values = Array.isArray(value) ? (value as Json[]) : value === undefined ? [] : [value]
  return values.flatMap((one): Json[] =>
    typeof one === 'string' ? [one.normalize('NFC')] : typeof one === 'number' || typeof one === 'boolean' ? [one] : [],
  )
}
