import { expect, test } from 'vitest'
import { freshDatabase } from '../postgres/database.js'
import { bundledWorker } from './bundledWorker.js'
import { type SoakReport, soak } from './soak.js'
import type { Task } from './worker.js'

const { path } = bundledWorker()

async function soaked(task: Omit<Task, 'at' | 'seed'>): Promise<SoakReport> {
  const { url, drop } = await freshDatabase()
  try {
    // A connection keeps its last answer: the heap goes up and down by some hundred thousand bytes.
    return await soak(path(), { ...task, at: url, seed: '7' }, 1500)
  } finally {
    await drop()
  }
}

// Short; at full size: npm run soak.
test.each(['pg', 'postgres.js'] as const)(
  'with %s nothing grows, and nothing is left open, although all connections are taken away again and again',
  { timeout: 300_000 },
  async (store) => {
    const { faults, did } = await soaked({ store, rounds: 12, leads: 60 })
    expect(faults).toEqual([])
    expect(did.delivered).toBeGreaterThan(700)
  },
)

test('a worker that leaves its pool open is found out', { timeout: 300_000 }, async () => {
  const { faults } = await soaked({ store: 'pg', rounds: 5, leads: 20, wrong: 'leavesPool' })
  expect(new Set(faults)).toEqual(new Set(['at the end a TCPSocketWrap is open']))
})
