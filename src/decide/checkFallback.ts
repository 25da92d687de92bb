import { holds } from '../condition/interpret.js'
import type { Tree } from '../condition/tree.js'
import type { Issue } from '../errors.js'
import type { JsonObject } from '../lead.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import type { Rep, RepFields } from '../rep.js'
import { isActive } from './roster.js'

/**
 * Whether the fallback can reach anybody of a roster. What depends on the lead (`same`) counts as reachable.
 *
 * @returns the issue `fallbackEmpty`, or nothing
 */
export function checkFallback({ otherwise, lists }: CompiledPlan, reps: readonly Rep[], fields: RepFields): readonly Issue[] {
  if (otherwise.to.kind !== 'reps') return []
  const { tree } = otherwise.to
  if (dependsOnLead(tree) || reps.some((rep) => isActive(rep, fields) && holds(tree, rep as JsonObject, { lists }))) return []
  return [
    {
      code: 'fallbackEmpty',
      message: '`otherwise` selects no active rep of the roster: leads that match no rule would belong to nobody.',
      path: ['otherwise', 'to'],
      hint: 'Let it select somebody who is there for good (`{}` is everyone), or send it to a queue.',
    },
  ]
}

/** Whether the tree joins the rep with the lead anywhere. */
export function dependsOnLead(tree: Tree): boolean {
  return tree.kind === 'join' || ((tree.kind === 'all' || tree.kind === 'any') && tree.of.some(dependsOnLead))
}
