import type { Instant } from '../lead.js'
import type { AnyRep, KnownPresence, PortContext } from '../port/ports.js'
import type { WorkCalendar } from '../time/workCalendar.js'
import { awayAt } from './awayAt.js'
import { createSchedules, type RosterTimesOptions, type Schedule } from './rosterCalendar.js'

/** An end is looked for through so many times away and shifts, one after the other. */
const MOST_STEPS = 1000

/**
 * Availability by what reps say of themselves: `away`, `hours`, `holidays`, in their own `timeZone`. The reason is that of now; `until` is
 * the first moment at which neither a time away nor the hours are in the way.
 *
 * Fields that cannot be read, and tables that are not there, are told as a failed question.
 *
 * @throws RoutingError `badOptions` for options that cannot be used
 */
export function rosterAvailability(options: RosterTimesOptions = {}): (rep: AnyRep, context: Pick<PortContext, 'now'>) => KnownPresence {
  const scheduleOf = createSchedules(options)
  const latest = new WeakMap<WorkCalendar, { readonly now: Instant; readonly presence: KnownPresence }>()
  return (rep, { now }) => {
    const schedule = scheduleOf(rep)
    const { calendar, away } = schedule
    // Many reps share few calendars, and are asked about in one go.
    if (calendar === undefined || away.length > 0) return untilBack(schedule, now)
    const known = latest.get(calendar)
    if (known?.now === now) return known.presence
    const presence = untilBack(schedule, now)
    latest.set(calendar, { now, presence })
    return presence
  }
}

function untilBack(schedule: Schedule, now: Instant): KnownPresence {
  const presence = presenceAt(schedule, now)
  if (typeof presence === 'boolean') return presence
  const until = backFrom(schedule, presence.until)
  return { away: presence.away, ...(until === undefined ? {} : { until }) }
}

/** A time away says more than that it is evening. */
function presenceAt({ calendar, away }: Schedule, at: Instant): KnownPresence {
  const period = awayAt(away, at)
  if (period !== true || calendar === undefined || calendar.open(at)) return period
  const until = calendar.nextOpen(at)
  return { away: calendar.holiday(at) ?? 'outside working hours', ...(until === undefined ? {} : { until }) }
}

/** Whoever comes back from vacation at night works again in the morning. */
function backFrom(schedule: Schedule, until: Instant | undefined): Instant | undefined {
  let at = until
  for (let step = 0; at !== undefined && step < MOST_STEPS; step++) {
    const then = presenceAt(schedule, at)
    if (typeof then === 'boolean') return at
    at = then.until
  }
  return undefined
}
