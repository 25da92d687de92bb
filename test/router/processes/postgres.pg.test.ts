import { expect, test } from 'vitest'
import { postgresStore } from '../../../src/adapter/postgres/index.js'
import { openPg } from '../../adapter/postgres/pools.js'
import { freshDatabase } from '../../postgres/database.js'
import { judge, prepare, runTeam } from './team.js'

test('4 processes on one PostgreSQL server route while plans are published, scheduled and rolled back', { timeout: 300_000 }, async () => {
  const { folder, remove } = await prepare()
  const { url, drop } = await freshDatabase()
  const { pool, end } = openPg(url, 2)
  try {
    const told = await runTeam(folder, 'postgres', url)
    expect(told.length).toBe(4)
    const store = postgresStore(pool)
    await judge(store, told)
    await store.end()
  } finally {
    await end()
    await drop()
    remove()
  }
})
