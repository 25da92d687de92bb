import { checkPlan } from '../../plan/checkPlan.js'
import type { Plan } from '../../plan/document.js'
import type { Complaint, Problem } from '../complaint.js'
import type { Io } from '../io.js'
import { readDocument } from './document.js'
import { tableFiles, withTables } from './territories.js'

/** A plan file: the plan, or what is wrong with it; and places in the file for whatever turns up later. */
export interface PlanFile {
  readonly file: string
  readonly plan?: Plan
  readonly complaints: readonly Complaint[]
  complain(problems: readonly Problem[]): Complaint[]
}

/** @param territories tables of territories to be put into the plan before it is checked, as `--territories` has them */
export async function readPlan(io: Io, file: string, territories?: string): Promise<PlanFile> {
  const document = await readDocument(io, file)
  const tables = await withTables(io, document.value, tableFiles(territories))
  const checked = checkPlan(tables.value)
  const complain = (problems: readonly Problem[]): Complaint[] => {
    const inTables = problems.map(tables.placed)
    const inPlan = document.complain(problems.filter((_, index) => inTables[index] === undefined))
    return inTables.map((complaint) => complaint ?? (inPlan.shift() as Complaint))
  }
  // Of a table that is not there the plan says only that it is not there.
  const issues = 'issues' in checked && tables.complaints.length === 0 ? complain(checked.issues) : []
  const complaints = [...document.duplicates(), ...tables.complaints, ...issues]
  return {
    file: document.file,
    // A plan in which a name stands twice is not the plan that somebody wrote.
    ...('plan' in checked && complaints.length === 0 ? { plan: checked.plan } : {}),
    complaints: complaints.sort(byPlace),
    complain,
  }
}

function byPlace(one: Complaint, other: Complaint): number {
  return (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0)
}
