import { RoutingError } from '../errors.js'
import type { Instant, MaybePromise } from '../lead.js'
import type { AnyRep, PortContext, Presence } from '../port/ports.js'
import { type DurationParts, durationMs, durationUnits } from '../time/duration.js'

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
 * @throws RoutingError `badOptions` if `within` is no time, or `never` no answer
 */
export function lastSeen<R extends AnyRep>(
  source: LastSeenSource<R>,
): (rep: R, context: Pick<PortContext, 'now'>) => MaybePromise<Presence> {
  const withinMs = withinOf(source)
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

function withinOf({ within, never }: Pick<LastSeenSource<never>, 'within' | 'never'>): number {
  const isAmount = (amount: unknown): boolean => typeof amount === 'number' && Number.isFinite(amount) && amount >= 0
  const parts = Object.entries(within ?? {})
  const good = parts.every(([unit, amount]) => (durationUnits as readonly string[]).includes(unit) && isAmount(amount))
  const ms = good ? durationMs(within) : 0
  const issue = (path: string, message: string, hint: string) => ({ code: 'wrongType', message, path: [path], hint }) as const
  const issues = [
    ...(ms > 0 ? [] : [issue('within', '`within` is no time.', 'Write { hours: 24 }.')]),
    ...(never === 'there' || never === 'away' ? [] : [issue('never', '`never` is no answer.', "Write 'there' or 'away'.")]),
  ]
  if (issues.length > 0) throw new RoutingError('badOptions', { issues })
  return ms
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
