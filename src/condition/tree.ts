import type { Scalar } from '../lead.js'
import type { OperatorName } from './operator/names.js'

/**
 * What a condition means, as a tree with negation pushed to the leaves.
 * The interpreter reads it, the index is built from it, the analyser reasons on it.
 */
export type Tree =
  | { readonly kind: 'always' }
  | { readonly kind: 'all'; readonly of: readonly Tree[] }
  | { readonly kind: 'any'; readonly of: readonly Tree[] }
  | Test
  | Join

/**
 * One test of one field. `negated` asks for the opposite *among values the operator understands*:
 * a missing or mistyped value satisfies neither the test nor its negation (only `known` asks about absence).
 */
export interface Test {
  readonly kind: 'test'
  readonly path: readonly string[]
  readonly operator: OperatorName
  readonly operand: Operand
  readonly negated: boolean
}

/** Holds where the rep's field at `path` and the lead's field at `lead` share a value. Only in a rule's `to`. */
export interface Join {
  readonly kind: 'join'
  readonly path: readonly string[]
  readonly lead: readonly string[]
  /** Whom to take in place of the joined rep when that one is inactive: the rep's manager or backup. Only on `id`. */
  readonly orElse?: 'manager' | 'backup'
  readonly negated: boolean
}

/** A scalar, a list of scalars, or for `inList` the name of a list. */
export type Operand = Scalar | readonly Scalar[]
