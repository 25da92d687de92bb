import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { bundle } from '../../scripts/bundle.mjs'
import { sqliteStore } from '../../src/adapter/sqlite/sqliteStore.js'
import { assertWhole, wholeTrail } from '../../src/testing/storeContractCase.js'
import { root } from '../tidy/source.js'

const children = new Set<ChildProcess>()
let folder: string

beforeAll(async () => {
  // Within the checkout, so that the drivers are found.
  mkdirSync(join(root, '.tmp'), { recursive: true })
  folder = mkdtempSync(join(root, '.tmp', 'sqlite-'))
  await bundle(root, folder, { worker: 'test/faults/onSqlite/worker.ts' })
})

afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  children.clear()
})

afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))

/** Four processes read, as many at once as may, and then write. */
async function fourAtOnce(begin: string) {
  const [file, gate] = [join(folder, `${begin}.db`), join(folder, `${begin} go`)]
  const store = sqliteStore(file)
  const said: string[] = []
  const ends = Array.from({ length: 4 }, () => {
    const child = spawn(process.execPath, [join(folder, 'worker.mjs'), file, gate, begin], { stdio: ['ignore', 'pipe', 'pipe'] })
    children.add(child)
    let stderr = ''
    child.stderr.on('data', (chunk) => {
      stderr += chunk
    })
    createInterface({ input: child.stdout }).on('line', (line) => {
      said.push(line)
      // Each has come as far as it can.
      if (said.length === 4) writeFileSync(gate, '')
    })
    return once(child, 'close').then(([code]) => ({ code, stderr }))
  })
  expect(await Promise.all(ends)).toEqual(ends.map(() => ({ code: 0, stderr: '' })))
  const trail = await wholeTrail(store)
  await store.end()
  assertWhole(trail, 4)
  const times = (word: string) => said.filter((one) => one === word).length
  return { saw: said.slice(0, 4).sort(), overtaken: times('overtaken'), done: times('done') }
}

describe('four processes on one file', () => {
  test('BEGIN DEFERRED: four decide on the same rows, and what three of them decided is refused', async () => {
    expect(await fourAtOnce('begin deferred')).toEqual({ saw: ['sees', 'sees', 'sees', 'sees'], overtaken: 3, done: 1 })
  })

  test('the right one, BEGIN IMMEDIATE: they wait before they look, and nothing is decided in vain', async () => {
    expect(await fourAtOnce('begin immediate')).toEqual({ saw: ['sees', 'waits', 'waits', 'waits'], overtaken: 0, done: 4 })
  })
})
