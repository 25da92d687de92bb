import type { OwnedPlace } from '../../port/store.js'
import type { RepId } from '../../rep.js'
import type { StoredLead } from '../../state/record.js'
import { countWhile, createSorted, type Sorted } from './sorted.js'

/** The open leads of every rep, oldest first. */
export interface Owned {
  enter(lead: StoredLead): void
  leave(lead: StoredLead): void
  first(rep: RepId, limit: number, after?: OwnedPlace): readonly StoredLead[]
}

export function createOwned(): Owned {
  const reps = new Map<RepId, Sorted<StoredLead & { readonly rep: RepId }>>()
  return {
    enter(lead) {
      if (!isOwned(lead)) return
      const leads = reps.get(lead.rep) ?? createSorted<StoredLead & { readonly rep: RepId }>(before)
      leads.add(lead)
      reps.set(lead.rep, leads)
    },
    leave(lead) {
      if (!isOwned(lead)) return
      const leads = reps.get(lead.rep)
      leads?.remove(lead)
      if (leads?.items.length === 0) reps.delete(lead.rep)
    },
    first: (rep, limit, after) => {
      const leads = reps.get(rep)?.items ?? []
      const from = after === undefined ? 0 : countWhile(leads, (other) => !before(after, other))
      return leads.slice(from, from + Math.max(0, limit))
    },
  }
}

function isOwned(lead: StoredLead): lead is StoredLead & { readonly rep: RepId } {
  return lead.state === 'assigned' && lead.rep !== undefined
}

export function before(a: OwnedPlace, b: OwnedPlace): boolean {
  return a.receivedAt === b.receivedAt ? a.key < b.key : a.receivedAt < b.receivedAt
}
