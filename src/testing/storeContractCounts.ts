import assert from 'node:assert/strict'
import type { Counts, Store } from '../port/store.js'
import { assertSame, look, type StoreCase, wholeTrail, write } from './storeContractCase.js'
import { again, claim, dead, done, idsOf, tell } from './storeContractLoans.js'
import { assignedLead, document, incoming, lookalikes, messageOf, oddNames, timerOf, waitingLead } from './storeContractRecords.js'

export const countCases: readonly StoreCase[] = [
  {
    name: 'nothing waits in an empty store, and nothing is old',
    async run({ store }) {
      await counted(store, {})
    },
  },
  {
    name: 'accepted leads are counted, parked ones apart, with the age of the oldest that waits',
    async run({ store }) {
      for (const [key, at] of [
        ['a', 50],
        ['b', 9],
        ['c', 10],
        ['d', 100],
      ] as const)
        await store.accept(incoming(key, at))
      await counted(store, { accepted: { waiting: 4, parked: 0, oldest: 9 } })
      await store.acceptedFailed({ key: 'b', error: 'no', notBefore: null })
      await store.acceptedFailed({ key: 'c', error: 'no', notBefore: 1_000_000 })
      await counted(store, { accepted: { waiting: 3, parked: 1, oldest: 10 } })
      for (const key of ['a', 'c', 'd']) await store.acceptedDone(key)
      await counted(store, { accepted: { waiting: 0, parked: 1 } })
    },
  },
  {
    name: 'leads without an owner are counted by queue, and an empty queue is none',
    async run({ store }) {
      await write(store, {
        leads: [waitingLead('a', 'q'), waitingLead('b', 'held'), waitingLead('c', 'q'), waitingLead('d', 'Q'), assignedLead('e')],
      })
      await counted(store, { queued: { q: 2, held: 1, Q: 1 } })
      await write(store, { leads: [assignedLead('b'), waitingLead('d', 'q'), waitingLead('a', 'q', { state: 'closed' })] })
      await counted(store, { queued: { q: 2 } })
    },
  },
  {
    name: 'queues with unusual names are counted like others',
    async run({ store }) {
      const names = [...new Set([...oddNames, ...lookalikes.flat()])]
      await write(store, { leads: names.map((name, index) => waitingLead(`L${index}`, name)) })
      const { queued } = await store.counts()
      assertSame(queued, Object.fromEntries(names.map((name) => [name, 1])), 'The counts of queues')
    },
  },
  {
    name: 'messages that wait are counted, lent and postponed ones too, and those given up apart',
    async run({ store }) {
      await tell(
        store,
        [70, 9, 10, 100, 30, 8].map((at, index) => messageOf(`1.${index}`, `L${index}`, { at })),
      )
      await counted(store, { messages: { waiting: 6, dead: 0, oldest: 8 } })
      const loans = await claim(store)
      await counted(store, { messages: { waiting: 6, dead: 0, oldest: 8 } })
      await done(store, loans[5])
      await dead(store, loans[1], 'no')
      await again(store, loans[2], 1_000_000)
      await counted(store, { messages: { waiting: 4, dead: 1, oldest: 10 } })
      await store.revive('1.1')
      await counted(store, { messages: { waiting: 5, dead: 0, oldest: 9 } })
      for (const index of [0, 3, 4]) await done(store, loans[index])
      for (const loan of await claim(store, { now: 1_000_000 })) await dead(store, loan, 'no')
      await counted(store, { messages: { waiting: 0, dead: 2 } })
    },
  },
  {
    name: 'timers that are set are counted, due or not, with the time of the first',
    async run({ store }) {
      const timers = [timerOf('L1', { at: 100 }), timerOf('L1', { step: 1, at: 9 }), timerOf('L1', { step: 2, at: 1_000_000 })]
      await write(store, { leads: [assignedLead('L1')], timers })
      await counted(store, { timers: { set: 3, oldest: 9 } })
      await write(store, {
        timers: [timerOf('L1', { step: 1, at: 9, state: 'fired', endedAt: 9 }), timerOf('L1', { at: 100, state: 'cancelled', endedAt: 9 })],
      })
      await counted(store, { timers: { set: 1, oldest: 1_000_000 } })
    },
  },
  {
    name: 'delivered messages older than a moment are removed, and no younger ones',
    async run({ store }) {
      await tell(
        store,
        [0, 1, 2, 3].map((index) => messageOf(`1.${index}`, `L${index}`, { at: 1 })),
      )
      for (const [index, loan] of (await claim(store)).entries()) await done(store, loan, 5_000 + index)
      assert.equal(await store.prune({ before: 5_000 }), 0)
      assert.equal(await store.prune({ before: 5_002 }), 2)
      assert.equal(await store.prune({ before: 5_002 }), 0)
      assert.equal(await store.prune({ before: 1_000_000 }), 2)
    },
  },
  {
    name: 'ended timers older than a moment are removed, and no younger ones',
    async run({ store }) {
      const timers = [
        timerOf('L1', { step: 0, at: 1, state: 'fired', endedAt: 5_000 }),
        timerOf('L1', { step: 1, at: 1, state: 'cancelled', endedAt: 5_001 }),
        timerOf('L1', { step: 2, at: 1, state: 'fired', endedAt: 5_002 }),
        timerOf('L1', { step: 3, at: 1, state: 'cancelled', endedAt: 5_003 }),
      ]
      await write(store, { leads: [assignedLead('L1')], timers })
      assert.equal(await store.prune({ before: 5_000 }), 0)
      assert.equal(await store.prune({ before: 5_002 }), 2)
      assertSame((await look(store, { leads: ['L1'] })).timers.get('L1'), timers.slice(2), 'The timers')
      assert.equal(await store.prune({ before: 5_002 }), 0)
    },
  },
  {
    name: 'what waits, is lent, was given up or is set is never pruned, however old',
    async run({ store }) {
      await tell(
        store,
        [0, 1, 2, 3].map((index) => messageOf(`1.${index}`, `L${index}`, { at: 1 })),
      )
      const [a, b] = await claim(store, { limit: 3 })
      await dead(store, a, 'no', 1)
      await again(store, b, 2, 1)
      await write(store, { timers: [timerOf('L1', { at: 1 })] })
      assert.equal(await store.prune({ before: Number.MAX_SAFE_INTEGER }), 0)
      await counted(store, { messages: { waiting: 3, dead: 1, oldest: 1 }, timers: { set: 1, oldest: 1 } })
      assert.equal(await store.revive('1.0'), true)
      assert.deepEqual(idsOf(await claim(store, { now: 1_000_000 })), ['1.0', '1.1', '1.2', '1.3'])
    },
  },
  {
    name: 'pruning leaves leads, the inbox, the trail and documents alone',
    async run({ store }) {
      for (const key of ['a', 'b']) await store.accept(incoming(key, 1))
      await store.acceptedFailed({ key: 'b', error: 'no', notBefore: null })
      const leads = [assignedLead('L1', { state: 'closed', at: 1 }), waitingLead('L2', 'q', { at: 1 })]
      await write(store, { leads, documents: [document('d1', {})], entries: 3 })
      const trail = await wholeTrail(store)
      assert.equal(await store.prune({ before: Number.MAX_SAFE_INTEGER }), 0)
      for (const lead of leads) assertSame(await store.lead({ key: lead.key }), lead, 'The lead')
      assertSame(await wholeTrail(store), trail, 'The audit trail')
      assertSame(await store.document('d1'), document('d1', {}), 'The document')
      await counted(store, { accepted: { waiting: 1, parked: 1, oldest: 1 }, queued: { q: 1 } })
    },
  },
  {
    name: 'what was pruned is settled all the same: it is not lent and not revived',
    async run({ store }) {
      await tell(store, [messageOf('1.0', 'L1'), messageOf('1.1', 'L1')])
      const [loan] = await claim(store)
      await done(store, loan, 2_000)
      assert.equal(await store.prune({ before: 3_000 }), 1)
      assert.equal(await done(store, loan), false)
      assert.equal(await store.revive('1.0'), false)
      assert.deepEqual(idsOf(await claim(store)), ['1.1'])
    },
  },
  {
    name: 'each handle counts what waits in the other',
    needs: 'second',
    async run({ store, second }) {
      const other = await second(store)
      await store.accept(incoming('a', 7))
      await write(other, {
        leads: [waitingLead('b', 'q')],
        messages: [messageOf('1.0', 'b', { at: 5 })],
        timers: [timerOf('b', { at: 6 })],
      })
      const waiting = {
        accepted: { waiting: 1, parked: 0, oldest: 7 },
        queued: { q: 1 },
        messages: { waiting: 1, dead: 0, oldest: 5 },
        timers: { set: 1, oldest: 6 },
      }
      for (const handle of [store, other]) await counted(handle, waiting)
    },
  },
]

async function counted(store: Store, expected: Partial<Counts>): Promise<void> {
  const nothing: Counts = { accepted: { waiting: 0, parked: 0 }, queued: {}, messages: { waiting: 0, dead: 0 }, timers: { set: 0 } }
  assertSame(await store.counts(), { ...nothing, ...expected }, 'The counts')
}
