import type { LedgerChange, LedgerState, Standing } from '../../src/ledger/state.js'
import type { Store, Write } from '../../src/port/store.js'
import type { Load, StoredDocument, StoredLead } from '../../src/state/record.js'
import type { Fault } from './faultyStores.js'

export interface NamedFault {
  readonly name: string
  readonly fault: () => Fault
  readonly caughtBy: readonly string[]
}

const leads = (change: (lead: StoredLead) => StoredLead): Fault => ({ write: (write) => ({ ...write, leads: write.leads.map(change) }) })
const standings = (change: (standing: Standing) => Standing): Fault => ({
  write: (write) => ({
    ...write,
    ledgers: write.ledgers.map((each) => ({
      ...each,
      members: Object.fromEntries(Object.entries(each.members).map(([rep, standing]) => [rep, change(standing)])),
    })),
  }),
})
const loads = (change: (load: Load) => Load): Fault => ({
  write: (write) => ({ ...write, loads: new Map([...write.loads].map(([rep, load]) => [rep, change(load)])) }),
})
const documents = (change: (all: readonly StoredDocument[], write: Write) => readonly StoredDocument[]): Fault => ({
  write: (write) => ({ ...write, documents: change(write.documents, write) }),
})
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
const inOrder = (list: readonly StoredLead[]) => [...list].sort((a, b) => a.receivedAt - b.receivedAt || a.seq - b.seq)
const others = (kept: readonly StoredLead[], lead: StoredLead) => kept.filter((each) => each.key !== lead.key)

/** Keeps ledgers of its own, in whatever way; both in views and in answers. */
const ledgers = (apply: (kept: LedgerState, change: LedgerChange) => LedgerState): Fault => {
  const kept = new Map<string, LedgerState>()
  const read = (rotation: string) => kept.get(rotation) ?? { turn: 0, members: {} }
  return {
    see: (view) => ({ ...view, ledgers: new Map([...view.ledgers.keys()].map((rotation) => [rotation, read(rotation)])) }),
    write(write) {
      for (const change of write.ledgers) kept.set(change.rotation, apply(read(change.rotation), change))
      return write
    },
    answers: () => ({ ledger: read }),
  }
}

