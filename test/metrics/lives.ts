import fc from 'fast-check'
import type { Observation } from '../../src/door/metrics.js'
import { observationOf } from '../../src/door/metrics.js'

export interface Chance {
  readonly winner: string
  readonly contenders: readonly { readonly id: string; readonly weight: number }[]
}

const names = ['ana', 'bob', 'cat', 'dan', '__proto__', 'constructor']

/** Leads that some picker gave to somebody: mostly to one of the contenders, now and then to somebody who had no share. */
export const pickedLeads: fc.Arbitrary<readonly Chance[]> = fc.array(
  fc
    .record({
      there: fc.subarray(names.slice(0, 5), { minLength: 1 }),
      weights: fc.array(fc.constantFrom(1, 1, 2, 5, 7, 0.5), { minLength: 6, maxLength: 6 }),
      which: fc.nat({ max: 100 }),
      stranger: fc.integer({ min: 0, max: 30 }).map((chance) => chance === 0),
    })
    .map(({ there, weights, which, stranger }) => ({
      winner: stranger ? 'constructor' : (there[which % there.length] as string),
      contenders: there.map((id, index) => ({ id, weight: weights[index] as number })),
    })),
  { minLength: 1, maxLength: 80 },
)

export const observations: fc.Arbitrary<readonly Observation[]> = pickedLeads.map((leads) => leads.map((lead) => observationOf(lead)))
