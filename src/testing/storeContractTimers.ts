import assert from 'node:assert/strict'
import type { Store } from '../port/store.js'
import type { Timer } from '../state/record.js'
import { assertSame, errorOf, look, request, type StoreCase, write } from './storeContractCase.js'
import { assignedLead, lookalikes, oddNames, timerOf } from './storeContractRecords.js'

export const timerCases: readonly StoreCase[] = [
  {
    name: 'timers in every state come back whole, in the view of their lead',
    async run({ store }) {
      const timers = [
        timerOf('L1', { at: 1_767_225_600_123, channels: ['slack', 'e-mail'] }),
        timerOf('L1', { step: 1, channels: [], state: 'fired', endedAt: 1_767_225_600_124 }),
        timerOf('L1', { step: 2, state: 'cancelled', endedAt: 9 }),
      ]
      await write(store, { leads: [assignedLead('L1')], timers })
      assertSame(await theirs(store, 'L1'), timers, 'The timers')
    },
  },
  {
    name: 'the timers of a view are in the order of epoch, name and step, as numbers',
    async run({ store }) {
      const places = [
        [1, 'a', 2],
        [1, 'a', 10],
        [1, 'b', 0],
        [2, 'a', 0],
        [2, 'a', 1],
        [10, 'a', 0],
      ] as const
      const timers = places.map(([epoch, name, step]) => timerOf('L1', { epoch, name, step }))
      await write(store, { leads: [assignedLead('L1')], timers: [3, 5, 1, 0, 4, 2].map((index) => timers[index] as Timer) })
      assertSame(await theirs(store, 'L1'), timers, 'The timers')
    },
  },
  {
    name: 'the view has the timers of the requested leads that have any',
    async run({ store }) {
      await write(store, {
        leads: ['L1', 'L2', 'L3'].map((key) => assignedLead(key)),
        timers: [timerOf('L1'), timerOf('L1', { step: 1 }), timerOf('L2')],
      })
      const { timers } = await look(store, { leads: ['L1', 'L3', 'L9'] })
      assert.deepEqual([...timers.keys()], ['L1'])
      assert.equal(timers.get('L1')?.length, 2)
      assert.equal((await look(store)).timers.size, 0)
    },
  },
  {
    name: 'a timer is replaced whole by one of the same subject, epoch, name and step, and no other is',
    async run({ store }) {
      const timers = [
        timerOf('L1'),
        timerOf('L1', { step: 1 }),
        timerOf('L1', { name: 'second contact' }),
        timerOf('L1', { epoch: 2 }),
      ] as const
      await write(store, { leads: [assignedLead('L1'), assignedLead('L2')], timers: [...timers, timerOf('L2')] })
      const later = timerOf('L1', { at: 7_000, channels: ['crm'], state: 'fired', endedAt: 7_001 })
      await write(store, { timers: [later] })
      assertSame(await theirs(store, 'L1'), [later, timers[1], timers[2], timers[3]], 'The timers')
      assertSame(await theirs(store, 'L2'), [timerOf('L2')], 'The timers')
      await write(store, { timers: [timers[0]] })
      assertSame(await theirs(store, 'L1'), timers, 'The timers')
    },
  },
  {
    name: 'a timer that is in one write twice ends as the later one',
    async run({ store }) {
      await write(store, { leads: [assignedLead('L1')], timers: [timerOf('L1', { at: 10 }), timerOf('L1', { at: 20 })] })
      assertSame(await theirs(store, 'L1'), [timerOf('L1', { at: 20 })], 'The timers')
      assert.deepEqual(await dueAt(store, 19), [])
    },
  },
  {
    name: 'a timer is due from its time on, and not before',
    async run({ store }) {
      await write(store, { leads: [assignedLead('L1')], timers: [timerOf('L1', { at: 5_000 })] })
      assert.deepEqual(await dueAt(store, 4_999), [])
      for (const now of [5_000, 5_001, Number.MAX_SAFE_INTEGER]) {
        assertSame(await store.due({ now, limit: 9 }), [{ key: 'L1', timer: timerOf('L1', { at: 5_000 }) }], 'The timer')
      }
    },
  },
  {
    name: 'timers that are due come earliest first, as numbers, each with the key of its lead',
    async run({ store }) {
      const times = [1_000, 9, 100, -5, 10, 2_000]
      await write(store, {
        leads: times.map((at) => assignedLead(`L${at}`)),
        timers: times.map((at) => timerOf(`L${at}`, { at })),
      })
      assert.deepEqual(await dueAt(store, 1_000), ['L-5', 'L9', 'L10', 'L100', 'L1000'])
    },
  },
  {
    name: 'at most `limit` timers, and those are the first',
    async run({ store }) {
      const leads = ['a', 'b', 'c', 'd']
      await write(store, {
        leads: leads.map((key) => assignedLead(key)),
        timers: leads.map((key, index) => timerOf(key, { at: 100 - index })),
      })
      assert.deepEqual(await dueAt(store, 1_000, 2), ['d', 'c'])
      assert.deepEqual(await dueAt(store, 1_000, 0), [])
    },
  },
  {
    name: 'a timer that fired or was cancelled is never due',
    async run({ store }) {
      await write(store, {
        leads: [assignedLead('L1')],
        timers: [
          timerOf('L1', { step: 1, state: 'fired', endedAt: 1 }),
          timerOf('L1', { step: 2, state: 'cancelled', endedAt: 1 }),
          timerOf('L1', { step: 3 }),
          timerOf('L1', { step: 4 }),
        ],
      })
      await write(store, { timers: [timerOf('L1', { step: 3, state: 'fired', endedAt: 6_000 })] })
      const due = await store.due({ now: 1_000_000, limit: 9 })
      assert.deepEqual(
        due.map(({ timer }) => timer.step),
        [4],
      )
    },
  },
  {
    name: 'a timer that is moved is due at its new time alone',
    async run({ store }) {
      await write(store, { leads: [assignedLead('a'), assignedLead('b')], timers: [timerOf('a', { at: 10 }), timerOf('b', { at: 20 })] })
      await write(store, { timers: [timerOf('a', { at: 30 })] })
      assert.deepEqual(await dueAt(store, 20), ['b'])
      assert.deepEqual(await dueAt(store, 30), ['b', 'a'])
    },
  },
  {
    name: 'asking what is due changes nothing',
    async run({ store }) {
      await write(store, { leads: [assignedLead('L1')], timers: [timerOf('L1')] })
      for (let round = 0; round < 3; round++) assert.deepEqual(await dueAt(store, 5_000), ['L1'])
      assertSame(await theirs(store, 'L1'), [timerOf('L1')], 'The timers')
    },
  },
  {
    name: 'unusual names, subjects and channels of timers are like others',
    async run({ store }) {
      const timers = oddNames.map((name, index) => timerOf('', { subject: name, name, channels: [name, 'slack'], at: index }))
      await write(store, { leads: oddNames.map((name) => assignedLead(name, { subject: name })), timers })
      assertSame(
        await store.due({ now: 1_000, limit: 1_000 }),
        timers.map((timer) => ({ key: timer.name, timer })),
        'What is due',
      )
      for (const timer of timers) assertSame(await theirs(store, timer.name), [timer], 'The timers')
    },
  },
  {
    name: 'names of timers that look alike are different timers',
    async run({ store }) {
      const leads = lookalikes.map((_, index) => assignedLead(`L${index}`))
      const timers = lookalikes.flatMap((pair, index) => pair.map((name) => timerOf(`L${index}`, { name })))
      await write(store, { leads, timers })
      for (const [index, pair] of lookalikes.entries()) {
        const names = (await theirs(store, `L${index}`)).map(({ name }) => name)
        assert.deepEqual([...names].sort(), [...pair].sort())
      }
    },
  },
  {
    name: '1,000 timers in one write are all there, in order',
    async run({ store }) {
      const count = 1_000
      const shuffled = Array.from({ length: count }, (_, index) => (index * 379) % count)
      await write(store, {
        leads: shuffled.map((at) => assignedLead(`L${at}`)),
        timers: shuffled.map((at) => timerOf(`L${at}`, { at })),
      })
      assert.deepEqual(
        await dueAt(store, count, count + 1),
        Array.from({ length: count }, (_, at) => `L${at}`),
      )
    },
  },
  {
    name: 'timers of a step that throws, and of a write that fails, are as before',
    async run({ store }) {
      await write(store, { leads: [assignedLead('L1')], timers: [timerOf('L1')] })
      await errorOf(() =>
        store.transact({
          ...request({ leads: ['L1'] }),
          step: () => {
            throw new Error('mine')
          },
        }),
      )
      const documents = [{ digest: 'd1', kind: 'plan', content: 1n as never } as const]
      await errorOf(() => write(store, { timers: [timerOf('L1', { state: 'fired', endedAt: 1 }), timerOf('L1', { step: 1 })], documents }))
      assertSame(await theirs(store, 'L1'), [timerOf('L1')], 'The timers')
      assert.deepEqual(await dueAt(store, 5_000), ['L1'])
    },
  },
  {
    name: 'of many who fire a timer at once exactly one finds it set',
    async run({ store }) {
      await write(store, { leads: [assignedLead('L1')], timers: [timerOf('L1')] })
      const fired = await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          let mine = false
          await write(
            store,
            (view) => {
              const [timer] = view.timers.get('L1') ?? []
              mine = timer?.state === 'set'
              return mine && timer !== undefined ? { timers: [{ ...timer, state: 'fired', endedAt: 5_000 + index }] } : { entries: 0 }
            },
            { leads: ['L1'], now: 5_000 },
          )
          return mine
        }),
      )
      assert.equal(fired.filter((mine) => mine).length, 1)
      assert.equal((await theirs(store, 'L1'))[0]?.endedAt, 5_000 + fired.indexOf(true))
    },
  },
  {
    name: 'each handle sees at once the timers that the other set and ended',
    needs: 'second',
    async run({ store, second }) {
      const other = await second(store)
      await write(store, { leads: [assignedLead('L1')], timers: [timerOf('L1')] })
      assert.deepEqual(await dueAt(other, 5_000), ['L1'])
      await write(other, { timers: [timerOf('L1', { state: 'cancelled', endedAt: 1 })] })
      assert.deepEqual(await dueAt(store, 5_000), [])
      assertSame(await theirs(store, 'L1'), [timerOf('L1', { state: 'cancelled', endedAt: 1 })], 'The timers')
    },
  },
  {
    name: 'timers are there after opening again',
    needs: 'reopen',
    async run({ store, reopen }) {
      const timers = [timerOf('L1'), timerOf('L1', { step: 1, state: 'fired', endedAt: 6_000 }), timerOf('L1', { step: 2, at: 4_000 })]
      await write(store, { leads: [assignedLead('L1')], timers })
      const again = await reopen(store)
      assertSame(await theirs(again, 'L1'), timers, 'The timers')
      assert.deepEqual(
        (await again.due({ now: 5_000, limit: 9 })).map(({ timer }) => timer.step),
        [2, 0],
      )
    },
  },
]

async function theirs(store: Store, key: string): Promise<readonly Timer[]> {
  return (await look(store, { leads: [key] })).timers.get(key) ?? []
}

/** The leads whose timers are due. */
async function dueAt(store: Store, now: number, limit = 100): Promise<readonly string[]> {
  return (await store.due({ now, limit })).map(({ key }) => key)
}
