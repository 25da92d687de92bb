import assert from 'node:assert/strict'
import type { Store, View } from '../port/store.js'
import { assertSame, look, type StoreCase, write } from './storeContractCase.js'
import { assignedLead, waitingLead } from './storeContractRecords.js'

const ann = 'a'.repeat(64)
const ben = 'b'.repeat(64)

async function oldest(store: Store, ...persons: readonly string[]): Promise<readonly (string | undefined)[]> {
  const seen = (await look(store, { persons })).persons as NonNullable<View['persons']>
  assert.ok(seen.size <= new Set(persons).size, 'Persons that nobody asked about.')
  return persons.map((person) => seen.get(person)?.key)
}

export const personCases: readonly StoreCase[] = [
  {
    name: 'of a person the oldest lead with an owner is seen, whole',
    async run({ store }) {
      const leads = [300, 100, 200].map((receivedAt) => assignedLead(`L${receivedAt}`, { person: ann, receivedAt }))
      await write(store, {
        leads: [...leads, assignedLead('other', { person: ben, receivedAt: 50 }), assignedLead('nobody', { receivedAt: 10 })],
      })
      assert.deepEqual(await oldest(store, ann, ben, 'c'.repeat(64)), ['L100', 'other', undefined])
      assertSame((await look(store, { persons: [ann] })).persons?.get(ann), leads[1], 'The lead')
      assertSame(await store.lead({ key: 'L300' }), leads[0], 'A lead of a person')
    },
  },
  {
    name: 'of leads received at the same time the one with the smaller key comes first',
    async run({ store }) {
      await write(store, { leads: ['L2', 'L10', 'L1'].map((key) => assignedLead(key, { person: ann })) })
      assert.deepEqual(await oldest(store, ann), ['L1'])
    },
  },
  {
    name: 'a lead of a person counts once it has an owner, and stays when it is closed',
    async run({ store }) {
      await write(store, {
        leads: [waitingLead('L1', 'held', { person: ann, receivedAt: 1 }), assignedLead('L2', { person: ann, receivedAt: 2 })],
      })
      assert.deepEqual(await oldest(store, ann), ['L2'])
      await write(store, { leads: [assignedLead('L1', { person: ann, receivedAt: 1, rep: 'ben', epoch: 1 })] })
      assert.deepEqual(await oldest(store, ann), ['L1'])
      await write(store, { leads: [assignedLead('L1', { person: ann, receivedAt: 1, rep: 'ben', state: 'closed' })] })
      assert.equal((await look(store, { persons: [ann] })).persons?.get(ann)?.rep, 'ben')
      await write(store, { leads: [waitingLead('L1', 'held', { person: ann, receivedAt: 1 })] })
      assert.deepEqual(await oldest(store, ann), ['L2'])
    },
  },
  {
    name: 'an erased lead is nobody’s any more',
    async run({ store }) {
      await write(store, { leads: [1, 2].map((at) => assignedLead(`L${at}`, { person: ann, receivedAt: at })) })
      await write(store, { erased: ['L1'] })
      assert.deepEqual(await oldest(store, ann), ['L2'])
      await write(store, { erased: ['L2'] })
      assert.deepEqual(await oldest(store, ann), [undefined])
    },
  },
  {
    name: 'who is not asked about is not seen',
    async run({ store }) {
      await write(store, { leads: [assignedLead('L1', { person: ann })] })
      assert.equal((await look(store, {})).persons, undefined)
      assert.deepEqual([...((await look(store, { persons: [] })).persons ?? new Map()).keys()], [])
    },
  },
  {
    name: 'what stands in a reason is no person',
    async run({ store }) {
      const reason = `"person":"${ann}"`
      const past = [{ rep: 'ben', epoch: 1, until: 1, because: 'declined' as const, reason }]
      await write(store, {
        leads: [assignedLead('L1', { past, ended: { reason } }), assignedLead('L2', { past, person: ben, receivedAt: 5 })],
      })
      assert.deepEqual(await oldest(store, ann, ben), [undefined, 'L2'])
    },
  },
]
