import { DAY, utc, type WallTime } from '../../time/zone.js'
import { type By, partLimits } from './limits.js'
import { type ByPart, type Frequency, frequencies, type Rule, weekdays } from './rule.js'

/** A rule in wall time, begun as near to the window as its rhythm allows, and what it may cost. */
export interface Schedule {
  /** Where to begin; at most a period before {@link first}. */
  readonly start: WallTime
  /** Where to end; at most a period after {@link last}. */
  readonly end: WallTime
  readonly interval: number
  /** The parts that make occurrences. */
  readonly by: By
  /** What is earlier, or later, is none of the series. */
  readonly first: WallTime
  readonly last: WallTime
  /** Whether the rule leaves it in; what is left out does not count. */
  keeps(wall: WallTime): boolean
  /** How many there are from {@link first} on. */
  readonly count: number
  /** An upper bound of the steps from start to end. */
  readonly steps: number
  /** The length of a period, where all are of one length; else the rule for the library, and how many periods it has to walk. */
  readonly walk: { readonly period: number } | { readonly rule: string; readonly periods: number }
}

/** Lengths for estimates: the shortest month and year, so that the number of periods is never too small. */
const length: Readonly<Record<Frequency, number>> = {
  SECONDLY: 1000,
  MINUTELY: 60 * 1000,
  HOURLY: 3600 * 1000,
  DAILY: DAY,
  WEEKLY: 7 * DAY,
  MONTHLY: 28 * DAY,
  YEARLY: 365 * DAY,
}

/** Of the periods that a library walks one by one. */
const longest: { readonly [freq in Frequency]?: number } = { WEEKLY: 7 * DAY, MONTHLY: 31 * DAY, YEARLY: 366 * DAY }

/**
 * Prepares a rule for a window. Everything that a rule takes over from its start is written out, since libraries that jump ahead lose it
 * (a month without the 31st), and a start long ago is moved near, since walking there may take for ever.
 *
 * @param until the last wall time of the rule, if it has one
 * @returns `undefined` if nothing of the rule can lie in the window
 */
export function scheduleOf(rule: Rule, start: WallTime, until: WallTime | undefined, from: WallTime, to: WallTime): Schedule | undefined {
  const step = length[rule.freq] * rule.interval
  const even = frequencies.indexOf(rule.freq) <= frequencies.indexOf('WEEKLY')
  const counted = rule.count !== undefined
  // Without parts a count is an end: then nothing has to be counted.
  const countless = counted && even && rule.by.size === 0
  const ends = countless ? start + ((rule.count ?? 1) - 1) * step : until
  const last = Math.min(ends ?? to, to)
  const by = writtenOut(rule, start)
  if (start > to || last < start || last < from || !touches(by.get('BYMONTH'), from, last)) return undefined
  const jumps = !counted || countless
  const near = !jumps ? start : even ? start + Math.max(0, Math.floor((from - start) / step) - 1) * step : nearMonth(rule, start, from)
  const begun = rule.freq === 'WEEKLY' ? firstOfWeek(near, rule.weekStart) : near
  // Within a period the library may go back and forth, so the last one is to be walked to its end.
  const end = last + (longest[rule.freq] ?? 0)
  const periods = Math.ceil((end - begun) / step) + 2
  const { rest, keeps } = partLimits(rule.freq, by)
  return {
    start: begun,
    end,
    interval: rule.interval,
    by: rest,
    first: start,
    last,
    keeps,
    count: jumps ? Number.POSITIVE_INFINITY : (rule.count ?? 1),
    steps: periods * (1 + perPeriod(rule.freq, rest)),
    walk: rule.freq in longest ? { rule: textOf(rule, by, end), periods } : { period: length[rule.freq] },
  }
}

/** The value of an RRULE. A rule without an end gets that of the window; so does one that counts what never comes. */
function textOf({ freq, interval, weekStart }: Rule, by: By, end: WallTime): string {
  const parts = [...by].map(([name, values]) => `${name}=${values.join(',')}`)
  return [`FREQ=${freq}`, `INTERVAL=${interval}`, `UNTIL=${digits(end)}`, ...parts, `WKST=${weekStart}`].join(';')
}

