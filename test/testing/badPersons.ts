import type { View } from '../../src/port/store.js'
import type { StoredLead } from '../../src/state/record.js'
import { type BadStore, bad, leadsOf, type NamedFault } from './badStore.js'
import type { Fault } from './faultyStores.js'

/** The first of all leads written so far that are somebody's by some wrong light. */
function finding(
  isOf: (lead: StoredLead, person: string) => boolean,
  before: (one: StoredLead, other: StoredLead) => number,
  forgets = true,
): Fault {
  const leads = new Map<string, StoredLead>()
  return {
    see: (view, { persons }) => {
      if (persons === undefined) return view
      const found = persons.flatMap((person): [string, StoredLead][] => {
        const [first] = [...leads.values()].filter((lead) => isOf(lead, person)).sort(before)
        return first === undefined ? [] : [[person, first]]
      })
      return { ...view, persons: new Map(found) }
    },
    write: (write) => {
      for (const lead of write.leads) leads.set(lead.key, lead)
      if (forgets) for (const key of write.erased) leads.delete(key)
      return write
    },
  }
}

const isTheirs = (lead: StoredLead, person: string): boolean => lead.person === person && lead.rep !== undefined
const byAge = (one: StoredLead, other: StoredLead): number => one.receivedAt - other.receivedAt || (one.key < other.key ? -1 : 1)

const faults: readonly NamedFault[] = [
  {
    name: 'the latest lead of a person',
    fault: () => finding(isTheirs, (one, other) => -byAge(one, other)),
    caughtBy: [
      'of a person the oldest lead with an owner is seen, whole',
      'of leads received at the same time the one with the smaller key comes first',
    ],
  },
  {
    name: 'the lead of a person that was written first',
    fault: () => finding(isTheirs, (one, other) => one.receivedAt - other.receivedAt),
    caughtBy: ['of leads received at the same time the one with the smaller key comes first'],
  },
  {
    name: 'leads of persons that wait, too',
    fault: () => finding((lead, person) => lead.person === person, byAge),
    caughtBy: ['a lead of a person counts once it has an owner, and stays when it is closed'],
  },
  {
    name: 'open leads of persons alone',
    fault: () => finding((lead, person) => isTheirs(lead, person) && lead.state === 'assigned', byAge),
    caughtBy: ['a lead of a person counts once it has an owner, and stays when it is closed'],
  },
  {
    name: 'persons of erased leads',
    fault: () => finding(isTheirs, byAge, false),
    caughtBy: ['an erased lead is nobody’s any more'],
  },
  {
    name: 'persons that stand somewhere in a lead',
    fault: () => finding((lead, person) => lead.rep !== undefined && JSON.stringify(lead).includes(person), byAge),
    caughtBy: ['what stands in a reason is no person'],
  },
  {
    name: 'leads without their persons',
    fault: () => ({ write: (write) => leadsOf(write, ({ person: _, ...lead }) => lead) }),
    caughtBy: ['of a person the oldest lead with an owner is seen, whole'],
  },
  {
    name: 'persons whom nobody asked about',
    fault: () => ({ see: (view): View => ({ persons: new Map(), ...view }) }),
    caughtBy: ['who is not asked about is not seen'],
  },
]

export const badPersons: readonly BadStore[] = faults.map(({ name, fault, caughtBy }) => bad(name, fault, caughtBy))
