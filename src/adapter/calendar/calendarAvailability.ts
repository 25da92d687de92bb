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
 * network, no redirects, limits on time and size), kept, and renewed besides. Where a calendar cannot be read, or not for certain at the
 * time of the question, the answer for its rep is `unknown`: then `whenPortFails` of the router decides, and the trace shows it.
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
  const nextTurn = createLine()

  const tell = (rep: R, what: object | string, messages: readonly string[]): void => {
    if (options.onProblem === undefined || told.get(rep.id) === what) return
    told.set(rep.id, what)
    if (told.size > feedOptions.maxFeeds) told.delete(told.keys().next().value as RepId)
    try {
      for (const message of messages) options.onProblem(rep.id, message)
    } catch {
      // Whoever listens must not stop leads.
    }
  }

  const presenceOf = async (rep: R, now: Instant): Promise<Presence> => {
    try {
      const source = await options.calendar(rep)
      if (source === undefined) return true
      const timeZone = await options.timeZone(rep)
      const feed: Feed = typeof source === 'string' ? await feeds.read(source, now) : { kind: 'copy', text: source.text, version: source }
      if (feed.kind === 'broken') {
        tell(rep, feed.failure, [brokenReason(feed.failure)])
        return unknown(feed.failure)
      }
      const key = `${timeZone}\n${typeof source === 'string' ? `url ${source}` : `rep ${rep.id}`}`
      const times = await workedOut(worked, key, feed.text, now, feedOptions.maxFeeds, nextTurn, () =>
        busyTimes(feed.text, { ...limits, from: now - DAY, to: now + AHEAD, timeZone, busy, reasons, parser }),
      )
      tell(
        rep,
        times,
        times.problems.map(({ message }) => message),
      )
      const presence = presenceAt(times, now)
      return typeof presence === 'string' ? unknown(presence) : presence
    } catch (error) {
      tell(rep, reasonOf(error), [reasonOf(error)])
      return unknown('failed')
    }
  }

  return {
    async many(reps, { now, signal }) {
      const wait = patience(feedOptions.waitMs, signal)
      const late = wait.over.then(() => unknown('reading'))
      const answers = await Promise.all(reps.map(async (rep) => [rep.id, await Promise.race([presenceOf(rep, now), late])] as const))
      wait.end()
      // Own properties, whatever an id is called.
      return Object.fromEntries(answers)
    },
  }
}

function unknown(failure: CalendarFailure): Presence {
  return { unknown: brokenReason(failure) }
}

/** Is over when so much time has gone by, or when nobody waits any more. */
function patience(ms: number, signal: AbortSignal): { readonly over: Promise<void>; end(): void } {
  let end = (): void => undefined
  const over = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    end = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    if (signal.aborted) end()
    else signal.addEventListener('abort', end)
  })
  return { over, end }
}

/** One after the other, and in between everybody else: reading many files at once would hold up the whole process. */
function createLine(): () => Promise<void> {
  let line = Promise.resolve()
  return () => {
    line = line.then(() => new Promise((resolve) => setImmediate(resolve)))
    return line
  }
}

interface Worked {
  readonly text: string
  readonly at: Instant
  readonly times: BusyTimes
}

/** Reading a file costs milliseconds to seconds, a question nothing: so what was read is kept while it holds. */
async function workedOut(
  worked: Map<string, Worked>,
  key: string,
  text: string,
  now: Instant,
  most: number,
  nextTurn: () => Promise<void>,
  read: () => BusyTimes,
): Promise<BusyTimes> {
  const known = (): Worked | undefined => {
    const entry = worked.get(key)
    return entry !== undefined && entry.text === text && now >= entry.at && now - entry.at < KEPT ? entry : undefined
  }
  if (known() === undefined) await nextTurn()
  const entry = known() ?? { text, at: now, times: read() }
  worked.delete(key)
  worked.set(key, entry)
  const [oldest] = worked.keys()
  if (worked.size > most && oldest !== undefined) worked.delete(oldest)
  return entry.times
}
