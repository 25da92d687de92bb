import type { Json, Scalar } from '../lead.js'
import type { Answer, Lists } from './operator/operator.js'
import { operators } from './operator/operators.js'
import { type Fields, isMissing, isScalar, nfcScalar, readPath } from './read.js'
import type { Join, Test } from './tree.js'

/** What a condition is judged with, beside its subject. */
export interface ConditionContext {
  readonly lists: Lists
  /** The lead's view, for the joins of a rule's `to`. Without it no join holds. */
  readonly lead?: Fields
}

/** The answer of a test or a join before negation. Allocates nothing for tests. */
export function answerOf(leaf: Test | Join, subject: Fields, context: ConditionContext): Answer {
  const value = readPath(subject, leaf.path)
  if (leaf.kind === 'test') return operators[leaf.operator].answer(value, leaf.operand, context.lists)
  return answerJoin(value, context.lead === undefined ? undefined : readPath(context.lead, leaf.lead))
}

/** Whether an answer satisfies its leaf: `missing` and `mistyped` never do. */
export function satisfies(answer: Answer, negated: boolean): boolean {
  return answer === (negated ? 'no' : 'yes')
}

/** Whether two values share a scalar: the answer of a join. */
export function answerJoin(ours: Json | undefined, theirs: Json | undefined): Answer {
  if (isMissing(ours) || isMissing(theirs)) return 'missing'
  if (isScalar(ours) && isScalar(theirs)) return nfcScalar(ours) === nfcScalar(theirs) ? 'yes' : 'no'
  const values = new Set(scalarsOf(theirs))
  const own = scalarsOf(ours)
  if (values.size === 0 || own.length === 0) return isEmptyList(ours) || isEmptyList(theirs) ? 'missing' : 'mistyped'
  return own.some((value) => values.has(value)) ? 'yes' : 'no'
}

function scalarsOf(value: Json): readonly Scalar[] {
  const values: readonly Json[] = Array.isArray(value) ? value : [value]
  return values.filter(isScalar).map(nfcScalar)
}

function isEmptyList(value: Json): boolean {
  return Array.isArray(value) && value.length === 0
}
