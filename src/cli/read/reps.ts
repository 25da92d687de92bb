import { nearest } from '../../condition/nearest.js'
import { checkRoster } from '../../plan/checkRoster.js'
import type { Plan } from '../../plan/document.js'
import { type Rep, repFields } from '../../rep.js'
import { type Complaint, stop } from '../complaint.js'
import type { Io } from '../io.js'
import type { Texts } from './header.js'
import { readTable, type Table } from './table.js'

/** Reads a roster from JSON, JSONL or CSV: the reps, or what is wrong with them. */
export async function readReps(
  io: Io,
  file: string,
  plan: Pick<Plan, 'repFields'>,
  texts: Omit<Texts, 'fixed'>,
): Promise<{ readonly reps: readonly Rep[] } | { readonly complaints: readonly Complaint[] }> {
  const fields = { ...repFields, ...plan.repFields }
  const table = await readTable(io, file, { ...texts, fixed: new Set(['id', fields.manager, fields.backup]) })
  const checked = checkRoster(table.rows, fields)
  return 'issues' in checked ? { complaints: table.complain(checked.issues) } : checked
}

/** As `readReps`; what is wrong ends the command. */
export async function mustReadReps(...args: Parameters<typeof readReps>): Promise<readonly Rep[]> {
  const read = await readReps(...args)
  return 'reps' in read ? read.reps : stop(...read.complaints)
}

/** Warnings about ids in another file that no rep of the roster has: a misspelled one would silently mean nobody. */
export function strangers(
  table: Table,
  ids: readonly { readonly row: number; readonly field: string; readonly id: string }[],
  reps: readonly Rep[],
): Complaint[] {
  const known = new Set(reps.map(({ id }) => id))
  const unknown = ids.filter(({ id }) => !known.has(id))
  const issues = unknown.map(({ row, field, id }) => {
    const meant = nearest(id, known)
    const hint = meant === undefined ? 'Check the id against the roster.' : `Did you mean ${meant}?`
    return { code: 'unknownField' as const, message: `No rep of the roster has the id ${JSON.stringify(id)}.`, path: [row, field], hint }
  })
  return table.complain(issues).map((complaint) => ({ ...complaint, severity: 'warning', code: 'unknownRep' }))
}
