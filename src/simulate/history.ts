import type { Account, Facts, Intake } from '../decide/decision.js'
import type { Instant, JsonObject, LeadKey } from '../lead.js'
import type { Store } from '../port/store.js'
import type { RepId } from '../rep.js'
import type { Event, PublishedEvent } from '../state/event.js'

/** One lead of a history. */
export interface HistoryLead<Lead = JsonObject> {
  readonly lead: Lead
  /** When it came in. A history is in the order of time: what is earlier than the lead before it is decided when that was. */
  readonly at: Instant
  /** Its account, where that is known; `null`: it has none. Missing: the option `accounts` is asked. */
  readonly account?: Account | null
  /** When it was closed, whoever had it by then: from there on it takes nothing of its owner's capacity. Missing: the option `openFor` says. */
  readonly closedAt?: Instant
  /** When its owner reached the person, which ends the escalation; `null`: never. Missing: the option `contactAfter` says. */
  readonly contactedAt?: Instant | null
}

/** Leads in the order in which they came in: a list, anything that can be gone through once, or a store with its audit trail. */
export type History<Lead = JsonObject> = Iterable<HistoryLead<Lead>> | AsyncIterable<HistoryLead<Lead>> | Store

/** What a recorded decision knew of reps. */
export interface Known {
  readonly facts: Facts
  /** Of whom it knew: everybody it looked at. */
  readonly asked: ReadonlySet<RepId>
}

/** One thing that happens in a simulation. */
export type Entry = LeadEntry | ActEntry

export interface LeadEntry extends Omit<HistoryLead<unknown>, 'at'> {
  readonly kind: 'lead'
  readonly at: Instant
  /** When it was received, if it was decided later. */
  readonly receivedAt?: Instant
  /** Of a lead that a router had taken in already: its schema and its middleware have made of it what it is. */
  readonly key?: LeadKey
  /** Whose word a recorded lead is, as of its intake; `null`: nothing was left to the host. Missing: the host's own. */
  readonly host?: Intake['host'] | null
  readonly known?: Known
}

/** Something that happened to a lead after it was routed, out of the audit trail. */
export interface ActEntry {
  readonly kind: 'act'
  readonly at: Instant
  readonly key: LeadKey
  readonly event: Exclude<Event, PublishedEvent>
  readonly known?: Known
}

export function isStore(history: object): history is Store {
  return typeof (history as Partial<Store>).audit === 'function' && typeof (history as Partial<Store>).document === 'function'
}

/** The entries of a list, or of anything that can be gone through once. */
export async function* listed(history: Iterable<HistoryLead<unknown>> | AsyncIterable<HistoryLead<unknown>>): AsyncGenerator<Entry> {
  for await (const { lead, at, account, closedAt, contactedAt } of history)
    yield {
      kind: 'lead',
      lead,
      at,
      ...(account === undefined ? {} : { account }),
      ...(closedAt === undefined ? {} : { closedAt }),
      ...(contactedAt === undefined ? {} : { contactedAt }),
    }
}
