import { type Issue, RoutingError } from '../errors.js'
import type { Instant } from '../lead.js'
import type { AnyRep, Clock, KnownPresence, PortContext } from '../port/ports.js'
import type { RepId } from '../rep.js'
import { type HoursProblem, isRecord } from '../time/hours.js'
import { type Period, readPeriod } from '../time/periods.js'
import { awayAt } from './awayAt.js'
import { aFunction, anything, checkOptions, optional } from './checkOptions.js'

/** A time away as the book keeps it: plain JSON. Without `until` it has no end. */
export interface AwayEntry {
  readonly rep: RepId
  readonly from?: Instant
  readonly until?: Instant
  readonly reason?: string
}

/** Who said to be away: an availability of its own, to be asked about one rep at a time. */
export interface AwayBook {
  one(rep: AnyRep, context: Pick<PortContext, 'now'>): KnownPresence
  /**
   * Away from `from` (default: now) until `until` (default: until {@link AwayBook.back}).
   *
   * @throws RoutingError `badOptions` for a time that cannot be read or ends before it begins
   */
  away(rep: RepId, period?: Omit<AwayEntry, 'rep'>): void
  /**
   * Ends every time away that is under way; with `planned`, also takes out those that are to come.
   *
   * @returns whether there was any
   */
  back(rep: RepId, options?: { readonly planned?: boolean }): boolean
  /** Everything that is not over yet, in the order in which it was said. */
  entries(): readonly AwayEntry[]
}

export interface AwayBookOptions {
  readonly clock: Clock
  /** What the book held when it was last kept. */
  readonly entries?: readonly AwayEntry[]
  /** Keeps the book: it is told all entries and whose changed, before the change counts. Where it throws, nothing has changed. */
  readonly onChange?: (entries: readonly AwayEntry[], rep: RepId) => void
}

/**
 * A book of who is away by hand. It lives in this process: where several route, let each read the entries from where `onChange` keeps them,
 * or write times away into the roster.
 *
 * @throws RoutingError `badOptions` with an issue for everything that is wrong with the options and their `entries`
 */
export function awayBook(options: AwayBookOptions): AwayBook {
  checkOptions(options, { clock: aFunction, entries: anything, onChange: optional(aFunction) })
  const { clock, entries: given = [], onChange } = options
  let book: ReadonlyMap<RepId, readonly Period[]> = readEntries(given)

  const change = (rep: RepId, periods: readonly Period[], now: Instant): void => {
    const changed = new Map(book)
    if (periods.length > 0) changed.set(rep, periods)
    else changed.delete(rep)
    onChange?.(entriesOf(changed, now), rep)
    book = changed
  }
  // What is over is left out: the book does not grow for ever.
  const present = (rep: RepId, now: Instant): readonly Period[] => (book.get(rep) ?? []).filter(({ until }) => now < until)

  return {
    one: ({ id }, { now }) => awayAt(book.get(id) ?? [], now),
    away: (rep, said = {}) => {
      mustName(rep)
      const now = clock()
      const problems: HoursProblem[] = []
      const period = readPeriod(isRecord(said) ? { ...said, from: said.from ?? now } : said, [], problems)
      if (period === undefined) throw bad(problems)
      change(rep, [...present(rep, now), period], now)
    },
    back: (rep, { planned = false } = {}) => {
      mustName(rep)
      const now = clock()
      const before = present(rep, now)
      const after = planned ? [] : before.filter(({ from }) => now < from)
      if (after.length < before.length) change(rep, after, now)
      return after.length < before.length
    },
    entries: () => entriesOf(book, clock()),
  }
}

function entriesOf(book: ReadonlyMap<RepId, readonly Period[]>, now: Instant): readonly AwayEntry[] {
  return [...book].flatMap(([rep, periods]) =>
    periods
      .filter(({ until }) => now < until)
      .map(({ from, until, ...reason }) => ({
        rep,
        ...(Number.isFinite(from) ? { from } : {}),
        ...(Number.isFinite(until) ? { until } : {}),
        ...reason,
      })),
  )
}

function readEntries(entries: unknown): Map<RepId, readonly Period[]> {
  const problems: HoursProblem[] = []
  const book = new Map<RepId, Period[]>()
  if (!Array.isArray(entries))
    throw bad([{ path: ['entries'], message: 'The entries are no list.', hint: 'Give what `entries()` returned.' }])
  for (const [index, entry] of entries.entries()) {
    const path = ['entries', index]
    const period = readPeriod(entry, path, problems, ['rep'])
    const rep: unknown = isRecord(entry) ? entry.rep : undefined
    if (typeof rep !== 'string')
      problems.push({ path: [...path, 'rep'], message: 'Whose entry it is, is missing.', hint: 'Write the id of a rep.' })
    else if (period !== undefined) book.set(rep, [...(book.get(rep) ?? []), period])
  }
  if (problems.length > 0) throw bad(problems)
  return book
}

function mustName(rep: unknown): void {
  if (typeof rep !== 'string' || rep === '')
    throw bad([{ path: ['rep'], message: 'Nobody is named.', hint: 'Name the rep by the id in the roster.' }])
}

function bad(problems: readonly HoursProblem[]): RoutingError {
  const issues = problems.map(({ path, message, hint }): Issue => ({ code: 'wrongType', path, message, hint }))
  return new RoutingError('badOptions', { issues })
}
