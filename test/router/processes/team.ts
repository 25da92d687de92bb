import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect } from 'vitest'
import type { Store } from '../../../src/port/store.js'
import { gather } from '../../faults/check/gather.js'
import { type Call, check, type Witnessed } from '../../faults/checker.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const LEADS = 240

interface Told extends Required<Pick<Witnessed, 'published'>> {
  readonly calls: readonly Call[]
  readonly refused: readonly string[]
}

/** Builds the worker into a folder of its own, within the checkout so that the drivers are found. */
export async function prepare(): Promise<{ readonly folder: string; readonly remove: () => void }> {
  mkdirSync(join(root, '.tmp'), { recursive: true })
  const folder = mkdtempSync(join(root, '.tmp', 'plans-'))
  await build({
    entryPoints: [fileURLToPath(new URL('worker.ts', import.meta.url))],
    outfile: join(folder, 'worker.mjs'),
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
  })
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Four processes whose clocks differ route the same leads and change the plan, all at once; what they were told, once they have ended by themselves. */
export async function runTeam(folder: string, kind: 'sqlite' | 'postgres', where: string): Promise<readonly Told[]> {
  const children = ['a', 'b', 'c', 'd'].map((name, index) => {
    const skew = [0, 400, -400, 40][index]
    return spawn(process.execPath, ['--no-warnings', join(folder, 'worker.mjs'), kind, where, name, `${LEADS}`, `${skew}`], {
      stdio: 'pipe',
    })
  })
  try {
    const workers = children.map(follow)
    for (const step of ['go', 'end']) {
      await Promise.all(workers.map(({ said }) => said(step === 'go' ? 1 : 2)))
      for (const { stdin } of step === 'go' ? children : children.slice(1)) stdin.write(`${step}\n`)
    }
    const others = await Promise.all(workers.slice(1).map(toldBy))
    children[0]?.stdin.write('last\n')
    return [await toldBy(workers[0] as Worker), ...others]
  } finally {
    for (const child of children) child.kill('SIGKILL')
  }
}

type Worker = ReturnType<typeof follow>

async function toldBy({ ended }: Worker): Promise<Told> {
  const { code, lines, stderr } = await ended
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(lines[2] as string) as Told
}

function follow(child: ChildProcessWithoutNullStreams) {
  let out = ''
  let stderr = ''
  let over = false
  child.stdin.on('error', () => {})
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const lines = () => out.split('\n')
  const ended = once(child, 'close').then(([code]) => {
    over = true
    return { code: code as number | null, lines: lines(), stderr }
  })
  return {
    ended,
    /** Until it has said so many lines. */
    async said(count: number): Promise<void> {
      while (lines().length <= count) {
        if (over) throw new Error(`The worker ended early: ${stderr}`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
  }
}

/** Nothing lost, everything decided once, each by the version in force; and enough has happened for that to say something. */
export async function judge(store: Store, told: readonly Told[]): Promise<void> {
  const evidence = await gather(store, {
    calls: told.flatMap(({ calls }) => calls),
    published: told.flatMap(({ published }) => published),
    now: Date.now(),
  })
  expect(check(evidence)).toEqual([])
  const events = evidence.audit.map(({ event }) => event)
  const decisions = events.flatMap((event) => (event.kind === 'assigned' ? [event] : []))
  expect(decisions.length).toBe(LEADS + 2)
  expect(new Set(decisions.map(({ subject }) => subject)).size).toBe(LEADS + 2)
  const versions = decisions.map(({ inputs }) => inputs.version ?? 0)
  expect(versions).toEqual([...versions].sort((one, other) => one - other))
  const journal = evidence.journal ?? []
  expect(journal.length).toBe(events.filter(({ kind }) => kind === 'published').length)
  expect(journal.length).toBe(told.flatMap(({ published }) => published).length)
  expect(told.flatMap(({ refused }) => refused).filter((code) => code !== 'stalePlan' && code !== 'unknownPlan')).toEqual([])
  // What was tried has come about: many versions decided, some that had been scheduled, some that restored an earlier one.
  expect(journal.length).toBeGreaterThan(20)
  expect(new Set(versions).size).toBeGreaterThan(5)
  expect(
    journal.filter((one) => one.kind === 'version' && one.from !== undefined && versions.includes(one.version)).length,
  ).toBeGreaterThan(0)
  expect(journal.filter((one) => one.kind === 'version' && one.restores !== undefined).length).toBeGreaterThan(0)
  expect(told.flatMap(({ refused }) => refused)).toContain('stalePlan')
}
