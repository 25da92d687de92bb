import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sqliteStore } from '../../src/adapter/sqlite/index.js'
import { memoryStore, type Store } from '../../src/index.js'
import { acts, type Hits, live, noHits } from './lives.js'
import { chanceOf, slowStore } from './slowStore.js'

async function holds(open: (seed: number) => Store, together: number, numRuns: number): Promise<Hits> {
  const hits = noHits()
  await fc.assert(
    fc.asyncProperty(acts, fc.nat(), async (acts, seed) => {
      expect(await live(acts, { store: open(seed), together, seed, hits })).toEqual([])
    }),
    { numRuns },
  )
  return hits
}

test.each<[string, (seed: number) => Store, number, number]>([
  ['one act after the other, in memory', memoryStore, 1, 100],
  ['six at once, in memory, each call taking its time', (seed) => slowed(memoryStore(), seed), 6, 60],
  ['one act after the other, on SQLite', () => sqliteStore(':memory:'), 1, 30],
  ['six at once, on SQLite', () => sqliteStore(':memory:'), 6, 30],
])('random lives: %s', { timeout: 240_000 }, async (_, open, together, runs) => {
  const hits = await holds(open, together, runs)
  expect(hits.acted / runs).toBeGreaterThan(10)
  expect(hits.stale / runs).toBeGreaterThan(0.5)
  for (const rare of ['moved', 'again', 'contacted', 'held', 'ended'] as const)
    expect([rare, hits[rare] / runs > 0.1]).toEqual([rare, true])
})

function slowed(store: Store, seed: number): Store {
  const chance = chanceOf(seed)
  return slowStore(store, () => chance(6))
}
