import type { Instant } from '../lead.js'

/** The remedy for a text that `readInstant` does not understand. */
export const writeInstant = 'Write an instant with its offset: 2026-01-05T09:00:00Z, or 2026-01-05T10:00:00+01:00.'

const shape = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/

/** An ISO 8601 instant. Without an offset it would mean another time on another machine, so that is refused. */
export function readInstant(text: string): Instant | undefined {
  const parts = shape.exec(text)
  if (parts === null) return undefined
  const [year, month, day] = parts.slice(1, 4).map(Number) as [number, number, number]
  // `Date` takes 30 February for 1 or 2 March.
  if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return undefined
  const instant = Date.parse(text)
  return Number.isNaN(instant) || instant < 0 ? undefined : instant
}
