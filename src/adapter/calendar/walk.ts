import type { WallTime } from '../../time/zone.js'
import { evenly } from './evenly.js'
import { type CalendarParser, parseOne } from './parser.js'
import { digits, type Schedule } from './schedule.js'

/** The occurrences of a schedule from an instant on, in order. */
export function walk(schedule: Schedule, from: WallTime, parser: () => CalendarParser): WallTime[] {
  const { start, end, interval, by, first, last, keeps, count, walk: way } = schedule
  const all = 'period' in way ? evenly(way.period, interval, by, start, end) : askLibrary(parser(), start, way.rule, way.periods)
  const series = [...all].filter((wall) => wall >= first && keeps(wall)).sort((a, b) => a - b)
  return series.slice(0, count).filter((wall) => wall >= from && wall <= last)
}

/** `node-ical`, in UTC: its other ways of telling the time depend on the host's zone. */
function askLibrary(parser: CalendarParser, start: WallTime, rule: string, periods: number): Set<WallTime> {
  const parsed = parseOne(parser, [`DTSTART:${digits(start)}`, `RRULE:${rule}`])?.rrule
  if (typeof parsed !== 'object' || parsed === null || !('all' in parsed) || typeof parsed.all !== 'function') throw new Error('no rule')
  // Neither in order nor each once: the library tells everything again when it has ended.
  const found = new Set<WallTime>()
  const limited = limitWalk(parsed, periods)
  try {
    parsed.all((date: unknown) => {
      if (!(date instanceof Date) || Number.isNaN(date.getTime())) throw new Error('no date')
      found.add(date.getTime())
      return true
    })
  } catch (error) {
    // All periods lie behind: that is how a walk ends that finds nothing more.
    if (!(limited && error instanceof Error && error.message.startsWith('Maximum iterations'))) throw error
  }
  return found
}

/**
 * `node-ical` 0.26 looks for the next occurrence through 10,000 weeks, months or years, which takes a second for each rule that can never
 * be met. Its limit cannot be set from outside; where it is found inside, it is.
 */
function limitWalk(rule: object, periods: number): boolean {
  const inner: unknown = '_rrule' in rule ? rule._rrule : undefined
  if (typeof inner !== 'object' || inner === null || !('maxIterations' in inner) || typeof inner.maxIterations !== 'number') return false
  inner.maxIterations = periods
  return true
}
