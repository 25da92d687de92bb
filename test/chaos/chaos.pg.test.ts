import { existsSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundledWorker } from './bundle.js'
import { campaign, ordinaryFaults } from './campaign.js'

let worker: Awaited<ReturnType<typeof bundledWorker>>

beforeAll(async () => {
  worker = await bundledWorker()
})

afterAll(() => worker.remove())

// Short; at full size: npm run chaos.
test('workers and the server are killed, connections cut, answers of COMMITs lost: ten invariants hold', { timeout: 300_000 }, async () => {
  const report = await campaign({
    seed: 4,
    processes: 3,
    leads: 200,
    kills: 5,
    serverKills: 1,
    callers: 12,
    bouncer: false,
    deadlineMs: 1500,
    // More of everything than in a long campaign, so that each of it is met.
    faults: { ...ordinaryFaults, cut: 0.01, loseCommit: 0.03, cutCommit: 0.02, silence: 0 },
    worker: worker.path,
    say: () => {},
  })
  expect(report.violations).toEqual([])
  expect(report.surprises).toEqual([])
  expect(report.deadlocks).toBe(0)
  // It was what it says it was.
  expect(report.workerKills).toBe(5)
  expect(report.serverKills).toBe(1)
  expect(report.network.commitAnswersLost).toBeGreaterThan(3)
  expect(report.network.cut).toBeGreaterThan(3)
  expect(report.duplicates).toBeGreaterThan(200)
  expect(report.deadlines.fired).toBeGreaterThan(3)
  expect(report.deadlines.cancelled).toBeGreaterThan(3)
  expect(report.claims).toBeGreaterThan(5)
  expect(report.steps.fired + report.steps.cancelled).toBe(report.steps.set)
  expect(report.steps.escalated).toBeGreaterThan(3)
  expect(report.steps.cancelled).toBeGreaterThan(3)
  expect(report.received).toBeGreaterThan(200)
  expect(existsSync(report.folder)).toBe(false)
})
