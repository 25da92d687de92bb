import type { Json } from '../lead.js'

/** One test of a condition that did not hold. */
export interface FailedTest {
  /** The field as the plan writes it: `company.employees`. */
  readonly field: string
  /** An operator word, or `same` for a join (its operand is the lead's path). */
  readonly operator: string
  readonly operand: Json
  readonly negated: boolean
  /** `missing`: the field is absent or null; `leadMissing`: the lead's field of a join is; `mistyped`: its value has another type than the test asks for; `differs`: the test is false. */
  readonly because: 'missing' | 'leadMissing' | 'mistyped' | 'differs'
}
