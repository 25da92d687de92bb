import { DAY, utc, type WallTime } from '../../time/zone.js'
import { type ByPart, type Frequency, weekdays } from './rule.js'

/** The BYxxx parts of a rule and their values. */
export type By = ReadonlyMap<ByPart, readonly string[]>

const ofDays: readonly ByPart[] = ['BYMONTH', 'BYMONTHDAY', 'BYYEARDAY', 'BYDAY']

/** The parts that leave occurrences out and make none; the table of RFC 5545, 3.3.10, as far as rules repeat by the day or oftener. */
const limiting: { readonly [freq in Frequency]?: readonly ByPart[] } = {
  DAILY: ofDays,
  HOURLY: [...ofDays, 'BYHOUR'],
  MINUTELY: [...ofDays, 'BYHOUR', 'BYMINUTE'],
  SECONDLY: [...ofDays, 'BYHOUR', 'BYMINUTE', 'BYSECOND'],
}

/** Parts the limits from the rest of a rule. They are looked at here: `node-ical` loses count of an INTERVAL where it has to skip. */
export function partLimits(freq: Frequency, by: By): { readonly rest: By; keeps(wall: WallTime): boolean } {
  const names = limiting[freq] ?? []
  const limits = [...by].filter(([name]) => names.includes(name))
  return {
    rest: new Map([...by].filter(([name]) => !names.includes(name))),
    keeps: (wall) => limits.every(([name, values]) => values.some((value) => matches(name, value, wall))),
  }
}

function matches(name: ByPart, value: string, wall: WallTime): boolean {
  const date = new Date(wall)
  const [year, month, day, number] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), Number(value)]
  const at = (place: number, size: number) => number === place || number === place - size - 1
  switch (name) {
    case 'BYMONTH':
      return number === month
    case 'BYMONTHDAY':
      return at(day, new Date(utc(year, month + 1, 0)).getUTCDate())
    case 'BYYEARDAY':
      return at(Math.floor((wall - utc(year, 1, 1)) / DAY) + 1, (utc(year + 1, 1, 1) - utc(year, 1, 1)) / DAY)
    case 'BYDAY':
      return weekdays[date.getUTCDay()] === value
    case 'BYHOUR':
      return number === date.getUTCHours()
    case 'BYMINUTE':
      return number === date.getUTCMinutes()
    default:
      // A leap second is the second before it.
      return Math.min(number, 59) === date.getUTCSeconds()
  }
}
