import { RoutingError } from '../errors.js'
import type { AnyRep } from '../port/ports.js'
import { type RepFields, repFields } from '../rep.js'
import type { Period } from '../time/periods.js'
import { type ReadTimes, readRepTimes, timesOf } from '../time/repTimes.js'
import { createWorkCalendar, type WorkCalendar } from '../time/workCalendar.js'
import { type HolidayTables, holidayTables } from './holidayTables.js'

/** Where the fields are found that are not under their own names: the plan's `repFields`. */
export type TimeFields = Partial<Pick<RepFields, 'timeZone' | 'hours' | 'holidays' | 'away'>>

/** What a rep's own fields say of its times. */
export interface Schedule {
  /** Missing: at any hour. */
  readonly calendar?: WorkCalendar
  readonly away: readonly Period[]
}

/**
 * The calendars of reps by their conventional fields `timeZone`, `hours` and `holidays`, for reckoning in their working time.
 * Nothing for a rep who has neither hours nor holidays. Times away do not count: they say who is there, not when people work.
 *
 * @throws RoutingError `badRoster` when asked about a rep whose fields cannot be read, `badOptions` for a table that is not there
 */
export function rosterCalendar(tables: HolidayTables = noTables, fields: TimeFields = {}): (rep: AnyRep) => WorkCalendar | undefined {
  const scheduleOf = createSchedules(tables, fields)
  return (rep) => scheduleOf(rep).calendar
}

export const noTables: HolidayTables = holidayTables({})

/** How many different hours are kept at once. */
const KEPT = 10_000

/**
 * Reads each rep once. Reps with the same hours, zone and holidays share one calendar: what it knows of a day costs a thousand times
 * more to find out than to look up.
 */
export function createSchedules(tables: HolidayTables, fields: TimeFields): (rep: AnyRep) => Schedule {
  const names = { ...repFields, ...fields }
  const schedules = new WeakMap<AnyRep, Schedule>()
  const calendars = new Map<string, WorkCalendar>()
  const calendarOf = ({ hours, holidays }: ReadTimes): WorkCalendar | undefined => {
    if (hours === undefined) return undefined
    const key = JSON.stringify([hours.timeZone, hours.week, [...hours.dates], holidays])
    const known = calendars.get(key)
    if (known !== undefined) return known
    const table = tables.of(holidays)
    const calendar = createWorkCalendar(hours, (date) => (Object.hasOwn(table, date) ? table[date] : undefined))
    if (calendars.size >= KEPT) calendars.clear()
    calendars.set(key, calendar)
    return calendar
  }
  return (rep) => {
    const known = schedules.get(rep)
    if (known !== undefined) return known
    const read = readRepTimes(timesOf(rep, names))
    if ('problems' in read) {
      const issues = read.problems.map(({ field, path, message, hint }) => {
        return { code: 'wrongType', message, path: [rep.id, names[field] ?? field, ...path], hint } as const
      })
      throw new RoutingError('badRoster', { issues })
    }
    const calendar = calendarOf(read.times)
    const schedule = { ...(calendar === undefined ? {} : { calendar }), away: read.times.away }
    schedules.set(rep, schedule)
    return schedule
  }
}
