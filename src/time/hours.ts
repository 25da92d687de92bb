import { isZone } from './zone.js'

/** The days of a week, from Monday. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export type Weekday = (typeof weekdays)[number]

/**
 * One shift, or several: `09:00-17:00`, `["09:00-12:30", "13:30-18:00"]`, in one text `09:00-12:30;13:30-18:00`. `22:00-06:00` ends on the
 * next day; none at all: `[]`.
 */
export type Shifts = string | readonly string[]

/** The week of a rep, as plain data. */
export interface WorkingHours {
  /** IANA name of the zone in which the hours are meant, such as `Europe/Berlin`. */
  readonly timeZone: string
  /** Shifts by weekday (`mon`) or span of weekdays (`mon-fri`); days that are not named are free. A day may be named once. */
  readonly week: { readonly [days: string]: Shifts }
  /** Single dates (`2026-12-24`) with hours of their own: they replace those of the weekday, and holidays. */
  readonly dates?: { readonly [date: string]: Shifts }
}

/** From and until in milliseconds since midnight on the wall; `until` may lie on the next day. */
export interface Shift {
  readonly from: number
  readonly until: number
}

/** Hours that have been read: what {@link WorkingHours} says, by weekday from Monday and by date. */
export interface Hours {
  readonly timeZone: string
  readonly week: readonly (readonly Shift[])[]
  readonly dates: ReadonlyMap<string, readonly Shift[]>
}

/** What is wrong with hours: where, and what to write. */
export interface HoursProblem {
  readonly path: readonly (string | number)[]
  readonly message: string
  readonly hint: string
  /** Nothing there looks like what is asked for: it may be meant for something else. */
  readonly foreign?: true
}

/** Reads hours from foreign data. Everything that is wrong is reported, at once. */
export function readHours(value: unknown): { readonly hours: Hours } | { readonly problems: readonly HoursProblem[] } {
  const problems: HoursProblem[] = []
  const report = (path: HoursProblem['path'], message: string, hint: string) => void problems.push({ path, message, hint })
  if (!isRecord(value)) {
    report([], 'Working hours are an object.', 'Write { "timeZone": "Europe/Berlin", "week": { "mon-fri": "09:00-17:00" } }.')
    return { problems }
  }
  for (const key of Object.keys(value)) {
    if (!['timeZone', 'week', 'dates'].includes(key))
      report([key], 'Working hours have no such field.', 'They have timeZone, week and dates.')
  }
  const timeZone = own(value, 'timeZone')
  if (typeof timeZone !== 'string' || !isZone(timeZone)) {
    report(['timeZone'], `${brief(timeZone)} is no time zone.`, 'Write its IANA name, such as "Europe/Berlin".')
  }
  const week: Shift[][] = weekdays.map(() => [])
  const named = new Set<number>()
  readTable(own(value, 'week') ?? null, 'week', report, (days, shifts, path) => {
    const span = spanOf(days)
    if (span === undefined)
      return report(path, `${brief(days)} is no weekday.`, 'Write mon, tue, wed, thu, fri, sat, sun, or a span: mon-fri.')
    for (const day of span) {
      if (named.has(day)) return report(path, `${weekdays[day]} is named twice.`, 'Name each day once.')
      named.add(day)
      week[day] = shifts
    }
  })
  const dates = new Map<string, Shift[]>()
  readTable(own(value, 'dates') ?? {}, 'dates', report, (date, shifts, path) => {
    if (isDate(date)) dates.set(date, shifts)
    else report(path, `${brief(date)} is no date.`, 'Write year, month and day: 2026-12-24.')
  })
  return problems.length > 0 ? { problems } : { hours: { timeZone: timeZone as string, week, dates } }
}

/** Whether a text is a date of the calendar, as `2026-12-24`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

type Report = (path: HoursProblem['path'], message: string, hint: string) => void

function readTable(
  table: unknown,
  name: string,
  report: Report,
  take: (key: string, shifts: Shift[], path: HoursProblem['path']) => void,
): void {
  if (isRecord(table)) for (const [key, value] of Object.entries(table)) take(key, readShifts(value, [name, key], report), [name, key])
  else report([name], `"${name}" is an object.`, 'Write { "mon-fri": "09:00-17:00" }; for dates { "2026-12-24": [] }.')
}

function readShifts(value: unknown, path: HoursProblem['path'], report: Report): Shift[] {
  const texts: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(';').map((text) => text.trim()) : [value]
  const shifts: Shift[] = []
  for (const [index, text] of texts.entries()) {
    const shift = typeof text === 'string' ? readShift(text) : undefined
    if (shift !== undefined) shifts.push(shift)
    else {
      const place = Array.isArray(value) ? [...path, index] : path
      report(place, `${brief(text)} is no shift.`, 'Write "09:00-17:00", "22:00-06:00" (until the next day), or "00:00-24:00".')
    }
  }
  shifts.sort((one, two) => one.from - two.from)
  for (const [index, { from }] of shifts.entries()) {
    const before = shifts[index - 1]
    if (before !== undefined && from < before.until) report(path, 'Two shifts of a day overlap.', 'Write them as one, or mend their times.')
  }
  return shifts
}

function readShift(text: string): Shift | undefined {
  const [, fromHour, fromMinute, untilHour, untilMinute] = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text) ?? []
  const [from, until] = [timeOf(fromHour, fromMinute), timeOf(untilHour, untilMinute)]
  if (from === undefined || until === undefined || from === until || from === MIDNIGHT) return undefined
  return { from, until: until < from ? until + MIDNIGHT : until }
}

const MIDNIGHT = 24 * 3_600_000

function timeOf(hour?: string, minute?: string): number | undefined {
  const ms = (Number(hour) * 60 + Number(minute)) * 60_000
  return Number(minute) < 60 && ms <= MIDNIGHT ? ms : undefined
}

function spanOf(days: string): readonly number[] | undefined {
  const [first, last = first, more] = days.split('-').map((day) => (weekdays as readonly string[]).indexOf(day))
  if (first === undefined || last === undefined || more !== undefined || first < 0 || last < 0) return undefined
  // `fri-mon` goes over the end of the week.
  return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, step) => (first + step) % 7)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function own(value: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined
}

export function brief(value: unknown): string {
  return value === undefined ? 'Nothing' : (JSON.stringify(value) ?? typeof value).slice(0, 60)
}
