import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sqliteStore } from '../../../src/adapter/sqlite/sqliteStore.js'
import { judge, prepare, runTeam } from './team.js'

test('4 processes on one SQLite file route while plans are published, scheduled and rolled back', { timeout: 300_000 }, async () => {
  const { folder, remove } = await prepare()
  try {
    const file = join(folder, 'leads.db')
    const told = await runTeam(folder, 'sqlite', file)
    expect(told.length).toBe(4)
    const store = sqliteStore(file)
    await judge(store, told)
    await store.end()
  } finally {
    remove()
  }
})
