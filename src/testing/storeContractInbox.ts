import assert from 'node:assert/strict'
import type { Store } from '../port/store.js'
import { assertSame, assertWhole, look, type StoreCase, wholeTrail, write } from './storeContractCase.js'
import { assignedLead, incoming, lookalikes, oddNames } from './storeContractRecords.js'

export const inboxCases: readonly StoreCase[] = [
  {
    name: 'a view tells of the keys asked about which wait in the inbox, and since when',
    async run({ store }) {
      for (const key of ['L1', 'L2', 'L3', 'L4']) await store.accept(incoming(key, 1_000 + Number(key.slice(1))))
      await store.acceptedFailed({ key: 'L2', error: 'no', notBefore: null })
      await store.acceptedDone('L3')
      const view = await look(store, { inbox: ['L3', 'L1', 'unknown', 'L2'] })
      assert.deepEqual([...view.inbox].sort(), [
        ['L1', 1_001],
        ['L2', 1_002],
      ])
      assert.equal((await look(store, { leads: ['L1'] })).inbox.size, 0)
    },
  },
  {
    name: 'an accepted lead comes back whole, not tried yet',
    async run({ store }) {
      assert.equal(await store.accept(incoming('L1', 1_767_225_600_123)), true)
      assertSame(await all(store), [{ ...incoming('L1', 1_767_225_600_123), attempts: 0 }], 'The accepted lead')
      assert.deepEqual(await store.parked({ limit: 9 }), [])
    },
  },
  {
    name: 'a key that waits already is not accepted again, and the first content stays',
    async run({ store }) {
      await store.accept(incoming('L1', 5, { first: true }))
      assert.equal(await store.accept(incoming('L1', 4, { first: false })), false)
      assertSame(await all(store), [{ ...incoming('L1', 5, { first: true }), attempts: 0 }], 'The accepted lead')
    },
  },
  {
    name: 'a key that was parked is not accepted again',
    async run({ store }) {
      await store.accept(incoming('L1'))
      await store.acceptedFailed({ key: 'L1', error: 'no', notBefore: null })
      assert.equal(await store.accept(incoming('L1', 9, {})), false)
      assert.deepEqual(await keys(store), [])
      assertSame((await store.parked({ limit: 9 })).length, 1, 'The parked lead')
    },
  },
  {
    name: 'a key that has been routed is not accepted',
    async run({ store }) {
      await write(store, { leads: [assignedLead('L1')] })
      assert.equal(await store.accept(incoming('L1')), false)
      assert.equal(await store.accept(incoming('subject of L1')), true)
      assert.deepEqual(await keys(store), ['subject of L1'])
    },
  },
  {
    name: 'an accepted lead that is routed stays in the inbox until it is taken out',
    async run({ store }) {
      await store.accept(incoming('L1'))
      await write(store, { leads: [assignedLead('L1')] })
      assert.deepEqual(await keys(store), ['L1'])
      await store.acceptedDone('L1')
      assert.deepEqual(await keys(store), [])
      assert.equal(await store.accept(incoming('L1')), false)
    },
  },
  {
    name: 'a lead that is done with is gone, and nobody else',
    async run({ store }) {
      for (const key of ['a', 'b', 'c']) await store.accept(incoming(key))
      await store.acceptedFailed({ key: 'c', error: 'no', notBefore: null })
      await store.acceptedDone('a')
      await store.acceptedDone('unknown')
      assert.deepEqual(await keys(store), ['b'])
      await store.acceptedDone('c')
      assert.deepEqual(await store.parked({ limit: 9 }), [])
      assert.equal(await store.accept(incoming('a')), true)
    },
  },
  {
    name: 'accepted leads are oldest first, then by key',
    async run({ store }) {
      const places = [
        ['e', 1_000],
        ['b', 999],
        ['d', 10],
        ['c', 10],
        ['a', 2_000],
        ['f', -5],
      ] as const
      for (const [key, receivedAt] of places) await store.accept(incoming(key, receivedAt))
      assert.deepEqual(await keys(store), ['f', 'c', 'd', 'b', 'e', 'a'])
      for (const [key] of places) await store.acceptedFailed({ key, error: 'no', notBefore: null })
      assert.deepEqual(
        (await store.parked({ limit: 99 })).map(({ key }) => key),
        ['f', 'c', 'd', 'b', 'e', 'a'],
      )
    },
  },
  {
    name: 'at most `limit` accepted leads, and those are the first',
    async run({ store }) {
      for (const index of [4, 2, 5, 1, 3]) {
        await store.accept(incoming(`a${index}`, index))
        await store.accept(incoming(`p${index}`, index))
        await store.acceptedFailed({ key: `p${index}`, error: 'no', notBefore: null })
      }
      assert.deepEqual(await keys(store, 9, 2), ['a1', 'a2'])
      assert.deepEqual(await keys(store, 9, 0), [])
      assert.deepEqual(
        (await store.parked({ limit: 3 })).map(({ key }) => key),
        ['p1', 'p2', 'p3'],
      )
      assert.deepEqual(await store.parked({ limit: 0 }), [])
    },
  },
  {
    name: 'a lead that failed is tried again from its time on, and not before',
    async run({ store }) {
      await store.accept(incoming('L1'))
      await store.acceptedFailed({ key: 'L1', error: 'no', notBefore: 10_000 })
      assert.deepEqual(await keys(store, 9_999), [])
      assert.deepEqual(await keys(store, 10_000), ['L1'])
      assert.deepEqual(await keys(store, 100_000), ['L1'])
      assert.deepEqual(await store.parked({ limit: 9 }), [])
    },
  },
  {
    name: 'a lead that waits for its time holds up no other',
    async run({ store }) {
      await store.accept(incoming('first', 1))
      await store.accept(incoming('second', 2))
      await store.acceptedFailed({ key: 'first', error: 'no', notBefore: 9_000 })
      assert.deepEqual(await keys(store, 8_000, 1), ['second'])
      assert.deepEqual(await keys(store, 9_000, 1), ['first'])
    },
  },
  {
    name: 'failures are counted, the latest error is kept, and the lead stays as it is',
    async run({ store }) {
      await store.accept(incoming('L1', 7))
      for (let attempts = 1; attempts <= 12; attempts++) {
        await store.acceptedFailed({ key: 'L1', error: `error ${attempts}`, notBefore: attempts })
        assertSame(await all(store, attempts), [{ ...incoming('L1', 7), attempts, error: `error ${attempts}`, notBefore: attempts }], 'It')
      }
    },
  },
  {
    name: 'a parked lead is never tried, however late it is, and says so',
    async run({ store }) {
      await store.accept(incoming('L1'))
      await store.acceptedFailed({ key: 'L1', error: 'no', notBefore: null })
      assert.deepEqual(await keys(store, Number.MAX_SAFE_INTEGER), [])
      assertSame(await store.parked({ limit: 9 }), [{ ...incoming('L1'), attempts: 1, error: 'no', notBefore: null }], 'The parked lead')
    },
  },
  {
    name: 'a parked lead that gets a time waits again',
    async run({ store }) {
      await store.accept(incoming('L1'))
      await store.acceptedFailed({ key: 'L1', error: 'no', notBefore: null })
      await store.acceptedFailed({ key: 'L1', error: 'once more', notBefore: 50 })
      assertSame(await all(store, 50), [{ ...incoming('L1'), attempts: 2, error: 'once more', notBefore: 50 }], 'The accepted lead')
      assert.deepEqual(await store.parked({ limit: 9 }), [])
    },
  },
  {
    name: 'the failure of an unknown lead is none',
    async run({ store }) {
      await store.acceptedFailed({ key: 'L1', error: 'no', notBefore: null })
      await store.acceptedFailed({ key: 'L2', error: 'no', notBefore: 1 })
      assert.deepEqual(await keys(store), [])
      assert.deepEqual(await store.parked({ limit: 9 }), [])
      assert.equal(await store.accept(incoming('L1')), true)
    },
  },
  {
    name: 'accepting leaves no trace in the audit trail, and does not move time',
    async run({ store }) {
      await store.accept(incoming('L1', 9_000))
      await store.acceptedFailed({ key: 'L1', error: 'no', notBefore: 9_500 })
      const view = await look(store, { leads: ['L1'], now: 10 })
      assert.deepEqual([view.now, view.head.seq, view.leads.size], [10, 0, 0])
      assert.equal(await store.lead({ key: 'L1' }), undefined)
      assertWhole(await wholeTrail(store), 0)
    },
  },
  {
    name: 'unusual keys and errors of accepted leads are like others',
    async run({ store }) {
      for (const [index, name] of oddNames.entries()) assert.equal(await store.accept(incoming(name, index)), true)
      for (const name of oddNames) assert.equal(await store.accept(incoming(name)), false)
      for (const [index, name] of oddNames.entries()) await store.acceptedFailed({ key: name, error: name, notBefore: index })
      assertSame(
        await all(store),
        oddNames.map((name, index) => ({ ...incoming(name, index), attempts: 1, error: name, notBefore: index })),
        'The inbox',
      )
      for (const name of oddNames) await store.acceptedDone(name)
      assert.deepEqual(await keys(store), [])
    },
  },
  {
    name: 'keys that look alike are different accepted leads',
    async run({ store }) {
      for (const pair of lookalikes) {
        for (const key of pair) assert.equal(await store.accept(incoming(key)), true, JSON.stringify(key))
        for (const key of pair) await store.acceptedDone(key)
      }
    },
  },
  {
    name: 'the content of an accepted lead comes back to the byte',
    async run({ store }) {
      const content = {
        ...Object.fromEntries(oddNames.map((name, index) => [name, { [name]: index / 7 }])),
        corners: [0.1 + 0.2, 5e-324, 1e21, null, [], {}, '\u0001\u2028\ufeff', 'e\u0301é'],
        large: Array.from({ length: 300 }, (_, index) => `${index} “Grüße” 🦊 ${'x'.repeat(1_000)}`),
      }
      await store.accept(incoming('L1', 1, content))
      assertSame((await all(store))[0]?.content, content, 'The content')
    },
  },
  {
    name: 'of many who bring the same key at once exactly one is told that it is new',
    async run({ store }) {
      const news = await Promise.all(Array.from({ length: 60 }, async (_, index) => store.accept(incoming(`L${index % 3}`, index))))
      assert.equal(news.filter((isNew) => isNew).length, 3)
      assert.deepEqual([...(await keys(store))].sort(), ['L0', 'L1', 'L2'])
    },
  },
  {
    name: 'of two handles one is told that a key is new, and each sees what waits',
    needs: 'second',
    async run({ store, second }) {
      const other = await second(store)
      const news = await Promise.all([store, other, store, other].map(async (handle) => handle.accept(incoming('L1'))))
      assert.equal(news.filter((isNew) => isNew).length, 1)
      assert.deepEqual(await keys(other), ['L1'])
      await other.acceptedDone('L1')
      assert.deepEqual(await keys(store), [])
      assert.equal(await store.accept(incoming('L2')), true)
      assert.equal(await other.accept(incoming('L2')), false)
    },
  },
  {
    name: 'what was accepted is there after opening again, failures included',
    needs: 'reopen',
    async run({ store, reopen }) {
      for (const key of ['a', 'b', 'c', 'd']) await store.accept(incoming(key))
      await store.acceptedFailed({ key: 'b', error: 'no', notBefore: 5 })
      await store.acceptedFailed({ key: 'c', error: 'never', notBefore: null })
      await store.acceptedDone('d')
      const again = await reopen(store)
      assertSame(
        await all(again),
        [
          { ...incoming('a'), attempts: 0 },
          { ...incoming('b'), attempts: 1, error: 'no', notBefore: 5 },
        ],
        'The inbox',
      )
      assertSame(await again.parked({ limit: 9 }), [{ ...incoming('c'), attempts: 1, error: 'never', notBefore: null }], 'The parked lead')
    },
  },
]

async function all(store: Store, now = 1_000_000_000_000, limit = 1_000) {
  return await store.accepted({ now, limit })
}

async function keys(store: Store, now?: number, limit?: number): Promise<readonly string[]> {
  return (await all(store, now, limit)).map(({ key }) => key)
}
