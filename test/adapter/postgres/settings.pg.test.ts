import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createDatabase, dropDatabase } from '../../../scripts/postgres/server.mjs'
import { postgresStore } from '../../../src/adapter/postgres/index.js'
import { storeContract } from '../../../src/testing/index.js'
import { assertWhole, errorOf, wholeTrail, write, writeOf } from '../../../src/testing/storeContractCase.js'
import { assignedLead, oddNames } from '../../../src/testing/storeContractRecords.js'
import { connected } from '../../postgres/connection.js'
import { kinds, openPg } from './pools.js'
import { count, counted, each } from './steps.js'

let scopes = 0

async function withSettings(settings: Record<string, string>): Promise<string> {
  const url = await createDatabase(inject('postgresUrl'))
  const name = new URL(url).pathname.slice(1)
  await connected(url, async (client) => {
    for (const [setting, value] of Object.entries(settings)) await client.query(`alter database "${name}" set ${setting} = ${value}`)
  })
  return url
}

/** What a role or a database may have set for its own reasons. */
const hostile = {
  default_transaction_isolation: `'serializable'`,
  default_transaction_read_only: 'on',
  default_transaction_deferrable: 'on',
  standard_conforming_strings: 'off',
  escape_string_warning: 'off',
  search_path: `'no such schema'`,
  TimeZone: `'Asia/Kathmandu'`,
  DateStyle: `'SQL, DMY'`,
  extra_float_digits: '-15',
  array_nulls: 'off',
  transform_null_equals: 'on',
  quote_all_identifiers: 'on',
}

describe('a database with settings of its own: all at once', () => {
  let url: string
  let opened: ReturnType<typeof openPg>
  beforeAll(async () => {
    url = await withSettings(hostile)
    opened = openPg(url, 8)
  })
  afterAll(async () => {
    await opened.end()
    await dropDatabase(url)
  })

  test('they are in force', async () => {
    const [row] = await opened.rows(`select ${Object.keys(hostile).map((name) => `current_setting('${name}') as "${name}"`)}`)
    expect(row).toMatchObject({ default_transaction_isolation: 'serializable', default_transaction_read_only: 'on' })
    expect(row).toMatchObject({ standard_conforming_strings: 'off', TimeZone: 'Asia/Kathmandu' })
  })

  const open = () => postgresStore(opened.pool, { scope: `scope ${scopes++}` })
  for (const { name, run, skip } of storeContract({ name: 'postgres', open })) test.skipIf(skip !== undefined)(name, run)
})

describe.each(kinds)('with $name', ({ open }) => {
  test.each(Object.entries({ ...hostile, default_transaction_isolation: `'repeatable read'` }))('%s = %s', async (setting, value) => {
    const url = await withSettings({ [setting]: value })
    const opened = open(url, 4)
    try {
      const store = postgresStore(opened.pool, { schema: 'Ihr "Schema"' })
      await Promise.all(Array.from({ length: 8 }, (_, index) => count(store, `L${index}`)))
      assertWhole(await wholeTrail(store), 8)
      for (const key of oddNames) expect(await store.accept({ key, content: { said: key }, receivedAt: 1 })).toBe(true)
      expect((await store.accepted({ now: 1, limit: 100 })).map(({ key }) => key).sort()).toEqual([...oddNames].sort())
      expect(await store.claim({ now: 1_000, leaseMs: 1, limit: 9, channels: ['slack'] })).toHaveLength(8)
    } finally {
      await opened.end()
      await dropDatabase(url)
    }
  })

  test('what the server refuses is storeFailed at once, and the connection stays usable', async () => {
    const url = await withSettings({})
    const opened = open(url, 1)
    const store = postgresStore(opened.pool)
    await count(store, 'L0')
    const backend = async () => (await opened.rows('select pg_backend_pid() as pid'))[0]
    const before = await backend()
    // Longer than an entry of an index may be, and not to be compressed below that.
    const key = Array.from({ length: 20_000 }, (_, index) => ((index * 7_919) % 65_521).toString(36)).join('')
    let runs = 0
    const refused = [
      () =>
        store.transact({
          now: 1,
          leads: [key],
          rotations: [],
          reps: [],
          step(view) {
            runs++
            return { write: writeOf(view, { leads: [assignedLead(key)] }), result: undefined }
          },
        }),
      () => store.accept({ key, content: {}, receivedAt: 1 }),
      () => write(store, { loads: new Map([['ana', { open: -1, assigned: 0 }]]) }),
    ]
    for (const call of refused) expect(await errorOf(call)).toMatchObject({ code: 'storeFailed', cause: expect.any(Error) })
    expect(runs).toBe(1)
    expect(await backend()).toEqual(before)
    expect(await count(store, 'L1')).toBe(2)
    expect(await counted(store)).toEqual(each('L0', 'L1'))
    await opened.end()
    await dropDatabase(url)
  })

  test('a pool with a single connection serves many calls at once', async () => {
    const url = await withSettings({})
    const opened = open(url, 1)
    const store = postgresStore(opened.pool)
    const calls = Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? count(store, `L${index}`) : store.lead({ key: 'L0' })))
    await Promise.all(calls)
    expect((await counted(store)).turn).toBe(15)
    await opened.end()
    await dropDatabase(url)
  })

  test('a pool whose only connection somebody else keeps for too long is not short of it afterwards', async () => {
    const url = await withSettings({})
    const opened = open(url, 1)
    await postgresStore(opened.pool).migrate()
    const store = postgresStore(opened.pool, { answerTimeoutMs: 100, retryMs: 0, migrate: false })
    const release = await opened.hold()
    expect(await errorOf(() => store.lead({ key: 'L1' }))).toMatchObject({ code: 'storeUnavailable' })
    expect(await errorOf(() => count(store, 'L1'))).toMatchObject({ code: 'storeUnavailable' })
    release()
    for (let round = 0; round < 3; round++) await count(postgresStore(opened.pool), `L${round}`)
    await opened.end()
    await dropDatabase(url)
  })
})
