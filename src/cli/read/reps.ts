import { didYouMean } from '../../condition/issueList.js'
import { nearest } from '../../condition/nearest.js'
import type { Issue } from '../../errors.js'
import { checkRoster } from '../../plan/checkRoster.js'
import type { Plan } from '../../plan/document.js'
import type { HolidayTables } from '../../presence/holidayTables.js'
import { type Rep, type RepFields, repFields } from '../../rep.js'
import { readRepTimes, timesOf } from '../../time/repTimes.js'
import { type Complaint, stop } from '../complaint.js'
import type { Io } from '../io.js'
import type { Texts } from './header.js'
import { readTable, type Table } from './table.js'

/**
 * Reads a roster from JSON, JSONL or CSV: the reps, or what is wrong with them.
 *
 * @param holidays the tables that reps may name; without them the names are not looked at
 */
export async function readReps(
  io: Io,
  file: string,
  plan: Pick<Plan, 'repFields'>,
  texts: Omit<Texts, 'fixed'>,
  holidays?: HolidayTables,
): Promise<{ readonly reps: readonly Rep[] } | { readonly complaints: readonly Complaint[] }> {
  const fields = { ...repFields, ...plan.repFields }
  const table = await readTable(io, file, { ...texts, fixed: new Set(['id', fields.manager, fields.backup]) })
  const checked = checkRoster(table.rows, fields)
  if ('issues' in checked) return { complaints: table.complain(checked.issues) }
  const unknown = holidays === undefined ? [] : checked.reps.flatMap((rep, index) => unknownHolidays(rep, index, fields, holidays))
  return unknown.length > 0 ? { complaints: table.complain(unknown) } : checked
}

function unknownHolidays(rep: Rep, index: number, fields: RepFields, { names }: HolidayTables): Issue[] {
  const read = readRepTimes(timesOf(rep, fields))
  const field = fields.holidays ?? 'holidays'
  if ('problems' in read) return []
  return read.times.holidays.flatMap((name, at) => {
    if (names.includes(name)) return []
    const hint =
      names.length === 0 ? 'Give the tables: --holidays holidays.json' : didYouMean(name, names, `There are: ${names.join(', ')}.`)
    const path = typeof rep[field] === 'string' ? [index, field] : [index, field, at]
    return [{ code: 'unknownHolidays', message: `No table of holidays is called ${JSON.stringify(name)}.`, path, hint }]
  })
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
