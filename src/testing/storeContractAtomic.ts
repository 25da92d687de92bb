import assert from 'node:assert/strict'
import type { Store } from '../port/store.js'
import type { Load } from '../state/record.js'
import { assertSame, assertWhole, errorOf, look, request, type StoreCase, wholeTrail, write } from './storeContractCase.js'
import { claim, idsOf } from './storeContractLoans.js'
import { assignedLead, change, document, ledgerAt, messageOf, timerOf } from './storeContractRecords.js'

const asked = { leads: ['L1', 'L2'], rotations: ['r'], reps: ['ana', 'ben'] }

export const atomicCases: readonly StoreCase[] = [
  {
    name: 'the error of a step is passed on, the very same',
    async run({ store }) {
      const error = new TypeError('mine')
      assert.equal(await errorOf(() => store.transact({ ...request(), step: () => raise(error) })), error)
      assert.equal(await errorOf(() => store.transact({ ...request(), step: () => raise('text') })), 'text')
      assert.equal(await errorOf(() => store.transact({ ...request(), step: () => raise(undefined) })), undefined)
    },
  },
  {
    name: 'an error of a step that looks like one of the driver is passed on all the same',
    async run({ store }) {
      const error = Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY', errcode: 5 })
      assert.equal(await errorOf(() => store.transact({ ...request(), step: () => raise(error) })), error)
    },
  },
  {
    name: 'a step that throws leaves no trace',
    async run({ store }) {
      await before(store)
      await errorOf(() => store.transact({ ...request({ ...asked, now: 9_000 }), step: () => raise(new Error('mine')) }))
      await assertAsBefore(store)
    },
  },
  {
    name: 'after a step that threw the store goes on',
    async run({ store }) {
      for (let round = 0; round < 5; round++) {
        await errorOf(() => store.transact({ ...request(), step: () => raise(new Error('mine')) }))
        await write(store, {})
      }
      assertWhole(await wholeTrail(store), 5)
    },
  },
  {
    name: 'a write that fails halfway leaves no trace',
    async run({ store }) {
      await before(store)
      const loads = new Map<string, Load>([['ana', { open: 9, assigned: 9 }]])
      loads[Symbol.iterator] = loads.entries = function* () {
        yield ['ana', { open: 9, assigned: 9 }] as [string, Load]
        throw new Error('halfway')
      } as typeof loads.entries
      await errorOf(() => write(store, { ...everything, loads }, asked))
      await assertAsBefore(store)
    },
  },
  {
    name: 'a record that cannot be stored takes the whole write with it',
    async run({ store }) {
      await before(store)
      const impossible = document('d2', 1n as never)
      await errorOf(() => write(store, { ...everything, documents: [document('d3', {}), impossible] }, asked))
      await assertAsBefore(store)
      assert.equal(await store.document('d3'), undefined)
      await write(store, {})
      assertWhole(await wholeTrail(store), 2)
    },
  },
  {
    name: 'all parts of a write are there together',
    async run({ store }) {
      await write(store, everything, asked)
      const view = await look(store, asked)
      assert.equal(view.head.seq, 1)
      assertSame(view.leads.get('L1'), everything.leads[0], 'The lead')
      assertSame(view.leads.get('L2'), everything.leads[1], 'The lead')
      assertSame(view.ledgers.get('r'), ledgerAt(7, { ana: [1, 2], ben: [-1, 1] }), 'The ledger')
      assertSame(view.loads.get('ana'), { open: 5, assigned: 6 }, 'The load')
      assertSame(await store.document('d2'), everything.documents[0], 'The document')
      assertSame(view.timers.get('L1'), everything.timers, 'The timers')
      assert.deepEqual(idsOf(await claim(store)), ['1.0', '1.1'])
    },
  },
  {
    name: 'a transaction sees what the one before it wrote',
    async run({ store }) {
      for (let round = 0; round < 20; round++) {
        await write(
          store,
          (view) => {
            assert.equal(view.head.seq, round)
            assert.equal(view.ledgers.get('r')?.turn, round)
            assert.equal(view.loads.get('ana')?.assigned, round)
            assert.equal(view.leads.get('L1')?.epoch ?? 0, round)
            return {
              leads: [assignedLead('L1', { epoch: round + 1 })],
              ledgers: [change('r', round + 1, { ana: [round, round] })],
              loads: new Map([['ana', { open: 0, assigned: round + 1 }]]),
            }
          },
          asked,
        )
      }
    },
  },
]

const everything = {
  leads: [assignedLead('L1', { epoch: 5 }), assignedLead('L2')],
  ledgers: [change('r', 7, { ana: [1, 2], ben: [-1, 1] })],
  loads: new Map<string, Load>([['ana', { open: 5, assigned: 6 }]]),
  documents: [document('d2', { name: 'two' })],
  messages: [messageOf('1.0', 'L2'), messageOf('1.1', 'L1')],
  timers: [timerOf('L1', { at: 1 }), timerOf('L1', { at: 2, step: 1 })],
}

async function before(store: Store): Promise<void> {
  await write(store, {
    leads: [assignedLead('L1')],
    ledgers: [change('r', 1, { ana: [3, 1] })],
    loads: new Map([['ana', { open: 1, assigned: 1 }]]),
    documents: [document('d1', {})],
  })
}

async function assertAsBefore(store: Store): Promise<void> {
  const view = await look(store, asked)
  assert.deepEqual({ ...view.head }, { seq: 1, hash: 'hash of 1', at: 1_000 })
  assert.equal(view.now, 1_000)
  assert.deepEqual([...view.leads.keys()], ['L1'])
  assertSame(view.leads.get('L1'), assignedLead('L1'), 'The lead')
  assertSame(view.ledgers.get('r'), ledgerAt(1, { ana: [3, 1] }), 'The ledger')
  assertSame(view.loads.get('ana'), { open: 1, assigned: 1 }, 'The load')
  assertSame(view.loads.get('ben'), { open: 0, assigned: 0 }, 'The load')
  assert.equal(view.timers.size, 0)
  assert.deepEqual(await claim(store), [])
  assert.deepEqual(await store.due({ now: 1_000_000, limit: 9 }), [])
  assert.equal(await store.lead({ key: 'L2' }), undefined)
  assert.equal(await store.document('d2'), undefined)
  assertWhole(await wholeTrail(store), 1)
}

function raise(error: unknown): never {
  throw error
}
