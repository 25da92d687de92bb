import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundle } from '../../scripts/bundle.mjs'
import { memoryStore } from '../../src/index.js'
import { root } from '../tidy/source.js'
import { bench, pageOf } from './store/report.js'
import { faultsOf, leadOf, routerOver } from './store/team.js'

let folder: string

beforeAll(async () => {
  mkdirSync(join(root, '.tmp'), { recursive: true })
  folder = mkdtempSync(join(root, '.tmp', 'bench-store-'))
  await bundle(root, folder, { worker: 'test/bench/store/worker.ts' })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('every contestant runs, is verified, and stands on the page', { timeout: 300_000 }, async () => {
  const results = await bench(join(folder, 'worker.mjs'), 1, 150, () => {})
  expect(results.results.length).toBeGreaterThanOrEqual(15)
  for (const { perSecond, p50, p99 } of results.results) {
    expect(perSecond).toBeGreaterThan(0)
    expect(p50).toBeLessThanOrEqual(p99)
  }
  const page = pageOf(results)
  for (const { name } of results.results) expect(page).toContain(`| ${name} | `)
  expect(page).toContain('a lead alone: its latency')
  expect(page).not.toContain('NaN')
})

test('a store that is wrong has no figures', async () => {
  const store = memoryStore()
  const router = routerOver(store)
  for (let number = 0; number < 30; number++) await router.route(leadOf(`L${number}`, number))
  expect(await faultsOf(store, 30)).toEqual([])
  expect(await faultsOf(store, 31)).toContain('audit entries: 30 instead of 31')
  await router.close('L3')
  expect(await faultsOf(store, 30)).toContain('open leads: 29 instead of 30')
})
