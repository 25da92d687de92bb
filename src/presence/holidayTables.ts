import { RoutingError } from '../errors.js'
import { isDate, isRecord } from '../time/hours.js'
import type { Holidays } from './workingHours.js'

/** Holidays by name of the table: of countries, of regions, of the company. */
export interface HolidayTables {
  /** The names that there are. */
  readonly names: readonly string[]
  /**
   * The holidays of several tables together. Where two have the same date, the first gives it its name. The same list gives the same object.
   *
   * @throws RoutingError `badOptions` for a name that no table has
   */
  of(names: readonly string[]): Holidays
}

/**
 * Tables of holidays, each named once: `holidayTables({ DE: { '2026-12-25': 'Christmas' }, 'DE-BY': { … }, company: { … } })`.
 *
 * @throws RoutingError `badOptions` with an issue for every date that is none
 */
export function holidayTables(tables: { readonly [name: string]: Holidays }): HolidayTables {
  const problems = holidayProblems(tables)
  if (problems.length > 0) throw new RoutingError('badOptions', { issues: problems.map((one) => ({ code: 'wrongType', ...one })) })
  const known = new Map(Object.entries(tables).map(([name, table]) => [name, { ...table }]))
  const names = Object.freeze([...known.keys()])
  const made = new Map<string, Holidays>()
  return {
    names,
    of: (list) => {
      const key = JSON.stringify(list)
      let holidays = made.get(key)
      if (holidays === undefined) {
        holidays = Object.freeze(Object.assign({}, ...list.map((name) => tableOf(name, known)).reverse()) as Holidays)
        made.set(key, holidays)
      }
      return holidays
    },
  }
}

function tableOf(name: string, known: ReadonlyMap<string, Holidays>): Holidays {
  const table = known.get(name)
  if (table !== undefined) return table
  const hint = known.size === 0 ? 'Give the tables: holidayTables({ … }).' : `There are: ${[...known.keys()].join(', ')}.`
  const issue = {
    code: 'unknownHolidays',
    message: `No table of holidays is called ${JSON.stringify(name)}.`,
    path: ['holidays'],
    hint,
  } as const
  throw new RoutingError('badOptions', { issues: [issue] })
}

/** What is wrong with tables of holidays, with its place. */
export function holidayProblems(tables: unknown): { readonly path: readonly string[]; readonly message: string; readonly hint: string }[] {
  if (!isRecord(tables))
    return [{ path: [], message: 'Tables of holidays are an object.', hint: 'Write { "DE": { "2026-12-25": "Christmas" } }.' }]
  return Object.entries(tables).flatMap(([name, table]) => {
    if (name.trim() === '' || name.includes(';')) {
      return [{ path: [name], message: `${JSON.stringify(name)} is no name for a table.`, hint: 'Use a name without semicolons.' }]
    }
    if (!isRecord(table))
      return [{ path: [name], message: 'A table of holidays is an object.', hint: 'Write { "2026-12-25": "Christmas" }.' }]
    return Object.entries(table).flatMap(([date, holiday]) => {
      const path = [name, date]
      if (!isDate(date)) return [{ path, message: 'A holiday stands by a date.', hint: 'Write it as 2026-12-25.' }]
      if (typeof holiday === 'string' && holiday !== '') return []
      return [{ path, message: 'A holiday has a name.', hint: 'Write "2026-12-25": "Christmas".' }]
    })
  })
}
