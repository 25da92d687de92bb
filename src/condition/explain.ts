import { answerOf, type ConditionContext, satisfies } from './answer.js'
import type { FailedTest } from './failedTest.js'
import { type Fields, isMissing, readPath } from './read.js'
import type { Join, Test, Tree } from './tree.js'

/**
 * Why a condition does not hold: a minimal set of failed tests, each of which would have to change. Of things that must all
 * hold, the first that fails is enough; of alternatives, every one failed. Empty where the condition holds.
 */
export function failedTests(tree: Tree, subject: Fields, context: ConditionContext): FailedTest[] {
  return failed(tree, subject, context) ?? []
}

/** Undefined: it holds. (An `any` of nothing does not hold, and no test is to blame.) */
function failed(tree: Tree, subject: Fields, context: ConditionContext): FailedTest[] | undefined {
  switch (tree.kind) {
    case 'always':
      return undefined
    case 'all':
      for (const part of tree.of) {
        const found = failed(part, subject, context)
        if (found !== undefined) return found
      }
      return undefined
    case 'any': {
      const all: FailedTest[] = []
      for (const part of tree.of) {
        const found = failed(part, subject, context)
        if (found === undefined) return undefined
        for (const test of found) all.push(test)
      }
      return all
    }
    default:
      return failedLeaf(tree, subject, context)
  }
}

function failedLeaf(leaf: Test | Join, subject: Fields, context: ConditionContext): FailedTest[] | undefined {
  const answer = answerOf(leaf, subject, context)
  if (satisfies(answer, leaf.negated)) return undefined
  // `known` always answers: where it wants a value and there is none, the value is missing all the same.
  const absent = leaf.kind === 'test' && leaf.operator === 'known' && (leaf.operand === true) !== leaf.negated
  return [
    {
      field: leaf.path.join('.'),
      operator: leaf.kind === 'join' ? 'same' : leaf.operator,
      operand: leaf.kind === 'join' ? leaf.lead.join('.') : leaf.operand,
      negated: leaf.negated,
      because: absent
        ? 'missing'
        : leaf.kind === 'join' && isLeadMissing(leaf, context)
          ? 'leadMissing'
          : answer === 'missing' || answer === 'mistyped'
            ? answer
            : 'differs',
    },
  ]
}

function isLeadMissing({ lead }: Join, context: ConditionContext): boolean {
  const value = context.lead === undefined ? undefined : readPath(context.lead, lead)
  return isMissing(value) || (Array.isArray(value) && value.length === 0)
}
