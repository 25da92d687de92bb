import type { Instant, LeadKey } from '../../lead.js'
import type { Inbox } from '../../port/inbox.js'
import type { Counts } from '../../port/store.js'
import type { AcceptedLead } from '../../state/record.js'
import { frozenCopy } from './frozenCopy.js'
import { createSorted, firstOf } from './sorted.js'

/** The port's inbox, answering at once, and what the store needs of it besides. */
export interface Accepted extends Inbox {
  accepted(query: { readonly now: Instant; readonly limit: number }): readonly AcceptedLead[]
  erase(key: LeadKey): void
  /** Those of these keys that are here, with the moment each was received. */
  places(keys: readonly LeadKey[]): ReadonlyMap<LeadKey, Instant>
  counts(): Counts['accepted']
}

/** @param routed whether there is a record of this lead */
export function createInbox(routed: (key: LeadKey) => boolean): Accepted {
  const leads = new Map<LeadKey, AcceptedLead>()
  const waiting = createSorted(before)
  const parked = createSorted(before)
  const placeOf = (lead: AcceptedLead) => (lead.notBefore === null ? parked : waiting)

  function keep(lead: AcceptedLead): void {
    leads.set(lead.key, lead)
    placeOf(lead).add(lead)
  }

  function erase(key: LeadKey): void {
    const lead = leads.get(key)
    if (lead === undefined) return
    leads.delete(key)
    placeOf(lead).remove(lead)
  }

  return {
    accept({ key, content, receivedAt }) {
      if (leads.has(key) || routed(key)) return false
      keep(frozenCopy({ key, content, receivedAt, attempts: 0 }))
      return true
    },
    accepted: ({ now, limit }) => firstOf(waiting.items, limit, ({ notBefore }) => (notBefore ?? now) <= now),
    parked: ({ limit }) => parked.items.slice(0, Math.max(0, limit)),
    acceptedDone: erase,
    acceptedFailed({ key, error, notBefore }) {
      const lead = leads.get(key)
      if (lead === undefined) return
      const failed = frozenCopy({ ...lead, attempts: lead.attempts + 1, error, notBefore })
      erase(key)
      keep(failed)
    },
    erase,
    places: (keys) => new Map(keys.flatMap((key) => (leads.has(key) ? [[key, leads.get(key)?.receivedAt ?? 0] as const] : []))),
    counts: () => ({
      waiting: waiting.items.length,
      parked: parked.items.length,
      ...(waiting.items[0] === undefined ? {} : { oldest: waiting.items[0].receivedAt }),
    }),
  }
}

function before(a: AcceptedLead, b: AcceptedLead): boolean {
  return a.receivedAt === b.receivedAt ? a.key < b.key : a.receivedAt < b.receivedAt
}
