import { type ByPart, type Frequency, frequencies, type Rule, weekdays } from './rule.js'
import { DAY, SECOND, utc, type WallTime } from './wall.js'

/** What is handed to the library: a rule in wall time, begun as near to the window as its rhythm allows, and what it may cost. */
export interface Schedule {
  readonly start: WallTime
  /** The value of an RRULE. */
  readonly rule: string
  /** An upper bound of the steps to the end of the window. */
  readonly steps: number
}

/** Lengths for estimates: the shortest month and year, so that the number of periods is never too small. */
const length: Readonly<Record<Frequency, number>> = {
  SECONDLY: SECOND,
  MINUTELY: 60 * SECOND,
  HOURLY: 3600 * SECOND,
  DAILY: DAY,
  WEEKLY: 7 * DAY,
  MONTHLY: 28 * DAY,
  YEARLY: 365 * DAY,
}

/** How many days a period may name. */
const days: Readonly<Record<Frequency, number>> = { SECONDLY: 1, MINUTELY: 1, HOURLY: 1, DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 }

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
  if (start > to || last < start || last < from) return undefined
  const begun =
    counted && !countless ? start : even ? start + Math.max(0, Math.floor((from - start) / step) - 1) * step : nearMonth(rule, start, from)
  const by = writtenOut(rule, start)
  const periods = Math.ceil((last - begun) / step) + 2
  const text = [
    `FREQ=${rule.freq}`,
    `INTERVAL=${rule.interval}`,
    ...(counted && !countless ? [`COUNT=${rule.count}`] : []),
    // A rule without an end gets that of the window.
    ...(counted && !countless ? [] : [`UNTIL=${digits(last)}`]),
    ...[...by].map(([name, values]) => `${name}=${values.join(',')}`),
    `WKST=${rule.weekStart}`,
  ]
  return { start: begun, rule: text.join(';'), steps: periods * perPeriod(rule.freq, by) }
}

/** `20241224T090000Z`: wall time is written as if it were UTC. */
export function digits(wall: WallTime): string {
  return new Date(wall).toISOString().replace(/[-:]|\.\d+/g, '')
}

function perPeriod(freq: Frequency, by: ReadonlyMap<ByPart, readonly string[]>): number {
  const times = (['BYHOUR', 'BYMINUTE', 'BYSECOND'] as const).reduce((product, name) => product * (by.get(name)?.length ?? 1), 1)
  return days[freq] * times
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
function writtenOut(rule: Rule, start: WallTime): ReadonlyMap<ByPart, readonly string[]> {
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
