import { checkPlan } from '../../plan/checkPlan.js'
import type { Plan } from '../../plan/document.js'
import type { Complaint, Problem } from '../complaint.js'
import type { Io } from '../io.js'
import { readDocument } from './document.js'

/** A plan file: the plan, or what is wrong with it; and places in the file for whatever turns up later. */
export interface PlanFile {
  readonly file: string
  readonly plan?: Plan
  readonly complaints: readonly Complaint[]
  complain(problems: readonly Problem[]): Complaint[]
}

export async function readPlan(io: Io, file: string): Promise<PlanFile> {
  const document = await readDocument(io, file)
  const checked = checkPlan(document.value)
  const complaints = [...document.duplicates(), ...('issues' in checked ? document.complain(checked.issues) : [])]
  return {
    file: document.file,
    // A plan in which a name stands twice is not the plan that somebody wrote.
    ...('plan' in checked && complaints.length === 0 ? { plan: checked.plan } : {}),
    complaints: complaints.sort(byPlace),
    complain: document.complain,
  }
}

function byPlace(one: Complaint, other: Complaint): number {
  return (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0)
}
