import { cpus } from 'node:os'
import { casesOf, sizes } from './cases.js'
import { contestants } from './contestants.js'
import { type Effort, measureDecisions, wholeEffort } from './decisions.js'
import type { Results } from './page.js'
import { type Rounds, race, wholeRounds } from './race.js'
import { type Extent, watch, wholeExtent } from './verify.js'
import { measureWritten } from './written.js'

/** How much is measured. */
export interface Plan {
  readonly sizes: readonly number[]
  readonly extent: Extent
  readonly rounds: Rounds
  readonly effort: Effort
}

export const whole: Plan = { sizes, extent: wholeExtent, rounds: wholeRounds, effort: wholeEffort }

/** Verifies and measures everything. */
export async function bench({ sizes, extent, rounds, effort }: Plan, tell: (step: string) => void = () => {}): Promise<Results> {
  const written = sizes.map(measureWritten)
  tell('whole decisions')
  const decisions = await measureDecisions(sizes, effort)
  const cases = casesOf(sizes).map((of) => {
    tell(`${of.size} reps, ${of.weights} weights, ${of.everybody ? 'everybody' : '70 %'} there`)
    // Whoever was watched runs on: starting some of the packages takes longer than measuring them.
    const watched = watch(of, contestants, extent)
    return { of, watched, timed: race(of, watched, rounds) }
  })
  return { contestants, cases, written, decisions, rounds: rounds.rounds, ms: rounds.ms, leads: extent.leads, machine: machine() }
}

export function machine(): string {
  const processors = cpus()
  const model = processors[0]?.model.trim() || 'an unnamed processor'
  return `${model}, ${processors.length} cores, Node ${process.version}`
}
