import assert from 'node:assert/strict'
import { assertSame, look, request, type StoreCase, write, writeOf } from './storeContractCase.js'
import { assignedLead, change, entryAfter, ledgerAt } from './storeContractRecords.js'

export const viewCases: readonly StoreCase[] = [
  {
    name: 'the head of an empty trail is 0, without a hash',
    async run({ store }) {
      assert.deepEqual({ ...(await look(store)).head }, { seq: 0, hash: '', at: 0 })
    },
  },
  {
    name: 'the view of an empty store: no leads, empty ledgers, no loads',
    async run({ store }) {
      const view = await look(store, { leads: ['L1'], rotations: ['r'], reps: ['ana'] })
      assert.equal(view.leads.size, 0)
      assert.equal(view.timers.size, 0)
      assertSame(view.ledgers.get('r'), ledgerAt(0, {}), 'The ledger')
      assertSame(view.loads.get('ana'), { open: 0, assigned: 0 }, 'The load')
    },
  },
  {
    name: 'the view holds those of the requested leads that exist',
    async run({ store }) {
      const [l1, l2, l3] = [assignedLead('L1'), assignedLead('L2'), assignedLead('L3')]
      await write(store, { leads: [l1, l2, l3] })
      const { leads } = await look(store, { leads: ['L3', 'L1', 'L9'] })
      assert.deepEqual([...leads.keys()].sort(), ['L1', 'L3'])
      assertSame(leads.get('L1'), l1, 'The lead')
      assertSame(leads.get('L3'), l3, 'The lead')
    },
  },
  {
    name: 'the view holds every requested rotation and rep, and only these',
    async run({ store }) {
      await write(store, {
        ledgers: [change('a', 3, { ana: [5, 2] }), change('b', 4, { ben: [-5, 1] })],
        loads: new Map([
          ['ana', { open: 1, assigned: 2 }],
          ['ben', { open: 3, assigned: 4 }],
        ]),
      })
      const view = await look(store, { rotations: ['a', 'new'], reps: ['ben', 'cem'] })
      assert.deepEqual([...view.ledgers.keys()].sort(), ['a', 'new'])
      assertSame(view.ledgers.get('a'), ledgerAt(3, { ana: [5, 2] }), 'The ledger')
      assertSame(view.ledgers.get('new'), ledgerAt(0, {}), 'The ledger')
      assert.deepEqual([...view.loads.keys()].sort(), ['ben', 'cem'])
      assertSame(view.loads.get('ben'), { open: 3, assigned: 4 }, 'The load')
      assertSame(view.loads.get('cem'), { open: 0, assigned: 0 }, 'The load')
    },
  },
  {
    name: 'what is asked for twice is there once',
    async run({ store }) {
      await write(store, { leads: [assignedLead('L1')] })
      const view = await look(store, { leads: ['L1', 'L1'], rotations: ['a', 'a'], reps: ['ana', 'ana'] })
      assert.deepEqual([view.leads.size, view.ledgers.size, view.loads.size], [1, 1, 1])
    },
  },
  {
    name: 'the head is the latest entry',
    async run({ store }) {
      await write(store, { entries: 3 }, { now: 5_000 })
      await write(store, {}, { now: 6_000 })
      assert.deepEqual({ ...(await look(store)).head }, { seq: 4, hash: 'hash of 4', at: 6_000 })
    },
  },
  {
    name: 'a transaction sees the head that the one before it wrote',
    async run({ store }) {
      const seen: number[] = []
      for (let round = 0; round < 5; round++) {
        await write(store, (view) => {
          seen.push(view.head.seq)
          return { entries: 2 }
        })
      }
      assert.deepEqual(seen, [0, 2, 4, 6, 8])
    },
  },
  {
    name: "now is the request's where the trail is older",
    async run({ store }) {
      assert.equal((await look(store, { now: 7 })).now, 7)
      await write(store, {}, { now: 7 })
      assert.equal((await look(store, { now: 1_767_225_600_123 })).now, 1_767_225_600_123)
    },
  },
  {
    name: 'now never goes back behind the latest entry',
    async run({ store }) {
      await write(store, {}, { now: 9_000 })
      assert.equal((await look(store, { now: 8_999 })).now, 9_000)
      await write(store, {}, { now: 10 })
      assert.equal((await look(store, { now: 0 })).now, 9_000)
      assert.equal((await look(store, { now: 9_001 })).now, 9_001)
    },
  },
  {
    name: 'a view without write does not move time',
    async run({ store }) {
      await look(store, { now: 9_000 })
      assert.equal((await look(store, { now: 10 })).now, 10)
    },
  },
  {
    name: 'times of the present age are exact to the millisecond',
    async run({ store }) {
      const now = 1_767_225_599_999
      await write(store, { leads: [assignedLead('L1', { receivedAt: now, at: now + 1 })] }, { now })
      assert.equal((await look(store)).head.at, now)
      const lead = await store.lead({ key: 'L1' })
      assert.deepEqual([lead?.receivedAt, lead?.at], [now, now + 1])
    },
  },
  {
    name: 'the result of the step is handed back as it is',
    async run({ store }) {
      const result = { anything: () => 1 }
      assert.equal(await store.transact({ ...request(), step: () => ({ result }) }), result)
      assert.equal(await store.transact({ ...request(), step: () => ({ result: undefined }) }), undefined)
      const written = await store.transact({
        ...request(),
        step: (view) => ({ write: writeOf(view, { entries: [entryAfter(view.head, 1)] }), result }),
      })
      assert.equal(written, result)
    },
  },
  {
    name: 'a step that writes nothing changes nothing',
    async run({ store }) {
      await write(store, { leads: [assignedLead('L1')] })
      await store.transact({ ...request(), step: () => ({ result: 1 }) })
      await write(store, { entries: 0 })
      assert.equal((await look(store)).head.seq, 1)
      assertSame(await store.lead({ key: 'L1' }), assignedLead('L1'), 'The lead')
    },
  },
]
