import type { Instant } from '../lead.js'
import type { Hours, Shift } from './hours.js'
import { DAY, dateOf, dateText, hasDate, instantOf, type WallTime, wallAt } from './zone.js'

/** A stretch of time: `from` belongs to it, `until` does not. */
export interface Span {
  readonly from: Instant
  readonly until: Instant
}

/** When somebody works. */
export interface WorkCalendar {
  /** Whether somebody works at this instant. */
  open(at: Instant): boolean
  /** The first instant from `at` on at which somebody works; nothing within {@link HORIZON} days. */
  nextOpen(at: Instant): Instant | undefined
  /** Why nobody works at this instant, if a holiday is the reason. */
  holiday(at: Instant): string | undefined
  /** When `ms` of working time have gone by since `at`; nothing where that takes longer than {@link HORIZON} days. */
  after(at: Instant, ms: number): Instant | undefined
  /** How much working time lies between, in milliseconds. At most {@link HORIZON} days are looked through. */
  between(from: Instant, until: Instant): number
}

/** How far calendars look ahead, in days: long enough for two years' leave, short enough for empty hours to be told soon. */
export const HORIZON = 800

/** How many dates back a shift can have begun that is not over: the one before, and one that the zone may leave out in between. */
const BACK = 2

/** How many days a calendar remembers. */
const REMEMBERED = 400

/**
 * A shift belongs to the date on which it begins: a holiday takes away the shifts that begin on it, also their hours after midnight, and
 * leaves those of the evening before. Each end of a shift is an instant of its own, so a night of 22:00-06:00 is an hour shorter when
 * clocks go forward, and an hour longer when they go back.
 *
 * @param holidayOf the name of the holiday on a date (`2026-12-25`), if it is one
 */
export function createWorkCalendar(hours: Hours, holidayOf: (date: string) => string | undefined = () => undefined): WorkCalendar {
  const { timeZone, week, dates } = hours
  const remembered = new Map<WallTime, readonly Span[]>()

  const shiftsOf = (date: WallTime): readonly Shift[] => {
    const text = dateText(date)
    // 1970 began on a Thursday.
    return dates.get(text) ?? (holidayOf(text) === undefined ? (week[(((date / DAY + 3) % 7) + 7) % 7] ?? []) : [])
  }
  const spansOf = (date: WallTime): readonly Span[] => {
    const known = remembered.get(date)
    if (known !== undefined) return known
    const shifts = shiftsOf(date)
    const spans =
      shifts.length === 0 || !hasDate(date, timeZone)
        ? []
        : shifts
            .map(({ from, until }) => ({ from: instantOf(date + from, timeZone), until: instantOf(date + until, timeZone) }))
            // Clocks that go forward can leave nothing of a shift.
            .filter(({ from, until }) => from < until)
    if (remembered.size >= REMEMBERED) remembered.clear()
    remembered.set(date, spans)
    return spans
  }
  /** What is left of working time from an instant on, in order and without overlaps: one night's end may reach into the next day's shift. */
  function* spansFrom(at: Instant): Generator<Span> {
    const first = dateOf(wallAt(at, timeZone)) - BACK * DAY
    let from = at
    for (let day = 0; day <= HORIZON; day++) {
      for (const span of spansOf(first + day * DAY)) {
        if (span.until <= from) continue
        yield { from: Math.max(from, span.from), until: span.until }
        from = span.until
      }
    }
  }

  const nextOpen = (at: Instant): Instant | undefined => {
    for (const span of spansFrom(at)) return span.from
    return undefined
  }
  return {
    open: (at) => {
      const date = dateOf(wallAt(at, timeZone))
      return [date - BACK * DAY, date - DAY, date].some((day) => spansOf(day).some(({ from, until }) => from <= at && at < until))
    },
    nextOpen,
    holiday: (at) => {
      const date = dateText(wallAt(at, timeZone))
      return dates.has(date) ? undefined : holidayOf(date)
    },
    after: (at, ms) => {
      let left = ms
      for (const { from, until } of spansFrom(at)) {
        if (left <= until - from) return from + left
        left -= until - from
      }
      return undefined
    },
    between: (start, end) => {
      let sum = 0
      for (const { from, until } of spansFrom(start)) {
        if (from >= end) break
        sum += Math.min(until, end) - from
      }
      return sum
    },
  }
}
