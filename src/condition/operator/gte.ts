import { isNumber, needsNumber } from './operand.js'
import { byElement, type Operator } from './operator.js'

/** The number is the operand or above it. */
export const gte: Operator = {
  name: 'gte',
  takesList: false,
  problem: needsNumber,
  answer: byElement(isNumber, (element, operand) => (element as number) >= (operand as number)),
  words: (operand, negated) => `is ${negated ? 'not ' : ''}at least ${operand}`,
}
