import type { Store } from '../../src/port/store.js'
import type { StoredLead } from '../../src/state/record.js'
import { type BadStore, bad, type NamedFault } from './badStore.js'
import type { Fault } from './faultyStores.js'

const leads = (change: (lead: StoredLead) => StoredLead): Fault => ({ write: (write) => ({ ...write, leads: write.leads.map(change) }) })
const text = (change: (json: string) => string): Fault =>
  leads((lead) => ({ ...lead, intake: JSON.parse(change(JSON.stringify(lead.intake))) }))

/** Sorts the whole queue by its own lights, then cuts. */
const order = (compare: (a: StoredLead, b: StoredLead) => number): Fault => ({
  answers: (good) => ({ queued: ({ queue, limit }) => [...all(good, queue)].sort(compare).slice(0, limit) }),
})
const all = (good: Store, queue: string) => good.queued({ queue, limit: 1e6 }) as readonly StoredLead[]

/** Keeps queues of its own, in whatever way. */
const queues = (keep: (kept: readonly StoredLead[], lead: StoredLead) => readonly StoredLead[]): Fault => {
  let kept: readonly StoredLead[] = []
  return {
    write(write) {
      for (const lead of write.leads) kept = keep(kept, lead)
      return write
    },
    answers: () => ({ queued: ({ queue, limit }) => inOrder(kept.filter((lead) => lead.queue === queue)).slice(0, limit) }),
  }
}
/** Forgets that what is closed is nobody's any more. */
const ownedOrClosed = (): Fault => {
  const kept = new Map<string, StoredLead>()
  return {
    write(write) {
      for (const lead of write.leads) kept.set(lead.key, lead)
      return write
    },
    answers: () => ({ owned: ({ rep, limit }) => [...kept.values()].filter((lead) => lead.rep === rep).slice(0, limit) }),
  }
}
const inOrder = (list: readonly StoredLead[]) => [...list].sort((a, b) => a.receivedAt - b.receivedAt || a.seq - b.seq)
const others = (kept: readonly StoredLead[], lead: StoredLead) => kept.filter((each) => each.key !== lead.key)

