import { oneOf } from './in.js'
import { is } from './is.js'
import { needsList, needsScalar } from './operand.js'
import type { Operator } from './operator.js'

/** The value is something else than the operand (or than each of the operand's). In trees it is `is` or `in`, negated. */
export const not: Operator = {
  name: 'not',
  takesList: true,
  problem: (operand) =>
    Array.isArray(operand) ? needsList(operand) : needsScalar(operand) && 'needs a text, a number, a boolean, or a list of them',
  answer(value, operand, lists) {
    const answer = (Array.isArray(operand) ? oneOf : is).answer(value, operand, lists)
    return answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : answer
  },
  words: (operand, negated) => (Array.isArray(operand) ? oneOf : is).words(operand, !negated),
  canonical: (operand) => ({ operator: Array.isArray(operand) ? 'in' : 'is', operand, negated: true }),
}
