import { afterEach, describe, expect, test } from 'vitest'
import { accountIndex } from '../../../../src/adapter/accounts/accountIndex.js'
import { accountTable } from '../../../../src/adapter/accounts/table/accountTable.js'
import { findDriver, type OwnDatabase } from '../../../../src/adapter/sqlite/driver.js'
import { type SqliteDatabase, sqliteStore } from '../../../../src/adapter/sqlite/index.js'
import type { Account } from '../../../../src/decide/decision.js'
import { createRouter } from '../../../../src/index.js'

const open: OwnDatabase[] = []
afterEach(() => {
  for (const database of open.splice(0)) database.close()
})

function opened(): OwnDatabase {
  const database = findDriver().open(':memory:')
  open.push(database)
  return database
}

const totalOf = (database: OwnDatabase, name: string) =>
  Number((database.prepare(`select count(*) as total from ${name}`).get() as { total: unknown }).total)

describe('a table of accounts in SQLite', () => {
  test('beside a store in the same database, and through a router', async () => {
    const database = opened()
    const table = accountTable<object, Account>(database)
    await table.put([
      { id: 'A1', owner: 'ana', domain: 'acme.com' },
      { id: 'A2', parent: 'A1', domain: 'es.acme.com' },
      { id: 'A3', owner: 'bob', name: 'Globex Inc.', country: 'US' },
    ])
    const router = createRouter({
      plan: {
        fairlead: 1,
        name: 'owners',
        rules: [{ name: 'owner', to: { id: { same: 'account.owner' } } }],
        otherwise: { to: { id: 'cy' } },
      },
      roster: [{ id: 'ana' }, { id: 'bob' }, { id: 'cy' }],
      store: sqliteStore(database),
      accounts: table.port,
    })
    const repOf = async (id: string, lead: object) => {
      const decision = await router.route({ id, ...lead })
      return decision.kind === 'assigned' ? decision.rep : decision.kind
    }
    expect(await repOf('L1', { email: 'jo@mail.es.acme.com' })).toBe('ana')
    expect(await repOf('L2', { companyName: 'GLOBEX', country: 'USA' })).toBe('bob')
    expect(await repOf('L3', { companyName: 'Globx', country: 'US' })).toBe('cy')
    expect(await repOf('L4', { email: 'acme.com@gmail.com' })).toBe('cy')
    await table.put([{ id: 'A1', owner: 'bob', domain: 'acme.example' }])
    // Through the subsidiary, which alone has a host there now.
    expect(await repOf('L5', { email: 'jo@acme.com' })).toBe('bob')
    expect(await repOf('L6', { email: 'jo@acme.example' })).toBe('bob')
    expect(await repOf('L7', { email: 'jo@es.acme.com' })).toBe('bob')
    expect(await table.remove(new Set(['A1', 'A9']))).toBe(1)
    expect(await repOf('L8', { email: 'jo@acme.example' })).toBe('cy')
    expect(await table.count()).toBe(2)
  })

  test('tells what it leaves out', async () => {
    const table = accountTable<object, Account>(opened())
    const given = [
      { id: 'A', domain: 'acme.com;gmail.com' },
      { id: 'A', domain: 'other.com' },
      { id: '' },
      null,
      { id: 'B', note: 'half a pair: \ud800' },
      { id: 'C', made: () => 1 },
      { id: 'D'.repeat(401) },
      { id: 'E', domain: 'localhost' },
    ] as Account[]
    const { put, problems } = await table.put(given)
    expect(put).toBe(2)
    expect(problems.map(({ index, code }) => [index, code])).toEqual([
      [0, 'freeMail'],
      [1, 'duplicateId'],
      [2, 'noId'],
      [3, 'noId'],
      [4, 'notJson'],
      [5, 'notJson'],
      [6, 'longId'],
      [7, 'badDomain'],
    ])
    expect((await table.port({ domain: 'other.com' }))?.id).toBeUndefined()
    expect((await table.port({ domain: 'acme.com' }))?.id).toBe('A')
  })

  test('takes accounts as they come, in portions', async () => {
    const database = opened()
    const table = accountTable<object, Account>(database)
    async function* coming() {
      for (let n = 0; n < 1201; n += 1) yield { id: `A${n}`, domain: `c${n}.example` }
      throw new Error('the file ends here')
    }
    await expect(table.put(coming())).rejects.toThrow('the file ends here')
    expect(await table.count()).toBe(1000)
    expect(await table.put(Array.from({ length: 1201 }, (_, n) => ({ id: `A${n}`, domain: `c${n}.example` })))).toEqual({
      put: 1201,
      problems: [],
    })
    expect(totalOf(database, 'fairlead_account_keys')).toBe(1201)
    expect((await table.port({ email: 'jo@c1200.example' }))?.id).toBe('A1200')
  })

  test('a name that more than a thousand accounts bear tells nobody apart, as in the index', async () => {
    const table = accountTable<object, Account>(opened())
    const accounts = Array.from({ length: 1001 }, (_, n): Account => ({ id: `A${n}`, name: 'Acme', country: n === 0 ? 'DE' : 'US' }))
    const lead = { companyName: 'Acme', country: 'DE' }
    for (const [count, id] of [
      [1000, 'A0'],
      [1001, undefined],
    ] as const) {
      const some = accounts.slice(0, count)
      await table.put(some)
      const index = await accountIndex<Account, object>(some)
      expect((await table.match(lead)).account?.id).toBe(id)
      expect((await table.match(lead)).tied).toBe(index.match(lead).tied)
      expect(index.match(lead).account?.id).toBe(id)
    }
  })

  test('names that are cut in the table are compared as a whole', async () => {
    const table = accountTable<object, Account>(opened())
    const long = '東京日本銀行'.repeat(49)
    await table.put([
      { id: 'A', name: `${long}A`, country: 'JP' },
      { id: 'B', name: `${long}B`, country: 'JP' },
    ])
    expect((await table.port({ companyName: `${long}B`, country: 'JP' }))?.id).toBe('B')
    await table.remove(['A'])
    // Now there is one account alone at the beginning that both names have.
    expect(await table.port({ companyName: `${long}C`, country: 'JP' })).toBeUndefined()
  })

  test('owners come from as far above as with the index, also in a circle', async () => {
    const table = accountTable<object, Account>(opened())
    const chain = Array.from({ length: 13 }, (_, n): Account => ({ id: `A${n}`, domain: `c${n}.example`, parent: `A${n + 1}` }))
    const accounts = [...chain, { id: 'A13', owner: 'ana' }, { id: 'B1', domain: 'b.example', parent: 'B2' }, { id: 'B2', parent: 'B1' }]
    await table.put(accounts)
    const index = await accountIndex<Account, object>(accounts)
    const owners = await Promise.all(chain.map(async (_, n) => (await table.port({ domain: `c${n}.example` }))?.owner))
    expect(owners).toEqual(chain.map((_, n) => index.port({ domain: `c${n}.example` })?.owner))
    expect(owners.slice(2, 4)).toEqual([undefined, 'ana'])
    expect(await table.port({ domain: 'b.example' })).toEqual({ id: 'B1', domain: 'b.example', parent: 'B2' })
  })

  test('a lead with thousands of domains costs no more than a thousand look-ups', async () => {
    const database = opened()
    let asked = 0
    const counting: SqliteDatabase = {
      exec: (sql) => database.exec(sql),
      prepare(sql) {
        const statement = database.prepare(sql)
        return {
          run: statement.run.bind(statement),
          get: statement.get.bind(statement),
          all(...values) {
            asked += 1
            return statement.all(...values)
          },
        }
      },
    }
    const table = accountTable<object, Account>(counting)
    await table.put([{ id: 'A', domain: 'acme.com' }])
    const many = Array.from({ length: 5000 }, (_, n) => `c${n}.example`)
    expect((await table.port({ domain: ['acme.com', ...many].join(';') }))?.id).toBe('A')
    expect(asked).toBeLessThanOrEqual(1000)
    expect(asked).toBeGreaterThan(900)
  })

  test('a list of free providers holds from now on', async () => {
    const database = opened()
    await accountTable<object, Account>(database).put([{ id: 'A', domain: 'shop.acme.com' }])
    const strict = accountTable<object, Account>(database, { freeMail: ['shop.acme.com'] })
    expect(await strict.port({ email: 'jo@mail.acme.com' })).toBeUndefined()
    expect((await accountTable<object, Account>(database).port({ email: 'jo@mail.acme.com' }))?.id).toBe('A')
  })

  test('is a part of a transaction of the host', async () => {
    const database = opened()
    const table = accountTable<object, Account>(database)
    await table.migrate()
    database.exec('begin')
    await table.put([{ id: 'A', domain: 'acme.com' }])
    database.exec('rollback')
    expect(await table.count()).toBe(0)
  })

  test('a portion that fails leaves nothing behind', async () => {
    const database = opened()
    const table = accountTable<object, Account>(database)
    await table.migrate()
    database.exec(
      `create trigger refuse before insert on fairlead_accounts when new.id = 'B' begin select raise(abort, 'refused by a trigger'); end`,
    )
    await expect(table.put([{ id: 'A', domain: 'acme.com' }, { id: 'B' }])).rejects.toMatchObject({
      code: 'storeFailed',
      message: expect.stringContaining('refused by a trigger'),
    })
    expect([await table.count(), totalOf(database, 'fairlead_account_keys')]).toEqual([0, 0])
    expect((await table.put([{ id: 'C', domain: 'acme.com' }])).put).toBe(1)
  })

  test('tables that are not there are told with the remedy', async () => {
    const database = opened()
    const table = accountTable<object, Account>(database, { migrate: false })
    await expect(table.port({ domain: 'acme.com' })).rejects.toMatchObject({ message: expect.stringContaining('run the text of `schema`') })
    database.exec(table.schema)
    expect(await table.port({ domain: 'acme.com' })).toBeUndefined()
  })

  test('what a function of the host throws is that of its lead alone', async () => {
    const table = accountTable<{ readonly domain?: string }, Account>(opened(), {
      leadFacts({ domain }) {
        if (domain === undefined) throw new Error('no domain')
        return { websites: [domain] }
      },
    })
    await table.put([{ id: 'A', domain: 'acme.com' }])
    const [one, other] = await Promise.allSettled([table.port({ domain: 'acme.com' }), table.port({})])
    expect(one).toMatchObject({ status: 'fulfilled', value: { id: 'A' } })
    expect(other).toMatchObject({ status: 'rejected', reason: { message: 'no domain' } })
  })
})

