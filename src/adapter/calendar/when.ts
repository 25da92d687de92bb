import type { Instant } from '../../lead.js'
import { DAY, dateOf, instantOf, utc, type WallTime, wallAt } from '../../time/zone.js'
import type { Property } from './lines.js'

/** A date, or a time of day in a zone. `zone` is `undefined` for a floating time, which counts where the rep is. */
export type When =
  | { readonly kind: 'date'; readonly wall: WallTime }
  | { readonly kind: 'time'; readonly wall: WallTime; readonly zone: string | undefined }

/** What a property says about its time: `zone` is the name that it gives, which nobody may know. */
export interface ReadWhen {
  readonly kind: 'date' | 'time'
  readonly wall: WallTime
  readonly zoneName: string | undefined
  /** Written with a `Z`. */
  readonly utc: boolean
}

/** Reads a DATE or DATE-TIME value. `undefined` where it is none. */
export function readWhen(value: string, params: Property['params']): ReadWhen | undefined {
  const [, year, month, day, hour, minute, second, zulu] = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?)?(Z)?$/i.exec(value.trim()) ?? []
  if (year === undefined || month === undefined || day === undefined) return undefined
  const date = utc(Number(year), Number(month), Number(day))
  const made = new Date(date)
  if (made.getUTCMonth() + 1 !== Number(month) || made.getUTCDate() !== Number(day)) return undefined
  // Some write a DATE with a time after it, Google one with a Z (birthdays); VALUE says what is meant.
  if (hour === undefined || params.get('VALUE')?.toUpperCase() === 'DATE')
    return { kind: 'date', wall: date, zoneName: undefined, utc: false }
  const [h, m, s] = [Number(hour), Number(minute), Number(second ?? 0)]
  if (h > 23 || m > 59 || s > 60) return undefined
  const isUtc = zulu !== undefined
  // A leap second is the second before it: no clock here can tell them apart.
  const wall = date + (h * 3600 + m * 60 + Math.min(s, 59)) * 1000
  return { kind: 'time', wall, zoneName: isUtc ? undefined : params.get('TZID'), utc: isUtc }
}

/** Nominal days, which are as long as the clocks make them, and exact milliseconds (RFC 5545, 3.3.6). */
export interface Duration {
  readonly days: number
  readonly ms: number
}

export function readDuration(value: string): Duration | undefined {
  const match = /^([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/i.exec(value.trim())
  if (match === null || !/\d/.test(value)) return undefined
  const [weeks, days, hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0)) as [number, number, number, number, number]
  const sign = match[1] === '-' ? -1 : 1
  return { days: sign * (weeks * 7 + days), ms: sign * (hours * 3600 + minutes * 60 + seconds) * 1000 }
}

/** When it is, for somebody whose clock shows the zone `home`. A date is its midnight there. */
export function toInstant(when: When, home: string): Instant {
  return instantOf(when.wall, when.kind === 'date' ? home : (when.zone ?? home))
}

/** The instant after a duration: first whole days on the calendar, then exact time. */
export function after(when: When, { days, ms }: Duration, home: string): Instant {
  return toInstant({ ...when, wall: when.wall + days * DAY }, home) + ms
}

/** The wall time of one thing as another one would count it: a RECURRENCE-ID or EXDATE, put beside its series. */
export function wallLike(when: When, series: When, home: string): { readonly wall: WallTime; readonly wholeDay: boolean } {
  if (series.kind === 'date') return { wall: dateOf(when.wall), wholeDay: true }
  // A date alone stands for the whole of it. Outlook writes exceptions so.
  if (when.kind === 'date') return { wall: when.wall, wholeDay: true }
  const [from, to] = [when.zone ?? home, series.zone ?? home]
  return { wall: from === to ? when.wall : wallAt(instantOf(when.wall, from), to), wholeDay: false }
}
