import { parseArgs } from 'node:util'
import { campaign, ordinaryFaults } from './campaign.js'
import { isSound, tableOf } from './report.js'

/** The command: `npm run chaos -- --seed 1 --processes 8 --leads 20000 --kills 60 --server-kills 4 [--bouncer]`. */
export async function main(worker: string, args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      processes: { type: 'string', default: '8' },
      leads: { type: 'string', default: '20000' },
      kills: { type: 'string', default: '60' },
      'server-kills': { type: 'string', default: '4' },
      callers: { type: 'string', default: '48' },
      bouncer: { type: 'boolean', default: false },
    },
  })
  const number = (name: Exclude<keyof typeof values, 'bouncer'>): number => {
    const value = Number(values[name])
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} takes a whole number.`)
    return value
  }
  const started = performance.now()
  const report = await campaign({
    seed: number('seed'),
    processes: number('processes'),
    leads: number('leads'),
    kills: number('kills'),
    serverKills: number('server-kills'),
    callers: number('callers'),
    bouncer: values.bouncer,
    deadlineMs: 5000,
    faults: ordinaryFaults,
    worker,
    say: (line) => console.error(line),
  })
  console.log(tableOf(report, Math.round((performance.now() - started) / 1000)))
  return isSound(report) ? 0 : 1
}
