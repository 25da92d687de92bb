import type { Violation } from '../checker.js'
import type { Script, Setup } from './script.js'

/** A fault of the library that is known and not mended yet: campaigns go on past it, and a test of its own holds that it is still there. */
export interface Known {
  readonly name: string
  readonly what: RegExp
  /** Shows it. */
  readonly script: Script
}

const setup: Setup = { processes: 2, plan: 0, retries: false, availability: 'none', deliveryFails: 0, attempts: 8 }

export const known: readonly Known[] = [
  {
    name: 'a sweep has read the inbox, the lead is erased, and the sweep routes what it has read',
    what: /^erasing was acknowledged, and there is a record$/,
    script: {
      seed: 88,
      setup,
      events: [
        { answers: 0, process: 0, do: 'accept', lead: { id: 'L1', region: 'south' } },
        { answers: 1, process: 0, do: 'sweep' },
        { answers: 1, process: 1, do: 'erase', key: 'L1' },
      ],
      faults: [],
      picks: [0, 0, 1, 1],
    },
  },
]

/** Whether a run shows one of these: then whatever else it shows may come of it. */
export function isKnown(violations: readonly Violation[]): boolean {
  return violations.some(({ what }) => known.some((one) => one.what.test(what)))
}
