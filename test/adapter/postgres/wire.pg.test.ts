import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createDatabase, dropDatabase } from '../../../scripts/postgres/server.mjs'
import { driverOf } from '../../../src/adapter/postgres/driver.js'
import { type PostgresStore, postgresStore } from '../../../src/adapter/postgres/index.js'
import { fromText, listOf, literal, separator, toText } from '../../../src/adapter/postgres/wire.js'
import { write } from '../../../src/testing/storeContractCase.js'
import { assignedLead, change } from '../../../src/testing/storeContractRecords.js'
import { oddTexts } from './odd.js'
import { kinds } from './pools.js'

/** Tables of columns, as `packedWrite` sends them. */
const packed = (tables: readonly (readonly (readonly (string | number | null)[])[])[]): string =>
  tables
    .map((columns) =>
      (columns[0]?.length ?? 0) === 0 ? '' : columns.map((values) => listOf(values, (value) => value)).join(separator.column),
    )
    .join(separator.table)

let url: string

beforeAll(async () => {
  url = await createDatabase(inject('postgresUrl'))
})

afterAll(() => dropDatabase(url))

describe.each(kinds)('with $name', ({ name, open }) => {
  let opened: ReturnType<typeof open>
  let store: PostgresStore
  beforeAll(() => {
    opened = open(url, 2)
    store = postgresStore(opened.pool, { scope: name })
  })
  afterAll(() => opened.end())

  test('texts come back unchanged from the server, as literals and as values', async () => {
    const connection = await driverOf(opened.pool).connect()
    await fc.assert(
      fc.asyncProperty(fc.array(oddTexts, { minLength: 1, maxLength: 30 }), async (texts) => {
        // Everything but U+0000 and lone surrogates, which no text of the server has, goes into a literal as it is.
        const plain = texts.map((text) => text.replace(/[\0\p{Surrogate}]/gu, ''))
        const [literals] = await connection.script(`select ${plain.map((text, index) => `${literal(text)}::text as "${index}"`)}`)
        expect(plain.map((_, index) => literals?.[index])).toEqual(plain)
        const [values] = await connection.query(
          `select ${texts.map((_, index) => `$${index + 1}::text as "${index}"`)}`,
          texts.map((text) => toText(text)),
        )
        expect(texts.map((_, index) => fromText(values?.[index] as string))).toEqual(texts)
      }),
      { numRuns: 50 },
    )
    connection.release(false)
  })

  test('packed columns come apart on the server as they do here', async () => {
    const connection = await driverOf(opened.pool).connect()
    const code = (character: string) => `E'\\x${character.charCodeAt(0).toString(16)}'`
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(oddTexts), { minLength: 1, maxLength: 20 }), async (texts) => {
        const text = packed([[texts.map((each) => (each === null ? null : toText(each)))]])
        const [row] = await connection.script(
          `select to_json(string_to_array(${literal(text)}, ${code(separator.value)}, ${code(separator.none)}))::text as found`,
        )
        const found = JSON.parse(row?.found as string) as (string | null)[]
        expect(found.map((each) => (each === null ? null : fromText(each)))).toEqual(texts)
      }),
      { numRuns: 50 },
    )
    connection.release(false)
  })

  test('whole records with odd texts everywhere come back as they were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(oddTexts, { minLength: 1, maxLength: 8 }), async (texts) => {
        const leads = texts.map((text) =>
          assignedLead(text, {
            subject: `subject of ${text}`,
            rep: text,
            charged: text,
            declined: [text],
            waits: { [text]: 1 },
            intake: { lead: { id: text, said: text } },
          }),
        )
        await write(store, {
          leads,
          ledgers: texts.map((text) => change(text, 1, { [text]: [1, 1] })),
          loads: new Map(texts.map((text) => [text, { open: 1, assigned: 1 }])),
        })
        for (const lead of leads) {
          expect(await store.lead({ key: lead.key })).toEqual(lead)
          expect(await store.lead({ subject: lead.subject })).toEqual(lead)
        }
        for (const text of texts) expect(Object.entries((await store.ledger(text)).members)).toEqual([[text, [1, 1]]])
        expect(Object.keys(await store.loads(texts)).sort()).toEqual([...texts].sort())
      }),
      { numRuns: 25 },
    )
  })
})
