import { RoutingError } from '../errors.js'
import type { AnyRep } from '../port/ports.js'
import { type RepFields, repFields } from '../rep.js'
import { isRecord } from '../time/hours.js'
import type { Period } from '../time/periods.js'
import { type ReadTimes, readRepTimes, timesOf } from '../time/repTimes.js'
import { createWorkCalendar, type WorkCalendar } from '../time/workCalendar.js'
import { aFunction, type Check, checkOptions, optional } from './checkOptions.js'
import { type HolidayTables, holidayTables } from './holidayTables.js'

/** Where the fields are found that are not under their own names: the plan's `repFields`. */
export type TimeFields = Partial<Pick<RepFields, 'timeZone' | 'hours' | 'holidays' | 'away'>>

export interface RosterTimesOptions {
  /** The tables of holidays that reps name. */
  readonly holidays?: HolidayTables
  /** Where the fields are found that are not under their own names: the plan's `repFields`. */
  readonly repFields?: TimeFields
}

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
 * @throws RoutingError `badOptions` for options that cannot be used; when asked about a rep, `badRoster` if its fields cannot be read, and
 * `badOptions` for a table that is not there
 */
export function rosterCalendar(options: RosterTimesOptions = {}): (rep: AnyRep) => WorkCalendar | undefined {
  const scheduleOf = createSchedules(options)
  return (rep) => scheduleOf(rep).calendar
}

export const noTables: HolidayTables = holidayTables({})

/** How many different hours are kept at once. */
const KEPT = 10_000

/**
 * Reads each rep once. Reps with the same hours, zone and holidays share one calendar: what it knows of a day costs a thousand times
 * more to find out than to look up.
 */
export function createSchedules(options: RosterTimesOptions): (rep: AnyRep) => Schedule {
  checkOptions(options, { holidays: optional(tablesHint), repFields: optional(fieldsHint) })
  const { holidays: tables = noTables, repFields: fields = {} } = options
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

const tablesHint: Check = (value) =>
  isRecord(value) && aFunction(value.of) === undefined ? undefined : "Pass tables: holidayTables({ DE: { '2026-12-25': 'Christmas' } })."

function fieldsHint(value: unknown): string | undefined {
  const good = isRecord(value) && Object.entries(value).every(([role, field]) => Object.hasOwn(repFields, role) && isField(field))
  return good ? undefined : `Pass the plan's \`repFields\`, such as { hours: 'shifts' }. Fields are ${Object.keys(repFields).join(', ')}.`
}

function isField(field: unknown): boolean {
  return field === undefined || field === null || (typeof field === 'string' && field !== '')
}
