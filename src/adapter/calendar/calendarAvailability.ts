import { reasonOf } from '../../errors.js'
import type { Instant } from '../../lead.js'
import type { AnyRep, PortContext, Presence } from '../../port/ports.js'
import type { RepId } from '../../rep.js'
import { DAY } from '../../time/zone.js'
import { brokenReason, type CalendarFailure, presenceAt } from './answer.js'
import { type BusyTimes, busyTimes } from './busyTimes.js'
import { createFeeds, type Feed } from './feeds.js'
import { hostSet } from './feedUrl.js'
import { type FetchFeed, safeFetch } from './getFeed.js'
import { type CalendarAvailabilityOptions, checkOptions } from './options.js'

/** How far ahead a calendar is worked out: what `until` of an absence can say. */
const AHEAD = 31 * DAY
/** How long what was worked out is used while the text stays the same. */
const KEPT = DAY / 4

/**
 * Availability by the calendars of the reps: a rep is away while an event says so. Feeds are fetched with care (no address of the local
 * network, no redirects, limits on time and size), kept, and renewed besides; a calendar that cannot be read, or not for certain at
 * the time of the question, is treated as `broken` says.
 *
 * @throws RoutingError `badOptions`; `node-ical` not found
 */
export function calendarAvailability<R extends AnyRep>(
  options: CalendarAvailabilityOptions<R>,
): { many(reps: readonly R[], context: PortContext): Promise<{ readonly [rep: RepId]: Presence }> } {
  const { limits, feedOptions, parser, busy, reasons } = checkOptions(options)
  const fetch: FetchFeed = options.fetch ?? safeFetch(hostSet(options.allowHosts ?? []))
  const feeds = createFeeds({ ...feedOptions, fetch })
  const worked = new Map<string, Worked>()
  const told = new Map<RepId, object | string>()

  const tell = (rep: R, what: object | string, problem: () => string[]): void => {
    if (options.onProblem === undefined || told.get(rep.id) === what) return
    told.set(rep.id, what)
    if (told.size > feedOptions.maxFeeds) told.delete(told.keys().next().value as RepId)
    try {
      for (const message of problem()) options.onProblem(rep.id, message)
    } catch {
      // Whoever listens must not stop leads.
    }
  }
  const broken = (rep: R, failure: CalendarFailure, what: object | string, messages: () => string[]): Presence => {
    tell(rep, what, messages)
    return options.broken === 'there' ? true : { away: brokenReason(failure) }
  }

  const one = async (rep: R, { now, signal }: PortContext): Promise<Presence> => {
    try {
      const source = await options.calendar(rep)
      if (source === undefined) return true
      const timeZone = await options.timeZone(rep)
      const feed: Feed =
        typeof source === 'string' ? await feeds.read(source, now, signal) : { kind: 'copy', text: source.text, version: source }
      if (feed.kind === 'broken') return broken(rep, feed.failure, feed.failure, () => [brokenReason(feed.failure)])
      const key = `${timeZone}\n${typeof source === 'string' ? `url ${source}` : `rep ${rep.id}`}`
      const times = workedOut(worked, key, feed, now, feedOptions.maxFeeds, () =>
        busyTimes(feed.text, { ...limits, from: now - DAY, to: now + AHEAD, timeZone, busy, reasons, parser }),
      )
      const presence = presenceAt(times, now)
      if (times.problems.length > 0) tell(rep, times, () => times.problems.map(({ message }) => message))
      return typeof presence === 'string' ? broken(rep, presence, times, () => []) : presence
    } catch (error) {
      return broken(rep, 'failed', reasonOf(error), () => [reasonOf(error)])
    }
  }

  return {
    async many(reps, context) {
      const answers = await Promise.all(reps.map(async (rep) => [rep.id, await one(rep, context)] as const))
      // Own properties, whatever an id is called.
      return Object.fromEntries(answers)
    },
  }
}

interface Worked {
  readonly text: string
  readonly at: Instant
  readonly times: BusyTimes
}

/** Reading a file costs milliseconds to seconds, a question nothing: so what was read is kept while it holds. */
function workedOut(
  worked: Map<string, Worked>,
  key: string,
  feed: { text: string },
  now: Instant,
  most: number,
  read: () => BusyTimes,
): BusyTimes {
  const known = worked.get(key)
  worked.delete(key)
  const good = known !== undefined && known.text === feed.text && now >= known.at && now - known.at < KEPT
  const entry = good ? known : { text: feed.text, at: now, times: read() }
  worked.set(key, entry)
  const [oldest] = worked.keys()
  if (worked.size > most && oldest !== undefined) worked.delete(oldest)
  return entry.times
}
