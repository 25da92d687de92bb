import { holds } from '../condition/interpret.js'
import { isScalar, nfcScalar, readPath } from '../condition/read.js'
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
    const candidates = lookUp === undefined || index === undefined ? pool : lookedUp(index, elements(readPath(view, lookUp.lead)))
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

/** The reps of a pool by a field's value, and where in the pool each of them stands. */
interface Index {
  readonly byValue: ReadonlyMap<Json, readonly Rep[]>
  readonly places: ReadonlyMap<Rep, number>
}

function indexBy(pool: readonly Rep[], path: readonly string[]): Index {
  const byValue = new Map<Json, Rep[]>()
  for (const rep of pool) {
    for (const value of new Set(elements(readPath(rep as JsonObject, path)))) {
      const reps = byValue.get(value)
      if (reps === undefined) byValue.set(value, [rep])
      else reps.push(rep)
    }
  }
  return { byValue, places: new Map(pool.map((rep, place) => [rep, place])) }
}

function lookedUp({ byValue, places }: Index, values: readonly Json[]): readonly Rep[] {
  const found = values.map((value) => byValue.get(value) ?? nobody)
  if (found.length < 2) return found[0] ?? nobody
  const place = (rep: Rep): number => places.get(rep) as number
  return [...new Set(found.flat())].sort((one, two) => place(one) - place(two))
}

const nobody: readonly Rep[] = []

/** The scalars of a field: itself, or its elements; text after Unicode NFC. */
function elements(value: Json | undefined): Json[] {
  if (!Array.isArray(value)) return isScalar(value) ? [nfcScalar(value)] : []
  return (value as readonly Json[]).filter(isScalar).map(nfcScalar)
}
