import { isNumber, needsNumber } from './operand.js'
import { byElement, type Operator } from './operator.js'

/** The number is below the operand. */
export const lt: Operator = {
  name: 'lt',
  takesList: false,
  problem: needsNumber,
  answer: byElement(isNumber, (element, operand) => (element as number) < (operand as number)),
  words: (operand, negated) => `is ${negated ? 'not ' : ''}below ${operand}`,
}
