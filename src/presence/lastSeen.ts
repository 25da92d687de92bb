import type { Instant, MaybePromise } from '../lead.js'
import type { AnyRep, PortContext, Presence } from '../port/ports.js'
import { type DurationParts, durationMs, durationUnits } from '../time/duration.js'
import { aFunction, checkOptions } from './checkOptions.js'

export interface LastSeenSource<R> {
  /** When the rep was last seen: at the CRM, on the phone, in the chat. Nothing: never. */
  at(rep: R, context: Pick<PortContext, 'now'>): MaybePromise<Instant | null | undefined>
  /** Seen within this time is there: `{ hours: 24 }`. */
  readonly within: DurationParts
  /** What somebody counts as who was never seen, such as a new rep. */
  readonly never: 'there' | 'away'
}

/**
 * Availability by the last sign of life. Whoever has not been seen for longer than `within` is away, and until when nobody knows.
 *
 * @throws RoutingError `badOptions` if `at` is no function, `within` no time, or `never` no answer
 */
export function lastSeen<R extends AnyRep>(
  source: LastSeenSource<R>,
): (rep: R, context: Pick<PortContext, 'now'>) => MaybePromise<Presence> {
  checkOptions(source, { at: aFunction, within: withinHint, never: neverHint })
  const withinMs = durationMs(source.within)
  const judge = (seen: Instant | null | undefined, now: Instant): Presence => {
    if (seen === undefined || seen === null) return source.never === 'there' ? true : { away: 'never seen' }
    if (!Number.isFinite(seen)) throw new Error(`last seen at ${String(seen)}, which is no instant`)
    return now - seen <= withinMs ? true : { away: `last seen ${ago(now - seen)} ago` }
  }
  return (rep, context) => {
    const seen = source.at(rep, context)
    return typeof seen === 'object' && seen !== null ? seen.then((at) => judge(at, context.now)) : judge(seen, context.now)
  }
}

function withinHint(within: unknown): string | undefined {
  const isAmount = (amount: unknown): boolean => typeof amount === 'number' && Number.isFinite(amount) && amount >= 0
  const parts = Object.entries(within ?? {})
  const good = parts.every(([unit, amount]) => (durationUnits as readonly string[]).includes(unit) && isAmount(amount))
  return good && durationMs((within ?? {}) as DurationParts) > 0 ? undefined : 'Write a time: { hours: 24 }.'
}

function neverHint(never: unknown): string | undefined {
  return never === 'there' || never === 'away' ? undefined : "Write 'there' or 'away'."
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** In the largest unit of which there are two at least: `27 hours`, `3 days`. */
function ago(ms: number): string {
  const [unit, length] = units.find(([, one]) => ms >= 2 * one) ?? ['second', 1000]
  const count = Math.floor(ms / length)
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
