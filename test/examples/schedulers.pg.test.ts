import { expect, test } from 'vitest'
import { main } from '../../examples/schedulers/pgBoss.js'
import { freshDatabase } from '../postgres/database.js'

test('examples/schedulers/pgBoss.ts: a schedule in the database of the leads, one call in the worker', async () => {
  const database = await freshDatabase()
  const lines: string[] = []
  try {
    await main((line) => lines.push(line), database.url)
  } finally {
    await database.drop()
  }
  expect(lines).toEqual(['L1 is assigned', 'scheduled: sweep * * * * *', 'L1 went from ana to bob'])
})
