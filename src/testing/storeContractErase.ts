import assert from 'node:assert/strict'
import type { Store } from '../port/store.js'
import { assertSame, assertWhole, errorOf, look, type StoreCase, wholeTrail, write } from './storeContractCase.js'
import { claim, dead, done, idsOf } from './storeContractLoans.js'
import { assignedLead, change, document, incoming, ledgerAt, messageOf, oddNames, timerOf, waitingLead } from './storeContractRecords.js'

export const eraseCases: readonly StoreCase[] = [
  {
    name: 'an erased lead is found no more: not by key, by subject, in its queue or in a view',
    async run({ store }) {
      await write(store, { leads: [assignedLead('L1'), waitingLead('L2', 'q')] })
      await write(store, { erased: ['L1', 'L2'] })
      for (const key of ['L1', 'L2']) {
        assert.equal(await store.lead({ key }), undefined)
        assert.equal(await store.lead({ subject: `subject of ${key}` }), undefined)
      }
      assert.deepEqual(await store.queued({ queue: 'q', limit: 9 }), [])
      assert.equal((await look(store, { leads: ['L1', 'L2'] })).leads.size, 0)
    },
  },
  {
    name: 'an erased lead leaves the inbox, waiting or parked, routed or not',
    async run({ store }) {
      for (const key of ['L1', 'L2', 'L3', 'L4']) await store.accept(incoming(key))
      await store.acceptedFailed({ key: 'L2', error: 'no', notBefore: null })
      await write(store, { leads: [assignedLead('L3')] })
      await write(store, { erased: ['L1', 'L2', 'L3'] })
      assert.deepEqual(
        (await store.accepted({ now: 9_000, limit: 9 })).map(({ key }) => key),
        ['L4'],
      )
      assert.deepEqual(await store.parked({ limit: 9 }), [])
    },
  },
  {
    name: 'the timers of an erased lead are gone, and are never due',
    async run({ store }) {
      await write(store, { leads: [assignedLead('L1'), assignedLead('L2')], timers: [timerOf('L1'), timerOf('L2')] })
      await write(store, { erased: ['L1'] })
      assertSame(await store.due({ now: 1_000_000, limit: 9 }), [{ key: 'L2', timer: timerOf('L2') }], 'What is due')
      assert.equal((await store.counts()).timers.set, 1)
    },
  },
  {
    name: 'the messages of an erased lead that wait are gone, also those on loan',
    async run({ store }) {
      await write(store, {
        leads: [assignedLead('L1'), assignedLead('L2'), assignedLead('L3')],
        messages: [messageOf('1.0', 'L1'), messageOf('1.1', 'L1'), messageOf('1.2', 'L2'), messageOf('1.3', 'L3')],
      })
      const [loan] = await claim(store, { limit: 1 })
      await write(store, { erased: ['L1', 'L3'] })
      assert.equal(await done(store, loan), false)
      assert.deepEqual(idsOf(await claim(store, { now: 1_000_000 })), ['1.2'])
      assert.equal((await store.counts()).messages.waiting, 1)
    },
  },
  {
    name: 'a message of an erased lead that was given up cannot come back',
    async run({ store }) {
      await write(store, { leads: [assignedLead('L1')], messages: [messageOf('1.0', 'L1')] })
      await dead(store, (await claim(store))[0], 'no')
      await write(store, { erased: ['L1'] })
      assert.equal(await store.revive('1.0'), false)
      assert.deepEqual(await store.dead({ limit: 9 }), [])
      assert.deepEqual(await claim(store), [])
      assert.deepEqual((await store.counts()).messages, { waiting: 0, dead: 0 })
    },
  },
  {
    name: 'what an erased lead left in the audit trail, the ledgers, the loads and the documents stays',
    async run({ store }) {
      await write(store, {
        leads: [assignedLead('L1')],
        ledgers: [change('r', 3, { ana: [1, 2] })],
        loads: new Map([['ana', { open: 1, assigned: 2 }]]),
        documents: [document('d1', {})],
        entries: 4,
      })
      const trail = await wholeTrail(store)
      await write(store, { erased: ['L1'] })
      assertSame((await wholeTrail(store)).slice(0, 4), trail, 'The audit trail')
      assertWhole(await wholeTrail(store), 5)
      assertSame(await store.ledger('r'), ledgerAt(3, { ana: [1, 2] }), 'The ledger')
      assertSame((await store.loads(['ana'])).ana, { open: 1, assigned: 2 }, 'The load')
      assertSame(await store.document('d1'), document('d1', {}), 'The document')
    },
  },
  {
    name: 'erasing one lead leaves the others as they are',
    async run({ store }) {
      await write(store, {
        leads: [assignedLead('L1'), assignedLead('l1'), waitingLead('L2', 'q')],
        messages: [messageOf('1.0', 'l1')],
        timers: [timerOf('L2', { at: 1 })],
      })
      await store.accept(incoming('L3'))
      await write(store, { erased: ['L1'] })
      assertSame(await store.lead({ key: 'l1' }), assignedLead('l1'), 'The lead')
      assertSame(await store.queued({ queue: 'q', limit: 9 }), [waitingLead('L2', 'q')], 'The queue')
      assert.deepEqual(idsOf(await claim(store)), ['1.0'])
      assert.equal((await store.due({ now: 1, limit: 9 })).length, 1)
      assert.equal((await store.accepted({ now: 9_000, limit: 9 })).length, 1)
    },
  },
  {
    name: 'the key of an erased lead is free for a new one, to which nothing of the old one clings',
    async run({ store }) {
      await write(store, {
        leads: [assignedLead('L1', { declined: ['ben'], charged: 'r' })],
        messages: [messageOf('1.0', 'L1')],
        timers: [timerOf('L1')],
      })
      await write(store, { erased: ['L1'] })
      assert.equal(await store.accept(incoming('L1', 7)), true)
      const anew = assignedLead('L1', { subject: 'another subject' })
      await write(store, { leads: [anew] })
      assertSame(await store.lead({ key: 'L1' }), anew, 'The lead')
      assert.equal(await store.lead({ subject: 'subject of L1' }), undefined)
      assert.equal((await look(store, { leads: ['L1'] })).timers.size, 0)
      assert.deepEqual(await claim(store), [])
    },
  },
  {
    name: 'erasing is the last thing that a write does',
    async run({ store }) {
      await write(store, { leads: [assignedLead('L1')], timers: [timerOf('L1')] })
      await write(store, {
        leads: [assignedLead('L1', { epoch: 2 }), waitingLead('L2', 'q')],
        messages: [messageOf('2.0', 'L1'), messageOf('2.1', 'L2')],
        timers: [timerOf('L1', { step: 1 }), timerOf('L2')],
        erased: ['L1', 'L2'],
      })
      for (const key of ['L1', 'L2']) assert.equal(await store.lead({ key }), undefined)
      assert.deepEqual(await claim(store), [])
      assert.deepEqual(await store.due({ now: 1_000_000, limit: 9 }), [])
      assert.deepEqual((await store.counts()).queued, {})
    },
  },
  {
    name: 'erasing an unknown lead does nothing, and a lead twice is as good as once',
    async run({ store }) {
      await write(store, { leads: [assignedLead('L1')] })
      await write(store, { erased: ['unknown', 'subject of L1'] })
      assertSame(await store.lead({ key: 'L1' }), assignedLead('L1'), 'The lead')
      await write(store, { erased: ['L1', 'L1'] })
      await write(store, { erased: ['L1'] })
      assert.equal(await store.lead({ key: 'L1' }), undefined)
      assertWhole(await wholeTrail(store), 4)
    },
  },
  {
    name: 'a write that fails erases nothing',
    async run({ store }) {
      await store.accept(incoming('L2'))
      await write(store, { leads: [assignedLead('L1')], messages: [messageOf('1.0', 'L1')], timers: [timerOf('L1')] })
      await errorOf(() => write(store, { erased: ['L1', 'L2'], documents: [document('d1', 1n as never)] }))
      assertSame(await store.lead({ key: 'L1' }), assignedLead('L1'), 'The lead')
      assert.deepEqual(idsOf(await claim(store)), ['1.0'])
      assert.equal((await store.due({ now: 5_000, limit: 9 })).length, 1)
      assert.equal((await store.accepted({ now: 9_000, limit: 9 })).length, 1)
    },
  },
  {
    name: 'leads with unusual keys are erased like others',
    async run({ store }) {
      for (const erased of oddNames) {
        await write(store, { leads: [assignedLead(erased), assignedLead('other')], timers: [timerOf(erased), timerOf('other')] })
        await write(store, { erased: [erased] })
        assert.equal(await store.lead({ key: erased }), undefined, JSON.stringify(erased))
        assert.deepEqual(await dueKeys(store), ['other'], JSON.stringify(erased))
      }
    },
  },
  {
    name: 'what was erased is not there after opening again',
    needs: 'reopen',
    async run({ store, reopen }) {
      await store.accept(incoming('L2'))
      await write(store, { leads: [assignedLead('L1')], messages: [messageOf('1.0', 'L1')], timers: [timerOf('L1')] })
      await write(store, { erased: ['L1', 'L2'] })
      const again = await reopen(store)
      assert.equal(await again.lead({ key: 'L1' }), undefined)
      assert.deepEqual(await claim(again), [])
      assert.deepEqual(await dueKeys(again), [])
      assert.deepEqual(await again.accepted({ now: 9_000, limit: 9 }), [])
      assertWhole(await wholeTrail(again), 2)
    },
  },
]

async function dueKeys(store: Store): Promise<readonly string[]> {
  return (await store.due({ now: 1_000_000, limit: 9 })).map(({ key }) => key)
}
