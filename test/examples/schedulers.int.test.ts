import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { sqliteStore } from '../../src/adapter/sqlite/index.js'
import { createRouter, type Plan } from '../../src/index.js'
import { temporaryFolder } from '../adapter/sqlite/temporaryFolder.js'

// As team.ts says: an hour to the backup, one more to the manager.
const went = ['L1 went from ana to bob', 'L1 went from bob to mia']

interface Example {
  main(print: (line: string) => void, connection?: { readonly host: string; readonly port: number }): Promise<void>
}

const example = async (name: string): Promise<Example> => (await import(`../../examples/schedulers/${name}.ts`)) as Example

test('interval.ts: three sweepers, each step once', async () => {
  const lines: string[] = []
  await (await example('interval')).main((line) => lines.push(line))
  expect(lines).toEqual(went)
})

test('cron.mjs: one sweep, and it ends', async () => {
  const { plan, roster, sweepOnce } = (await import('../../examples/schedulers/cron.mjs' as string)) as {
    readonly plan: Plan
    readonly roster: readonly { readonly id: string }[]
    sweepOnce(file: string, print: (line: string) => void, now?: number): Promise<void>
  }
  const file = temporaryFolder().file()
  const store = sqliteStore(file)
  await createRouter({ plan, roster, store }).route({ id: 'L1', country: 'DE' })
  await store.end()
  const lines: string[] = []
  const inAnHour = Date.now() + 3_600_000
  for (const now of [undefined, inAnHour, inAnHour]) await sweepOnce(file, (line) => lines.push(line), now)
  expect(lines).toEqual([
    '0 routed, 0 deadlines, 0 escalated, 0 placed, 0 held',
    '0 routed, 0 deadlines, 1 escalated, 0 placed, 0 held',
    '0 routed, 0 deadlines, 0 escalated, 0 placed, 0 held',
  ])
})

test.skipIf(!hasRedis())('bullMq.ts: a job scheduler (skipped where there is no redis-server on the PATH)', async () => {
  const port = await freePort()
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    stdio: 'pipe',
  })
  try {
    await ready(server)
    const lines: string[] = []
    await (await example('bullMq')).main((line) => lines.push(line), { host: '127.0.0.1', port })
    expect(lines).toEqual(went)
  } finally {
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill()
    await ended
  }
})

function hasRedis(): boolean {
  try {
    execFileSync('redis-server', ['--version'])
    return true
  } catch {
    return false
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { readonly port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function ready(server: ChildProcess): Promise<void> {
  let said = ''
  await new Promise<void>((resolve, reject) => {
    server.stdout?.on('data', (text) => {
      said += text
      if (/Ready to accept connections/.test(said)) resolve()
    })
    server.once('exit', () => reject(new Error(`redis-server ended: ${said}`)))
    server.once('error', reject)
  })
}
