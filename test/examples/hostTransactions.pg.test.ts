import { expect, test } from 'vitest'
import { main } from '../../examples/hostTransactions.js'
import { freshDatabase } from '../postgres/database.js'

test('examples/hostTransactions.ts: a lead and the rows of the host share a transaction, with five libraries', async () => {
  const database = await freshDatabase()
  const lines: string[] = []
  try {
    await main((line) => lines.push(line), database.url)
  } finally {
    await database.drop()
  }
  expect(lines).toEqual([
    ...['pg', 'postgres.js', 'Drizzle', 'Kysely', 'Knex'].flatMap((name) => [
      `${name}-2: the host changed its mind`,
      `${name}-1: 1 accepted and routed, assigned by 'otherwise'`,
    ]),
    'now: assigned within the transaction',
    '6 forms, as many leads with an owner: 0 wait',
  ])
})
