import { isNumber, needsNumber } from './operand.js'
import { byElement, type Operator } from './operator.js'

/** The number is the operand or below it. */
export const lte: Operator = {
  name: 'lte',
  takesList: false,
  problem: needsNumber,
  answer: byElement(isNumber, (element, operand) => (element as number) <= (operand as number)),
  words: (operand, negated) => `is ${negated ? 'not ' : ''}at most ${operand}`,
}
