import assert from 'node:assert/strict'
import { isRoutingError } from '../errors.js'
import { errorOf, look, request, type StoreCase, wholeTrail, write } from './storeContractCase.js'
import { incoming } from './storeContractRecords.js'

export const lifeCases: readonly StoreCase[] = [
  {
    name: 'says its name and whether it is durable',
    async run({ store }) {
      assert.equal(typeof store.name, 'string')
      assert.notEqual(store.name, '')
      assert.equal(typeof store.durable, 'boolean')
    },
  },
  {
    name: 'is empty when new',
    async run({ store }) {
      assert.equal(await store.lead({ key: 'L1' }), undefined)
      assert.equal(await store.lead({ subject: 's1' }), undefined)
      assert.equal(await store.document('d1'), undefined)
      assert.deepEqual(await store.queued({ queue: 'held', limit: 10 }), [])
      assert.deepEqual(await store.audit({ after: 0, limit: 10 }), [])
      assert.deepEqual(await store.accepted({ now: 1_000_000, limit: 10 }), [])
      assert.deepEqual(await store.parked({ limit: 10 }), [])
      assert.deepEqual(await store.claim({ now: 1_000_000, leaseMs: 1, limit: 10, channels: ['slack'] }), [])
      assert.deepEqual(await store.dead({ limit: 10 }), [])
      assert.deepEqual(await store.due({ now: 1_000_000, limit: 10 }), [])
    },
  },
  {
    name: 'may be ended twice',
    async run({ store }) {
      await write(store, {})
      await store.end()
      await store.end()
    },
  },
  {
    name: 'refuses every call after its end with storeClosed',
    async run({ store }) {
      await store.end()
      const calls: Record<string, () => unknown> = {
        transact: () => store.transact({ ...request(), step: () => ({ result: 1 }) }),
        lead: () => store.lead({ key: 'L1' }),
        queued: () => store.queued({ queue: 'held', limit: 1 }),
        audit: () => store.audit({ after: 0, limit: 1 }),
        loads: () => store.loads(['ana']),
        ledger: () => store.ledger('r'),
        document: () => store.document('d1'),
        accept: () => store.accept(incoming('L1')),
        accepted: () => store.accepted({ now: 1, limit: 1 }),
        parked: () => store.parked({ limit: 1 }),
        acceptedDone: () => store.acceptedDone('L1'),
        acceptedFailed: () => store.acceptedFailed({ key: 'L1', error: 'no', notBefore: null }),
        claim: () => store.claim({ now: 1, leaseMs: 1, limit: 1, channels: ['slack'] }),
        settle: () => store.settle({ id: '1.0', attempt: 1, now: 1, outcome: 'done' }),
        dead: () => store.dead({ limit: 1 }),
        revive: () => store.revive('1.0'),
        due: () => store.due({ now: 1, limit: 1 }),
        counts: () => store.counts(),
        prune: () => store.prune({ before: 1 }),
      }
      for (const [name, call] of Object.entries(calls)) {
        const error = await errorOf(call)
        assert.ok(isRoutingError(error) && error.code === 'storeClosed', `${name} after end: ${String(error)}`)
      }
    },
  },
  {
    name: 'runs no step after its end',
    async run({ store }) {
      await store.end()
      let ran = false
      await errorOf(() =>
        store.transact({
          ...request(),
          step: () => {
            ran = true
            return { result: 1 }
          },
        }),
      )
      assert.equal(ran, false)
    },
  },
  {
    name: 'another handle outlives the end of the first',
    needs: 'second',
    async run({ store, second }) {
      const other = await second(store)
      await write(store, {})
      await store.end()
      await write(other, {})
      assert.equal((await look(other)).head.seq, 2)
    },
  },
  {
    name: 'a call before the end is carried out, or refused: never half, never both',
    needs: 'reopen',
    async run({ store, reopen }) {
      const calls = Array.from({ length: 20 }, async () => write(store, { entries: 2 }))
      const ending = store.end()
      const done = (await Promise.allSettled(calls)).filter((call) => call.status === 'fulfilled').length
      await ending
      assert.equal((await wholeTrail(await reopen(store))).length, done * 2)
    },
  },
]
