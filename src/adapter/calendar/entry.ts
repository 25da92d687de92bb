import type { Instant } from '../../lead.js'
import { DAY, dateOf } from '../../time/zone.js'
import type { RawEvent } from './events.js'
import type { Property } from './lines.js'
import { type CalendarProblem, quoted } from './problem.js'
import { after, type Duration, readDuration, readWhen, toInstant, type When } from './when.js'

/** An event that has been understood. */
export interface Entry {
  readonly raw: RawEvent
  readonly uid: string | undefined
  readonly sequence: number
  readonly start: When
  /** How long it lasts, as each of its occurrences does. */
  readonly lasts: Duration
  /** Whether it makes somebody absent. */
  readonly counts: boolean
  /** A time zone that nobody knows, so that all its times are uncertain by a day. */
  readonly unknownZone: string | undefined
  readonly recurrence: { readonly id: When; readonly andLater: boolean } | undefined
}

export interface EntryOptions {
  readonly from: Instant
  readonly to: Instant
  readonly home: string
  readonly zoneOf: (tzid: string) => string | undefined
  /** Whether timed events count. */
  readonly busy: boolean
}

/** `undefined`: it makes nobody absent and changes nothing. */
export function readEntry(raw: RawEvent, options: EntryOptions): Entry | CalendarProblem | undefined {
  const startProperty = raw.single.get('DTSTART')
  const cancelled = textOf(raw, 'STATUS') === 'CANCELLED'
  const free = textOf(raw, 'TRANSP') === 'TRANSPARENT' || /^(?:FREE|WORKINGELSEWHERE)$/.test(textOf(raw, 'X-MICROSOFT-CDO-BUSYSTATUS'))
  const idProperty = raw.single.get('RECURRENCE-ID')
  // Alone it makes nobody absent, whatever else is wrong with it. With the id of a series it may put an end to something.
  if ((cancelled || free) && idProperty === undefined && textOf(raw, 'UID') === '') return undefined
  const wrong = (kind: CalendarProblem['kind'], message: string): CalendarProblem | undefined => {
    const timed =
      startProperty !== undefined && /^\d{8}T/i.test(startProperty.value) && startProperty.params.get('VALUE')?.toUpperCase() !== 'DATE'
    return cancelled || free || (timed && !options.busy && !saysAllDay(raw)) ? undefined : { kind, message, line: raw.line }
  }
  if (raw.doubled !== undefined) return wrong('shape', `An event says ${quoted(raw.doubled.name)} twice, or not readably.`)
  if (startProperty === undefined) return wrong('shape', 'An event has no DTSTART.')
  const start = readMoment(startProperty, options)
  if (start === undefined) return wrong('date', `The DTSTART ${quoted(startProperty.value)} is no date.`)
  const skipped = (start.when.kind === 'time' && !options.busy && !saysAllDay(raw)) || isFar(raw, start.when, options)
  const lasts = skipped ? { days: 0, ms: 0 } : readLength(raw, start.when, options)
  if (lasts === undefined) return wrong('date', 'An event has an end that is no date, no duration, or before its start.')
  const id = idProperty === undefined ? undefined : readMoment(idProperty, options)
  if (idProperty !== undefined && id === undefined) return wrong('date', `The RECURRENCE-ID ${quoted(idProperty.value)} is no date.`)
  const whole = start.when.kind === 'date' || outlookDay(raw, start.when, lasts)
  const sequence = textOf(raw, 'SEQUENCE')
  return {
    raw,
    uid: raw.single.get('UID')?.value || undefined,
    sequence: /^\d{1,9}$/.test(sequence) ? Number(sequence) : 0,
    start: whole ? { kind: 'date', wall: dateOf(start.when.wall) } : start.when,
    lasts: whole && lasts.days === 0 ? { days: Math.max(1, Math.round(lasts.ms / DAY)), ms: 0 } : lasts,
    counts: !cancelled && !free && !skipped && (whole || options.busy),
    unknownZone: whole ? undefined : start.unknownZone,
    recurrence:
      id === undefined ? undefined : { id: id.when, andLater: idProperty?.params.get('RANGE')?.toUpperCase() === 'THISANDFUTURE' },
  }
}

