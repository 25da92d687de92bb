import { nfc } from '../read.js'
import { isText, needsText, wordsOf } from './operand.js'
import { byElement, type Operator } from './operator.js'

/** The text contains the operand. Case-sensitive. */
export const contains: Operator = {
  name: 'contains',
  takesList: false,
  problem: needsText,
  answer: byElement(isText, (element, operand) => nfc(element as string).includes(operand as string)),
  words: (operand, negated) => `${negated ? 'does not contain' : 'contains'} ${wordsOf(operand)}`,
}
