import assert from 'node:assert/strict'
import type { Store } from '../port/store.js'
import { assertWhole, errorOf, look, present, request, type StoreCase, wholeTrail, write, writeOf } from './storeContractCase.js'
import { assignedLead, change } from './storeContractRecords.js'

export const concurrentCases: readonly StoreCase[] = [
  {
    name: '300 increments at once lose none',
    async run({ store }) {
      await together(300, () => increment(store, 'r'))
      assert.equal((await store.ledger('r')).turn, 300)
      assert.equal((await look(store, { reps: ['ana'] })).loads.get('ana')?.assigned, 300)
    },
  },
  {
    name: '300 transactions at once leave a whole audit trail',
    async run({ store }) {
      await together(300, (index) => write(store, { entries: 1 + (index % 3) }, { now: 1_000 + ((index * 7919) % 300) }))
      assertWhole(await wholeTrail(store), 600)
    },
  },
  {
    name: 'of many who claim a key at once exactly one finds it free',
    async run({ store }) {
      const claims = await Promise.all(Array.from({ length: 100 }, (_, index) => claim(store, 'L1', `rep ${index}`)))
      assert.equal(claims.filter((claimed) => claimed).length, 1)
      const winner = claims.indexOf(true)
      assert.equal((await store.lead({ key: 'L1' }))?.rep, `rep ${winner}`)
      assertWhole(await wholeTrail(store), 1)
    },
  },
  {
    name: 'transactions on different rotations at once keep out of each other',
    async run({ store }) {
      await together(120, (index) => increment(store, `r${index % 3}`))
      for (const rotation of ['r0', 'r1', 'r2']) assert.equal((await store.ledger(rotation)).turn, 40)
    },
  },
  {
    name: 'steps that throw among others at once harm none of them',
    async run({ store }) {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 100 }, async (_, index) => {
          if (index % 4 !== 0) return increment(store, 'r')
          return await store.transact({
            ...request({ rotations: ['r'] }),
            step: () => {
              throw new Error('mine')
            },
          })
        }),
      )
      assert.equal(outcomes.filter((outcome) => outcome.status === 'rejected').length, 25)
      assert.equal((await store.ledger('r')).turn, 75)
      assertWhole(await wholeTrail(store), 75)
    },
  },
  {
    name: 'every part of the view is of the same moment',
    async run({ store }) {
      await together(100, async (index) => {
        if (index % 2 === 0) return increment(store, 'r')
        const view = await look(store, { rotations: ['r'], reps: ['ana'] })
        assert.equal(view.ledgers.get('r')?.turn, view.head.seq)
        assert.equal(view.loads.get('ana')?.assigned, view.head.seq)
      })
    },
  },
  {
    name: 'a read between transactions sees whole ones',
    async run({ store }) {
      await together(60, async (index) => {
        if (index % 2 === 0) return write(store, { entries: 5 })
        const trail = await store.audit({ after: 0, limit: 1_000 })
        assert.equal(trail.length % 5, 0)
        assertWhole(trail, trail.length)
      })
    },
  },
  {
    name: 'a step that calls its own store, against its contract, loses no update',
    async run({ store }) {
      let inner: unknown
      await store.transact({
        ...request({ rotations: ['r'] }),
        step(view) {
          // Refused or done later, but not in between.
          inner ??= increment(store, 'r').then(
            () => 1,
            () => 0,
          )
          return {
            write: writeOf(view, { ledgers: [change('r', present(view.ledgers.get('r'), 'The ledger').turn + 1, {})] }),
            result: undefined,
          }
        },
      })
      const done = (await inner) as number
      assert.equal((await store.ledger('r')).turn, 1 + done)
      assertWhole(await wholeTrail(store), 1 + done)
    },
  },
  {
    name: 'increments from two handles at once lose none',
    needs: 'second',
    async run({ store, second }) {
      const other = await second(store)
      await together(200, (index) => increment(index % 2 === 0 ? store : other, 'r'))
      assert.equal((await store.ledger('r')).turn, 200)
      assert.equal((await other.ledger('r')).turn, 200)
      assertWhole(await wholeTrail(other), 200)
    },
  },
  {
    name: 'each handle sees at once what the other committed',
    needs: 'second',
    async run({ store, second }) {
      const other = await second(store)
      for (let round = 1; round <= 10; round++) {
        const [from, to] = round % 2 === 0 ? [store, other] : [other, store]
        await write(from, (view) => ({
          leads: [assignedLead(`L${round}`)],
          ledgers: [change('r', view.head.seq + 1, { ana: [round, round] })],
        }))
        assert.equal((await to.lead({ key: `L${round}` }))?.key, `L${round}`)
        assert.deepEqual([...((await to.ledger('r')).members.ana ?? [])], [round, round])
        assert.equal((await look(to)).head.seq, round)
      }
    },
  },
  {
    name: 'time does not go back between handles',
    needs: 'second',
    async run({ store, second }) {
      const other = await second(store)
      await write(store, {}, { now: 9_000 })
      assert.equal((await look(other, { now: 5 })).now, 9_000)
    },
  },
  {
    name: 'an error in one handle leaves the other free',
    needs: 'second',
    async run({ store, second }) {
      const other = await second(store)
      await errorOf(() =>
        store.transact({
          ...request(),
          step: () => {
            throw new Error('mine')
          },
        }),
      )
      await write(other, {})
      assertWhole(await wholeTrail(store), 1)
    },
  },
]

/** Read, add one, write: whatever interleaves shows as a lost update. */
async function increment(store: Store, rotation: string): Promise<void> {
  await write(
    store,
    (view) => {
      const turn = present(view.ledgers.get(rotation), 'The ledger').turn + 1
      const load = present(view.loads.get('ana'), 'The load')
      return {
        ledgers: [change(rotation, turn, { ana: [turn, turn] })],
        loads: new Map([['ana', { open: load.open, assigned: load.assigned + 1 }]]),
      }
    },
    { rotations: [rotation], reps: ['ana'] },
  )
}

async function claim(store: Store, key: string, rep: string): Promise<boolean> {
  return await store.transact({
    ...request({ leads: [key] }),
    step: (view) =>
      view.leads.has(key) ? { result: false } : { write: writeOf(view, { leads: [assignedLead(key, { rep })] }), result: true },
  })
}

async function together(count: number, call: (index: number) => Promise<unknown>): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, index) => call(index)))
}
