import type { Script, Setup } from './script.js'

/** A fault of the library that a campaign has found, as the script that showed it. */
export interface Mended {
  readonly name: string
  readonly script: Script
}

const setup: Setup = { processes: 2, plan: 0, retries: false, availability: 'none', deliveryFails: 0, attempts: 8 }

export const mended: readonly Mended[] = [
  {
    name: 'a sweep has read the inbox, the lead is erased, and the sweep routes what it has read',
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
  {
    name: 'a batch is committed and its answer lost, a lead of it is erased, and its half of the batch is tried again with the same salt',
    script: {
      seed: 2021,
      setup,
      events: [
        {
          answers: 0,
          process: 0,
          do: 'routeMany',
          leads: [
            { id: 'L0', region: 'north' },
            { id: 'L2', region: 'north' },
          ],
        },
        { answers: 1, process: 1, do: 'erase', key: 'L2' },
      ],
      faults: [{ question: 0, kind: 'after', code: 'storeFailed' }],
      picks: [0, 1, 1],
    },
  },
]
