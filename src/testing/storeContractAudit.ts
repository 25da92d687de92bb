import assert from 'node:assert/strict'
import type { Event } from '../state/event.js'
import type { AuditEntry } from '../state/record.js'
import { assertSame, assertWhole, type StoreCase, wholeTrail, write } from './storeContractCase.js'
import { change, entryAfter, oddNames } from './storeContractRecords.js'

const inputs = { plan: 'p1', roster: 'r1', facts: 'f1', intake: 'i1' }
const eventsOfEveryKind: readonly [Event, ...Event[]] = [
  {
    kind: 'assigned',
    subject: 's1',
    epoch: 1,
    rep: 'ana',
    rule: 'territory',
    ledger: change('territory', 1, {}),
    inputs,
  },
  {
    kind: 'assigned',
    subject: 's1',
    epoch: 2,
    rep: 'ben',
    rule: 'r',
    from: 'held',
    ledger: change('r', 9, { ben: [-9007199254740991, 9] }),
    inputs,
  },
  { kind: 'queued', subject: 's2', epoch: 0, queue: 'nurture', rule: 'low score', inputs },
  { kind: 'queued', subject: 's3', epoch: 0, queue: 'held', rule: 'healthcare', until: 1_767_225_600_000, inputs },
  { kind: 'closed', subject: 's1', epoch: 2, rep: 'ben' },
  { kind: 'closed', subject: 's3', epoch: 0 },
  { kind: 'closed', subject: 's4', epoch: 1, rep: 'ana', as: 'disqualified', ledger: change('r', 9, { ana: [3, 9, 2, -7] }) },
  { kind: 'declined', subject: 's5', epoch: 1, rep: 'ana', ledger: change('r', 9, { ana: [3, 9, 0, 5, 1] }) },
  { kind: 'declined', subject: 's5', epoch: 1, rep: 'ben' },
  { kind: 'reassigned', subject: 's5', epoch: 2, rep: 'cem', from: 'ben', ledger: change('r', 9, {}) },
  { kind: 'reassigned', subject: 's5', epoch: 3, rep: 'ana' },
  { kind: 'claimed', subject: 's6', epoch: 1, rep: 'ana', queue: 'nurture', takes: { weight: 2, counters: { day: '2026-11-27' } } },
  { kind: 'contacted', subject: 's6', epoch: 1 },
  { kind: 'transferred', subject: 's6', epoch: 1, rep: 'ana', frees: { weight: 2 } },
  {
    kind: 'escalated',
    subject: 's6',
    epoch: 2,
    rep: 'ben',
    from: 'ana',
    rule: 'healthcare',
    step: 1,
    due: 1_767_225_600_000,
    frees: { counters: { 'open healthcare': '' } },
    ledger: change('r', 9, {}),
    inputs,
  },
  ...oddNames.map(
    (name): Event => ({
      kind: 'assigned',
      subject: name,
      epoch: 1,
      rep: name,
      rule: name,
      ledger: change(name, 1, Object.fromEntries([[name, [1, 1]]])),
      inputs: { plan: name, roster: name, facts: name, intake: name },
    }),
  ),
]

function trailOf(list: readonly Event[]): readonly AuditEntry[] {
  const trail: AuditEntry[] = []
  for (const event of list) trail.push(entryAfter(trail.at(-1) ?? { seq: 0, hash: '', at: 0 }, 1_000 + trail.length, event))
  return trail
}

export const auditCases: readonly StoreCase[] = [
  {
    name: 'every kind of entry comes back to the byte',
    async run({ store }) {
      const trail = trailOf(eventsOfEveryKind)
      await write(store, { entries: trail })
      assertSame(await store.audit({ after: 0, limit: 1_000 }), trail, 'The audit trail')
    },
  },
  {
    name: 'entries of many transactions are one trail',
    async run({ store }) {
      for (const entry of trailOf(eventsOfEveryKind)) await write(store, { entries: [entry] })
      assertSame(await store.audit({ after: 0, limit: 1_000 }), trailOf(eventsOfEveryKind), 'The audit trail')
    },
  },
  {
    name: 'entries after a number, and not that one',
    async run({ store }) {
      await write(store, { entries: 10 })
      assert.deepEqual(seqs(await store.audit({ after: 7, limit: 100 })), [8, 9, 10])
      assert.deepEqual(seqs(await store.audit({ after: 10, limit: 100 })), [])
      assert.deepEqual(seqs(await store.audit({ after: 99, limit: 100 })), [])
    },
  },
  {
    name: 'at most `limit` entries, and those are the first',
    async run({ store }) {
      await write(store, { entries: 12 })
      assert.deepEqual(seqs(await store.audit({ after: 0, limit: 3 })), [1, 2, 3])
      assert.deepEqual(seqs(await store.audit({ after: 9, limit: 3 })), [10, 11, 12])
      assert.deepEqual(seqs(await store.audit({ after: 0, limit: 0 })), [])
    },
  },
  {
    name: 'pages go through all entries, each once',
    async run({ store }) {
      await write(store, { entries: 250 })
      await write(store, { entries: 93 })
      assertWhole(await wholeTrail(store), 343)
    },
  },
  {
    name: 'entries that look alike are kept each',
    async run({ store }) {
      const [event] = eventsOfEveryKind
      await write(store, { entries: trailOf([event, event, event]) })
      assert.equal((await store.audit({ after: 0, limit: 9 })).length, 3)
    },
  },
]

function seqs(entries: readonly AuditEntry[]): readonly number[] {
  return entries.map((entry) => entry.seq)
}
