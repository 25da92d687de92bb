import assert from 'node:assert/strict'
import type { Store } from '../port/store.js'
import type { StoredLead } from '../state/record.js'
import { assertSame, type StoreCase, write } from './storeContractCase.js'
import { assignedLead, oddNames, waitingLead } from './storeContractRecords.js'

export const ownedCases: readonly StoreCase[] = [
  {
    name: 'the leads of a rep are oldest first, and whole',
    async run({ store }) {
      const leads = [300, 100, 200].map((receivedAt) => assignedLead(`L${receivedAt}`, { rep: 'ana', receivedAt }))
      await write(store, { leads: [...leads, assignedLead('other', { rep: 'ben', receivedAt: 50 })] })
      assert.deepEqual(await keys(store), ['L100', 'L200', 'L300'])
      assertSame((await store.owned({ rep: 'ana', limit: 1 }))[0], leads[1], 'The lead')
    },
  },
  {
    name: 'a rep owns neither what is closed nor what waits nor what somebody else has now',
    async run({ store }) {
      await write(store, { leads: ['closed', 'taken', 'waits', 'stays'].map((key) => assignedLead(key, { rep: 'ana' })) })
      await write(store, {
        leads: [
          assignedLead('closed', { rep: 'ana', state: 'closed' }),
          assignedLead('taken', { rep: 'ben', epoch: 2 }),
          waitingLead('waits', 'held'),
        ],
      })
      assert.deepEqual(await keys(store), ['stays'])
      assert.deepEqual(await keys(store, 'ben'), ['taken'])
    },
  },
  {
    name: 'the leads of a rep go on behind a place, also where many came at the same time and the lead of that place has left',
    async run({ store }) {
      const leads = Array.from({ length: 50 }, (_, index) => assignedLead(`L${(index * 7) % 50}`, { rep: 'ana', receivedAt: index >> 4 }))
      await write(store, { leads })
      const whole = await keys(store)
      assert.deepEqual([...whole].sort(), leads.map(({ key }) => key).sort())
      const paged: string[] = []
      for (let page = await store.owned({ rep: 'ana', limit: 7 }); page.length > 0; ) {
        assert.ok(paged.length < 100, 'The pages do not end.')
        paged.push(...page.map(({ key }) => key))
        const { receivedAt, key } = page.at(-1) as StoredLead
        await write(store, { leads: [assignedLead(key, { rep: 'ana', receivedAt, state: 'closed' })] })
        page = await store.owned({ rep: 'ana', limit: 7, after: { receivedAt, key } })
      }
      assert.deepEqual(paged, whole)
      assert.deepEqual(await store.owned({ rep: 'ana', limit: 0 }), [])
    },
  },
  {
    name: 'the leads of reps with unusual names',
    async run({ store }) {
      await write(store, { leads: oddNames.map((rep, index) => assignedLead(`L${index}`, { rep })) })
      for (const [index, rep] of oddNames.entries()) assert.deepEqual(await keys(store, rep), [`L${index}`])
      assert.deepEqual(await keys(store, 'nobody'), [])
    },
  },
]

async function keys(store: Store, rep = 'ana'): Promise<string[]> {
  return (await store.owned({ rep, limit: 1_000 })).map(({ key }) => key)
}
