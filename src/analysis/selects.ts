import { holds } from '../condition/interpret.js'
import { nfc, readPath } from '../condition/read.js'
import type { Join, Tree } from '../condition/tree.js'
import { dependsOnLead } from '../decide/checkFallback.js'
import type { CompiledRoster } from '../decide/roster.js'
import type { JsonObject, Scalar } from '../lead.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import type { Rep } from '../rep.js'
import type { Variable } from './atom.js'
import { elementsOf, joinAtom, standInAtom } from './atoms.js'
import { allOf, anyOf, type Formula, leaf, no, yes } from './formula.js'
import { variableOf } from './formulate.js'

/** For which leads a condition on reps selects at least one of these. Exact: what depends on the rep alone is answered, joins become tests of the lead. */
export function selectsOneOf(tree: Tree, reps: readonly Rep[], plan: CompiledPlan, roster: CompiledRoster): Formula {
  const parts = tree.kind === 'all' ? tree.of : [tree]
  const pool = reps.filter((rep) => parts.every((part) => dependsOnLead(part) || holds(part, rep as JsonObject, plan)))
  const joined = parts.filter(dependsOnLead)
  if (pool.length === 0) return no
  if (joined.length === 0) return yes
  const [only] = joined
  if (joined.length === 1 && only !== undefined && only.kind === 'join' && !only.negated) return anyRepJoined(only, pool, plan, roster)
  // Reps of whom the lead is asked the same are one.
  const alternatives = new Map<string, Formula>()
  for (const rep of pool) {
    const formula = allOf(joined.map((part) => ofRep(part, rep, plan, roster)))
    if (formula.kind === 'true') return yes
    if (formula.kind !== 'false') alternatives.set(keyOf(formula), formula)
  }
  return anyOf([...alternatives.values()])
}

/** One join, which any of the reps may satisfy: one question for all of them. */
function anyRepJoined(join: Join, pool: readonly Rep[], plan: CompiledPlan, roster: CompiledRoster): Formula {
  const variable = variableOf(join.lead, plan)
  if (variable === 'missing') return no
  if (join.orElse !== undefined) return leaf(standInAtom(new Set(pool.map(({ id }) => nfc(id))), join.orElse, roster, variable))
  return joined(new Set(pool.flatMap((rep) => elementsOf(readPath(rep as JsonObject, join.path)))), variable, 'yes')
}

function ofRep(tree: Tree, rep: Rep, plan: CompiledPlan, roster: CompiledRoster): Formula {
  switch (tree.kind) {
    case 'all':
      return allOf(tree.of.map((part) => ofRep(part, rep, plan, roster)))
    case 'any':
      return anyOf(tree.of.map((part) => ofRep(part, rep, plan, roster)))
    case 'join': {
      const variable = variableOf(tree.lead, plan)
      if (variable === 'missing') return no
      const answer = tree.negated ? 'no' : 'yes'
      if (tree.orElse !== undefined) return leaf(standInAtom(new Set([nfc(rep.id)]), tree.orElse, roster, variable), answer)
      return joined(new Set(elementsOf(readPath(rep as JsonObject, tree.path))), variable, answer)
    }
    default:
      return holds(tree, rep as JsonObject, plan) ? yes : no
  }
}

/** A rep without a value joins nobody, and its denial holds for nobody either. */
function joined(values: ReadonlySet<Scalar>, variable: Variable, answer: 'yes' | 'no'): Formula {
  return values.size === 0 ? no : leaf(joinAtom([...values].sort(), variable), answer)
}

function keyOf(formula: Formula): string {
  switch (formula.kind) {
    case 'leaf':
      return `${formula.answer}${formula.wanted} ${formula.atom.id}`
    case 'all':
    case 'any':
      return `${formula.kind}(${formula.of.map(keyOf).join()})`
    default:
      return formula.kind
  }
}