const faults: readonly NamedFault[] = [
  // leads
  {
    name: 'no waits',
    fault: () => leads((lead) => ({ ...lead, waits: {} })),
    caughtBy: ['an assigned lead comes back whole, by key and by subject'],
  },
  {
    name: 'nothing of what few leads have',
    fault: () => leads(({ takes: _, past: __, contactedAt: ___, ...lead }) => lead),
    caughtBy: ['what a lead takes, who had it, when it was contacted and its rank come back, and go again'],
  },
  {
    name: 'no ranks',
    fault: () => leads(({ rank: _, ...lead }) => lead),
    caughtBy: [
      'a lower rank comes first, whenever it was received',
      'what a lead takes, who had it, when it was contacted and its rank come back, and go again',
    ],
  },
  {
    name: 'leads of a rep with those closed',
    fault: ownedOrClosed,
    caughtBy: ['a rep owns neither what is closed nor what waits nor what somebody else has now'],
  },
  {
    name: 'leads of a rep newest first',
    fault: () => ({ answers: (good) => ({ owned: (query) => [...(good.owned(query) as readonly StoredLead[])].reverse() }) }),
    caughtBy: ['the leads of a rep are oldest first, and whole'],
  },
  {
    name: 'leads of a rep behind a moment, not behind a place',
    fault: () => ({
      answers: (good) => ({
        owned: ({ rep, limit, after }) => {
          const rest = good.owned({ rep, limit: 1e6 }) as readonly StoredLead[]
          return rest.filter(({ receivedAt }) => after === undefined || receivedAt > after.receivedAt).slice(0, limit)
        },
      }),
    }),
    caughtBy: ['the leads of a rep go on behind a place, also where many came at the same time and the lead of that place has left'],
  },
  {
    name: 'leads of reps whose names are trimmed',
    fault: () => ({ answers: (good) => ({ owned: (query) => good.owned({ ...query, rep: query.rep.trim() }) }) }),
    caughtBy: ['the leads of reps with unusual names'],
  },
  {
    name: 'no end of a wait',
    fault: () => leads(({ until: _, ...lead }) => lead),
    caughtBy: ['a waiting lead comes back whole, with the end of its wait', 'the leads of a queue come back whole'],
  },
  {
    name: 'missing fields as undefined',
    fault: () => ({ answers: (good) => ({ lead: (by) => widened(good.lead(by) as StoredLead | undefined) }) }),
    caughtBy: ['a field that is missing stays missing'],
  },
  {
    name: 'subjects taken for keys',
    fault: () => ({
      answers: (good) => ({ lead: (by) => good.lead(by) ?? good.lead('key' in by ? { subject: by.key } : { key: by.subject }) }),
    }),
    caughtBy: ['an unknown key and an unknown subject find nothing'],
  },
  {
    name: 'every subject there ever was',
    fault: () => {
      const keys = new Map<string, string>()
      return {
        ...leads((lead) => {
          keys.set(lead.subject, lead.key)
          return lead
        }),
        answers: (good) => ({ lead: (by) => good.lead('key' in by ? by : { key: keys.get(by.subject) ?? 'nobody' }) }),
      }
    },
    caughtBy: ['a lead is found by its present subject alone'],
  },
  {
    name: 'changed leads patched',
    fault: () => {
      const kept = new Map<string, StoredLead>()
      return leads((lead) => {
        const patched = { ...kept.get(lead.key), ...lead }
        kept.set(lead.key, patched)
        return patched
      })
    },
    caughtBy: ['a changed lead is replaced whole'],
  },
  {
    name: 'the first of a lead in a write wins',
    fault: () => ({
      write: (write) => ({
        ...write,
        leads: write.leads.filter((lead, index, list) => list.findIndex((each) => each.key === lead.key) === index),
      }),
    }),
    caughtBy: ['a lead that is in one write twice ends as the later one'],
  },
  {
    name: 'closed leads hidden',
    fault: () => ({ answers: (good) => ({ lead: (by) => unclosed(good.lead(by) as StoredLead | undefined) }) }),
    caughtBy: ['a closed lead can still be read'],
  },
  {
    name: '500 leads in a write',
    fault: () => ({ write: (write) => ({ ...write, leads: write.leads.slice(0, 500) }) }),
    caughtBy: ['1,000 leads in one write are all there'],
  },
  {
    name: 'numbers of 15 digits',
    fault: () => text((json) => json.replace(/-?\d+\.\d+/g, (number) => String(Number(Number(number).toPrecision(15))))),
    caughtBy: ['all that JSON can say comes back to the byte', 'a large lead comes back to the byte'],
  },
  {
    name: 'no control characters',
    fault: () => text((json) => json.replaceAll('\\u0001', '')),
    caughtBy: ['all that JSON can say comes back to the byte'],
  },
  {
    name: 'no prototypes',
    fault: () => text((json) => json.replaceAll('"__proto__":', '"proto":')),
    caughtBy: ['fields with unusual names come back to the byte'],
  },
  {
    name: 'text cut at 64 kB',
    fault: () => text((json) => (json.length > 65_535 ? '{"lead":{}}' : json)),
    caughtBy: ['a large lead comes back to the byte'],
  },
  {
    name: 'depth cut at 20',
    fault: () => text((json) => (/[{[]+(?:"deeper":[{[]+){8}/.test(json) ? '{"lead":{}}' : json)),
    caughtBy: ['a deep lead comes back to the byte'],
  },

  // queues
  {
    name: 'newest first',
    fault: () => order((a, b) => b.receivedAt - a.receivedAt),
    caughtBy: ['a queue is oldest first, by the time received', 'at most `limit` leads, and those are the first'],
  },
  {
    name: 'by place in the trail alone',
    fault: () => order((a, b) => a.seq - b.seq),
    caughtBy: ['a queue is oldest first, by the time received', 'a lead that goes back to a queue keeps its place by the time received'],
  },
  {
    name: 'ties by key',
    fault: () => order((a, b) => a.receivedAt - b.receivedAt || (a.key < b.key ? -1 : 1)),
    caughtBy: ['received at the same time, the earlier in the trail is first'],
  },
  {
    name: 'times as text',
    fault: () => order((a, b) => (`${a.receivedAt}` < `${b.receivedAt}` ? -1 : 1)),
    caughtBy: ['times are compared as numbers, not as text', '1,000 leads that come in any order are in order'],
  },
  {
    name: 'limit ignored',
    fault: () => ({ answers: (good) => ({ queued: ({ queue }) => all(good, queue) }) }),
    caughtBy: ['at most `limit` leads, and those are the first'],
  },
  {
    name: 'always from the head',
    fault: () => ({ answers: (good) => ({ queued: ({ queue, limit }) => good.queued({ queue, limit }) }) }),
    caughtBy: ['a queue goes on behind a place, also when the lead of that place has left'],
  },
  {
    name: 'the last instead of the first',
    fault: () => ({ answers: (good) => ({ queued: ({ queue, limit }) => (limit === 0 ? [] : all(good, queue).slice(-limit)) }) }),
    caughtBy: ['at most `limit` leads, and those are the first', 'a queue is drained from its head, each lead once'],
  },
  {
    name: 'queues never left',
    fault: () => queues((kept, lead) => [...kept, lead]),
    caughtBy: [
      'a lead that gets an owner leaves its queue',
      'a lead that is closed leaves its queue',
      'a lead that moves to another queue is in that one only',
      'a lead that goes back to a queue keeps its place by the time received',
      'a lead that changes while it waits is there once, as it is now',
      'a queue is drained from its head, each lead once',
    ],
  },
  {
    name: 'closed leads wait',
    fault: () => queues((kept, lead) => [...others(kept, lead), lead]),
    caughtBy: ['a lead that is closed leaves its queue'],
  },
  {
    name: 'leads in a queue as they first were',
    fault: () =>
      queues((kept, lead) =>
        lead.state === 'queued' ? (kept.some((each) => each.key === lead.key) ? kept : [...kept, lead]) : others(kept, lead),
      ),
    caughtBy: ['a lead that changes while it waits is there once, as it is now', 'a lead that moves to another queue is in that one only'],
  },
  {
    name: 'everybody waits',
    fault: () => queues((kept, lead) => [...others(kept, lead), { ...lead, queue: lead.queue ?? 'q' }]),
    caughtBy: ['a lead with an owner waits in no queue'],
  },
]

export const badRecords: readonly BadStore[] = faults.map(({ name, fault, caughtBy }) => bad(name, fault, caughtBy))

function widened(lead: StoredLead | undefined): StoredLead | undefined {
  return lead === undefined ? undefined : ({ ...lead, rep: lead.rep, queue: lead.queue, until: lead.until } as StoredLead)
}

function unclosed(lead: StoredLead | undefined): StoredLead | undefined {
  return lead?.state === 'closed' ? undefined : lead
}
