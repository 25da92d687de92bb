import type { LeadKey } from '../lead.js'
import { applyLedgerChange, changeInPlace } from '../ledger/apply.js'
import type { LedgerChange, LedgerState } from '../ledger/state.js'
import type { View, Write } from '../port/store.js'
import type { RepId } from '../rep.js'
import { nextEntry } from '../state/audit.js'
import type { Event } from '../state/event.js'
import { ledgerOf, loadsAfter } from '../state/evolve.js'
import { type AuditEntry, type Load, type Message, noLoad, type StoredDocument, type StoredLead, type Timer } from '../state/record.js'
import { isSameTimer } from './timers.js'

/** What a transaction is about to write, seen through: later leads of a batch are decided on what the earlier ones changed. */
export interface Draft {
  lead(key: LeadKey): StoredLead | undefined
  /** The oldest lead of a person that has an owner; of those that the transaction asked for, and of this draft's own. */
  ofPerson(person: string): StoredLead | undefined
  /** Undefined for a rotation that the transaction did not ask for. */
  ledger(rotation: string): LedgerState | undefined
  /** Undefined for a rep that the transaction did not ask for. */
  load(rep: RepId): Load | undefined
  /** Books one event: the audit entry, the loads and the ledger it changes. The lead's record is made from the entry. */
  record(event: Event, leadOf: (entry: AuditEntry) => StoredLead): StoredLead
  /** Books one event that leaves the lead's record as it is. */
  note(event: Event): AuditEntry
  /** Messages for the store's outbox. */
  tell(messages: readonly Message[]): void
  /** Every timer of the lead, in whatever state. */
  timers(key: LeadKey): readonly Timer[]
  /** A new timer, or another state of one. */
  setTimer(key: LeadKey, timer: Timer): void
  /** Removes the lead with everything about it but the trail. */
  erase(key: LeadKey): void
  write(documents: readonly StoredDocument[]): Write
}

export function openDraft(view: View): Draft {
  let head = view.head
  const entries: AuditEntry[] = []
  const leads = new Map<LeadKey, StoredLead>()
  const ledgers = new Map<string, LedgerState>()
  const changes = new Map<string, Changes>()
  const loads = new Map<RepId, Load>()
  const messages: Message[] = []
  const timers = new Map<LeadKey, readonly Timer[]>()
  const persons = new Map<string, StoredLead>()
  const erased: LeadKey[] = []
  const ledger = (rotation: string): LedgerState | undefined => ledgers.get(rotation) ?? view.ledgers.get(rotation)
  const load = (rep: RepId): Load | undefined => loads.get(rep) ?? view.loads.get(rep)
  const timersOf = (key: LeadKey): readonly Timer[] => timers.get(key) ?? view.timers.get(key) ?? []
  const note = (event: Event): AuditEntry => {
    const entry = nextEntry(head, view.now, event)
    head = entry
    entries.push(entry)
    return entry
  }
  return {
    lead: (key) => leads.get(key) ?? view.leads.get(key),
    ofPerson: (person) => older(view.persons?.get(person), persons.get(person)),
    ledger,
    load,
    record: (event, leadOf) => {
      const entry = note(event)
      const change = ledgerOf(event)
      if (change !== undefined) {
        const { rotation } = change
        const own = ledgers.get(rotation)
        const seen = view.ledgers.get(rotation)
        // The view's ledger stays as it was: copied at the first change. From then on the copy is the draft's own.
        if (own !== undefined) ledgers.set(rotation, changeInPlace(own, change))
        else if (seen !== undefined) ledgers.set(rotation, applyLedgerChange(seen, change))
        changes.set(rotation, collect(changes.get(rotation), change))
      }
      for (const [rep, after] of loadsAfter(event, (id) => load(id) ?? noLoad)) loads.set(rep, after)
      const lead = leadOf(entry)
      leads.set(lead.key, lead)
      if (lead.person !== undefined && lead.rep !== undefined) persons.set(lead.person, older(persons.get(lead.person), lead) as StoredLead)
      return lead
    },
    note,
    tell: (told) => {
      messages.push(...told)
    },
    timers: timersOf,
    setTimer: (key, timer) => {
      const others = timersOf(key).filter((other) => !isSameTimer(other, timer))
      timers.set(key, [...others, timer])
    },
    erase: (key) => {
      erased.push(key)
    },
    write: (documents) => ({
      entries,
      leads: [...leads.values()],
      ledgers: Array.from(changes.values(), ({ last, members }) => ({ ...last, members })),
      loads,
      documents,
      messages,
      timers: [...timers].flatMap(([key, present]) => present.filter((timer) => !view.timers.get(key)?.includes(timer))),
      erased,
    }),
  }
}

/** The one that a store would name: by `receivedAt`, then by key. */
function older(one: StoredLead | undefined, other: StoredLead | undefined): StoredLead | undefined {
  if (one === undefined || other === undefined) return one ?? other
  const isFirst = one.receivedAt === other.receivedAt ? one.key < other.key : one.receivedAt < other.receivedAt
  return isFirst ? one : other
}

/** All changes of a rotation: the last one's numbers, and everybody's latest standing. */
interface Changes {
  readonly last: LedgerChange
  readonly members: LedgerChange['members']
}

function collect(earlier: Changes | undefined, last: LedgerChange): Changes {
  return { last, members: Object.assign(earlier?.members ?? Object.create(null), last.members) }
}
