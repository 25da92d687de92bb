import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { createDatabase, dropDatabase, startServer } from '../../../scripts/postgres/server.mjs'
import { postgresStore } from '../../../src/adapter/postgres/index.js'
import { migrations } from '../../../src/adapter/postgres/migrations.js'
import { assertWhole, wholeTrail } from '../../../src/testing/storeContractCase.js'
import { connected, rows } from '../../postgres/connection.js'
import { kinds } from './pools.js'
import { count, counted } from './steps.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const children = new Set<Child>()
let folder: string

type Child = ChildProcessByStdio<Writable, Readable, Readable>

beforeAll(async () => {
  // Within the checkout, so that the drivers are found.
  mkdirSync(join(root, '.tmp'), { recursive: true })
  folder = mkdtempSync(join(root, '.tmp', 'postgres-'))
  await build({
    entryPoints: [fileURLToPath(new URL('worker.ts', import.meta.url))],
    outfile: join(folder, 'worker.mjs'),
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
  })
})

afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  children.clear()
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function start(...args: string[]) {
  const child: Child = spawn(process.execPath, [join(folder, 'worker.mjs'), ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
  children.add(child)
  child.stdin.on('error', () => {})
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const exit = once(child, 'close').then(([code, signal]) => ({ code, signal, stderr }))
  const lines = createInterface({ input: child.stdout })
  return {
    exit,
    tell: (line: string) => void child.stdin.write(`${line}\n`),
    /** Tells it that there is no more to come. */
    leave: () => void child.stdin.end(),
    said: async () => {
      const [line] = (await Promise.race([once(lines, 'line'), exit.then((end) => Promise.reject(new Error(JSON.stringify(end))))])) as [
        string,
      ]
      return JSON.parse(line)
    },
  }
}

test('8 processes start at once, in each of 20 empty databases: 160 of 160 find their schema', async () => {
  const workers = Array.from({ length: 8 }, (_, index) => start('migrate', index % 2 === 0 ? 'pg' : 'postgres.js'))
  const urls = await Promise.all(Array.from({ length: 20 }, () => createDatabase(inject('postgresUrl'))))
  let fine = 0
  const errors: string[] = []
  // Five at a time: a server has not connections without end.
  for (let first = 0; first < urls.length; first += 5) {
    const answers = workers.map((worker) => worker.said())
    for (const worker of workers) worker.tell(JSON.stringify(urls.slice(first, first + 5)))
    for (const answer of await Promise.all(answers)) {
      fine += answer.fine
      errors.push(...answer.errors)
    }
  }
  for (const worker of workers) worker.leave()
  expect(errors).toEqual([])
  expect(fine).toBe(160)
  for (const { exit } of workers) expect(await exit).toEqual({ code: 0, signal: null, stderr: '' })
  for (const url of urls) expect(await rows(url, 'select version from fairlead.schema_version')).toEqual([{ version: migrations.length }])
  await Promise.all(urls.map((url) => dropDatabase(url)))
})

describe.each(kinds)('with $name', ({ name, open }) => {
  test('a process whose connections are taken away again and again goes on, and ends by itself', async () => {
    const url = await createDatabase(inject('postgresUrl'))
    const worker = start('count', name, url, 'w')
    await connected(url, async (admin) => {
      for (let round = 0; round < 12; round++) {
        for (let line = 0; line < 5; line++) await worker.said()
        const { rowCount } = await admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`,
        )
        expect(rowCount).toBeGreaterThan(0)
      }
    })
    await worker.said()
    worker.tell('stop')
    expect(await worker.exit).toEqual({ code: 0, signal: null, stderr: '' })

    const opened = open(url, 2)
    const store = postgresStore(opened.pool)
    const trail = await wholeTrail(store)
    assertWhole(trail, trail.length)
    // Each call wrote once, whatever became of its connection: no lead is there twice.
    expect(new Set(trail.map(({ event }) => event.subject)).size).toBe(trail.length)
    expect((await counted(store)).turn).toBe(trail.length)
    await opened.end()
    await dropDatabase(url)
  })

  test('a server that is killed or restarted under load is waited for, and every call counts once', async () => {
    const server = await startServer({ durable: false })
    const opened = open(server.url, 4)
    try {
      const store = postgresStore(opened.pool, { retryMs: 120_000 })
      let stopped = false
      let done = 0
      const told: string[] = []
      const loops = [0, 1, 2].map(async (loop) => {
        for (let lead = 0; !stopped; lead++) {
          await count(store, `${loop} ${lead}`)
          told.push(`${loop} ${lead}`)
          done++
        }
      })
      const more = async () => {
        const before = done
        while (done < before + 20) await Promise.race([new Promise((resolve) => setTimeout(resolve, 5)), ...loops])
      }
      for (const restart of [server.restart, () => server.kill().then(server.restart), server.restart]) {
        await more()
        await restart()
      }
      await more()
      stopped = true
      await Promise.all(loops)
      const { entries, turn, load, messages } = await counted(store)
      expect([...entries].sort()).toEqual([...told].sort())
      expect({ turn, load, messages }).toEqual({ turn: told.length, load: told.length, messages: told.length })
    } finally {
      await opened.end()
      await server.stop()
    }
  })
})
