import type { Counters } from '../../counters.js'
import type { Decision, Intake } from '../../decide/decision.js'
import type { Instant, Json, JsonObject } from '../../lead.js'
import { emptyLedger, type LedgerState, type Standing } from '../../ledger/state.js'
import type { ClaimedMessage, DeadMessage } from '../../port/outbox.js'
import type { Counts } from '../../port/store.js'
import type { RepId } from '../../rep.js'
import type { Event } from '../../state/event.js'
import type { PlanRecord } from '../../state/planRecord.js'
import type { AcceptedLead, AuditEntry, Load, Message, MessageContent, StoredDocument, StoredLead, Timer } from '../../state/record.js'
import { moreFrom } from '../more.js'
import type { Row } from './driver.js'
import { fromText } from './wire.js'

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
    ...(number(row.rank) === 0 ? {} : { rank: number(row.rank) }),
    ...moreFrom(row.more),
  }
}

export function entryFrom(row: Row): AuditEntry {
  return { seq: number(row.seq), at: number(row.at), event: json<Event>(row.event), previous: text(row.previous), hash: text(row.hash) }
}

export function documentFrom(row: Row): StoredDocument {
  return { digest: text(row.digest), kind: row.kind as StoredDocument['kind'], content: json<Json>(row.content) }
}

export function loadFrom({ open, assigned, counts }: Row): Load {
  const load = { open: number(open), assigned: number(assigned) }
  return counts === null ? load : { ...load, counts: json<Counters>(counts) }
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

export function planFrom(row: Row): PlanRecord {
  return json<PlanRecord>(row.record)
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
  return { ...messageFrom(row), key: text(row.key), attempt: number(row.attempt), tries: number(row.attempt) - number(row.attempts_before) }
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
