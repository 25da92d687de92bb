import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { createDatabase, dropDatabase } from '../../../../scripts/postgres/server.mjs'
import { type AccountDatabase, accountTable } from '../../../../src/adapter/accounts/index.js'
import type { Account } from '../../../../src/decide/decision.js'
import { connected, rows } from '../../../postgres/connection.js'
import { closedAfterEach, kinds } from '../../postgres/pools.js'
import { expectSameAnswers, most, nothingSeen, someAccounts, someLeads } from './sameAnswer.js'

let url: string
const close = closedAfterEach()

beforeAll(async () => {
  url = await createDatabase(inject('postgresUrl'))
})

afterAll(() => dropDatabase(url))

type Query = readonly [sql: string, values: readonly string[]]

/** The same pool, and the statements with values that it was given. */
function watched(pool: AccountDatabase): { readonly pool: AccountDatabase; readonly queries: Query[] } {
  const queries: Query[] = []
  const watching = <Run extends (...given: never[]) => unknown>(run: Run): Run =>
    ((...given: never[]) => {
      if (given.length > 1) queries.push(given as unknown as Query)
      return run(...given)
    }) as Run
  if ('unsafe' in pool) return { pool: Object.assign(() => undefined, { unsafe: watching(pool.unsafe) }), queries }
  if ('query' in pool) return { pool: { query: watching(pool.query.bind(pool)) }, queries }
  throw new Error('a pool of PostgreSQL')
}

describe.each(kinds)('a table of accounts with $name', ({ name, open }) => {
  test('answers as the index does', async () => {
    const opened = close(open(url, 3))
    const schema = `same ${name}`
    const seen = nothingSeen()
    const table = accountTable(opened.pool, { schema, nearMisses: most })
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
    const { pool, queries } = watched(close(open(url, 3)).pool)
    const table = accountTable<{ readonly email: string }>(pool, { schema: `batches ${name}` })
    await table.put(Array.from({ length: 300 }, (_, n) => ({ id: `A${n}`, owner: 'ana', domain: `c${n}.example` })))
    const before = queries.length
    const accounts = await Promise.all(Array.from({ length: 300 }, (_, n) => table.port({ email: `jo@c${n}.example` })))
    expect(accounts.map((account) => account?.id)).toEqual(accounts.map((_, n) => `A${n}`))
    expect(queries.length - before).toBe(2)
    // What nobody could have is not asked.
    expect(await table.port({ email: 'jo@gmail.com' })).toBeUndefined()
    expect(queries.length - before).toBe(2)
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
    const later = accountTable<object, Account>(close(open(url, 1)).pool, { schema })
    await later.put([{ id: 'A', domain: 'before.example' }])
    let put: Promise<unknown> | undefined
    await connected(url, async (client) => {
      const earlier = accountTable<object, Account>(client, { schema })
      await client.query('begin')
      await client.query(`select from "${schema}".fairlead_accounts for update`)
      put = later.put([{ id: 'A', domain: 'before.example;later.example' }])
      while ((await rows(url, `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).length === 0)
        await new Promise((resolve) => setTimeout(resolve, 5))
      // Takes the key away that the later one found there when it began.
      await earlier.put([{ id: 'A', domain: 'earlier.example' }])
      await client.query('commit')
    })
    await put
    const found = ['before.example', 'later.example', 'earlier.example'].map(async (domain) => (await later.port({ domain }))?.id)
    expect(await Promise.all(found)).toEqual(['A', 'A', undefined])
    await later.put([{ id: 'A', domain: 'last.example' }])
    expect(await rows(url, `select key from "${schema}".fairlead_account_keys`)).toEqual([{ key: 'last.example' }])
  })

  test('puts the same accounts in any order at the same time', async () => {
    const schema = `crossed ${name}`
    const tables = Array.from({ length: 4 }, () => accountTable<object, Account>(close(open(url, 2)).pool, { schema }))
    for (let round = 0; round < 10; round += 1)
      await Promise.all(
        tables.map((table, n) =>
          table.put(Array.from({ length: 50 }, (_, id) => ({ id: `A${n % 2 === 0 ? id : 49 - id}`, domain: `v${n}-${round}.example` }))),
        ),
      )
    const kept = (await rows(url, `select account from "${schema}".fairlead_accounts`)).map(({ account }) => JSON.parse(account) as Account)
    expect(kept).toHaveLength(50)
    for (const { id, domain } of kept) {
      const { account, nearMisses } = (await tables[0]?.match({ domain })) ?? { nearMisses: [] }
      // One account at least has its domain, and whoever is found says so itself.
      expect(account?.domain).toBe(domain)
      for (const near of nearMisses) expect(near.account.domain).toBe(domain)
      expect(await rows(url, `select from "${schema}".fairlead_account_keys where id = '${id}' and key = '${domain}'`)).toHaveLength(1)
    }
  })

  test('is read and written by its indexes', async () => {
    const schema = `index ${name}`
    const { pool, queries } = watched(close(open(url, 2)).pool)
    const table = accountTable<object, Account>(pool, { schema })
    await table.put(Array.from({ length: 3000 }, (_, n) => ({ id: `A${n}`, name: `Company ${n}`, domain: `c${n}.example`, parent: 'A0' })))
    await rows(url, `analyze "${schema}".fairlead_account_keys`)
    await rows(url, `analyze "${schema}".fairlead_accounts`)
    const from = queries.length
    await table.port({ email: 'jo@mail.c7.example', companyName: 'Company 7' })
    await table.put([{ id: 'A7', domain: 'd7.example' }])
    expect(await table.remove(['A8', 'A8', 'nobody'])).toBe(1)
    const asked = queries.slice(from)
    // Accounts at keys, those above them, a put and a removal.
    expect(asked).toHaveLength(4)
    for (const [sql, values] of asked) {
      const plan = await connected(url, async (client) => {
        // Of so few accounts a planner might read them all.
        await client.query('set enable_seqscan = off')
        return (await client.query(`explain ${sql}`, [...values])).rows.map((row) => Object.values(row).join()).join('\n')
      })
      expect(plan).toMatch(/fairlead_account/)
      expect(plan).not.toContain('Seq Scan')
    }
    expect((await table.match({ domain: 'c7.example' })).account).toBeUndefined()
    expect((await table.match({ domain: 'c8.example' })).account).toBeUndefined()
    expect((await table.match({ domain: 'd7.example' })).account?.id).toBe('A7')
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
