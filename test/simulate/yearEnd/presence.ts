import { Temporal } from 'temporal-polyfill'
import type { Rep } from '../../../src/index.js'
import { type Busy, busy } from './calendars.js'
import { DAY, holidays, reps, START } from './team.js'

/** Who is there and who works, by Temporal and tables written by hand: nothing of the package. */

/** From (included) until (not any more), in milliseconds. */
export type Span = readonly [from: number, until: number]

/** More than any run is long. */
const DAYS = 140
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
type Week = { readonly [days: string]: string | readonly string[] }

export interface Days {
  /** The shifts: what business time counts. */
  readonly works: readonly Span[]
  /** The shifts without times away and meetings. */
  readonly there: readonly Span[]
  /** Times away of five days or more: when the rep is there again. */
  readonly returns: readonly number[]
}

const always: Days = { works: [[0, Number.MAX_SAFE_INTEGER]], there: [[0, Number.MAX_SAFE_INTEGER]], returns: [] }

export const daysOf: ReadonlyMap<string, Days> = new Map(reps.map((rep) => [rep.id, rep.hours === undefined ? always : readDays(rep)]))

export function isThere(rep: string, at: number): boolean {
  return at < (spanAfter((daysOf.get(rep) as Days).there, at)?.[1] ?? 0) && at >= (spanAfter((daysOf.get(rep) as Days).there, at)?.[0] ?? 0)
}

/** The end of `ms` within the spans from a moment on. */
export function after(spans: readonly Span[], at: number, ms: number): number {
  let left = ms
  for (let index = placeAfter(spans, at); index < spans.length; index++) {
    const [from, until] = spans[index] as Span
    const begin = Math.max(from, at)
    if (left <= until - begin) return begin + left
    left -= until - begin
  }
  return Number.MAX_SAFE_INTEGER
}

/** The first span that ends after a moment. */
function placeAfter(spans: readonly Span[], at: number): number {
  let [low, high] = [0, spans.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spans[middle] as Span)[1] > at) high = middle
    else low = middle + 1
  }
  return low
}

function spanAfter(spans: readonly Span[], at: number): Span | undefined {
  return spans[placeAfter(spans, at)]
}

function readDays(rep: Rep): Days {
  const works = joined(shiftsOf(rep))
  const timesAway = ((rep.away ?? []) as readonly { from: string; until: string }[]).map(
    ({ from, until }): Span => [Date.parse(from), Date.parse(until)],
  )
  const gone = [...timesAway, ...(busy[rep.id] ?? []).map(spanOf)]
  const there = gone.reduce<readonly Span[]>((spans, one) => spans.flatMap((span) => without(span, one)), works)
  const returns = gone.filter(([from, until]) => until - from >= 5 * DAY).map(([, until]) => spanAfter(there, until)?.[0] as number)
  return { works, there, returns }
}

function shiftsOf(rep: Rep): Span[] {
  const zone = rep.timeZone as string
  const hours = rep.hours as Week | { readonly week: Week; readonly dates: Week }
  const { week, dates } = 'week' in hours ? (hours as { week: Week; dates: Week }) : { week: hours as Week, dates: {} as Week }
  const free: { readonly [date: string]: string } = holidays[(rep.holidays as readonly (keyof typeof holidays)[])[0] as 'DE']
  const first = Temporal.Instant.fromEpochMilliseconds(START - 5 * DAY)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
  return Array.from({ length: DAYS }, (_, day) => first.add({ days: day })).flatMap((date) => {
    const own = dates[`${date}`]
    if (own === undefined && free[`${date}`] !== undefined) return []
    return [own ?? weekdayOf(week, date.dayOfWeek - 1) ?? []].flat().map((shift): Span => {
      const [from, until] = (shift as string).split('-') as [string, string]
      return [momentOf(`${date}T${from}`, zone), momentOf(`${until > from ? date : date.add({ days: 1 })}T${until}`, zone)]
    })
  })
}

function weekdayOf(week: Week, day: number): string | readonly string[] | undefined {
  for (const [days, shifts] of Object.entries(week)) {
    const [first, last] = days.split('-').map((name) => weekdays.indexOf(name)) as [number, number | undefined]
    const length = ((last ?? first) - first + 7) % 7
    if ((day - first + 7) % 7 <= length) return shifts
  }
  return undefined
}

function spanOf({ timeZone, from, until }: Busy): Span {
  return [momentOf(from, timeZone), momentOf(until, timeZone)]
}

/** A local time; `T24:30` is half past midnight of the next day. */
function momentOf(text: string, timeZone: string): number {
  const [date, time] = text.split('T') as [string, string]
  const next = time.startsWith('24')
  const local = Temporal.PlainDate.from(date)
    .add({ days: next ? 1 : 0 })
    .toPlainDateTime(next ? time.replace('24', '00') : time)
  return local.toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds
}

function joined(spans: readonly Span[]): Span[] {
  const found: Span[] = []
  for (const [from, until] of [...spans].sort((one, two) => one[0] - two[0])) {
    const last = found.at(-1)
    if (last !== undefined && from <= last[1]) found[found.length - 1] = [last[0], Math.max(until, last[1])]
    else found.push([from, until])
  }
  return found
}

function without([from, until]: Span, [goneFrom, goneUntil]: Span): Span[] {
  const rest: Span[] = [
    [from, Math.min(until, goneFrom)],
    [Math.max(from, goneUntil), until],
  ]
  return rest.filter(([start, end]) => start < end)
}
