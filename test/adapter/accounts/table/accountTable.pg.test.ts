import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createDatabase, dropDatabase } from '../../../../scripts/postgres/server.mjs'
import { type AccountDatabase, accountTable } from '../../../../src/adapter/accounts/index.js'
import type { Account } from '../../../../src/decide/decision.js'
import { connected, rows } from '../../../postgres/connection.js'
import { closedAfterEach, kinds } from '../../postgres/pools.js'
import { expectSameAnswers, nothingSeen, someAccounts, someLeads } from './sameAnswer.js'

let url: string
const close = closedAfterEach()

beforeAll(async () => {
  url = await createDatabase(inject('postgresUrl'))
})

afterAll(() => dropDatabase(url))

/** The same pool, and how many statements with values it was given. */
function counted(pool: AccountDatabase): { readonly pool: AccountDatabase; count(): number } {
  let count = 0
  const counting = <Query extends (...given: never[]) => unknown>(query: Query): Query =>
    ((...given: never[]) => {
      if (given.length > 1) count += 1
      return query(...given)
    }) as Query
  const own =
    'unsafe' in pool
      ? Object.assign(() => undefined, { unsafe: counting(pool.unsafe) })
      : 'query' in pool
        ? { query: counting(pool.query.bind(pool)) }
        : pool
  return { pool: own, count: () => count }
}

describe.each(kinds)('a table of accounts with $name', ({ name, open }) => {
  test('answers as the index does', async () => {
    const opened = close(open(url, 3))
    const schema = `same ${name}`
    const seen = nothingSeen()
    const table = accountTable(opened.pool, { schema })
    await table.migrate()
    await fc.assert(
      fc.asyncProperty(someAccounts, someAccounts, someLeads, async (before, accounts, leads) => {
        await opened.rows(`truncate "${schema}".fairlead_accounts, "${schema}".fairlead_account_keys`)
        await table.put(before)
        await table.remove(before.slice(0, 4).map(({ id }) => id))
        await table.put(accounts)
        const left = before.slice(4).filter(({ id }) => accounts.every((one) => one.id !== id))
        expect(await table.count()).toBe(accounts.length + left.length)
        await expectSameAnswers(table, [...accounts, ...left], leads, seen)
        expect(await table.remove([...accounts, ...left].map(({ id }) => id))).toBe(accounts.length + left.length)
        const [{ total }] = (await rows(url, `select count(*)::int as total from "${schema}".fairlead_account_keys`)) as [{ total: number }]
        expect(total).toBe(0)
      }),
      { numRuns: 60 },
    )
    for (const [way, count] of Object.entries(seen)) expect(count, way).toBeGreaterThan(5)
  })

  test('asks for leads that arrive together in one query', async () => {
    const { pool, count } = counted(close(open(url, 3)).pool)
    const table = accountTable<{ readonly email: string }>(pool, { schema: `batches ${name}` })
    await table.put(Array.from({ length: 300 }, (_, n) => ({ id: `A${n}`, owner: 'ana', domain: `c${n}.example` })))
    const before = count()
    const accounts = await Promise.all(Array.from({ length: 300 }, (_, n) => table.port({ email: `jo@c${n}.example` })))
    expect(accounts.map((account) => account?.id)).toEqual(accounts.map((_, n) => `A${n}`))
    expect(count() - before).toBe(2)
    // What nobody could have is not asked.
    expect(await table.port({ email: 'jo@gmail.com' })).toBeUndefined()
    expect(count() - before).toBe(2)
  })

  test('is made once by any number of processes, in a schema that is there or not', async () => {
    const schema = `O'Brien's "${name}"`
    const tables = Array.from({ length: 6 }, () => accountTable(close(open(url, 1)).pool, { schema }))
    await Promise.all(tables.map((table) => table.migrate()))
    await Promise.all(tables.map((table, n) => table.put([{ id: `A${n}`, domain: 'acme.com' }])))
    expect(await tables[0]?.count()).toBe(6)
    const by = accountTable(close(open(url, 1)).pool, { schema: `by hand ${name}`, migrate: false })
    await expect(by.count()).rejects.toMatchObject({ code: 'storeFailed', message: expect.stringContaining('run the text of `schema`') })
    await connected(url, (client) => client.query(by.schema))
    expect(await by.count()).toBe(0)
  })

  test('keeps the later of two that are put at the same time, with all of its keys', async () => {
    const schema = `together ${name}`
    const tables = Array.from({ length: 4 }, () => accountTable(close(open(url, 2)).pool, { schema }))
    const version = (round: number, n: number): Account[] =>
      Array.from({ length: 20 }, (_, id) => ({ id: `A${(id * 7 + n) % 20}`, domain: `v${n}.example.com;r${round}.example.com` }))
    for (let round = 0; round < 15; round += 1) {
      await Promise.all(tables.map((table, n) => table.put(version(round, n))))
      const kept = (await rows(url, `select account from "${schema}".fairlead_accounts`)).map(
        ({ account }) => JSON.parse(account) as Account,
      )
      for (const { id, domain } of kept) {
        const [own = ''] = String(domain).split(';')
        const { account, nearMisses } = (await tables[0]?.match({ domain: own })) ?? { nearMisses: [] }
        const sharing = kept.filter((one) => String(one.domain).startsWith(own)).map((one) => one.id)
        expect(sharing).toContain(account?.id)
        expect(sharing).toContain(id)
        for (const near of nearMisses) expect(sharing).toContain(near.account.id)
      }
      const keyless = await rows(
        url,
        `select a.id from "${schema}".fairlead_accounts a where (select count(*) from "${schema}".fairlead_account_keys k
         where k.id = a.id and k.kind = 'host' and position(k.key in a.account) > 0) <> 2`,
      )
      expect(keyless).toEqual([])
    }
  })

  test('is read by its indexes', async () => {
    const table = accountTable(close(open(url, 2)).pool, { schema: `index ${name}` })
    await table.put(Array.from({ length: 3000 }, (_, n) => ({ id: `A${n}`, name: `Company ${n}`, domain: `c${n}.example` })))
    const plan = await connected(url, async (client) => {
      await client.query(`analyze "index ${name}".fairlead_account_keys; analyze "index ${name}".fairlead_accounts`)
      const answer = await client.query(
        `explain select k.id from "index ${name}".fairlead_account_keys k where k.kind = 'host' and k.key = 'c7.example'`,
      )
      return answer.rows.map((row) => Object.values(row).join()).join('\n')
    })
    expect(plan).toContain('fairlead_account_keys_pkey')
    expect(await table.remove(['A7', 'A7', 'nobody'])).toBe(1)
    expect((await table.match({ domain: 'c7.example' })).account).toBeUndefined()
  })
})

test('an error of the server is told with a remedy, and nothing of it stays', async () => {
  const opened = close(kinds[0]!.open(url, 1))
  const table = accountTable(opened.pool, { schema: 'broken' })
  await table.put([{ id: 'A', domain: 'acme.com' }])
  await opened.rows('alter table broken.fairlead_accounts rename to gone')
  await expect(table.port({ domain: 'acme.com' })).rejects.toMatchObject({ code: 'storeFailed' })
  await opened.rows('alter table broken.gone rename to fairlead_accounts')
  expect((await table.port({ domain: 'acme.com' }))?.id).toBe('A')
})
