import type { LeadKey } from '../lead.js'
import { applyLedgerChange, changeInPlace } from '../ledger/apply.js'
import type { LedgerChange, LedgerState } from '../ledger/state.js'
import type { View, Write } from '../port/store.js'
import type { RepId } from '../rep.js'
import { nextEntry } from '../state/audit.js'
import { ledgerOf, loadsAfter } from '../state/evolve.js'
import { type AuditEntry, type Event, type Load, noLoad, type StoredDocument, type StoredLead } from '../state/record.js'

/** What a transaction is about to write, seen through: later leads of a batch are decided on what the earlier ones changed. */
export interface Draft {
  lead(key: LeadKey): StoredLead | undefined
  /** Undefined for a rotation that the transaction did not ask for. */
  ledger(rotation: string): LedgerState | undefined
  /** Undefined for a rep that the transaction did not ask for. */
  load(rep: RepId): Load | undefined
  /** Books one event: the audit entry, the loads and the ledger it changes. The lead's record is made from the entry. */
  record(event: Event, leadOf: (entry: AuditEntry) => StoredLead): StoredLead
  write(documents: readonly StoredDocument[]): Write
}

export function openDraft(view: View): Draft {
  let head = view.head
  const entries: AuditEntry[] = []
  const leads = new Map<LeadKey, StoredLead>()
  const ledgers = new Map<string, LedgerState>()
  const changes = new Map<string, LedgerChange>()
  const loads = new Map<RepId, Load>()
  const ledger = (rotation: string): LedgerState | undefined => ledgers.get(rotation) ?? view.ledgers.get(rotation)
  const load = (rep: RepId): Load | undefined => loads.get(rep) ?? view.loads.get(rep)
  return {
    lead: (key) => leads.get(key) ?? view.leads.get(key),
    ledger,
    load,
    record: (event, leadOf) => {
      const entry = nextEntry(head, view.now, event)
      head = entry
      entries.push(entry)
      const change = ledgerOf(event)
      if (change !== undefined) {
        const { rotation } = change
        const own = ledgers.get(rotation)
        const seen = view.ledgers.get(rotation)
        // The view's ledger stays as it was: copied at the first change. From then on the copy is the draft's own.
        if (own !== undefined) ledgers.set(rotation, changeInPlace(own, change))
        else if (seen !== undefined) ledgers.set(rotation, applyLedgerChange(seen, change))
        changes.set(rotation, merge(changes.get(rotation), change))
      }
      for (const [rep, after] of loadsAfter(event, (id) => load(id) ?? noLoad)) loads.set(rep, after)
      const lead = leadOf(entry)
      leads.set(lead.key, lead)
      return lead
    },
    write: (documents) => ({ entries, leads: [...leads.values()], ledgers: [...changes.values()], loads, documents }),
  }
}

function merge(earlier: LedgerChange | undefined, later: LedgerChange): LedgerChange {
  return earlier === undefined ? later : { ...later, members: Object.assign(Object.create(null), earlier.members, later.members) }
}
