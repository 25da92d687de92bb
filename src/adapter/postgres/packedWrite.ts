import type { LeadKey } from '../../lead.js'
import type { Write } from '../../port/store.js'
import type { StoredLead, Timer } from '../../state/record.js'
import { messagePlace } from '../messagePlace.js'
import { moreText } from '../more.js'
import { listOf, separator, toText } from './wire.js'

/** Of items for the same row only the last: a statement may not write a row twice. */
function lastOfEach<Item>(items: readonly Item[], rowOf: (item: Item) => string): readonly Item[] {
  if (items.length < 2) return items
  const rows = new Map(items.map((item) => [rowOf(item), item]))
  return rows.size === items.length ? items : [...rows.values()]
}

/** Texts of more than about 100 kB are kept apart by Node and by the server, and room for them is made anew each time: that costs several times what is done with them. */
const AT_ONCE = 32

/** What follows one another in a transaction. */
export interface Piece {
  /** The number of the entry before it. */
  readonly head: number
  readonly rows: string
  readonly isLast: boolean
}

/** A write in pieces of moderate size. Each is packed when it is asked for, while the server has the one before it in hand. */
export function* packedPieces(write: Write, head: number, isNew: (key: LeadKey) => boolean): Generator<Piece> {
  const { entries, messages } = write
  const leads = lastOfEach(write.leads, ({ key }) => key)
  const longest = Math.max(entries.length, leads.length, messages.length)
  for (let from = 0, isLast = false; !isLast; from += AT_ONCE) {
    const part = <Item>(items: readonly Item[]): readonly Item[] => items.slice(from, from + AT_ONCE)
    isLast = from + AT_ONCE >= longest
    // What is written once for all of them, and what is removed, comes last.
    const rest = isLast ? write : nothing
    const rows = packedWrite({ ...rest, entries: part(entries), leads: part(leads), messages: part(messages) }, isNew)
    yield { head: head + Math.min(from, entries.length), rows, isLast }
  }
}

const nothing: Write = {
  entries: [],
  leads: [],
  ledgers: [],
  loads: new Map(),
  documents: [],
  messages: [],
  timers: [],
  erased: [],
}

/** The rows of a write as `write_3` reads them: its tables and columns in its order. */
function packedWrite(
  { entries, leads, ledgers, loads, documents, messages, timers, erased, journal = [] }: Write,
  isNew: (key: LeadKey) => boolean,
): string {
  const columns = <Item>(items: readonly Item[], ...each: ((item: Item) => string | number | null)[]): string =>
    items.length === 0 ? '' : each.map((value) => listOf(items, value)).join(separator.column)
  const standings = ledgers.flatMap(({ rotation, members }) => {
    const name = toText(rotation)
    return Object.entries(members).map(([rep, standing]) => ({ name, rep: toText(rep), standing }))
  })
  const ofRow = ({ subject, epoch, name, step }: Timer) => JSON.stringify([subject, epoch, name, step])
  const fresh = leads.filter(({ key }) => isNew(key))
  const known = fresh.length === leads.length ? [] : leads.filter(({ key }) => !isNew(key))
  const orNull = (id: string | undefined) => (id === undefined ? null : toText(id))
  const leadsAs = (some: readonly StoredLead[]) =>
    columns(
      some,
      ({ key }) => toText(key),
      ({ subject }) => toText(subject),
      ({ salt }) => toText(salt),
      ({ digest }) => toText(digest),
      ({ intake }) => JSON.stringify(intake),
      ({ decision }) => JSON.stringify(decision),
      ({ waits }) => waitsText(waits),
      ({ state }) => state,
      ({ rep }) => orNull(rep),
      ({ queue }) => orNull(queue),
      ({ until }) => until ?? null,
      ({ epoch }) => epoch,
      ({ seq }) => seq,
      ({ receivedAt }) => receivedAt,
      ({ at }) => at,
      ({ declined }) => (declined === undefined ? null : JSON.stringify(declined)),
      ({ charged }) => orNull(charged),
      ({ rank }) => rank ?? 0,
      moreText,
    )
  return [
    columns(
      entries,
      ({ seq }) => seq,
      ({ at }) => at,
      ({ event }) => toText(event.subject),
      ({ event }) => JSON.stringify(event),
      ({ previous }) => toText(previous),
      ({ hash }) => toText(hash),
    ),
    leadsAs(fresh),
    leadsAs(known),
    columns(
      lastOfEach(ledgers, ({ rotation }) => rotation),
      ({ rotation }) => toText(rotation),
      ({ turn }) => turn,
      ({ level }) => level,
      ({ valueLevel }) => valueLevel,
      ({ weight }) => weight,
    ),
    columns(
      ledgers.length < 2 ? standings : lastOfEach(standings, ({ name, rep }) => JSON.stringify([name, rep])),
      ({ name }) => name,
      ({ rep }) => rep,
      ({ standing }) => standing[0],
      ({ standing }) => standing[1],
      ({ standing }) => standing[2] ?? null,
      ({ standing }) => standing[3] ?? null,
      ({ standing }) => standing[4] ?? null,
    ),
    columns(
      [...loads],
      ([rep]) => toText(rep),
      ([, { open }]) => open,
      ([, { assigned }]) => assigned,
      ([, { counts }]) => (counts === undefined ? null : JSON.stringify(counts)),
    ),
    columns(
      documents,
      ({ digest }) => toText(digest),
      ({ kind }) => kind,
      ({ content }) => JSON.stringify(content),
    ),
    columns(
      messages,
      ({ id }) => messagePlace(id)?.seq ?? id,
      ({ id }) => messagePlace(id)?.number ?? id,
      ({ subject }) => toText(subject),
      ({ channel }) => toText(channel),
      ({ about }) => JSON.stringify(about),
      ({ at }) => at,
    ),
    columns(
      lastOfEach(timers, ofRow),
      ({ subject }) => toText(subject),
      ({ epoch }) => epoch,
      ({ name }) => toText(name),
      ({ step }) => step,
      ({ at }) => at,
      ({ channels }) => JSON.stringify(channels),
      ({ state }) => state,
      ({ endedAt }) => endedAt ?? null,
    ),
    columns(erased, (key) => toText(key)),
    columns(
      journal,
      ({ number }) => number,
      (record) => (record.kind === 'version' ? record.version : null),
      (record) => (record.kind === 'version' ? toText(record.digest) : null),
      (record) => (record.kind === 'version' ? (record.from ?? null) : null),
      (record) => JSON.stringify(record),
    ),
  ].join(separator.table)
}

function waitsText(waits: StoredLead['waits']): string {
  for (const _ in waits) return JSON.stringify(waits)
  return '{}'
}
