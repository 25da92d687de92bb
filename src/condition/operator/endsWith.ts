import { nfc } from '../read.js'
import { isText, needsText, wordsOf } from './operand.js'
import { byElement, type Operator } from './operator.js'

/** The text ends with the operand. Case-sensitive. */
export const endsWith: Operator = {
  name: 'endsWith',
  takesList: false,
  problem: needsText,
  answer: byElement(isText, (element, operand) => nfc(element as string).endsWith(operand as string)),
  words: (operand, negated) => `${negated ? 'does not end with' : 'ends with'} ${wordsOf(operand)}`,
}
