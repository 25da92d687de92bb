import type { CalendarParser } from '../../../src/adapter/calendar/parser.js'

/**
 * The recurrences of RFC 5545, 3.3.10, in the plainest way: every period from the start, every day of it, every time of the day, in UTC.
 * Slow, and the measure of what is quick. Without BYWEEKNO, which no test here asks for.
 */
export function bruteForce(ruleText: string, start: number, to: number): number[] {
  const parts = new Map(ruleText.split(';').map((part) => part.split('=') as [string, string]))
  const numbers = (name: string) => parts.get(name)?.split(',').map(Number)
  const [freq, interval, weekStart] = [
    parts.get('FREQ') ?? '',
    Number(parts.get('INTERVAL') ?? 1),
    weekdays.indexOf(parts.get('WKST') ?? 'MO'),
  ]
  const count = Number(parts.get('COUNT') ?? Number.POSITIVE_INFINITY)
  const until = Math.min(to, instant(parts.get('UNTIL')) ?? to)
  const found: number[] = []
  for (let index = 0; ; index++) {
    const [begin, end] = period(freq, start, index * interval, weekStart)
    if (begin > until) return found
    const times: number[] = []
    const step = stepOf(freq, parts)
    for (let time = begin + (start % step); time < end; time += step)
      if (holds(new Date(time), freq, parts, new Date(start))) times.push(time)
    const positions = numbers('BYSETPOS')
    const picked = positions === undefined ? times : times.filter((_, i) => positions.some((p) => p === i + 1 || p === i - times.length))
    for (const time of picked) {
      if (time < start) continue
      if (time > until || found.length >= count) return found
      found.push(time)
    }
  }
}

/** The same as a parser, as far as it is asked here. */
export const bruteForceParser: CalendarParser = {
  sync: {
    parseICS(text) {
      const start = instant(/^DTSTART:(\S+)/m.exec(text)?.[1])
      const rule = /^RRULE:(\S+)/m.exec(text)?.[1]
      if (start === undefined || rule === undefined) return { one: {} }
      const until = /UNTIL=(\w+)/.exec(rule)?.[1]
      const all = (take: (date: Date) => boolean) =>
        void bruteForce(rule, start, instant(until) ?? start).every((time) => take(new Date(time)))
      return { one: { rrule: { all } } }
    },
  },
}

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000]

function instant(text: string | undefined): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/
    .exec(text ?? '')
    ?.slice(1)
    .map(Number)
  return match === undefined ? undefined : Date.UTC(match[0]!, match[1]! - 1, match[2]!, match[3]!, match[4]!, match[5]!)
}

function period(freq: string, start: number, index: number, weekStart: number): [number, number] {
  const date = new Date(start)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  if (freq === 'YEARLY') return [Date.UTC(year + index, 0), Date.UTC(year + index + 1, 0)]
  if (freq === 'MONTHLY') return [Date.UTC(year, month + index), Date.UTC(year, month + index + 1)]
  const sizes: Record<string, number> = { SECONDLY: second, MINUTELY: minute, HOURLY: hour, DAILY: day, WEEKLY: 7 * day }
  const size = sizes[freq]!
  const midnight = start - (start % day)
  const first = freq === 'WEEKLY' ? midnight - ((date.getUTCDay() - weekStart + 7) % 7) * day : start - (start % size)
  return [first + index * size, first + (index + 1) * size]
}

/** Times are tried only as finely as they can differ from the start's. */
function stepOf(freq: string, parts: ReadonlyMap<string, string>): number {
  if (parts.has('BYSECOND') || freq === 'SECONDLY') return second
  if (parts.has('BYMINUTE') || freq === 'MINUTELY') return minute
  return parts.has('BYHOUR') || freq === 'HOURLY' ? hour : day
}

function holds(date: Date, freq: string, parts: ReadonlyMap<string, string>, start: Date): boolean {
  const given = (name: string) => parts.get(name)?.split(',')
  const is = (name: string, actual: number) => given(name)?.some((value) => Number(value) === actual)
  const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  const inMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const dayOfYear = Math.floor((date.getTime() - Date.UTC(year, 0)) / day) + 1
  const inYear = (Date.UTC(year + 1, 0) - Date.UTC(year, 0)) / day
  const ends = (name: string, place: number, size: number) =>
    given(name)?.some((value) => Number(value) === place || Number(value) === place - size - 1)
  const level = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].indexOf(freq)

  const dayNamed = parts.has('BYMONTHDAY') || parts.has('BYYEARDAY') || parts.has('BYDAY')
  if (!(is('BYMONTH', month + 1) ?? (level < 6 || dayNamed || month === start.getUTCMonth()))) return false
  if (!(ends('BYMONTHDAY', dayOfMonth, inMonth) ?? (level < 5 || dayNamed || dayOfMonth === start.getUTCDate()))) return false
  if (!(ends('BYYEARDAY', dayOfYear, inYear) ?? true)) return false
  const weekday = weekdays[date.getUTCDay()]!
  const [place, size] = freq === 'YEARLY' && !parts.has('BYMONTH') ? [dayOfYear, inYear] : [dayOfMonth, inMonth]
  const nth = [Math.ceil(place / 7), -Math.ceil((size - place + 1) / 7)]
  const named = given('BYDAY')?.some(
    (value) => value.slice(-2) === weekday && (value.length === 2 || nth.includes(Number(value.slice(0, -2)))),
  )
  if (!(named ?? (freq !== 'WEEKLY' || date.getUTCDay() === start.getUTCDay()))) return false
  if (!(is('BYHOUR', date.getUTCHours()) ?? (level < 3 || date.getUTCHours() === start.getUTCHours()))) return false
  if (!(is('BYMINUTE', date.getUTCMinutes()) ?? (level < 2 || date.getUTCMinutes() === start.getUTCMinutes()))) return false
  return is('BYSECOND', date.getUTCSeconds()) ?? (level < 1 || date.getUTCSeconds() === start.getUTCSeconds())
}
