import { isMissing } from '../read.js'
import type { Operator } from './operator.js'

/** There is a value: not absent, not null, no empty list. The only test whose opposite holds for a missing value. */
export const known: Operator = {
  name: 'known',
  takesList: false,
  problem: (operand) => (typeof operand === 'boolean' ? undefined : 'needs true or false'),
  answer(value, operand) {
    const isKnown = !isMissing(value) && !(Array.isArray(value) && value.length === 0)
    return isKnown === operand ? 'yes' : 'no'
  },
  words: (operand, negated) => ((operand === true) !== negated ? 'is known' : 'is unknown'),
  canonical: (operand) => ({ operator: 'known', operand: true, negated: operand === false }),
}
