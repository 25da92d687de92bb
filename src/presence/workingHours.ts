import { RoutingError } from '../errors.js'
import type { AnyRep, KnownPresence, PortContext } from '../port/ports.js'
import { type HoursProblem, isDate, readHours, type WorkingHours } from '../time/hours.js'
import { createWorkCalendar, type WorkCalendar } from '../time/workCalendar.js'
import { aFunction, checkOptions, optional } from './checkOptions.js'

/** Holidays by date: `{ "2026-12-25": "Christmas Day" }`. */
export interface Holidays {
  readonly [date: string]: string
}

/**
 * Reads working hours once, to ask often.
 *
 * @throws RoutingError `badOptions` with an issue for everything that is wrong
 */
export function workCalendar(hours: WorkingHours, holidays: Holidays = {}): WorkCalendar {
  const read = readHours(hours)
  const problems: HoursProblem[] = 'problems' in read ? [...read.problems] : []
  for (const date of Object.keys(holidays)) {
    if (!isDate(date)) problems.push({ path: ['holidays', date], message: 'A holiday stands by a date.', hint: 'Write it as 2026-12-25.' })
  }
  if ('hours' in read && problems.length === 0) {
    return createWorkCalendar(read.hours, (date) => (Object.hasOwn(holidays, date) ? holidays[date] : undefined))
  }
  throw new RoutingError('badOptions', { issues: problems.map((problem) => ({ code: 'wrongType', ...problem })) })
}

/** Where the hours of a rep are found. */
export interface WorkingHoursSource<R> {
  /** The rep's hours, in the rep's own time zone; nothing: always there. Read again when it is another object. */
  hours(rep: R): WorkingHours | undefined
  /** The holidays that the rep has, such as those of a country or region. One object for all who share them. */
  holidays?(rep: R): Holidays | undefined
}

/**
 * Availability by working hours and holidays: a rep is away outside of the hours, until the next shift begins. Computed from the rep
 * alone, so it costs no question to anybody, and the same instant always gives the same answer.
 *
 * Hours that cannot be read are told as a failed question: `whenPortFails.availability` decides, and the trace shows it.
 *
 * @throws RoutingError `badOptions` if `hours` or `holidays` is no function
 */
export function workingHours<R extends AnyRep>(
  source: WorkingHoursSource<R>,
): (rep: R, context: Pick<PortContext, 'now'>) => KnownPresence {
  checkOptions(source, { hours: aFunction, holidays: optional(aFunction) })
  const calendars = new WeakMap<WorkingHours, { readonly holidays: Holidays | undefined; readonly calendar: WorkCalendar }>()
  const calendarOf = (hours: WorkingHours, holidays: Holidays | undefined): WorkCalendar => {
    const known = calendars.get(hours)
    if (known !== undefined && known.holidays === holidays) return known.calendar
    const calendar = workCalendar(hours, holidays)
    calendars.set(hours, { holidays, calendar })
    return calendar
  }
  return (rep, { now }) => {
    const hours = source.hours(rep)
    if (hours === undefined) return true
    const calendar = calendarOf(hours, source.holidays?.(rep))
    if (calendar.open(now)) return true
    const until = calendar.nextOpen(now)
    return { away: calendar.holiday(now) ?? 'outside working hours', ...(until === undefined ? {} : { until }) }
  }
}
