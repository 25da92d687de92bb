import type { Decision, Intake } from '../../decide/decision.js'
import type { Instant, Json, JsonObject, LeadKey } from '../../lead.js'
import { emptyLedger, type LedgerState, type Standing } from '../../ledger/state.js'
import type { ClaimedMessage, DeadMessage } from '../../port/outbox.js'
import type { Counts, Write } from '../../port/store.js'
import type { RepId } from '../../rep.js'
import type {
  AcceptedLead,
  AuditEntry,
  Event,
  Load,
  Message,
  MessageContent,
  StoredDocument,
  StoredLead,
  Timer,
} from '../../state/record.js'
import { messagePlace } from '../messagePlace.js'
import type { Row } from './driver.js'
import { type Columns, fromText, packed, toText } from './wire.js'

/** Integers come as numbers, texts or BigInt. */
export function number(value: unknown): number {
  return Number(value)
}

export function text(value: unknown): string {
  return fromText(value as string)
}

function json<Value>(value: unknown): Value {
  return JSON.parse(value as string) as Value
}

export function leadFrom(row: Row): StoredLead {
  return {
    key: text(row.key),
    subject: text(row.subject),
    salt: text(row.salt),
    digest: text(row.digest),
    intake: json<Intake>(row.intake),
    state: row.state as StoredLead['state'],
    ...(row.rep === null ? {} : { rep: text(row.rep) }),
    ...(row.queue === null ? {} : { queue: text(row.queue) }),
    ...(row.until === null ? {} : { until: number(row.until) }),
    waits: json<{ readonly [rule: string]: Instant }>(row.waits),
    ...(row.declined === null ? {} : { declined: json<readonly RepId[]>(row.declined) }),
    ...(row.charged === null ? {} : { charged: text(row.charged) }),
    epoch: number(row.epoch),
    decision: json<Decision>(row.decision),
    seq: number(row.seq),
    receivedAt: number(row.received_at),
    at: number(row.at),
  }
}

export function entryFrom(row: Row): AuditEntry {
  return { seq: number(row.seq), at: number(row.at), event: json<Event>(row.event), previous: text(row.previous), hash: text(row.hash) }
}

export function documentFrom(row: Row): StoredDocument {
  return { digest: text(row.digest), kind: row.kind as StoredDocument['kind'], content: json<Json>(row.content) }
}

export function loadFrom(row: Row): Load {
  return { open: number(row.open), assigned: number(row.assigned) }
}

export function ledgerFrom(row: Row | undefined, standings: readonly (readonly unknown[])[]): LedgerState {
  // `fromEntries` defines own properties, so that a rep named `__proto__` stays a rep.
  const members = Object.fromEntries(standings.map(([rep, ...numbers]): [RepId, Standing] => [text(rep), standingFrom(numbers)]))
  if (row === undefined) return { ...emptyLedger, members }
  return {
    turn: number(row.turn),
    level: number(row.level),
    valueLevel: number(row.value_level),
    weight: number(row.total_weight),
    members,
  }
}

/** A standing's numbers up to the last one that the list had. */
function standingFrom(numbers: readonly unknown[]): Standing {
  const end = numbers.indexOf(null)
  return numbers.slice(0, end < 0 ? numbers.length : end).map(number) as unknown as Standing
}

export function timerFrom(row: Row): Timer {
  return {
    subject: text(row.subject),
    epoch: number(row.epoch),
    name: text(row.name),
    step: number(row.step),
    at: number(row.at),
    channels: json<readonly string[]>(row.channels),
    state: row.state as Timer['state'],
    ...(row.ended_at === null ? {} : { endedAt: number(row.ended_at) }),
  }
}

export function acceptedFrom(row: Row): AcceptedLead {
  return {
    key: text(row.key),
    content: json<JsonObject>(row.content),
    receivedAt: number(row.received_at),
    attempts: number(row.attempts),
    ...(row.error === null ? {} : { error: text(row.error) }),
    ...(row.parked === true ? { notBefore: null } : row.not_before === null ? {} : { notBefore: number(row.not_before) }),
  }
}

function messageFrom(row: Row): Message {
  return {
    id: `${row.seq}.${row.number}`,
    subject: text(row.subject),
    channel: text(row.channel),
    about: json<MessageContent>(row.about),
    at: number(row.at),
  }
}

export function claimedFrom(row: Row): ClaimedMessage {
  return { ...messageFrom(row), key: text(row.key), attempt: number(row.attempt) }
}

export function deadFrom(row: Row): DeadMessage {
  return { ...messageFrom(row), attempt: number(row.attempt), error: text(row.error) }
}

export function countsFrom(row: Row): Counts {
  const oldest = (value: unknown) => (value === null ? {} : { oldest: number(value) })
  const queued = json<readonly (readonly [string, number])[] | null>(row.queued ?? 'null') ?? []
  return {
    accepted: { waiting: number(row.accepted), parked: number(row.parked), ...oldest(row.accepted_oldest) },
    queued: Object.fromEntries(queued.map(([queue, leads]) => [text(queue), leads])),
    messages: { waiting: number(row.messages), dead: number(row.dead), ...oldest(row.messages_oldest) },
    timers: { set: number(row.timers), ...oldest(row.timers_oldest) },
  }
}

/** Of items for the same row only the last: a statement may not write a row twice. */
function lastOfEach<Item>(items: readonly Item[], rowOf: (item: Item) => string): readonly Item[] {
  if (items.length < 2) return items
  const rows = new Map(items.map((item) => [rowOf(item), item]))
  return rows.size === items.length ? items : [...rows.values()]
}

/** The rows of a write as `write_1` reads them: its tables and columns in its order. */
export function packedWrite(
  { entries, leads, ledgers, loads, documents, messages, timers, erased }: Write,
  isNew: (key: LeadKey) => boolean,
): string {
  const columns = <Item>(items: readonly Item[], ...each: ((item: Item) => string | number | null)[]): Columns =>
    each.map((value) => items.map(value))
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
      ({ waits }) => JSON.stringify(waits),
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
    )
  return packed([
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
  ])
}
