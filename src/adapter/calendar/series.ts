import type { Instant } from '../../lead.js'
import { DAY, dateOf, type WallTime, wallAt } from '../../time/zone.js'
import { type Entry, type EntryOptions, readMoment } from './entry.js'
import { type Property, readProperty } from './lines.js'
import { type CalendarProblem, quoted } from './problem.js'
import { type Reading, recur, type Window } from './recur.js'
import { after, type Duration, readDuration, toInstant, type When, wallLike } from './when.js'

/** A stretch of absence that an event makes. */
export interface Span {
  readonly from: Instant
  readonly until: Instant
  readonly entry: Entry
}

export interface Query extends Reading, EntryOptions {}

/** The occurrences of one event and of its exceptions, as far as they may reach into the window. */
export function spansOf(master: Entry, overrides: readonly Entry[], query: Query, problems: CalendarProblem[]): Span[] {
  if (!master.counts && !overrides.some(({ counts }) => counts)) return []
  if (!query.budget.spend(overrides.length)) {
    problems.push({ kind: 'tooMuch', message: 'The file has more exceptions than the limits allow.', line: master.raw.line })
    return []
  }
  const moved = overrides.map((entry) => ({ entry, ...wallLike(entry.recurrence?.id ?? entry.start, master.start, query.home) }))
  const exact = new Set(moved.filter((one) => !one.wholeDay).map((one) => one.wall))
  const days = new Set(moved.filter((one) => one.wholeDay).map((one) => one.wall))
  const later = moved.filter((one) => one.entry.recurrence?.andLater === true).sort((a, b) => b.wall - a.wall)
  const { walls, lengths, window } = startsOf(master, later.length > 0 ? shiftOf(later, master) : 0, query, problems)
  const own = [...walls]
    .filter((wall) => wall >= window.from && wall <= window.to && !exact.has(wall) && !days.has(dateOf(wall)))
    .map((wall) => {
      // The latest change that holds from its occurrence onwards (RANGE=THISANDFUTURE).
      const change = later.find((one) => one.wall <= wall)
      if (change === undefined) return spanAt(master, wall, lengths.get(wall) ?? master.lasts, query)
      return spanAt(change.entry, change.entry.start.wall + wall - change.wall, change.entry.lasts, query)
    })
  return [...own, ...overrides.map((entry) => spanAt(entry, entry.start.wall, entry.lasts, query))]
}

/** How far changes "from here on" move a series at most: by so much more has to be looked for. */
function shiftOf(later: readonly { readonly entry: Entry; readonly wall: WallTime }[], master: Entry): number {
  const most = Math.max(...later.map(({ entry, wall }) => Math.abs(entry.start.wall - wall) + lengthOf(entry.lasts)))
  return most + lengthOf(master.lasts)
}

function spanAt(entry: Entry, wall: WallTime, lasts: Duration, { home }: Query): Span {
  const start: When = { ...entry.start, wall }
  return { from: toInstant(start, home), until: after(start, lasts, home), entry }
}

interface Starts {
  readonly window: Window
  readonly walls: ReadonlySet<WallTime>
  /** Of those that last otherwise than the event does. */
  readonly lengths: ReadonlyMap<WallTime, Duration>
}

function startsOf(master: Entry, shift: number, query: Query, problems: CalendarProblem[]): Starts {
  const { raw, start } = master
  const zone = start.kind === 'date' ? query.home : (start.zone ?? query.home)
  // Two days more on both sides: zones differ, and an unknown one may be anywhere.
  const reach = lengthOf(master.lasts) + shift + 2 * DAY
  const window: Window = { from: wallAt(query.from, zone) - reach, to: wallAt(query.to, zone) + reach }
  const complain = (problem: Pick<CalendarProblem, 'kind' | 'message'>, from?: Instant) => {
    if (master.counts) problems.push({ ...problem, line: raw.line, ...(from === undefined ? {} : { from }) })
  }
  // A start is an occurrence, whether the rule names it or not.
  const walls = new Set<WallTime>([start.wall])
  for (const { value } of propertiesOf(master, 'RRULE', complain)) {
    const made = recur(value, start, window, query)
    if ('fault' in made) complain(made.fault, toInstant(start, query.home))
    else for (const wall of made.walls) walls.add(wall)
  }
  const lengths = addListed(master, window, walls, query, complain)
  for (const { value } of propertiesOf(master, 'EXRULE', complain)) {
    const made = recur(value, start, window, query)
    if ('walls' in made) for (const wall of made.walls) walls.delete(wall)
  }
  removeListed(master, walls, query, complain)
  return { walls, lengths, window }
}

