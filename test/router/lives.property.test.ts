import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sqliteStore } from '../../src/adapter/sqlite/index.js'
import { memoryStore, type Store } from '../../src/index.js'
import { acts, live, noHits } from './lives.js'
import { chanceOf, slowStore } from './slowStore.js'

const hits = noHits()

test.each<[string, (seed: number) => Store, number, number]>([
  ['one act after the other, in memory', memoryStore, 1, 100],
  ['six at once, in memory, each call taking its time', (seed) => slowed(memoryStore(), seed), 6, 60],
  ['one act after the other, on SQLite', () => sqliteStore(':memory:'), 1, 30],
  ['six at once, on SQLite', () => sqliteStore(':memory:'), 6, 30],
])('random lives: %s', { timeout: 240_000 }, async (_, open, together, numRuns) => {
  const life = fc.asyncProperty(acts, fc.nat(), async (acts, seed) => {
    expect(await live(acts, { store: open(seed), together, seed, hits })).toEqual([])
  })
  await fc.assert(life, { numRuns })
})

test('and everything came about in them', () => {
  // A third of what is usual.
  const least = { acted: 1500, stale: 110, moved: 35, again: 90, contacted: 25, held: 18, ended: 45 }
  expect(Object.entries(least).filter(([what, count]) => hits[what as keyof typeof hits] < count)).toEqual([])
})

function slowed(store: Store, seed: number): Store {
  const chance = chanceOf(seed)
  return slowStore(store, () => chance(6))
}
