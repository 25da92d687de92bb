import type { Store } from '../../src/port/store.js'
import type { AcceptedLead } from '../../src/state/record.js'
import { entryAfter } from '../../src/testing/storeContractRecords.js'
import { type BadStore, bad, type NamedFault } from './badStore.js'
import { type Fault, nothing } from './faultyStores.js'

type Leads = readonly AcceptedLead[]
const answers = (of: (good: Store) => Partial<Store>): Fault => ({ answers: of })
const every = (good: Store) => good.accepted({ now: Number.MAX_SAFE_INTEGER, limit: 1e6 }) as Leads
const parked = (good: Store) => good.parked({ limit: 1e6 }) as Leads
/** Sorts everything that may be tried by its own lights, then cuts. */
const order = (compare: (a: AcceptedLead, b: AcceptedLead) => number): Fault =>
  answers((good) => ({
    accepted: ({ now, limit }) => [...(good.accepted({ now, limit: 1e6 }) as Leads)].sort(compare).slice(0, limit),
    parked: ({ limit }) => [...parked(good)].sort(compare).slice(0, limit),
  }))
const shown = (change: (lead: AcceptedLead) => AcceptedLead): Fault =>
  answers((good) => ({
    accepted: (query) => (good.accepted(query) as Leads).map(change),
    parked: (query) => (good.parked(query) as Leads).map(change),
  }))

