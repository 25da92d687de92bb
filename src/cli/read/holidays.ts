import { type HolidayTables, holidayProblems, holidayTables } from '../../presence/holidayTables.js'
import type { Holidays } from '../../presence/workingHours.js'
import { stop } from '../complaint.js'
import type { Io } from '../io.js'
import { readDocument } from './document.js'

export const holidaysHelp = `tables of holidays that reps name in their field holidays, JSON: { "DE": { "2026-12-25": "Christmas" } }`

/** Reads tables of holidays: table -> date -> name. What is wrong ends the command. */
export async function readHolidays(io: Io, file: string): Promise<HolidayTables> {
  const document = await readDocument(io, file)
  const duplicates = document.duplicates()
  const issues = holidayProblems(document.value).map((problem) => ({ code: 'wrongType' as const, ...problem }))
  if (duplicates.length > 0 || issues.length > 0) stop(...duplicates, ...document.complain(issues))
  return holidayTables(document.value as { readonly [name: string]: Holidays })
}
