import type { Json } from '../../lead.js'
import { isMissing } from '../read.js'
import type { Operand, Test } from '../tree.js'
import type { OperatorName } from './names.js'

/** The plan's long lists by name, as sets of NFC strings. */
export type Lists = ReadonlyMap<string, ReadonlySet<string>>

/**
 * What a test says about a value, before negation. `missing` and `mistyped` satisfy neither the test nor its negation.
 */
export type Answer = 'yes' | 'no' | 'missing' | 'mistyped'

/** One word of the condition language; each has a file of its own. */
export interface Operator {
  readonly name: OperatorName
  /** Whether a list is an operand for it (an empty list is then an empty group, not a wrong operand). */
  readonly takesList: boolean
  /** What is wrong with an operand, in words that follow the operator's name (`needs a number`); undefined: nothing. */
  problem(operand: Json): string | undefined
  /** Whether the test holds for a value. The operand is as `canonical` left it: strings in NFC. */
  answer(value: Json | undefined, operand: Operand, lists: Lists): Answer
  /** The test for people, without the field: `is at least 500`. */
  words(operand: Operand, negated: boolean): string
  /** Where the tree says it otherwise: `not` is `is` or `in` negated, `known: false` is `known: true` negated. */
  canonical?(operand: Operand): Pick<Test, 'operator' | 'operand' | 'negated'>
}

/**
 * The answer of an operator that looks at scalars: of a list, any element of a type it understands may satisfy it.
 */
export function byElement(
  understands: (element: Json, operand: Operand) => boolean,
  satisfies: (element: Json, operand: Operand, lists: Lists) => boolean,
): Operator['answer'] {
  return (value, operand, lists) => {
    if (isMissing(value)) return 'missing'
    if (!Array.isArray(value)) {
      if (!understands(value, operand)) return 'mistyped'
      return satisfies(value, operand, lists) ? 'yes' : 'no'
    }
    let understood = false
    for (let index = 0; index < value.length; index += 1) {
      const element = value[index] as Json
      if (!understands(element, operand)) continue
      if (satisfies(element, operand, lists)) return 'yes'
      understood = true
    }
    if (understood) return 'no'
    return value.length === 0 ? 'missing' : 'mistyped'
  }
}

/** The answer of an operator that looks at a list as a whole: a scalar is mistyped, and so is a list without an element it understands. */
export function byList(
  understands: (element: Json, operand: Operand) => boolean,
  satisfies: (list: readonly Json[], operand: Operand) => boolean,
): Operator['answer'] {
  return (value, operand) => {
    if (isMissing(value)) return 'missing'
    if (!Array.isArray(value)) return 'mistyped'
    if (value.length === 0) return 'missing'
    for (let index = 0; index < value.length; index += 1) {
      if (understands(value[index] as Json, operand)) return satisfies(value, operand) ? 'yes' : 'no'
    }
    return 'mistyped'
  }
}
