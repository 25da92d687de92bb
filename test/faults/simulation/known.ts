import type { Violation } from '../checker.js'
import type { Script } from './script.js'

/** A fault that is known and not mended yet: campaigns go on past it, and a test of its own holds that it is still there. */
export function isKnown({ invariant, what }: Violation): boolean {
  return invariant === 'I1' && what === 'erasing was acknowledged, and there is a record'
}

/** A sweep has read the inbox; the lead is erased; the sweep routes what it has read, and the person is back. */
export const erasedWhileSwept: Script = {
  seed: 88,
  setup: { processes: 1, plan: 0, retries: true, availability: 'none', deliveryFails: 0, attempts: 8 },
  events: [
    { answers: 0, process: 0, do: 'accept', lead: { id: 'L1', region: 'south' } },
    { answers: 4, process: 0, do: 'sweep' },
    { answers: 0, process: 0, do: 'erase', key: 'L1' },
  ],
  faults: [],
  picks: [],
}
