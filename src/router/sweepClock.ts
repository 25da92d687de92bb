import { RoutingError } from '../errors.js'
import type { Clock } from '../port/ports.js'

const YEAR = 366 * 24 * 3_600_000

/**
 * A clock that stands still at the instant a scheduler told.
 *
 * @throws RoutingError `badOptions` where that is no instant: a job that a queue passed to its handler, a Date, or seconds
 */
export function sweepClock(now: unknown, clock: Clock): Clock {
  const hint = 'Pass milliseconds since 1970, a whole number, or nothing: `queue.work(() => router.sweep())`.'
  if (typeof now !== 'number' || !Number.isSafeInteger(now))
    throw new RoutingError('badOptions', {
      detail: `\`sweep\` got ${typeof now === 'number' ? now : `a value of the type ${typeof now}`}. ${hint}`,
    })
  const present = clock()
  // A sweep half a century early finds nothing due, and nobody would notice.
  if (Math.abs(now - present) > YEAR && Math.abs(now * 1000 - present) <= YEAR)
    throw new RoutingError('badOptions', { detail: `\`sweep\` got ${now}, which are seconds. ${hint}` })
  return () => now
}
