import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { backends } from './connection.js'
import { isRunning } from './process.js'

// Programs that start a server and come to an end without stopping it. Each has a folder for temporary files of its own, so that we see what it leaves.
const serverModule = new URL('../../scripts/postgres/server.mjs', import.meta.url).href
const program = (...steps: string[]) =>
  [`import { startServer } from '${serverModule}'`, 'const server = await startServer({ durable: false })', ...steps].join('\n')
const tell = 'console.log(JSON.stringify({ url: server.url, pid: server.pid }))'
const stay = 'setInterval(() => undefined, 1000)'

let folder: string
let child: ChildProcess | undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairlead-watchdog-'))
  // The server may run as another user than we do.
  chmodSync(folder, 0o755)
})

afterEach(() => {
  child?.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

// Detached: it leads a group of processes.
function run(text: string): ChildProcess {
  const env = { ...process.env, TMPDIR: folder }
  child = spawn(process.execPath, ['--input-type=module', '-e', text], { env, stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  return child
}

const line = async (from: ChildProcess): Promise<string> => (await once(createInterface({ input: from.stdout! }), 'line'))[0]

async function processesOf(from: ChildProcess): Promise<number[]> {
  const { url, pid } = JSON.parse(await line(from))
  const pids = [pid, ...(await backends(url))]
  expect(pids.length).toBeGreaterThan(5)
  expect(isRunning(pid)).toBe(true)
  return pids
}

const nothingIsLeft = (pids: readonly number[]) =>
  vi.waitFor(() => expect({ folders: readdirSync(folder), running: pids.filter(isRunning) }).toEqual({ folders: [], running: [] }), 30_000)

test.each(['SIGKILL', 'SIGTERM', 'SIGINT'] as const)('nothing survives a process that ends by %s', async (name) => {
  const caller = run(program(tell, stay))
  const pids = await processesOf(caller)
  caller.kill(name)
  await nothingIsLeft(pids)
})

test('nothing survives a group of processes that is killed', async () => {
  const caller = run(program(tell, stay))
  const pids = await processesOf(caller)
  process.kill(-caller.pid!, 'SIGKILL')
  await nothingIsLeft(pids)
})

test('nothing survives a process that ends without stopping its server, and the server does not keep it', async () => {
  const caller = run(program(tell))
  const exit = once(caller, 'exit')
  const { pid } = JSON.parse(await line(caller))
  expect(await exit).toEqual([0, null])
  await nothingIsLeft([pid])
})

test('nothing survives a process that is killed while its server starts', async () => {
  const caller = run(program(stay))
  await vi.waitFor(() => expect(readdirSync(folder)).toHaveLength(1), { timeout: 30_000, interval: 5 })
  caller.kill('SIGKILL')
  await nothingIsLeft([])
})

test('nothing survives a process that is killed while its server is dead', async () => {
  const caller = run(program('await server.kill()', "console.log('dead')", stay))
  expect(await line(caller)).toBe('dead')
  expect(readdirSync(folder)).toHaveLength(1)
  caller.kill('SIGKILL')
  await nothingIsLeft([])
})
