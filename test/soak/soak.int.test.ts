import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundledWorker } from './bundledWorker.js'
import { growthOf, soak } from './soak.js'
import type { Task } from './worker.js'

const { path, folder } = bundledWorker()
let files = 0

/** Short; at full size: npm run soak. A decision takes some thousand bytes. */
const soaked = (wrong?: Task['wrong']) => {
  const task: Task = { store: 'sqlite', at: join(folder(), `${files++}.db`), seed: '7', rounds: 12, leads: 100 }
  return soak(path(), wrong === undefined ? task : { ...task, wrong }, 600)
}

test('with SQLite nothing grows, and nothing is left open', { timeout: 300_000 }, async () => {
  const { faults, did } = await soaked()
  expect(faults).toEqual([])
  // It was what it says it was.
  const deeds = ['accepted', 'deadline', 'reassigned', 'declined', 'explained', 'closed', 'again', 'erased', 'delivered', 'fired', 'pruned']
  expect(deeds.filter((what) => (did[what] ?? 0) < 5)).toEqual([])
})

test.each([
  ['keepsDecisions', /^the heap grows by \d+ bytes with each lead$/],
  ['leavesListeners', /^\d+ listeners instead of \d+$/],
] as const)('a worker that %s is found out', { timeout: 300_000 }, async (wrong, fault) => {
  expect((await soaked(wrong)).faults).toContainEqual(expect.stringMatching(fault))
})

test.each([
  [[5, 5, 5, 5], 0],
  [[5, 6, 7, 8], 1],
  [[5, 6, 900, 8], 1],
  [[8, 6, 4], -2],
  [[5], 0],
])('%j grow by %i', (values, growth) => {
  expect(growthOf(values)).toBe(growth)
})
