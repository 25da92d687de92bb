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

/** The rows of a write as `write_2` reads them: its tables and columns in its order. */
export function packedWrite(
  { entries, leads, ledgers, loads, documents, messages, timers, erased }: Write,
  isNew: (key: LeadKey) => boolean,
): string {
  const columns = <Item>(items: readonly Item[], ...each: ((item: Item) => string | number | null)[]): string =>
    items.length === 0 ? '' : each.map((value) => listOf(items, value)).join(separator.column)
  const standings = ledgers.flatMap(({ rotation, members }) => {
    const name = toText(rotation)
    return Object.entries(members).map(([rep, standing]) => ({ name, rep: toText(rep), standing }))
  })
  const ofRow = ({ subject, epoch, name, step }: Timer) => JSON.stringify([subject, epoch, name, step])
  const last = lastOfEach(leads, ({ key }) => key)
  const fresh = last.filter(({ key }) => isNew(key))
  const known = fresh.length === last.length ? [] : last.filter(({ key }) => !isNew(key))
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
  ].join(separator.table)
}

function waitsText(waits: StoredLead['waits']): string {
  for (const _ in waits) return JSON.stringify(waits)
  return '{}'
}
