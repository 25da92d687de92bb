import type { Json, Scalar } from '../lead.js'
import { brief, didYouMean } from './issueList.js'
import { limits } from './limits.js'
import type { OperatorName } from './operator/names.js'
import { operators } from './operator/operators.js'
import type { ParseContext, Spot } from './parse.js'
import { nfc, nfcScalar } from './read.js'
import type { Operand, Tree } from './tree.js'

const failed: Tree = Object.freeze({ kind: 'always' })

/** One operator with its operand, checked and in its canonical form, strings in NFC. */
export function parseTest(name: OperatorName, operand: Json, spot: Spot, context: ParseContext): Tree {
  const operator = operators[name]
  const { issues } = context
  const field = spot.field.join('.')
  if (Array.isArray(operand) && operator.takesList) {
    if (operand.length === 0) {
      issues.report(
        'emptyGroup',
        spot.place,
        `\`${name}\` of ${field} has an empty list.`,
        'Name at least one value, or leave the test out.',
      )
      return failed
    }
    if (operand.length > limits.operands) {
      issues.report(
        'tooMuch',
        spot.place,
        `\`${name}\` of ${field} has more than ${limits.operands} values.`,
        'Put them into a named list and use `inList`.',
      )
      return failed
    }
  }
  const problem = operator.problem(operand)
  if (problem !== undefined) {
    const remedy = holdsNull(operand) ? 'To ask for absence, write { "known": false }.' : `${field} got ${brief(operand)}.`
    issues.report('badOperand', spot.place, `\`${name}\` ${problem}.`, remedy)
    return failed
  }
  const normal = normalised(operand as Operand)
  const {
    operator: canonicalName,
    operand: canonical,
    negated,
  } = operator.canonical?.(normal) ?? { operator: name, operand: normal, negated: false }
  checkNames(canonicalName, canonical, spot, context)
  return Object.freeze({
    kind: 'test',
    path: Object.freeze(spot.field),
    operator: canonicalName,
    operand: canonical,
    negated: negated !== spot.negated,
  })
}

function normalised(operand: Operand): Operand {
  return Array.isArray(operand) ? Object.freeze(operand.map(nfcScalar)) : nfcScalar(operand as Scalar)
}

function holdsNull(operand: Json): boolean {
  return operand === null || (Array.isArray(operand) && operand.includes(null))
}

/** Lists that the plan does not have, and values that a label does not have: both would never hold, in silence. */
function checkNames(name: OperatorName, operand: Operand, spot: Spot, { issues, lists, closed }: ParseContext): void {
  if (name === 'inList' && !lists.has(operand as string)) {
    issues.report(
      'unknownList',
      spot.place,
      `There is no list ${brief(operand)}.`,
      didYouMean(operand as string, lists, "Add it to the plan's `lists`."),
    )
  }
  const [label] = spot.field
  const values = label !== undefined && spot.field.length === 1 ? closed?.get(label) : undefined
  if (values === undefined || (name !== 'is' && name !== 'in')) return
  const asked: readonly Scalar[] = Array.isArray(operand) ? operand : [operand as Scalar]
  asked.forEach((value, index) => {
    if (typeof value === 'string' && values.has(nfc(value))) return
    const place = Array.isArray(operand) ? [...spot.place, index] : spot.place
    issues.report(
      'unknownLabel',
      place,
      `The segment ${brief(label)} has no value ${brief(value)}.`,
      didYouMean(String(value), values, 'Use one of its values, or add it to `segments`.'),
    )
  })
}
