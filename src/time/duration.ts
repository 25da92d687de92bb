import { milliseconds } from 'date-fns/milliseconds'

/** Elapsed time in parts that add up. */
export interface DurationParts {
  readonly days?: number
  readonly hours?: number
  readonly minutes?: number
  readonly seconds?: number
}

export const durationUnits = ['days', 'hours', 'minutes', 'seconds'] as const

/** The longest duration a plan may ask for: 365 days, in milliseconds. */
export const longestMs = 365 * 24 * 3_600_000

/** Elapsed time in whole milliseconds. A day is 24 hours: elapsed time knows no daylight saving. */
export function durationMs(parts: DurationParts): number {
  const { days = 0, hours = 0, minutes = 0, seconds = 0 } = parts
  return milliseconds({ days, hours, minutes, seconds })
}
