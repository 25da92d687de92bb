import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Held } from './measure.js'
import type { Task, Told } from './worker.js'

/** The first rounds are left out: code is compiled, pools and caches fill. */
const warmUp = 4

export interface SoakReport {
  readonly task: Task
  readonly did: Told['did']
  /** By how many bytes the heap grows with each lead, over the rounds: the median of what any two rounds say. */
  readonly bytesPerLead: number
  readonly faults: readonly string[]
}

// Compiled code stands on the heap, too, and goes on growing for as long as functions are found to be hot.
const uncompiled = ['--no-opt', '--no-maglev', '--no-sparkplug']

/** @param most how many bytes of heap for each lead are no fault */
export async function soak(worker: string, task: Task, most: number): Promise<SoakReport> {
  const child = spawn(process.execPath, ['--expose-gc', ...uncompiled, worker, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  try {
    const ended = once(child, 'close')
    // A worker that has left something open does not end by itself: its line says so.
    await new Promise<void>((resolve) => {
      child.stdout.on('data', (chunk) => {
        out += chunk
        if (out.endsWith('\n') && (JSON.parse(out) as Told).left.length > 0) resolve()
      })
      void ended.then(() => resolve())
    })
    if (out === '') throw new Error(`The worker told nothing:\n${err}`)
    const told = JSON.parse(out) as Told
    const status = told.left.length > 0 ? 0 : (await ended)[0]
    const bytesPerLead = growthOf(told.held.slice(warmUp).map(({ heap }) => heap)) / task.leads
    const faults = [
      ...(bytesPerLead > most ? [`the heap grows by ${Math.round(bytesPerLead)} bytes with each lead`] : []),
      ...(['sockets', 'handles', 'listeners'] as const).flatMap((what) => more(told.held, what)),
      ...told.left.map((kind) => `at the end a ${kind} is open`),
      ...(status === 0 ? [] : [`it ended with ${status}`]),
      ...(err === '' ? [] : [`it said: ${err}`]),
    ]
    return { task, did: told.did, bytesPerLead, faults }
  } finally {
    child.kill('SIGKILL')
  }
}

/** More of them in a later round than in any of the first. */
function more(held: readonly Held[], what: 'sockets' | 'handles' | 'listeners'): string[] {
  const at = Math.max(...held.slice(0, warmUp).map((one) => one[what]))
  const later = Math.max(...held.slice(warmUp).map((one) => one[what]))
  return later > at ? [`${later} ${what} instead of ${at}`] : []
}

/** How much each value is above the one before it: the median of the slopes between any two, which single ones out of line do not change. */
export function growthOf(values: readonly number[]): number {
  const slopes = values.flatMap((value, from) => values.slice(from + 1).map((later, index) => (later - value) / (index + 1)))
  slopes.sort((one, other) => one - other)
  return slopes[Math.floor(slopes.length / 2)] ?? 0
}
