import { emptyLedger, type LedgerChange, type LedgerState, type Standing } from '../../src/ledger/state.js'
import type { Write } from '../../src/port/store.js'
import type { Load, StoredDocument } from '../../src/state/record.js'
import { type BadStore, bad, type NamedFault } from './badStore.js'
import type { Fault } from './faultyStores.js'

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
/** Keeps ledgers of its own, in whatever way; both in views and in answers. */
const ledgers = (apply: (kept: LedgerState, change: LedgerChange) => LedgerState): Fault => {
  const kept = new Map<string, LedgerState>()
  const read = (rotation: string) => kept.get(rotation) ?? emptyLedger
  return {
    see: (view) => ({ ...view, ledgers: new Map([...view.ledgers.keys()].map((rotation) => [rotation, read(rotation)])) }),
    write(write) {
      for (const change of write.ledgers) kept.set(change.rotation, apply(read(change.rotation), change))
      return write
    },
    answers: () => ({ ledger: read }),
  }
}

const faults: readonly NamedFault[] = [
  // ledgers and loads
  {
    name: 'loads without counters',
    fault: () => loads(({ counts: _, ...load }) => load),
    caughtBy: ['counters come back, are replaced whole, and go again'],
  },
  {
    name: 'ledgers forget members that did not change',
    fault: () => ledgers((_, { rotation, ...change }) => change),
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
      ledgers((kept, { rotation, members, ...numbers }) => ({
        ...numbers,
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
      return ledgers((kept, { rotation, members, ...numbers }) => {
        for (const [rep, each] of Object.entries(members)) standing.set(rep, each)
        const shared = new Proxy(
          { ...kept.members, ...members },
          { get: (target, rep) => standing.get(String(rep)) ?? Reflect.get(target, rep) },
        )
        return { ...numbers, members: shared }
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
        ledger: (rotation) => ((ledger) => ({ ...ledger, turn: ledger.turn || 1 }))(good.ledger(rotation) as LedgerState),
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
    caughtBy: ['a read between transactions sees whole ones', 'entries of many transactions are one trail'],
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

export const badTallies: readonly BadStore[] = faults.map(({ name, fault, caughtBy }) => bad(name, fault, caughtBy))
