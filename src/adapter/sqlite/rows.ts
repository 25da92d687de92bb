import type { Counters } from '../../counters.js'
import type { Decision, Intake } from '../../decide/decision.js'
import type { Instant, Json } from '../../lead.js'
import { emptyLedger, type LedgerState, type Standing } from '../../ledger/state.js'
import type { RepId } from '../../rep.js'
import type { Event } from '../../state/event.js'
import type { PlanRecord } from '../../state/planRecord.js'
import type { AuditEntry, Load, StoredDocument, StoredLead } from '../../state/record.js'
import { moreFrom, moreText } from '../more.js'
import type { SqliteValue } from '../sqliteDatabase.js'
import { fromText, toText } from '../text.js'

/**
 * A row as a driver returns it: with or without a prototype, integers as numbers or (if the host asked its driver for them)
 * as BigInt. `number` and `text` read both alike.
 */
export type Row = { readonly [column: string]: unknown }

/** No row is `undefined` with some drivers, `null` with others. */
export function rowOf(answer: unknown): Row | undefined {
  return answer === undefined || answer === null ? undefined : (answer as Row)
}

/** The one row of an answer, decoded; `undefined` where there is none. */
export function one<Value>(answer: unknown, from: (row: Row) => Value): Value | undefined {
  const row = rowOf(answer)
  return row === undefined ? undefined : from(row)
}

export function rowsOf(answer: readonly unknown[]): readonly Row[] {
  return answer as readonly Row[]
}

export function number(value: unknown): number {
  return Number(value)
}

export function text(value: unknown): string {
  return fromText(value as string)
}

export function json<Value>(value: unknown): Value {
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
    epoch: number(row.epoch),
    decision: json<Decision>(row.decision),
    seq: number(row.seq),
    receivedAt: number(row.received_at),
    at: number(row.at),
    ...(row.declined === null ? {} : { declined: json<readonly RepId[]>(row.declined) }),
    ...(row.charged === null ? {} : { charged: text(row.charged) }),
    ...(number(row.rank) === 0 ? {} : { rank: number(row.rank) }),
    ...moreFrom(row.more),
  }
}

/** In the order of `putLead`. */
export function leadValues(lead: StoredLead): SqliteValue[] {
  return [
    toText(lead.key),
    toText(lead.subject),
    toText(lead.salt),
    toText(lead.digest),
    JSON.stringify(lead.intake),
    JSON.stringify(lead.decision),
    JSON.stringify(lead.waits),
    lead.state,
    lead.rep === undefined ? null : toText(lead.rep),
    lead.queue === undefined ? null : toText(lead.queue),
    lead.until ?? null,
    lead.epoch,
    lead.seq,
    lead.receivedAt,
    lead.at,
    lead.declined === undefined ? null : JSON.stringify(lead.declined),
    lead.charged === undefined ? null : toText(lead.charged),
    lead.rank ?? 0,
    moreText(lead),
  ]
}

export function entryFrom(row: Row): AuditEntry {
  return { seq: number(row.seq), at: number(row.at), event: json<Event>(row.event), previous: text(row.previous), hash: text(row.hash) }
}

/** In the order of `addEntry`. */
export function entryValues({ seq, at, event, previous, hash }: AuditEntry): SqliteValue[] {
  return [seq, at, toText(event.subject), JSON.stringify(event), toText(previous), toText(hash)]
}

export function documentFrom(row: Row): StoredDocument {
  return { digest: text(row.digest), kind: row.kind as StoredDocument['kind'], content: json<Json>(row.content) }
}

/** In the order of `addDocument`. */
export function documentValues({ digest, kind, content }: StoredDocument): SqliteValue[] {
  return [toText(digest), kind, JSON.stringify(content)]
}

export function planFrom(row: Row): PlanRecord {
  return json<PlanRecord>(row.record)
}

/** In the order of `addPlan`. */
export function planValues(record: PlanRecord): SqliteValue[] {
  const { number, kind } = record
  if (kind !== 'version') return [number, null, null, null, JSON.stringify(record)]
  return [number, record.version, toText(record.digest), record.from ?? null, JSON.stringify(record)]
}

export function loadFrom(row: Row): Load {
  const load = { open: number(row.open), assigned: number(row.assigned) }
  return row.counts === null ? load : { ...load, counts: json<Counters>(row.counts) }
}

/** In the order of `putLoad`. */
export function loadValues({ open, assigned, counts }: Load): SqliteValue[] {
  return [open, assigned, counts === undefined ? null : JSON.stringify(counts)]
}

export function numbersFrom(row: Row | undefined): Omit<LedgerState, 'members'> {
  const { members: _, ...numbers } = emptyLedger
  if (row === undefined) return numbers
  return { turn: number(row.turn), level: number(row.level), valueLevel: number(row.value_level), weight: number(row.total_weight) }
}

/** A standing's numbers up to the last one that the list had. */
export function standingFrom({ credit, last, weight, due, value }: Row): Standing {
  const numbers = [credit, last, weight, due, value]
  const end = numbers.indexOf(null)
  return numbers.slice(0, end < 0 ? numbers.length : end).map(number) as unknown as Standing
}

/** In the order of `putStanding`. */
export function standingValues([credit, last, weight, due, value]: Standing): SqliteValue[] {
  return [credit, last, weight ?? null, due ?? null, value ?? null]
}
