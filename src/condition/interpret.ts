import { answerOf, type ConditionContext, satisfies } from './answer.js'
import type { Fields } from './read.js'
import type { Tree } from './tree.js'

export type { ConditionContext } from './answer.js'

/**
 * Whether a condition holds for a lead's view or a rep. Never throws, whatever plain data the subject holds:
 * a missing or mistyped field makes a test not hold, negated or not.
 */
export function holds(tree: Tree, subject: Fields, context: ConditionContext): boolean {
  switch (tree.kind) {
    case 'always':
      return true
    case 'all':
      for (let index = 0; index < tree.of.length; index += 1) if (!holds(tree.of[index] as Tree, subject, context)) return false
      return true
    case 'any':
      for (let index = 0; index < tree.of.length; index += 1) if (holds(tree.of[index] as Tree, subject, context)) return true
      return false
    default:
      return satisfies(answerOf(tree, subject, context), tree.negated)
  }
}