/** `node-ical` counts the weeks of an INTERVAL from the first weekday that the rule names, not from that of the start. */
function firstOfWeek(wall: WallTime, weekStart: string): WallTime {
  const first = (weekdays as readonly string[]).indexOf(weekStart)
  return wall - ((new Date(wall).getUTCDay() - first + 7) % 7) * DAY
}

/** `20241224T090000Z`: wall time is written as if it were UTC. */
export function digits(wall: WallTime): string {
  return new Date(wall).toISOString().replace(/[-:]|\.\d+/g, '')
}

function perPeriod(freq: Frequency, by: By): number {
  const times = (['BYHOUR', 'BYMINUTE', 'BYSECOND'] as const).reduce((product, name) => product * (by.get(name)?.length ?? 1), 1)
  return daysPerPeriod(freq, by) * times
}

/** How many days a period may name, at most. */
function daysPerPeriod(freq: Frequency, by: By): number {
  if (!(freq in longest)) return 1
  const weekdayNames = by.get('BYDAY') ?? []
  if (freq === 'WEEKLY') return weekdayNames.length
  const months = freq === 'MONTHLY' ? 1 : (by.get('BYMONTH')?.length ?? 12)
  const [monthDays, yearDays, weeks] = [by.get('BYMONTHDAY'), by.get('BYYEARDAY'), by.get('BYWEEKNO')]
  if (monthDays !== undefined) return monthDays.length * months
  if (yearDays !== undefined) return yearDays.length
  if (weeks !== undefined) return weeks.length * weekdayNames.length
  // `2MO` is one day of a month, `MO` up to five.
  return weekdayNames.reduce((sum, name) => sum + (name.length > 2 ? 1 : 5), 0) * months
}

/** Whether one of these months has a part in the stretch. Most yearly rules end here. */
function touches(months: readonly string[] | undefined, from: WallTime, to: WallTime): boolean {
  const [first, last] = [from, to].map((wall) => new Date(wall).getUTCFullYear() * 12 + new Date(wall).getUTCMonth()) as [number, number]
  return months === undefined || months.some((month) => first + ((((Number(month) - 1 - first) % 12) + 12) % 12) <= last)
}

/** A few whole intervals before the window, on the first of the month, which every month has. */
function nearMonth(rule: Rule, start: WallTime, from: WallTime): WallTime {
  const [begun, wanted] = [new Date(start), new Date(from)]
  const unit = rule.freq === 'YEARLY' ? 12 : 1
  const months = (wanted.getUTCFullYear() - begun.getUTCFullYear()) * 12 + wanted.getUTCMonth() - begun.getUTCMonth()
  const jump = (Math.floor(months / unit / rule.interval) - 1) * rule.interval * unit
  if (jump <= 0) return start
  const time = start - Math.floor(start / DAY) * DAY
  return utc(begun.getUTCFullYear(), begun.getUTCMonth() + 1 + jump, 1) + time
}

/** The parts of a rule together with those that it takes from its start. */
function writtenOut(rule: Rule, start: WallTime): By {
  const by = new Map(rule.by)
  const date = new Date(start)
  const weekday = weekdays[date.getUTCDay()] ?? 'MO'
  const names = (...parts: ByPart[]) => parts.some((part) => by.has(part))
  if (rule.freq === 'WEEKLY' && !by.has('BYDAY')) by.set('BYDAY', [weekday])
  if (rule.freq === 'MONTHLY' && !names('BYDAY', 'BYMONTHDAY')) by.set('BYMONTHDAY', [`${date.getUTCDate()}`])
  if (rule.freq === 'YEARLY' && !names('BYDAY', 'BYMONTHDAY', 'BYYEARDAY')) {
    if (by.has('BYWEEKNO')) by.set('BYDAY', [weekday])
    else {
      if (!by.has('BYMONTH')) by.set('BYMONTH', [`${date.getUTCMonth() + 1}`])
      by.set('BYMONTHDAY', [`${date.getUTCDate()}`])
    }
  }
  return by
}
