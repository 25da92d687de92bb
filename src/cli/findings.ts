import type { Analysis } from '../analysis/analyseSubject.js'
import type { ExampleLead } from '../analysis/finding.js'
import { type Complaint, textOf } from './complaint.js'
import type { Paint } from './io.js'
import type { PlanFile } from './read/plan.js'

/** A finding at its place in the plan file. */
export interface PlacedFinding extends Complaint {
  readonly rule?: string
  readonly others?: readonly string[]
  readonly example?: ExampleLead
  readonly more?: number
  readonly about?: string
}

export function placed({ findings }: Analysis, plan: PlanFile): readonly PlacedFinding[] {
  const complaints = plan.complain(findings)
  return findings.map(({ rule, others, example, more, about }, index) => ({
    ...(complaints[index] as Complaint),
    ...Object.fromEntries(Object.entries({ rule, others, example, more, about }).filter(([, value]) => value !== undefined)),
  }))
}

/** For people; the example is one line of JSON, to be tried with `fairlead route`. */
export function findingText(finding: PlacedFinding, paint: Paint): string {
  const { lead, account } = finding.example ?? {}
  const told = account === undefined ? '' : `  ${paint.dim(`with the account ${JSON.stringify(account)}`)}\n`
  return `${textOf(finding, paint)}${lead === undefined ? '' : `  ${JSON.stringify(lead)}\n${told}`}`
}
