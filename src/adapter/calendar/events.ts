import { type Property, readLines, readProperty } from './lines.js'
import type { CalendarLimits, CalendarProblem } from './problem.js'

/** The properties of an event that say when somebody is away. Everything else of an event is never looked at. */
const once = ['UID', 'SEQUENCE', 'STATUS', 'TRANSP', 'SUMMARY', 'DTSTART', 'DTEND', 'DURATION', 'RECURRENCE-ID'] as const
const marks = ['X-MICROSOFT-CDO-BUSYSTATUS', 'X-MICROSOFT-CDO-ALLDAYEVENT'] as const
const many = ['RRULE', 'EXRULE', 'RDATE', 'EXDATE'] as const

type Once = (typeof once)[number] | (typeof marks)[number]
type Many = (typeof many)[number]

export interface UnreadProperty {
  readonly text: string
  readonly line: number
}

/** An event as it stands in the file. */
export interface RawEvent {
  readonly line: number
  readonly single: ReadonlyMap<Once, Property>
  /** Not read yet: a file may hold more of them than it is worth to read. */
  readonly listed: ReadonlyMap<Many, readonly UnreadProperty[]>
  /** Said twice and not the same way, so that nobody knows which counts. */
  readonly doubled: Property | undefined
}

const singles: ReadonlySet<string> = new Set([...once, ...marks])
const lists: ReadonlySet<string> = new Set(many)

/** Gathers the events of a file. Linear in its size; stops at the limits. */
export function readEvents(text: string, limits: CalendarLimits): { events: RawEvent[]; problems: CalendarProblem[] } {
  if (text.length > limits.maxSize)
    return { events: [], problems: [{ kind: 'tooMuch', message: `The file has more than ${limits.maxSize} characters.` }] }
  const events: RawEvent[] = []
  const problems: CalendarProblem[] = []
  const open: string[] = []
  let event: ReturnType<typeof startEvent> | undefined
  let calendars = 0

  for (const { text: content, line, cut } of readLines(text)) {
    const begun = marker(content, 'BEGIN')
    const ended = begun === undefined ? marker(content, 'END') : undefined
    if (begun !== undefined) {
      if (begun === 'VCALENDAR') calendars++
      // An event within an event: the outer one has lost its end. What it said so far still counts.
      if (begun === 'VEVENT' && event !== undefined) {
        problems.push(lostEnd(event.line))
        events.push(event)
        open.length = 1
      }
      if (begun === 'VEVENT') event = startEvent(line)
      // A hundred levels of nonsense are as good as a million.
      if (open.length < 100) open.push(begun)
      if (events.length >= limits.maxEvents) {
        problems.push({ kind: 'tooMuch', message: `The file has more than ${limits.maxEvents} events.`, line })
        return { events, problems }
      }
    } else if (ended !== undefined) {
      const at = open.lastIndexOf(ended)
      if (at !== -1) open.length = at
      if (event !== undefined && !open.includes('VEVENT')) {
        if (ended !== 'VEVENT') problems.push(lostEnd(event.line))
        events.push(event)
        event = undefined
      }
    } else if (event !== undefined && open.at(-1) === 'VEVENT') {
      take(event, content, line, cut)
    }
  }
  if (event !== undefined) events.push(event)
  if (calendars === 0) problems.push({ kind: 'shape', message: 'This is no calendar: it has no BEGIN:VCALENDAR.' })
  else if (open.length > 0) problems.push({ kind: 'shape', message: `The file ends before END:${open[0]}: something is missing.` })
  return { events, problems }
}

function lostEnd(line: number): CalendarProblem {
  return { kind: 'shape', message: 'An event has no END:VEVENT.', line }
}

function startEvent(line: number) {
  return { line, single: new Map<Once, Property>(), listed: new Map<Many, UnreadProperty[]>(), doubled: undefined as Property | undefined }
}

/** `BEGIN:VEVENT` -> `VEVENT`. */
function marker(text: string, word: 'BEGIN' | 'END'): string | undefined {
  if (text.length > 100 || text.slice(0, word.length + 1).toUpperCase() !== `${word}:`) return undefined
  return text
    .slice(word.length + 1)
    .trim()
    .toUpperCase()
}

function take(event: ReturnType<typeof startEvent>, text: string, line: number, cut: boolean): void {
  // Looked up before anything is read: most lines are long texts that are nobody's business.
  const name = text.slice(0, 40).split(/[;:]/, 1)[0]?.toUpperCase() ?? ''
  if (!singles.has(name) && !lists.has(name)) return
  if (lists.has(name) && !cut) {
    const listed = event.listed.get(name as Many)
    if (listed === undefined) event.listed.set(name as Many, [{ text, line }])
    else listed.push({ text, line })
    return
  }
  const property = cut ? undefined : readProperty(text, line)
  if (property === undefined) {
    event.doubled ??= { name, params: new Map(), value: '', line }
  } else {
    const earlier = event.single.get(name as Once)
    if (earlier === undefined) event.single.set(name as Once, property)
    else if (earlier.value !== property.value && name !== 'SUMMARY') event.doubled ??= property
  }
}
