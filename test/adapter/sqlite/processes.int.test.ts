import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'tsup'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { sqliteStore } from '../../../src/adapter/sqlite/sqliteStore.js'
import { assertWhole, wholeTrail } from '../../../src/testing/storeContractCase.js'
import { temporaryFolder } from './temporaryFolder.js'

const { folder, file } = temporaryFolder()
const root = fileURLToPath(new URL('../../../', import.meta.url))
const children = new Set<ChildProcessWithoutNullStreams>()

beforeAll(async () => {
  mkdirSync(join(folder, 'out'))
  // The drivers are found as an application finds them.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  await build({
    entry: [fileURLToPath(new URL('worker.ts', import.meta.url))],
    outDir: join(folder, 'out'),
    outExtension: () => ({ js: '.mjs' }),
    format: 'esm',
    target: 'node20',
    removeNodeProtocol: false,
    config: false,
    silent: true,
    dts: false,
  })
})

afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  children.clear()
})

interface Worker {
  readonly child: ChildProcessWithoutNullStreams
  /** What it said so far, line by line, without an unfinished last one. */
  said(): string[]
  until(condition: (said: readonly string[]) => boolean): Promise<void>
  readonly exit: Promise<{ readonly code: number | null; readonly signal: string | null; readonly stderr: string }>
}

function start(...args: string[]): Worker {
  const child = spawn(process.execPath, [join(folder, 'out', 'worker.mjs'), ...args], { stdio: 'pipe' })
  children.add(child)
  let out = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  // A child that was killed before it was told to begin has closed its end.
  child.stdin.on('error', () => {})
  const exit = once(child, 'close').then(([code, signal]) => {
    children.delete(child)
    return { code: code as number | null, signal: signal as string | null, stderr }
  })
  const said = () => out.split('\n').slice(0, -1)
  return {
    child,
    said,
    exit,
    async until(condition) {
      let gone = false
      void exit.then(() => {
        gone = true
      })
      while (!condition(said())) {
        if (gone) throw new Error(`The worker ended early: ${stderr}`)
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
    },
  }
}

/** All begin together, once all have opened the file: they open it together, too, and one of them makes the tables. */
async function race(workers: readonly Worker[]): Promise<void> {
  await Promise.all(workers.map((worker) => worker.until((said) => said.includes('ready'))))
  for (const { child } of workers) child.stdin.write('go\n')
}

describe('several processes on one file', () => {
  test('4 processes with 300 transactions each lose no update, and leave no gap', async () => {
    const path = file()
    const names = ['w0', 'w1', 'w2', 'w3']
    const workers = names.map((name) => start('hammer', path, name, '300'))
    await race(workers)
    for (const { exit } of workers) expect(await exit).toMatchObject({ code: 0, signal: null })

    const store = sqliteStore(path)
    const trail = await wholeTrail(store)
    assertWhole(trail, 1_200)
    const { turn, members } = await store.ledger('shared')
    expect(turn).toBe(1_200)
    expect(Object.entries(members).map(([name, [mine]]) => [name, mine])).toEqual(names.map((name) => [name, 300]))
    expect(await store.loads(['everybody'])).toEqual({ everybody: { open: 1_200, assigned: 1_200 } })
    for (const seq of [1, 600, 1_200]) expect(await store.lead({ key: `L${seq}` })).toMatchObject({ seq })
    await store.end()

    // They did meet: the trail goes from one process to another many times, not once for each.
    const switches = trail.filter((entry, index) => index > 0 && entry.event.subject !== trail[index - 1]?.event.subject)
    expect(switches.length).toBeGreaterThan(12)
  })

  test('8 processes open a new file at once, and each finds its tables', async () => {
    const path = file()
    const workers = Array.from({ length: 8 }, (_, index) => start('hammer', path, `w${index}`, '5'))
    await race(workers)
    for (const { exit } of workers) expect(await exit).toMatchObject({ code: 0, signal: null })
    const store = sqliteStore(path)
    assertWhole(await wholeTrail(store), 40)
    await store.end()
  })
})

describe('a process that is killed', () => {
  test('has committed all that it reported, and nothing by half, six times over', async () => {
    const path = file()
    let committed = 0
    for (let round = 0; round < 6; round++) {
      const worker = start('commit', path)
      await race([worker])
      await worker.until((said) => said.length > 30 + 17 * round)
      worker.child.kill('SIGKILL')
      expect(await worker.exit).toMatchObject({ signal: 'SIGKILL' })
      const reported = worker.said().slice(1).map(Number)
      expect(reported).toEqual(reported.map((_, index) => committed + 1 + index))

      const store = sqliteStore(path)
      const trail = await wholeTrail(store)
      // One more may have been committed, and not reported any more.
      expect(trail.length - (committed + reported.length)).toBeGreaterThanOrEqual(0)
      expect(trail.length - (committed + reported.length)).toBeLessThanOrEqual(1)
      assertWhole(trail, trail.length)
      committed = trail.length
      expect((await store.ledger('shared')).turn).toBe(committed)
      expect((await store.loads(['everybody'])).everybody?.assigned).toBe(committed)
      expect(await store.lead({ key: `L${committed}` })).toMatchObject({ seq: committed })
      expect(await store.lead({ key: `L${committed + 1}` })).toBeUndefined()
      await store.end()
    }
    expect(committed).toBeGreaterThan(300)
  })
})
