import assert from 'node:assert/strict'
import type { ClaimedMessage } from '../port/outbox.js'
import type { Store } from '../port/store.js'
import { assertSame, present, type StoreCase } from './storeContractCase.js'
import { again, claim, dead, done, idsOf, loansOf, several, tell } from './storeContractLoans.js'
import { messageOf } from './storeContractRecords.js'

/** What becomes of messages on loan. */
export const settleCases: readonly StoreCase[] = [
  {
    name: 'a lent message is nobody else’s until the loan is over, and then it is lent once more',
    async run({ store }) {
      await tell(store, several(2))
      await claim(store, { now: 1_000, leaseMs: 500, limit: 1 })
      assert.deepEqual(idsOf(await claim(store, { now: 1_000, leaseMs: 5_000 })), ['1.1'])
      assert.deepEqual(await claim(store, { now: 1_499 }), [])
      assert.deepEqual(loansOf(await claim(store, { now: 1_500, leaseMs: 10 })), ['1.0 2'])
      assert.deepEqual(loansOf(await claim(store, { now: 1_510, leaseMs: 10 })), ['1.0 3'])
    },
  },
  {
    name: 'who lost a loan to somebody else can settle nothing',
    async run({ store }) {
      await tell(store, [messageOf('1.0', 'L1'), messageOf('1.1', 'L1')])
      const [first] = await claim(store, { now: 1_000, leaseMs: 10 })
      const [second] = await claim(store, { now: 2_000, leaseMs: 1_000 })
      assert.equal(await done(store, first), false)
      assert.equal(await again(store, first, 2_001), false)
      assert.equal(await dead(store, first, 'mine'), false)
      assert.deepEqual(await store.dead({ limit: 9 }), [])
      assert.deepEqual(await claim(store, { now: 2_999 }), [])
      assert.equal(await done(store, second), true)
      assert.deepEqual(idsOf(await claim(store, { now: 2_999 })), ['1.1'])
    },
  },
  {
    name: 'a loan that is over can still be settled while nobody else has the message',
    async run({ store }) {
      await tell(store, several(3))
      const [a, b, c] = await claim(store, { now: 1_000, leaseMs: 10 })
      assert.equal(await done(store, a, 9_000), true)
      assert.equal(await again(store, b, 10_000, 9_000), true)
      assert.equal(await dead(store, c, 'too late', 9_000), true)
      assert.deepEqual(await claim(store, { now: 9_999 }), [])
      assert.deepEqual(loansOf(await claim(store, { now: 10_000 })), ['1.1 2'])
    },
  },
  {
    name: 'a delivered message is never lent again',
    async run({ store }) {
      await tell(store, several(2))
      const [first] = await claim(store, { limit: 1 })
      assert.equal(await done(store, first), true)
      assert.deepEqual(idsOf(await claim(store, { now: 1_000_000 })), ['1.1'])
      assert.deepEqual(await store.dead({ limit: 9 }), [])
    },
  },
  {
    name: 'a loan is settled once, whatever came of it',
    async run({ store }) {
      await tell(store, several(3))
      const loans = await claim(store, { leaseMs: 100_000 })
      const outcomes = [
        done,
        (to: Store, loan?: ClaimedMessage) => again(to, loan, 50_000),
        (to: Store, loan?: ClaimedMessage) => dead(to, loan, 'no'),
      ]
      for (const [index, settle] of outcomes.entries()) assert.equal(await settle(store, loans[index]), true)
      for (const loan of loans) {
        assert.equal(await done(store, loan), false, loan.id)
        assert.equal(await again(store, loan, 2_000), false, loan.id)
        assert.equal(await dead(store, loan, 'once more'), false, loan.id)
      }
      assert.deepEqual(await claim(store, { now: 49_999 }), [])
      assert.deepEqual(loansOf(await claim(store, { now: 50_000 })), ['1.1 2'])
      assert.deepEqual(
        (await store.dead({ limit: 9 })).map(({ id, error }) => `${id} ${error}`),
        ['1.2 no'],
      )
    },
  },
  {
    name: 'a message that is to be tried again waits for its time, and so does the rest of its lead',
    async run({ store }) {
      await tell(store, [messageOf('1.0', 'L1'), messageOf('1.1', 'L1')])
      for (let attempt = 1; attempt <= 12; attempt++) {
        const now = attempt * 10_000
        const lent = await claim(store, { now, leaseMs: 50_000 })
        assert.deepEqual(loansOf(lent), [`1.0 ${attempt}`])
        assert.equal(await again(store, lent[0], now + 10_000, now), true)
        assert.deepEqual(await claim(store, { now: now + 9_999 }), [])
      }
    },
  },
  {
    name: 'a message that is given up comes back whole, with its attempts and its error, and is not lent',
    async run({ store }) {
      await tell(store, several(1))
      const [first] = await claim(store)
      await again(store, first, 2_000)
      const [second] = await claim(store, { now: 2_000 })
      assert.equal(await dead(store, second, 'no such channel'), true)
      assertSame(await store.dead({ limit: 9 }), [{ ...messageOf('1.0', 'L0'), attempt: 2, error: 'no such channel' }], 'The dead message')
      assert.deepEqual(await claim(store, { now: Number.MAX_SAFE_INTEGER - 1_000 }), [])
    },
  },
  {
    name: 'a message that is given up no longer holds up its lead',
    async run({ store }) {
      await tell(store, [messageOf('1.0', 'L1'), messageOf('1.1', 'L1')])
      await dead(store, (await claim(store))[0], 'no')
      assert.deepEqual(idsOf(await claim(store)), ['1.1'])
    },
  },
  {
    name: 'messages that were given up are oldest first, and at most `limit`',
    async run({ store }) {
      const ids = ['2.0', '9.2', '9.10', '10.0']
      await tell(
        store,
        ids.map((id) => messageOf(id, `lead of ${id}`)),
      )
      for (const loan of [...(await claim(store))].reverse()) await dead(store, loan, `error of ${loan.id}`)
      assert.deepEqual(idsOf(await store.dead({ limit: 9 })), ids)
      assert.deepEqual(idsOf(await store.dead({ limit: 2 })), ['2.0', '9.2'])
      assert.deepEqual(await store.dead({ limit: 0 }), [])
    },
  },
  {
    name: 'a revived message waits again, at once, and its attempts go on counting',
    async run({ store }) {
      await tell(store, several(2))
      const [first] = await claim(store, { now: 1_000, limit: 1 })
      await again(store, first, 2_000)
      await dead(store, (await claim(store, { now: 2_000, leaseMs: 100_000, limit: 1 }))[0], 'no')
      assert.equal(await store.revive('1.0'), true)
      assert.deepEqual(await store.dead({ limit: 9 }), [])
      assert.deepEqual(loansOf(await claim(store, { now: 2_000 })), ['1.0 3', '1.1 1'])
    },
  },
  {
    name: 'a revived message is tried as often as a new one',
    async run({ store }) {
      await tell(store, several(1))
      const triesOf = (loans: readonly { readonly tries: number }[]) => loans.map(({ tries }) => tries)
      const first = await claim(store, { now: 1_000 })
      await again(store, first[0], 2_000)
      const second = await claim(store, { now: 2_000 })
      await dead(store, second[0], 'no')
      await store.revive('1.0')
      const third = await claim(store, { now: 3_000, leaseMs: 10 })
      const fourth = await claim(store, { now: 4_000 })
      assert.deepEqual([first, second, third, fourth].map(triesOf), [[1], [2], [1], [2]])
    },
  },
  {
    name: 'a loan from before a message was revived settles nothing',
    async run({ store }) {
      await tell(store, several(1))
      const [hung] = await claim(store, { now: 1_000, leaseMs: 10 })
      await dead(store, (await claim(store, { now: 2_000 }))[0], 'no')
      await store.revive('1.0')
      const [present] = await claim(store, { now: 3_000 })
      assert.equal(await done(store, hung), false)
      assert.equal(await done(store, present), true)
    },
  },
  {
    name: 'only a message that was given up can be revived, and that once',
    async run({ store }) {
      await tell(store, several(4))
      const [a, b] = await claim(store, { limit: 3, leaseMs: 50_000 })
      await done(store, a)
      await dead(store, b, 'no')
      for (const id of ['1.0', '1.2', '1.3', '7.0', '', '1', 'x']) assert.equal(await store.revive(id), false, id)
      assert.equal(await store.revive('1.1'), true)
      assert.equal(await store.revive('1.1'), false)
      assert.deepEqual(loansOf(await claim(store)), ['1.1 2', '1.3 1'])
    },
  },
  {
    name: 'a revived message comes before the later ones of its lead',
    async run({ store }) {
      await tell(store, [messageOf('1.0', 'L1'), messageOf('1.1', 'L1'), messageOf('2.0', 'L2')])
      await dead(store, (await claim(store, { limit: 1 }))[0], 'no')
      await store.revive('1.0')
      assert.deepEqual(idsOf(await claim(store)), ['1.0', '2.0'])
    },
  },
  {
    name: 'what was not lent cannot be settled',
    async run({ store }) {
      await tell(store, several(2))
      const [loan] = await claim(store, { limit: 1 })
      const lent = present(loan, 'The message')
      for (const id of ['1.1', '7.0', '', '1', '1.0 ', '01.0', '1.0.0', "1.0' or 1 = 1"]) {
        for (const attempt of [0, 1]) {
          assert.equal(await store.settle({ id, attempt, now: 1_000, outcome: 'done' }), false, id)
          assert.equal(await store.settle({ id, attempt, now: 1_000, outcome: 'dead', error: 'no' }), false, id)
        }
      }
      for (const attempt of [0, 2, -1]) assert.equal(await done(store, { ...lent, attempt }), false)
      assert.deepEqual(await store.dead({ limit: 9 }), [])
      assert.deepEqual(loansOf(await claim(store, { now: 1_000_000 })), ['1.0 2', '1.1 1'])
    },
  },
]
