import { hasTypeOf, isAmong, needsList, wordsOf } from './operand.js'
import { byList, type Operator } from './operator.js'

/** The list has at least one of the operand's elements. */
export const hasAny: Operator = {
  name: 'hasAny',
  takesList: true,
  problem: needsList,
  answer: byList(hasTypeOf, (list, operand) => list.some((element) => hasTypeOf(element, operand) && isAmong(element, operand))),
  words: (operand, negated) => `${negated ? 'has none of' : 'has any of'} ${wordsOf(operand)}`,
}
