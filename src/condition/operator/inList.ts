import { nfc } from '../read.js'
import { isText, needsText, wordsOf } from './operand.js'
import { byElement, type Operator } from './operator.js'

/** The value is in one of the plan's named lists. */
export const inList: Operator = {
  name: 'inList',
  takesList: false,
  problem: (operand) => needsText(operand) && "needs the name of one of the plan's `lists`",
  answer: byElement(isText, (element, operand, lists) => lists.get(operand as string)?.has(nfc(element as string)) ?? false),
  words: (operand, negated) => `is ${negated ? 'not ' : ''}in the list ${wordsOf(operand)}`,
}
