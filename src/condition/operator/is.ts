import type { Scalar } from '../../lead.js'
import { nfcScalar } from '../read.js'
import { hasTypeOf, needsScalar, wordsOf } from './operand.js'
import { byElement, type Operator } from './operator.js'

/** The value equals the operand. */
export const is: Operator = {
  name: 'is',
  takesList: false,
  problem: needsScalar,
  answer: byElement(hasTypeOf, (element, operand) => nfcScalar(element as Scalar) === operand),
  words: (operand, negated) => `${negated ? 'is not' : 'is'} ${wordsOf(operand)}`,
}
