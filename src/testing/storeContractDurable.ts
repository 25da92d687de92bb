import assert from 'node:assert/strict'
import type { Standing } from '../ledger/state.js'
import { assertSame, assertWhole, errorOf, look, request, type StoreCase, wholeTrail, write } from './storeContractCase.js'
import { assignedLead, change, document, ledgerAt, oddNames, waitingLead } from './storeContractRecords.js'

/** Only for stores with `reopen`. */
export const durableCases: readonly StoreCase[] = [
  {
    name: 'a store that can be opened again says that it is durable',
    needs: 'reopen',
    async run({ store }) {
      assert.equal(store.durable, true)
    },
  },
  {
    name: 'everything is there after opening again',
    needs: 'reopen',
    async run({ store, reopen }) {
      const leads = [
        assignedLead('L1'),
        waitingLead('b', 'q', { receivedAt: 10, seq: 2 }),
        waitingLead('a', 'q', { receivedAt: 9, seq: 3 }),
      ]
      const load = { open: 1, assigned: 2 ** 40 }
      await write(
        store,
        {
          leads,
          ledgers: [change('r', 7, { ana: [1, 2], ben: [-1, 3] })],
          loads: new Map([['ana', load]]),
          documents: [document('d1', { a: 1 })],
          entries: 3,
        },
        { now: 5_000 },
      )
      const again = await reopen(store)
      for (const lead of leads) assertSame(await again.lead({ key: lead.key }), lead, 'The lead')
      assertSame(await again.lead({ subject: 'subject of L1' }), leads[0], 'The lead')
      assertSame(await again.queued({ queue: 'q', limit: 9 }), [leads[2], leads[1]], 'The queue')
      assertSame(await again.ledger('r'), ledgerAt(7, { ana: [1, 2], ben: [-1, 3] }), 'The ledger')
      assertSame((await again.loads(['ana'])).ana, load, 'The load')
      assertSame(await again.document('d1'), document('d1', { a: 1 }), 'The document')
      assertWhole(await wholeTrail(again), 3)
    },
  },
  {
    name: 'the trail goes on after opening again, and time with it',
    needs: 'reopen',
    async run({ store, reopen }) {
      let present = store
      for (let round = 0; round < 4; round++) {
        await write(present, { entries: 2 }, { now: 9_000 - round })
        present = await reopen(present)
        const view = await look(present, { now: 1 })
        assert.deepEqual([view.head.seq, view.head.at, view.now], [2 * (round + 1), 9_000, 9_000])
      }
      assertWhole(await wholeTrail(present), 8)
    },
  },
  {
    name: 'unusual names and large numbers are there after opening again',
    needs: 'reopen',
    async run({ store, reopen }) {
      const members = Object.fromEntries(
        oddNames.map((name, index): [string, Standing] => [name, [Number.MAX_SAFE_INTEGER - index, -index]]),
      )
      await write(store, { leads: oddNames.map((name) => assignedLead(name)), ledgers: [change('__proto__', 1, members)] })
      const again = await reopen(store)
      assertSame(await again.ledger('__proto__'), ledgerAt(1, members), 'The ledger')
      for (const name of oddNames) assertSame(await again.lead({ key: name }), assignedLead(name), `The lead ${JSON.stringify(name)}`)
    },
  },
  {
    name: 'what was not committed is not there after opening again',
    needs: 'reopen',
    async run({ store, reopen }) {
      await write(store, {})
      await errorOf(() => write(store, { leads: [assignedLead('L1')], documents: [document('d1', 1n as never)] }))
      await errorOf(() =>
        store.transact({
          ...request({ leads: ['L2'] }),
          step: () => {
            throw new Error('mine')
          },
        }),
      )
      const again = await reopen(store)
      assertWhole(await wholeTrail(again), 1)
      for (const key of ['L1', 'L2']) assert.equal(await again.lead({ key }), undefined)
    },
  },
]
