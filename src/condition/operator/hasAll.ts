import type { Scalar } from '../../lead.js'
import { isScalar, nfcScalar } from '../read.js'
import { hasTypeOf, needsList, wordsOf } from './operand.js'
import { byList, type Operator } from './operator.js'

/** The list has every one of the operand's elements. */
export const hasAll: Operator = {
  name: 'hasAll',
  takesList: true,
  problem: needsList,
  answer: byList(hasTypeOf, (list, operand) => {
    const wanted = operand as readonly Scalar[]
    // A set, since both lists may be long: an element for each of the operand's would be quadratic.
    const there = new Set<Scalar>()
    for (const element of list) if (isScalar(element)) there.add(nfcScalar(element))
    return wanted.every((element) => there.has(element))
  }),
  words: (operand, negated) => `${negated ? 'does not have all of' : 'has all of'} ${wordsOf(operand)}`,
}