describe('what cannot be used', () => {
  test.each([
    ['a path', 'accounts.db', {}, 'database'],
    ['nothing', undefined, {}, 'database'],
    ['a function', () => undefined, {}, 'database'],
    ['an object of something else', { get: () => undefined }, {}, 'database'],
    ['a misspelled option', undefined, { freemail: [] }, 'freemail'],
    ['an option of the index', undefined, { minSimilarity: 0.4 }, 'minSimilarity'],
    ['no evidence', undefined, { minEvidence: 0 }, 'minEvidence'],
    ['a batch of none', undefined, { most: 0 }, 'most'],
    ['a schema that is no name', { query: () => undefined }, { schema: 'a$b' }, 'schema'],
    ['migrate', { query: () => undefined }, { migrate: 'yes' }, 'migrate'],
  ])('%s', (_, database, options, named) => {
    expect(() => accountTable(database as never, options as never)).toThrow(
      expect.objectContaining({ code: 'badOptions', message: expect.stringContaining(`\`${named}\``) }),
    )
  })

  test('a schema with SQLite, a text for a list', async () => {
    const database = opened()
    expect(() => accountTable(database, { schema: 'crm' })).toThrow(/only PostgreSQL has schemas/)
    const table = accountTable(database)
    await expect(table.remove('A1')).rejects.toMatchObject({ code: 'badOptions' })
    await expect(table.put('A1' as never)).rejects.toMatchObject({ code: 'badOptions' })
  })
})
