import assert from 'node:assert/strict'
import type { Store } from '../port/store.js'
import type { StoredLead } from '../state/record.js'
import { assertSame, type StoreCase, write } from './storeContractCase.js'
import { assignedLead, oddNames, waitingLead } from './storeContractRecords.js'

/** A permutation of 0..999 that is neither sorted nor reversed: 617 and 1,000 share no factor. */
const shuffled = Array.from({ length: 1_000 }, (_, index) => (index * 617) % 1_000)

export const queueCases: readonly StoreCase[] = [
  {
    name: 'a queue is oldest first, by the time received',
    async run({ store }) {
      await write(store, {
        leads: [
          waitingLead('c', 'q', { receivedAt: 300, seq: 1 }),
          waitingLead('a', 'q', { receivedAt: 100, seq: 3 }),
          waitingLead('b', 'q', { receivedAt: 200, seq: 2 }),
        ],
      })
      assert.deepEqual(await keys(store), ['a', 'b', 'c'])
    },
  },
  {
    name: 'received at the same time, the earlier in the trail is first',
    async run({ store }) {
      await write(store, {
        leads: [
          waitingLead('x', 'q', { receivedAt: 100, seq: 10 }),
          waitingLead('z', 'q', { receivedAt: 100, seq: 2 }),
          waitingLead('y', 'q', { receivedAt: 100, seq: 9 }),
        ],
      })
      assert.deepEqual(await keys(store), ['z', 'y', 'x'])
    },
  },
  {
    name: 'a lower rank comes first, whenever it was received',
    async run({ store }) {
      const ranks = [0, -1, 10, 9, -0.5, -1_000, 2.25]
      await write(store, {
        leads: ranks.map((rank, index) =>
          waitingLead(`${rank}`, 'q', { receivedAt: 100 + index, seq: index + 1, ...(rank === 0 ? {} : { rank }) }),
        ),
      })
      const inOrder = ['-1000', '-1', '-0.5', '0', '2.25', '9', '10']
      assert.deepEqual(await keys(store), inOrder)
      for (const [index, lead] of (await store.queued({ queue: 'q', limit: 10 })).entries()) {
        const { rank = 0, receivedAt, seq } = lead
        const behind = await store.queued({ queue: 'q', limit: 10, after: { rank, receivedAt, seq } })
        assert.deepEqual(
          behind.map(({ key }) => key),
          inOrder.slice(index + 1),
        )
      }
    },
  },
  {
    name: 'times are compared as numbers, not as text',
    async run({ store }) {
      const times = [10, 9, 100, 1_767_225_600_000, 99, 1]
      await write(store, { leads: times.map((receivedAt, index) => waitingLead(`${receivedAt}`, 'q', { receivedAt, seq: index + 1 })) })
      assert.deepEqual(await keys(store), ['1', '9', '10', '99', '100', '1767225600000'])
    },
  },
  {
    name: 'the leads of a queue come back whole',
    async run({ store }) {
      const lead = waitingLead('L1', 'q', { until: 5_000, waits: { rule: 4 } })
      await write(store, { leads: [lead] })
      assertSame((await store.queued({ queue: 'q', limit: 1 }))[0], lead, 'The lead')
    },
  },
  {
    name: 'at most `limit` leads, and those are the first',
    async run({ store }) {
      await write(store, {
        leads: ['a', 'b', 'c', 'd'].map((key, index) => waitingLead(key, 'q', { receivedAt: 400 - index, seq: index + 1 })),
      })
      assert.deepEqual(await keys(store, 'q', 2), ['d', 'c'])
      assert.deepEqual(await keys(store, 'q', 4), ['d', 'c', 'b', 'a'])
      assert.deepEqual(await keys(store, 'q', 1_000), ['d', 'c', 'b', 'a'])
      assert.deepEqual(await keys(store, 'q', 0), [])
    },
  },
  {
    name: 'a queue goes on behind a place, also when the lead of that place has left',
    async run({ store }) {
      const leads = shuffled
        .slice(0, 50)
        .map((place, index) => waitingLead(`L${index}`, 'q', { receivedAt: Math.floor(place / 100), seq: place + 1 }))
      await write(store, { leads })
      const whole = await store.queued({ queue: 'q', limit: 100 })
      const paged: string[] = []
      for (let page = await store.queued({ queue: 'q', limit: 7 }); page.length > 0; ) {
        assert.ok(paged.length < 100, 'The pages do not end.')
        paged.push(...page.map(({ key }) => key))
        const last = page.at(-1) as StoredLead
        await write(store, { leads: [assignedLead(last.key, { seq: 10_000 + paged.length })] })
        page = await store.queued({ queue: 'q', limit: 7, after: { receivedAt: last.receivedAt, seq: last.seq } })
      }
      assert.deepEqual(
        paged,
        whole.map(({ key }) => key),
      )
    },
  },
  {
    name: 'queues are apart, and an unknown one is empty',
    async run({ store }) {
      await write(store, { leads: [waitingLead('a', 'q'), waitingLead('b', 'Q'), waitingLead('c', 'q ')] })
      assert.deepEqual(await keys(store, 'q'), ['a'])
      assert.deepEqual(await keys(store, 'Q'), ['b'])
      assert.deepEqual(await keys(store, 'q '), ['c'])
      assert.deepEqual(await keys(store, 'other'), [])
    },
  },
  {
    name: 'unusual names of queues are names like others',
    async run({ store }) {
      await write(store, { leads: oddNames.map((name, index) => waitingLead(`L${index}`, name)) })
      for (const [index, name] of oddNames.entries()) assert.deepEqual(await keys(store, name), [`L${index}`], JSON.stringify(name))
    },
  },
  {
    name: 'a lead with an owner waits in no queue',
    async run({ store }) {
      await write(store, { leads: [assignedLead('a'), waitingLead('b', 'q')] })
      assert.deepEqual(await keys(store), ['b'])
    },
  },
  {
    name: 'a lead that gets an owner leaves its queue',
    async run({ store }) {
      await write(store, { leads: [waitingLead('a', 'q', { seq: 1 }), waitingLead('b', 'q', { seq: 2 })] })
      await write(store, { leads: [assignedLead('a', { seq: 3 })] })
      assert.deepEqual(await keys(store), ['b'])
    },
  },
  {
    name: 'a lead that is closed leaves its queue',
    async run({ store }) {
      await write(store, { leads: [waitingLead('a', 'q', { seq: 1 }), waitingLead('b', 'q', { seq: 2 })] })
      await write(store, { leads: [waitingLead('a', 'q', { seq: 3, state: 'closed' })] })
      assert.deepEqual(await keys(store), ['b'])
    },
  },
  {
    name: 'a lead that moves to another queue is in that one only',
    async run({ store }) {
      await write(store, { leads: [waitingLead('a', 'held', { seq: 1 })] })
      await write(store, { leads: [waitingLead('a', 'q', { seq: 2 })] })
      assert.deepEqual(await keys(store, 'held'), [])
      assert.deepEqual(await keys(store), ['a'])
    },
  },
  {
    name: 'a lead that goes back to a queue keeps its place by the time received',
    async run({ store }) {
      await write(store, { leads: [waitingLead('a', 'q', { receivedAt: 1, seq: 1 }), waitingLead('b', 'q', { receivedAt: 2, seq: 2 })] })
      await write(store, { leads: [assignedLead('a', { receivedAt: 1, seq: 3 })] })
      await write(store, { leads: [waitingLead('a', 'q', { receivedAt: 1, seq: 4 })] })
      assert.deepEqual(await keys(store), ['a', 'b'])
    },
  },
  {
    name: 'a lead that changes while it waits is there once, as it is now',
    async run({ store }) {
      await write(store, { leads: [waitingLead('a', 'q', { seq: 1 }), waitingLead('b', 'q', { seq: 2 })] })
      const later = waitingLead('a', 'q', { seq: 3, waits: { rule: 9 } })
      await write(store, { leads: [later] })
      assert.deepEqual(await keys(store), ['b', 'a'])
      assertSame((await store.queued({ queue: 'q', limit: 9 }))[1], later, 'The lead')
    },
  },
  {
    name: '1,000 leads that come in any order are in order',
    async run({ store }) {
      const leads = shuffled.map((place, index) =>
        waitingLead(`L${place}`, 'q', { receivedAt: Math.floor(place / 10), seq: 5_000 + place, epoch: index }),
      )
      await write(store, { leads })
      assert.deepEqual(
        await keys(store, 'q', 1_000),
        Array.from({ length: 1_000 }, (_, place) => `L${place}`),
      )
    },
  },
  {
    name: 'a queue is drained from its head, each lead once',
    async run({ store }) {
      await write(store, {
        leads: shuffled.slice(0, 200).map((place) => waitingLead(`L${place}`, 'q', { receivedAt: place, seq: place + 1 })),
      })
      const drained: string[] = []
      for (;;) {
        const head = await keys(store, 'q', 7)
        if (head.length === 0) break
        assert.ok(drained.length < 200, 'Leads that got an owner are still in the queue.')
        drained.push(...head)
        await write(store, { leads: head.map((key) => assignedLead(key)) })
      }
      const expected = shuffled.slice(0, 200).sort((a, b) => a - b)
      assert.deepEqual(
        drained,
        expected.map((place) => `L${place}`),
      )
    },
  },
]

async function keys(store: Store, queue = 'q', limit = 100): Promise<readonly string[]> {
  return (await store.queued({ queue, limit })).map((lead) => lead.key)
}