export const badAnswers: readonly NamedFault[] = [
  // leads
  {
    name: 'no waits',
    fault: () => leads((lead) => ({ ...lead, waits: {} })),
    caughtBy: ['an assigned lead comes back whole, by key and by subject'],
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

  // ledgers and loads
  {
    name: 'ledgers forget members that did not change',
    fault: () => ledgers((_, { turn, members }) => ({ turn, members })),
    caughtBy: [
      'a change names some members, and the others keep their standing',
      'members join later, and nobody is lost',
      'several changes of one rotation in one write apply in order',
      'one of 2,000 members changes, and 1,999 stay',
    ],
  },
  {
    name: 'ledgers that add',
    fault: () =>
      ledgers((kept, { turn, members }) => ({
        turn,
        members: {
          ...kept.members,
          ...Object.fromEntries(
            Object.entries(members).map(([rep, [credit, last]]) => [rep, [credit + (kept.members[rep]?.[0] ?? 0), last]]),
          ),
        },
      })),
    caughtBy: ['a standing is final, not added'],
  },
  {
    name: 'a turn needs members',
    fault: () => ({ write: (write) => ({ ...write, ledgers: write.ledgers.filter((change) => Object.keys(change.members).length > 0) }) }),
    caughtBy: ['a change without members moves the turn alone'],
  },
  {
    name: 'one change of a rotation in a write',
    fault: () => ({
      write: (write) => ({ ...write, ledgers: [...new Map(write.ledgers.map((change) => [change.rotation, change])).values()] }),
    }),
    caughtBy: ['several changes of one rotation in one write apply in order'],
  },
  {
    name: 'one standing for each rep',
    fault: () => {
      const standing = new Map<string, Standing>()
      return ledgers((kept, { turn, members }) => {
        for (const [rep, each] of Object.entries(members)) standing.set(rep, each)
        const shared = new Proxy(
          { ...kept.members, ...members },
          { get: (target, rep) => standing.get(String(rep)) ?? Reflect.get(target, rep) },
        )
        return { turn, members: shared }
      })
    },
    caughtBy: ['the same rep stands in each rotation on its own'],
  },
  { name: '32-bit credits', fault: () => standings(([credit, last]) => [credit | 0, last]), caughtBy: ['large credits are exact'] },
  {
    name: 'credits of 15 digits',
    fault: () => standings(([credit, last]) => [Number(credit.toPrecision(15)), last]),
    caughtBy: ['large credits are exact'],
  },
  {
    name: 'credits never negative',
    fault: () => standings(([credit, last]) => [Math.max(0, credit), last]),
    caughtBy: ['large credits are exact'],
  },
  {
    name: 'unknown ledgers at turn 1',
    fault: () => ({
      answers: (good) => ({
        ledger: (rotation) => (({ turn, members }) => ({ turn: turn || 1, members }))(good.ledger(rotation) as LedgerState),
      }),
    }),
    caughtBy: ['the ledger of an unknown rotation is empty'],
  },
  {
    name: 'loads that add',
    fault: () => {
      const kept = new Map<string, Load>()
      return {
        write: (write) => {
          const added = new Map<string, Load>()
          for (const [rep, { open, assigned }] of write.loads) {
            const before = kept.get(rep) ?? { open: 0, assigned: 0 }
            added.set(rep, { open: before.open + open, assigned: before.assigned + assigned })
          }
          for (const [rep, load] of added) kept.set(rep, load)
          return { ...write, loads: added }
        },
      }
    },
    caughtBy: ['loads are final, not added', 'a load falls to zero', 'reps that a write does not name keep their load'],
  },
  {
    name: 'loads never zero',
    fault: () => loads(({ open, assigned }) => ({ open: Math.max(1, open), assigned })),
    caughtBy: ['a load falls to zero'],
  },
  {
    name: '32-bit loads',
    fault: () => loads(({ open, assigned }) => ({ open: open | 0, assigned: assigned | 0 })),
    caughtBy: ['large loads are exact'],
  },
  {
    name: '1,000 loads in a write',
    fault: () => ({ write: (write) => ({ ...write, loads: new Map([...write.loads].slice(0, 1_000)) }) }),
    caughtBy: ['the loads of 2,000 reps at once'],
  },
  {
    name: 'everybody has a lead',
    fault: () => ({
      see: (view) => ({
        ...view,
        loads: new Map([...view.loads].map(([rep, load]) => [rep, load.assigned === 0 ? { open: 0, assigned: 1 } : load])),
      }),
    }),
    caughtBy: ['a rep without a record has no load', 'the view of an empty store: no leads, empty ledgers, no loads'],
  },

  // audit and documents
  {
    name: 'entries from a number on',
    fault: () => ({ answers: (good) => ({ audit: ({ after, limit }) => good.audit({ after: Math.max(0, after - 1), limit }) }) }),
    caughtBy: ['entries after a number, and not that one', 'pages go through all entries, each once'],
  },
  {
    name: 'the latest entries instead of the first',
    fault: () => ({
      answers: (good) => ({
        audit: ({ after, limit }) => (limit === 0 ? [] : (good.audit({ after, limit: 1e6 }) as readonly never[]).slice(-limit)),
      }),
    }),
    caughtBy: ['at most `limit` entries, and those are the first', 'pages go through all entries, each once'],
  },
  {
    name: 'the latest entry comes late',
    fault: () => ({ answers: (good) => ({ audit: (query) => (good.audit(query) as readonly never[]).slice(0, -1) }) }),
    caughtBy: [
      'a read between transactions sees whole ones',
      'entries of many transactions are one trail',
      'all parts of a write are there together',
    ],
  },
  {
    name: 'no ledger in an entry',
    fault: () => ({
      write: (write) => ({
        ...write,
        entries: write.entries.map(({ event, ...entry }) => ({ ...entry, event: { ...event, ledger: undefined } as never })),
      }),
    }),
    caughtBy: ['every kind of entry comes back to the byte', 'entries of many transactions are one trail'],
  },
  {
    name: 'entries about the same are one',
    fault: () => ({
      answers: (good) => ({
        audit: (query) =>
          [
            ...new Map((good.audit(query) as readonly { event: unknown }[]).map((entry) => [JSON.stringify(entry.event), entry])).values(),
          ] as never,
      }),
    }),
    caughtBy: ['entries that look alike are kept each'],
  },
  {
    name: 'lost documents',
    fault: () => documents(() => []),
    caughtBy: [
      'documents of every kind come back to the byte',
      'the same document twice in one write is there once',
      'all parts of a write are there together',
    ],
  },
  {
    name: 'documents overwritten',
    fault: () => {
      const kept = new Map<string, StoredDocument>()
      return {
        ...documents((list) => {
          for (const each of list) kept.set(each.digest, each)
          return list
        }),
        answers: () => ({ document: (digest) => kept.get(digest) }),
      }
    },
    caughtBy: ['a document is written where its digest is not there yet, and never again'],
  },
  {
    name: 'documents only with an entry',
    fault: () => documents((list, write) => (write.entries.length === 0 ? [] : list)),
    caughtBy: ['documents need no entry in the audit trail'],
  },
  {
    name: 'documents in one write twice are dropped',
    fault: () => documents((list) => list.filter((each) => list.filter(({ digest }) => digest === each.digest).length === 1)),
    caughtBy: ['the same document twice in one write is there once'],
  },
  {
    name: '1,000 elements of a document',
    fault: () =>
      documents((list) => list.map((each) => (Array.isArray(each.content) ? { ...each, content: each.content.slice(0, 1_000) } : each))),
    caughtBy: ['a roster of 5,000 reps comes back to the byte'],
  },
  {
    name: 'no null documents',
    fault: () => documents((list) => list.filter((each) => each.content !== null)),
    caughtBy: ['documents of every kind come back to the byte'],
  },
]

function widened(lead: StoredLead | undefined): StoredLead | undefined {
  return lead === undefined ? undefined : ({ ...lead, rep: lead.rep, queue: lead.queue, until: lead.until } as StoredLead)
}

function unclosed(lead: StoredLead | undefined): StoredLead | undefined {
  return lead?.state === 'closed' ? undefined : lead
}