function lengthOf({ days, ms }: Duration): number {
  return days * DAY + ms
}

type Complain = (problem: Pick<CalendarProblem, 'kind' | 'message'>, from?: Instant) => void

/** RDATE, which `node-ical` leaves out. */
function addListed(master: Entry, window: Window, walls: Set<WallTime>, query: Query, complain: Complain): ReadonlyMap<WallTime, Duration> {
  const lengths = new Map<WallTime, Duration>()
  for (const { text, property } of valuesOf(master, 'RDATE', query, complain)) {
    const [begin = '', end] = text.split('/', 2)
    const read = readMoment({ ...property, value: begin }, query)
    if (read === undefined) complain({ kind: 'date', message: `The RDATE ${quoted(text)} is no date.` })
    else {
      const { wall } = wallLike(read.when, master.start, query.home)
      // A date beside timed occurrences: at the time at which they are.
      const start = read.when.kind === 'date' && master.start.kind === 'time' ? wall + master.start.wall - dateOf(master.start.wall) : wall
      if (start < window.from || start > window.to) continue
      if (read.unknownZone !== undefined) complain({ kind: 'zone', message: `The time zone ${quoted(read.unknownZone)} is not known.` })
      walls.add(start)
      const lasts = end === undefined ? undefined : periodLength(end, read.when, query)
      if (end !== undefined && lasts === undefined) complain({ kind: 'date', message: `The period ${quoted(text)} has no end.` })
      if (lasts !== undefined) lengths.set(start, lasts)
    }
  }
  return lengths
}

function periodLength(end: string, start: When, query: Query): Duration | undefined {
  if (/^[+-]?P/i.test(end)) return readDuration(end)
  const zoned = { name: 'RDATE', params: new Map<string, string>(), value: end, line: 0 }
  const read = readMoment(zoned, query)?.when
  if (read === undefined || read.kind !== 'time') return undefined
  const until = read.zone === undefined && start.kind === 'time' ? { ...read, zone: start.zone } : read
  const ms = toInstant(until, query.home) - toInstant(start, query.home)
  return ms >= 0 ? { days: 0, ms } : undefined
}

/** EXDATE. What cannot be read takes nothing away: rather away than wrongly there. */
function removeListed(master: Entry, walls: Set<WallTime>, query: Query, complain: Complain): void {
  const days = new Set<WallTime>()
  for (const { text, property } of valuesOf(master, 'EXDATE', query, complain)) {
    const read = readMoment({ ...property, value: text }, query)
    if (read === undefined) continue
    const { wall, wholeDay } = wallLike(read.when, master.start, query.home)
    if (wholeDay) days.add(wall)
    else walls.delete(wall)
  }
  if (days.size > 0) for (const wall of walls) if (days.has(dateOf(wall))) walls.delete(wall)
}

function* valuesOf(master: Entry, name: 'RDATE' | 'EXDATE', query: Query, complain: Complain) {
  for (const property of propertiesOf(master, name, complain)) {
    for (const text of property.value.split(',')) {
      if (!query.budget.spend(1)) {
        complain({ kind: 'tooMuch', message: `The file lists more dates (${name}) than the limits allow.` })
        return
      }
      if (text.trim() !== '') yield { text: text.trim(), property }
    }
  }
}

function* propertiesOf(master: Entry, name: 'RDATE' | 'EXDATE' | 'RRULE' | 'EXRULE', complain: Complain): Generator<Property> {
  for (const { text, line } of master.raw.listed.get(name) ?? []) {
    const property = readProperty(text, line)
    if (property === undefined) complain({ kind: 'shape', message: `An ${name} is not readable.` })
    else yield property
  }
}