const faults: readonly NamedFault[] = [
  {
    name: 'a view of the whole inbox',
    fault: () => ({ see: (view) => ({ ...view, inbox: new Map([...view.inbox, ['L4', 1_004]]) }) }),
    caughtBy: ['a view tells of the keys asked about which wait in the inbox, and since when'],
  },
  {
    name: '32-bit times of receipt',
    fault: () => answers((good) => ({ accept: (lead) => good.accept({ ...lead, receivedAt: lead.receivedAt | 0 }) })),
    caughtBy: ['an accepted lead comes back whole, not tried yet'],
  },
  {
    name: 'everything is new',
    fault: () =>
      answers((good) => ({
        accept(lead) {
          void good.accept(lead)
          return true
        },
      })),
    caughtBy: [
      'a key that waits already is not accepted again, and the first content stays',
      'a key that was parked is not accepted again',
      'a key that has been routed is not accepted',
      'of many who bring the same key at once exactly one is told that it is new',
    ],
  },
  {
    name: 'the latest content wins',
    fault: () =>
      answers((good) => ({
        accept(lead) {
          if (good.accept(lead) === true) return true
          void good.acceptedDone(lead.key)
          void good.accept(lead)
          return false
        },
      })),
    caughtBy: [
      'a key that waits already is not accepted again, and the first content stays',
      'a key that was parked is not accepted again',
    ],
  },
  {
    name: 'routed leads are out of the inbox',
    fault: () =>
      answers((good) => ({
        accepted: (query) => (good.accepted(query) as Leads).filter(({ key }) => good.lead({ key }) === undefined),
      })),
    caughtBy: ['an accepted lead that is routed stays in the inbox until it is taken out'],
  },
  {
    name: 'nothing is ever done',
    fault: () => answers(() => ({ acceptedDone: () => {} })),
    caughtBy: [
      'a lead that is done with is gone, and nobody else',
      'an accepted lead that is routed stays in the inbox until it is taken out',
      'keys that look alike are different accepted leads',
    ],
  },
  {
    name: 'everything is done at once',
    fault: () =>
      answers((good) => ({
        acceptedDone() {
          for (const { key } of [...every(good), ...parked(good)]) void good.acceptedDone(key)
        },
      })),
    caughtBy: ['a lead that is done with is gone, and nobody else'],
  },
  {
    name: 'the inbox newest first',
    fault: () => order((a, b) => b.receivedAt - a.receivedAt),
    caughtBy: ['accepted leads are oldest first, then by key', 'at most `limit` accepted leads, and those are the first'],
  },
  {
    name: 'times of receipt as text',
    fault: () => order((a, b) => (`${a.receivedAt}${a.key}` < `${b.receivedAt}${b.key}` ? -1 : 1)),
    caughtBy: ['accepted leads are oldest first, then by key'],
  },
  {
    name: 'the limit of the inbox ignored',
    fault: () => answers((good) => ({ accepted: ({ now }) => good.accepted({ now, limit: 1e6 }), parked: () => parked(good) })),
    caughtBy: ['at most `limit` accepted leads, and those are the first'],
  },
  {
    name: 'the limit of the inbox before the time',
    fault: () =>
      answers((good) => ({
        accepted: ({ now, limit }) =>
          every(good)
            .slice(0, limit)
            .filter(({ notBefore }) => (notBefore ?? now) <= now),
      })),
    caughtBy: ['a lead that waits for its time holds up no other'],
  },
  {
    name: 'a moment early',
    fault: () => answers((good) => ({ accepted: ({ now, limit }) => good.accepted({ now: now + 1, limit }) })),
    caughtBy: ['a lead that failed is tried again from its time on, and not before'],
  },
  {
    name: 'a moment late',
    fault: () => answers((good) => ({ accepted: ({ now, limit }) => good.accepted({ now: now - 1, limit }) })),
    caughtBy: ['a lead that failed is tried again from its time on, and not before'],
  },
  {
    name: 'one failure is all',
    fault: () => shown((lead) => ({ ...lead, attempts: Math.min(1, lead.attempts) })),
    caughtBy: ['failures are counted, the latest error is kept, and the lead stays as it is', 'a parked lead that gets a time waits again'],
  },
  {
    name: 'the parked are tried',
    fault: () => answers((good) => ({ accepted: (query) => [...(good.accepted(query) as Leads), ...parked(good)] })),
    caughtBy: ['a parked lead is never tried, however late it is, and says so'],
  },
  {
    name: 'once parked, always parked',
    fault: () =>
      answers((good) => ({
        acceptedFailed: (failure) =>
          good.acceptedFailed(parked(good).some(({ key }) => key === failure.key) ? { ...failure, notBefore: null } : failure),
      })),
    caughtBy: ['a parked lead that gets a time waits again'],
  },
  {
    name: 'failures of whomever',
    fault: () =>
      answers((good) => ({
        acceptedFailed(failure) {
          void good.accept({ key: failure.key, content: {}, receivedAt: 0 })
          return good.acceptedFailed(failure)
        },
      })),
    caughtBy: ['the failure of an unknown lead is none'],
  },
  {
    name: 'an entry for every accepted lead',
    fault: () =>
      answers((good) => ({
        accept(lead) {
          void good.transact({
            now: lead.receivedAt,
            leads: [],
            rotations: [],
            reps: [],
            step: ({ head, now }) => ({ write: { ...nothing, entries: [entryAfter(head, now)] }, result: 0 }),
          })
          return good.accept(lead)
        },
      })),
    caughtBy: ['accepting leaves no trace in the audit trail, and does not move time'],
  },
  {
    name: 'keys of accepted leads trimmed',
    fault: () => answers((good) => ({ accept: (lead) => good.accept({ ...lead, key: lead.key.trim() }) })),
    caughtBy: ['unusual keys and errors of accepted leads are like others', 'keys that look alike are different accepted leads'],
  },
  {
    name: 'numbers of accepted leads rounded',
    fault: () =>
      answers((good) => ({
        accept: ({ content, ...lead }) =>
          good.accept({ ...lead, content: JSON.parse(JSON.stringify(content).replace(/(\.\d{12})\d+/g, '$1')) }),
      })),
    caughtBy: ['the content of an accepted lead comes back to the byte'],
  },
  {
    name: 'the parked are pruned',
    fault: () =>
      answers((good) => ({
        prune({ before }) {
          const old = parked(good).filter(({ receivedAt }) => receivedAt < before)
          for (const { key } of old) void good.acceptedDone(key)
          return old.length + (good.prune({ before }) as number)
        },
      })),
    caughtBy: ['pruning leaves leads, the inbox, the trail and documents alone'],
  },
]

export const badInboxes: readonly BadStore[] = faults.map(({ name, fault, caughtBy }) => bad(name, fault, caughtBy))
