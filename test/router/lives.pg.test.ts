import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { postgresStore } from '../../src/adapter/postgres/index.js'
import { freshDatabase } from '../postgres/database.js'
import { acts, live, noHits } from './lives.js'

let database: Awaited<ReturnType<typeof freshDatabase>>
let pool: pg.Pool

beforeAll(async () => {
  database = await freshDatabase()
  pool = new pg.Pool({ connectionString: database.url, max: 4 }).on('error', () => undefined)
})

afterAll(async () => {
  await pool.end()
  await database.drop()
})

test('random lives, six acts at once, on PostgreSQL', { timeout: 240_000 }, async () => {
  const hits = noHits()
  let scope = 0
  await fc.assert(
    fc.asyncProperty(acts, fc.nat(), async (acts, seed) => {
      const store = postgresStore(pool, { scope: `life ${scope++}` })
      expect(await live(acts, { store, together: 6, seed, hits })).toEqual([])
    }),
    { numRuns: 15, endOnFailure: true },
  )
  expect(hits.acted).toBeGreaterThan(100)
  for (const rare of ['stale', 'moved', 'again', 'ended'] as const) expect(hits[rare]).toBeGreaterThan(0)
})
