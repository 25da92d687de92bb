import type { StoredLead } from '../../state/record.js'
import { before } from './owned.js'
import { createSorted, type Sorted } from './sorted.js'

/** Of every person the leads that have an owner, oldest first. */
export interface Persons {
  enter(lead: StoredLead): void
  leave(lead: StoredLead): void
  first(persons: readonly string[]): ReadonlyMap<string, StoredLead>
}

export function createPersons(): Persons {
  const known = new Map<string, Sorted<StoredLead>>()
  return {
    enter(lead) {
      if (lead.person === undefined || lead.rep === undefined) return
      const leads = known.get(lead.person) ?? createSorted<StoredLead>(before)
      leads.add(lead)
      known.set(lead.person, leads)
    },
    leave(lead) {
      if (lead.person === undefined || lead.rep === undefined) return
      const leads = known.get(lead.person)
      leads?.remove(lead)
      if (leads?.items.length === 0) known.delete(lead.person)
    },
    first: (persons) =>
      new Map(
        persons.flatMap((person) => {
          const oldest = known.get(person)?.items[0]
          return oldest === undefined ? [] : [[person, oldest]]
        }),
      ),
  }
}
