import type { Scalar } from '../../lead.js'
import { nfcScalar } from '../read.js'
import { hasTypeOf, needsScalar, wordsOf } from './operand.js'
import { byList, type Operator } from './operator.js'

/** The list has the operand as an element. */
export const has: Operator = {
  name: 'has',
  takesList: false,
  problem: needsScalar,
  answer: byList(hasTypeOf, (list, operand) =>
    list.some((element) => hasTypeOf(element, operand) && nfcScalar(element as Scalar) === operand),
  ),
  words: (operand, negated) => `${negated ? 'does not have' : 'has'} ${wordsOf(operand)}`,
}
