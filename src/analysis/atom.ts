import type { Answer } from '../condition/operator/operator.js'
import type { Json, Scalar } from '../lead.js'

/** What a condition reads: a field of the lead (or of its account) by its path, or a segment label. */
export type Variable = Field | Label

export interface Field {
  readonly kind: 'field'
  readonly id: string
  readonly path: readonly string[]
}

export interface Label {
  readonly kind: 'label'
  readonly id: string
  readonly label: string
  /** In their order, as the plan writes them. */
  readonly values: readonly string[]
}

/**
 * One question about one variable, with the answers of the interpreter. Two atoms with the same id are the same question.
 * An answer depends on nothing but in which of its groups the variable's value is, on which side of its bound they are, and which of
 * its patterns they have: that is what makes classes of values.
 */
export interface Atom {
  readonly id: string
  readonly variable: Variable
  answer(value: Json | undefined): Answer
  /** The values it names, in NFC, in groups: those of one group it treats alike. */
  readonly groups: readonly Iterable<Scalar>[]
  readonly pattern?: { readonly at: 'start' | 'end' | 'anywhere'; readonly text: string }
  /** A number on one side of which it answers otherwise. */
  readonly bound?: number
  /**
   * For lists: questions about single elements, each of which some element of the list has to answer with yes. Missing: the atom itself is the
   * only one.
   */
  readonly parts?: readonly ((element: Scalar) => boolean)[]
  /** It understands lists only: where there is such a question, lists are among the field's usual values. */
  readonly ofLists: boolean
}

export function fieldVariable(path: readonly string[]): Field {
  return { kind: 'field', id: JSON.stringify(path), path }
}

export function labelVariable(label: string, values: readonly string[]): Label {
  return { kind: 'label', id: `label ${label}`, label, values }
}

/** Whether it is a field of the lead's account. */
export function isOfAccount({ path }: { readonly path: readonly string[] }): boolean {
  return path[0] === 'account'
}
