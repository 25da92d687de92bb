import type { Instant } from '../lead.js'
import { DAY, dateOf, dateText, instantOf, offsetAt, utc, type WallTime, wallAt } from './zone.js'

/** Calendar windows that rates are counted in. */
export const windowUnits = ['hour', 'day', 'week'] as const

export type WindowUnit = (typeof windowUnits)[number]

/** One hour, day or week of a calendar: an instant belongs to exactly one of each. */
export interface TimeWindow {
  /** `2026-11-27T14`, `2026-11-27`, `2026-W48`: no two windows of a zone share one. */
  readonly name: string
  /** The first instant of the next one. */
  readonly until: Instant
}

const HOUR = 3_600_000
const WEEK = 7 * DAY
const MINUTE = 60_000

/** Dates end there, and neighbours are looked at. */
const LAST = 8.64e15 - 2 * WEEK

/**
 * The window that an instant lies in.
 *
 * A day begins when its midnight first comes and lasts until the next day's: clocks that go back over midnight do not bring the day before
 * back. Weeks begin on Monday and are named as ISO 8601 has it. An hour that clocks repeat is two hours; the second one's name carries its
 * offset.
 */
export function windowAt(unit: WindowUnit, now: Instant, zone: string): TimeWindow {
  const id = `${unit} ${zone}`
  const known = remembered.get(id)
  if (known !== undefined && known.seen <= now && now < known.window.until) return known.window
  const window = Math.abs(now) > LAST ? { name: 'beyond all dates', until: Number.MAX_SAFE_INTEGER } : find(unit, now, zone)
  remembered.set(id, { seen: now, window })
  return window
}

/** The latest window of each unit and zone: reps of a team share it, and working one out costs as much as deciding about a lead. */
const remembered = new Map<string, { readonly seen: Instant; readonly window: TimeWindow }>()

function find(unit: WindowUnit, now: Instant, zone: string): TimeWindow {
  if (unit === 'hour') return hourAt(now, zone)
  const day = dayAt(now, zone)
  if (unit === 'day') return { name: nameOf(day), until: beginAfter(day, DAY, now, zone) }
  // 1970 began on a Thursday.
  const monday = day - ((((day / DAY + 3) % 7) + 7) % 7) * DAY
  return { name: weekName(monday), until: beginAfter(monday, WEEK, now, zone) }
}

function dayAt(now: Instant, zone: string): WallTime {
  const day = dateOf(wallAt(now, zone))
  return instantOf(day + DAY, zone) <= now ? day + DAY : day
}

/** Where a zone leaves out a date, that date's window would be empty: the one behind it is the next. */
function beginAfter(begin: WallTime, length: number, now: Instant, zone: string): Instant {
  for (let next = begin + length; ; next += length) {
    const instant = instantOf(next, zone)
    if (instant > now) return instant
  }
}

function hourAt(now: Instant, zone: string): TimeWindow {
  const wall = wallAt(now, zone)
  const hour = Math.floor(wall / HOUR) * HOUR
  const offset = wall - now
  const first = offsetAt(instantOf(hour, zone), zone)
  const name = `${nameOf(dateOf(hour))}T${String(Math.floor((hour - dateOf(hour)) / HOUR)).padStart(2, '0')}`
  return { name: offset === first ? name : `${name}${offsetText(offset)}`, until: changeBefore(hour + HOUR - offset, now, offset, zone) }
}

/** The end of the hour, or the moment before it at which clocks change. */
function changeBefore(end: Instant, now: Instant, offset: number, zone: string): Instant {
  if (offsetAt(end - 1, zone) === offset) return end
  let [same, changed] = [now, end - 1]
  while (changed - same > 1) {
    const middle = Math.floor((same + changed) / 2)
    if (offsetAt(middle, zone) === offset) same = middle
    else changed = middle
  }
  return changed
}

/** Years beyond 9999 have more digits. */
function nameOf(date: WallTime): string {
  return Math.abs(date) < 2e14 ? dateText(date) : (new Date(date).toISOString().split('T')[0] as string)
}

/** A week belongs to the year that its Thursday lies in. */
function weekName(monday: WallTime): string {
  const thursday = monday + 3 * DAY
  const year = new Date(thursday).getUTCFullYear()
  const week = Math.floor((thursday - utc(year, 1, 1)) / WEEK) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}

function offsetText(offset: number): string {
  const minutes = Math.abs(Math.round(offset / MINUTE))
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
