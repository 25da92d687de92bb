import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createDatabase, serverFromEnvironment, startServer } from '../../scripts/postgres/server.mjs'
import { type SoakReport, soak } from './soak.js'
import type { Task } from './worker.js'

/** Bytes: less than a key or a number that is kept takes. */
const keptLead = 16

/** Bytes by which the heap goes up and down, however many leads come: each connection keeps its last answer. */
const unrest = 300_000

/** The command: `npm run soak -- --seed 1 --rounds 100 --leads 1000`. Resolves to the exit code. */
export async function main(worker: string, args: readonly string[]): Promise<number> {
  const options = {
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '60' },
    leads: { type: 'string', default: '1000' },
  } as const
  const { seed, rounds, leads } = parseArgs({ args: [...args], options }).values
  const size = { seed, rounds: Number(rounds), leads: Number(leads) }
  if (![size.rounds, size.leads].every((number) => Number.isSafeInteger(number) && number >= 12))
    throw new Error('--rounds and --leads take whole numbers from 12 on.')
  const server = serverFromEnvironment() ?? (await startServer({ durable: false }))
  const folder = mkdtempSync(join(tmpdir(), 'fairlead-soak-'))
  let code = 0
  try {
    for (const store of ['pg', 'postgres.js', 'sqlite'] as const) {
      const task: Task = { ...size, store, at: store === 'sqlite' ? join(folder, 'leads.db') : await createDatabase(server.url) }
      const report = await soak(worker, task, keptLead + unrest / (size.rounds * size.leads))
      console.log(lineOf(report))
      if (report.faults.length > 0) code = 1
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await server.stop()
  }
  return code
}

function lineOf({ task, did, bytesPerLead, faults }: SoakReport): string {
  const deeds = Object.entries(did).map(([what, times]) => `${what} ${times}`)
  const outcome = faults.length === 0 ? 'nothing grows, nothing is left open' : faults.join('; ')
  return `${task.store}: ${task.rounds * task.leads} leads (${deeds.join(', ')}); ${bytesPerLead.toFixed(1)} bytes a lead: ${outcome}`
}
