import { isNumber, needsNumber } from './operand.js'
import { byElement, type Operator } from './operator.js'

/** The number is above the operand. */
export const gt: Operator = {
  name: 'gt',
  takesList: false,
  problem: needsNumber,
  answer: byElement(isNumber, (element, operand) => (element as number) > (operand as number)),
  words: (operand, negated) => `is ${negated ? 'not ' : ''}above ${operand}`,
}
