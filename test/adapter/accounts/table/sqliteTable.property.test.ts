import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accountTable } from '../../../../src/adapter/accounts/table/accountTable.js'
import { drivers, likeBetterSqlite } from '../../sqlite/hostDatabase.js'
import { expectSameAnswers, most, nothingSeen, someAccounts, someLeads } from './sameAnswer.js'

const kinds = drivers.flatMap((driver) => [
  { name: driver.name, open: () => driver.open(':memory:') },
  { name: `better-sqlite3 on ${driver.name}`, open: () => likeBetterSqlite(driver.open(':memory:')) },
])

test.each(kinds)('a table in SQLite ($name) answers as the index does', async ({ open }) => {
  const seen = nothingSeen()
  await fc.assert(
    fc.asyncProperty(someAccounts, someAccounts, someLeads, async (before, accounts, leads) => {
      const database = open()
      try {
        const table = accountTable(database, { nearMisses: most })
        // Of what was there before nothing is left but what is put again.
        await table.put(before)
        await table.remove(before.slice(0, 4).map(({ id }) => id))
        await table.put(accounts)
        const left = before.slice(4).filter(({ id }) => accounts.every((one) => one.id !== id))
        expect(await table.count()).toBe(accounts.length + left.length)
        await expectSameAnswers(table, [...accounts, ...left], leads, seen)
      } finally {
        database.close()
      }
    }),
    { numRuns: 150 },
  )
  for (const [way, count] of Object.entries(seen)) expect(count, way).toBeGreaterThan(10)
})
