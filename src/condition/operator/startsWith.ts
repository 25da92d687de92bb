import { nfc } from '../read.js'
import { isText, needsText, wordsOf } from './operand.js'
import { byElement, type Operator } from './operator.js'

/** The text starts with the operand. Case-sensitive. */
export const startsWith: Operator = {
  name: 'startsWith',
  takesList: false,
  problem: needsText,
  answer: byElement(isText, (element, operand) => nfc(element as string).startsWith(operand as string)),
  words: (operand, negated) => `${negated ? 'does not start with' : 'starts with'} ${wordsOf(operand)}`,
}
