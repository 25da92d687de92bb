import assert from 'node:assert/strict'
import { assertSame, type StoreCase, write } from './storeContractCase.js'
import { document, oddNames } from './storeContractRecords.js'

export const documentCases: readonly StoreCase[] = [
  {
    name: 'documents of every kind come back to the byte',
    async run({ store }) {
      const documents = [
        document('p1', { fairlead: 1, name: 'inbound', rules: [], otherwise: { to: {} } }, 'plan'),
        document('r1', [{ id: 'ana', capacity: 3, industries: ['health'] }], 'roster'),
        document('f1', { away: Object.fromEntries([['__proto__', { reason: 'away' }]]) }, 'facts'),
        document('n1', null, 'facts'),
        document('t1', 'text', 'facts'),
        document('e1', {}, 'facts'),
      ]
      await write(store, { documents })
      for (const each of documents) assertSame(await store.document(each.digest), each, `The document ${each.digest}`)
    },
  },
  {
    name: 'an unknown document is missing',
    async run({ store }) {
      await write(store, { documents: [document('d1', {})] })
      assert.equal(await store.document('d2'), undefined)
      assert.equal(await store.document('D1'), undefined)
    },
  },
  {
    name: 'a document is written where its digest is not there yet, and never again',
    async run({ store }) {
      await write(store, { documents: [document('d1', { first: true })] })
      await write(store, { documents: [document('d1', { first: false }), document('d2', { first: true })] })
      assertSame(await store.document('d1'), document('d1', { first: true }), 'The document')
      assertSame(await store.document('d2'), document('d2', { first: true }), 'The document')
    },
  },
  {
    name: 'the same document twice in one write is there once',
    async run({ store }) {
      await write(store, { documents: [document('d1', 1), document('d1', 1)] })
      assertSame(await store.document('d1'), document('d1', 1), 'The document')
    },
  },
  {
    name: 'documents need no entry in the audit trail',
    async run({ store }) {
      await write(store, { documents: [document('d1', 1)], entries: 0 })
      assertSame(await store.document('d1'), document('d1', 1), 'The document')
    },
  },
  {
    name: 'a roster of 5,000 reps comes back to the byte',
    async run({ store }) {
      const roster = Array.from({ length: 5_000 }, (_, index) => ({
        id: `rep ${index}`,
        name: `Zoë ${index}`,
        capacity: index % 50,
        territory: ['dach', 'emea'],
      }))
      await write(store, { documents: [document('r1', roster, 'roster')] })
      assertSame(await store.document('r1'), document('r1', roster, 'roster'), 'The roster')
    },
  },
  {
    name: 'unusual digests are digests like others',
    async run({ store }) {
      await write(store, { documents: oddNames.map((name, index) => document(name, index)) })
      for (const [index, name] of oddNames.entries())
        assertSame(await store.document(name), document(name, index), `The document ${JSON.stringify(name)}`)
    },
  },
]
