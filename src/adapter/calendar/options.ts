import { RoutingError } from '../../errors.js'
import type { MaybePromise } from '../../lead.js'
import type { RepId } from '../../rep.js'
import { unknownOptions } from '../optionIssues.js'
import { limitsOf } from './busyTimes.js'
import type { FetchFeed } from './getFeed.js'
import { type CalendarParser, findParser, isParser } from './parser.js'
import { type CalendarLimits, defaultLimits } from './problem.js'

export interface CalendarAvailabilityOptions<R> extends Partial<CalendarLimits> {
  /** The rep's calendar: the address of a feed (`https:`, `http:`, `webcal:`), or the text of a file. Nothing: always there. */
  calendar(rep: R): MaybePromise<string | { readonly text: string } | undefined>
  /** The rep's zone, such as `Europe/Berlin`: a day off begins at its midnight. */
  timeZone(rep: R): MaybePromise<string>
  /** Whether timed events count, too. Default: only whole days. */
  readonly busy?: boolean
  /** Whether titles of events become reasons, which are stored with decisions. Default: no. */
  readonly reasons?: boolean
  /** A copy of a feed this old is renewed, while questions are still answered from it. Default: 5 minutes. */
  readonly refreshMs?: number
  /** A copy this old is no longer used. Default: 2 hours. */
  readonly staleMs?: number
  /** How long one request may take, from the look-up of the name to the last byte. Default: 10 seconds. */
  readonly timeoutMs?: number
  /**
   * How long a question waits for calendars that have not been read yet; who is not known by then is `unknown`. Default: 1 second. Less
   * than the router's `portTimeoutMs`, so that one slow server is no failure for everybody.
   */
  readonly waitMs?: number
  /** Requests at once. Default: 8. */
  readonly concurrency?: number
  /** The size of an answer. Default: 8,000,000 bytes. */
  readonly maxBytes?: number
  /** Feeds that are kept in memory. Default: 2,000. */
  readonly maxFeeds?: number
  /** The size of all copies together; the longest unused go first. Default: 256,000,000 UTF-16 units. */
  readonly maxKept?: number
  /**
   * Hosts that may stand in the local network, by name or address, with or without a port: `intranet.example`, `127.0.0.1:8080`. Every
   * other host must have public addresses only.
   */
  readonly allowHosts?: readonly string[]
  /** Instead of fairlead's own request. It then sees to private addresses, redirects, sizes and times itself. */
  readonly fetch?: FetchFeed
  /** The module `node-ical`, where it cannot be found by its name (bundled hosts). */
  readonly parser?: CalendarParser
  /** Told once for each new state of a calendar what could not be read. The messages hold no titles and no addresses. */
  readonly onProblem?: (rep: RepId, message: string) => void
}

const numbers = {
  refreshMs: 300_000,
  staleMs: 7_200_000,
  timeoutMs: 10_000,
  waitMs: 1_000,
  concurrency: 8,
  maxBytes: 8_000_000,
  maxFeeds: 2_000,
  maxKept: 256_000_000,
}

const known = [
  ...['calendar', 'timeZone', 'busy', 'reasons', 'allowHosts', 'fetch', 'parser', 'onProblem'],
  ...Object.keys(numbers),
  ...Object.keys(defaultLimits),
]

/** @throws RoutingError `badOptions` */
export function checkOptions<R>(options: CalendarAvailabilityOptions<R>) {
  if (typeof options !== 'object' || options === null) throw bad('There are none: pass at least `calendar` and `timeZone`.')
  const unknown = unknownOptions(options, known)
  if (unknown.length > 0) throw new RoutingError('badOptions', { issues: unknown })
  for (const name of ['calendar', 'timeZone'] as const) {
    if (typeof options[name] !== 'function') throw bad(`\`${name}\` is a function of a rep.`)
  }
  const feedOptions = { ...numbers }
  for (const name of Object.keys(numbers) as (keyof typeof numbers)[]) {
    const value = options[name] ?? numbers[name]
    if (!(Number.isSafeInteger(value) && value > 0)) throw bad(`\`${name}\` is a whole number above 0.`)
    feedOptions[name] = value
  }
  // A longer time would overflow the timer and end at once.
  for (const name of ['timeoutMs', 'waitMs'] as const)
    if (feedOptions[name] > 2_000_000_000) throw bad(`\`${name}\` is at most 2,000,000,000.`)
  if (feedOptions.staleMs < feedOptions.refreshMs) throw bad('`staleMs` is less than `refreshMs`: no copy would ever be renewed in time.')
  if (feedOptions.maxKept < feedOptions.maxBytes) throw bad('`maxKept` is less than `maxBytes`: a large feed would never be kept.')
  if (options.parser !== undefined && !isParser(options.parser)) throw bad('`parser` is not the module `node-ical`.')
  // Now, not when the first lead comes.
  const parser = options.parser ?? findParser()
  return { limits: limitsOf(options), feedOptions, parser, busy: options.busy ?? false, reasons: options.reasons ?? false }
}

function bad(detail: string): RoutingError {
  return new RoutingError('badOptions', { detail })
}
