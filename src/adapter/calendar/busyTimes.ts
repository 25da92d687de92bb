import { isRoutingError, RoutingError } from '../../errors.js'
import type { Instant } from '../../lead.js'
import { DAY, isZone } from '../../time/zone.js'
import { type Entry, readEntry } from './entry.js'
import { readEvents } from './events.js'
import { grouped } from './grouped.js'
import { type CalendarParser, findParser } from './parser.js'
import { type CalendarLimits, type CalendarProblem, createBudget, defaultLimits, quoted } from './problem.js'
import { type Query, type Span, spansOf } from './series.js'
import { zoneFinder } from './zones.js'

/** A time in which somebody is away. */
export interface Absence {
  readonly from: Instant
  /** The first instant after it. */
  readonly until: Instant
  /** `vacation` for whole days, `calendar` for timed events; the title of the event only where that was asked for. */
  readonly reason: string
}

export interface BusyTimesOptions extends Partial<CalendarLimits> {
  readonly from: Instant
  /** At most 400 days after `from`. */
  readonly to: Instant
  /** The zone of the person: where dates and floating times count, such as `Europe/Berlin`. */
  readonly timeZone: string
  /** Whether timed events count, too. Default: only whole days. */
  readonly busy?: boolean
  /** Whether titles of events, which are private, become reasons. Default: no. */
  readonly reasons?: boolean
  /** The module `node-ical`, where it cannot be found by its name (bundled hosts). */
  readonly parser?: CalendarParser
}

export interface BusyTimes {
  /** Those that overlap the window, by their start; they may overlap each other and reach out of the window. */
  readonly away: readonly Absence[]
  /** What could not be read. Where there is any, "not away" is not known. */
  readonly problems: readonly CalendarProblem[]
}

/**
 * When somebody is away, by an iCalendar file (RFC 5545) with its recurrences, exceptions and zones. Events that are transparent,
 * cancelled or marked as free make nobody absent. Recurrences and zones of Windows are worked out by `node-ical`; the host's own
 * zone has no part in anything. A hostile file costs no more than the limits allow.
 *
 * Nothing is guessed: an event in a zone that nobody knows is a problem, for the time in which it could lie.
 *
 * @throws RoutingError `badOptions`: a window or zone that is none; `node-ical` not found
 */
export function busyTimes(ics: string, options: BusyTimesOptions): BusyTimes {
  const { from, to, timeZone: home, busy = false, reasons = false, parser } = options
  if (!(earliest <= from && from < to && to <= latest && to - from <= 400 * DAY)) {
    throw new RoutingError('badOptions', { detail: '`from` and `to` are instants, at most 400 days apart.' })
  }
  if (typeof home !== 'string' || !isZone(home))
    throw new RoutingError('badOptions', { detail: `\`timeZone\` is no time zone: ${quoted(String(home))}.` })
  const limits: CalendarLimits = limitsOf(options)
  const found = { parser }
  const load = (): CalendarParser => {
    found.parser ??= findParser()
    return found.parser
  }
  const query: Query = { from, to, home, busy, parser: load, budget: createBudget(limits.maxSteps), limits, zoneOf: zoneFinder(load) }

  const { events, problems } = readEvents(ics, limits)
  const entries: Entry[] = []
  for (const raw of events) {
    const entry = guarded(raw.line, problems, () => readEntry(raw, query))
    if (entry !== undefined && 'kind' in entry) problems.push(entry)
    else if (entry !== undefined) entries.push(entry)
  }
  const away: Absence[] = []
  for (const [master, overrides] of grouped(entries)) {
    for (const span of guarded(master.raw.line, problems, () => spansOf(master, overrides, query, problems)) ?? []) {
      const { entry } = span
      if (!entry.counts || span.until <= span.from) continue
      if (entry.unknownZone !== undefined) problems.push(...uncertain(span, entry.unknownZone, query))
      else if (span.from < to && span.until > from) away.push({ from: span.from, until: span.until, reason: reasonOf(entry, reasons) })
    }
  }
  return { away: away.sort((a, b) => a.from - b.from || a.until - b.until), problems }
}

/** The years 100 to 9000: all that can be written with four digits, whatever is added. */
const [earliest, latest] = [-59_000_000_000_000, 221_800_000_000_000]

export function limitsOf(given: Partial<CalendarLimits>): CalendarLimits {
  const { maxSize, maxEvents, maxSteps, maxStepsOfRule } = { ...defaultLimits, ...definedOf(given) }
  const limits = { maxSize, maxEvents, maxSteps, maxStepsOfRule }
  for (const [name, limit] of Object.entries(limits)) {
    if (!(Number.isSafeInteger(limit) && limit > 0))
      throw new RoutingError('badOptions', { detail: `\`${name}\` is a whole number above 0.` })
  }
  return limits
}

function definedOf(given: Partial<CalendarLimits>): Partial<CalendarLimits> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

/** One event that cannot be read hides no other. */
function guarded<Result>(line: number, problems: CalendarProblem[], read: () => Result): Result | undefined {
  try {
    return read()
  } catch (error) {
    if (isRoutingError(error)) throw error
    problems.push({ kind: 'shape', message: 'An event cannot be read.', line })
    return undefined
  }
}

/** No zone is more than a day off any other: so much earlier or later it may be. */
function uncertain(span: Span, zone: string, { from, to }: Query): CalendarProblem[] {
  const [begin, end] = [span.from - DAY, span.until + DAY]
  if (begin >= to || end <= from) return []
  return [{ kind: 'zone', message: `The time zone ${quoted(zone)} is not known.`, line: span.entry.raw.line, from: begin, until: end }]
}

function reasonOf({ raw, start }: Entry, reasons: boolean): string {
  const plain = start.kind === 'date' ? 'vacation' : 'calendar'
  if (!reasons) return plain
  const title = (raw.single.get('SUMMARY')?.value ?? '').replace(/\\([nN,;\\])/g, (_, escaped: string) =>
    /n/i.test(escaped) ? ' ' : escaped,
  )
  return (
    title
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 200) || plain
  )
}
