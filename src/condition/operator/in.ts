import { hasTypeOf, isAmong, needsList, wordsOf } from './operand.js'
import { byElement, type Operator } from './operator.js'

/** The value is one of the operand's. */
export const oneOf: Operator = {
  name: 'in',
  takesList: true,
  problem: needsList,
  answer: byElement(hasTypeOf, isAmong),
  words: (operand, negated) => `${negated ? 'is none of' : 'is one of'} ${wordsOf(operand)}`,
}