function textOf(raw: RawEvent, name: Parameters<RawEvent['single']['get']>[0]): string {
  return raw.single.get(name)?.value.toUpperCase() ?? ''
}

/** A time as a property has it. Where nobody knows its zone, it is read as a floating one, and said to be uncertain. */
export function readMoment(property: Property, { zoneOf }: Pick<EntryOptions, 'zoneOf'>): { when: When; unknownZone?: string } | undefined {
  const read = readWhen(property.value, property.params)
  if (read === undefined) return undefined
  if (read.kind === 'date') return { when: { kind: 'date', wall: read.wall } }
  if (read.utc) return { when: { kind: 'time', wall: read.wall, zone: '+00:00' } }
  const zone = read.zoneName === undefined ? undefined : zoneOf(read.zoneName)
  const when: When = { kind: 'time', wall: read.wall, zone }
  return read.zoneName !== undefined && zone === undefined ? { when, unknownZone: read.zoneName } : { when }
}

function readLength(raw: RawEvent, start: When, options: EntryOptions): Duration | undefined {
  const [endProperty, durationProperty] = [raw.single.get('DTEND'), raw.single.get('DURATION')]
  const nothing: Duration = { days: start.kind === 'date' ? 1 : 0, ms: 0 }
  if (endProperty !== undefined) {
    const end = readMoment(endProperty, options)?.when
    if (end === undefined) return undefined
    // Dates have no length in hours: a day on which the clocks change is a day too. One that ends when it begins is meant to last it.
    const lasts =
      start.kind === 'date'
        ? { days: Math.max(1, Math.ceil((end.wall - start.wall) / DAY)), ms: 0 }
        : { days: 0, ms: toInstant(end, options.home) - toInstant(start, options.home) }
    return lasts.ms < 0 || (start.kind === 'date' && end.wall < start.wall) ? undefined : lasts
  }
  if (durationProperty === undefined) return nothing
  const lasts = readDuration(durationProperty.value)
  if (lasts === undefined || after(start, lasts, options.home) < toInstant(start, options.home)) return undefined
  return start.kind === 'date' ? { days: Math.max(1, lasts.days + Math.ceil(lasts.ms / DAY)), ms: 0 } : lasts
}

/** Whether an event that happens once is far out of the window: no zone brings it back, and its instants need not be worked out. */
function isFar(raw: RawEvent, start: When, { from, to }: EntryOptions): boolean {
  if (raw.listed.has('RRULE') || raw.listed.has('RDATE') || raw.single.has('RECURRENCE-ID')) return false
  if (start.wall > to + 2 * DAY) return true
  const [end, duration] = [raw.single.get('DTEND'), raw.single.get('DURATION')]
  const until = end === undefined ? undefined : readWhen(end.value, end.params)?.wall
  const lasts = duration === undefined ? { days: 1, ms: 0 } : readDuration(duration.value)
  const last = end === undefined ? lasts && start.wall + lasts.days * DAY + lasts.ms : until
  return last !== undefined && Math.max(last, start.wall + DAY) < from - 2 * DAY
}

function saysAllDay(raw: RawEvent): boolean {
  return textOf(raw, 'X-MICROSOFT-CDO-ALLDAYEVENT') === 'TRUE'
}

/** Outlook may write a whole day from midnight to midnight of the author's zone; it is one wherever the rep is. */
function outlookDay(raw: RawEvent, start: When, lasts: Duration): boolean {
  // An hour more or less: the clocks may change on that day.
  const days = (lasts.days * DAY + lasts.ms) / DAY
  return saysAllDay(raw) && dateOf(start.wall) === start.wall && days > 0.9 && Math.abs(days - Math.round(days)) < 0.05
}
