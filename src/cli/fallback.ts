import { holds } from '../condition/interpret.js'
import type { Tree } from '../condition/tree.js'
import { isActive } from '../decide/roster.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import type { Issue } from '../errors.js'
import type { JsonObject } from '../lead.js'
import type { Rep } from '../rep.js'

/** Whether `otherwise` selects an active rep at all. Such a lead would be held for ever; nothing else takes it. */
export function fallbackIssues({ otherwise, lists, repFields }: CompiledPlan, reps: readonly Rep[]): Issue[] {
  if (otherwise.to.kind === 'queue') return []
  const tree = hopeful(otherwise.to.tree)
  const active = reps.filter((rep) => isActive(rep, repFields))
  if (active.some((rep) => holds(tree, rep as JsonObject, { lists }))) return []
  const message = active.length === 0 ? 'No rep of the roster is active.' : `\`otherwise\` selects none of the ${active.length} active reps.`
  const hint = 'Let it select somebody: "to": {} is everyone. Until then, leads without another owner are held.'
  return [{ code: 'fallbackEmpty', message, path: ['otherwise', 'to'], hint }]
}

/** Joins depend on the lead: here each is taken to hold. */
function hopeful(tree: Tree): Tree {
  if (tree.kind === 'join') return { kind: 'always' }
  return tree.kind === 'all' || tree.kind === 'any' ? { ...tree, of: tree.of.map(hopeful) } : tree
}
