import fc from 'fast-check'
import { applyLedgerChange } from '../../src/ledger/apply.js'
import type { LedgerState } from '../../src/ledger/state.js'
import type { Member } from './oracle.js'

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

export const team = (weights: readonly number[]): Member[] => weights.map((weight, index) => ({ id: `rep${index}`, weight }))

export const apply = (ledger: LedgerState, change: LedgerState): LedgerState => applyLedgerChange(ledger, { rotation: 'r', ...change })

/** One lead of a history: who is there, with which weights, and what it counts. */
export interface Lead {
  readonly there: readonly boolean[]
  readonly weights: readonly number[]
  /** In thousandths of a full lead. */
  readonly cost: number
}

export const contendersOf = ({ there, weights }: Lead): Member[] => team(weights).filter((_, index) => there[index])

/**
 * Leads with anybody there and any weights. Long, and biased to what hurts: pairs that tie again and again, weights 1/10/100,
 * costs that alternate between a full lead and next to nothing, stretches in which nothing changes.
 */
export function histories({ most = 9, leads = 300 } = {}): fc.Arbitrary<{ readonly size: number; readonly leads: readonly Lead[] }> {
  return fc.integer({ min: 2, max: most }).chain((size) => {
    const flags = fc.oneof(
      { weight: 3, arbitrary: fc.array(fc.boolean(), { minLength: size, maxLength: size }) },
      { weight: 2, arbitrary: pair(size) },
      { weight: 1, arbitrary: fc.constant(Array.from({ length: size }, () => true)) },
    )
    const weights = fc.oneof(
      fc.array(fc.constantFrom(1, 1, 2, 10, 100), { minLength: size, maxLength: size }),
      fc.constant(Array.from({ length: size }, () => 1)),
    )
    const cost = fc.constantFrom(1000, 1000, 1000, 50, 1, 500, 333)
    const stretch = fc
      .record({ there: flags, weights, cost, times: fc.constantFrom(1, 1, 1, 2, 5) })
      .map(({ times, ...lead }) => Array.from({ length: times }, () => lead))
    return fc.record({
      size: fc.constant(size),
      leads: fc
        .array(stretch, { minLength: leads / 3, maxLength: leads / 2, size: 'max' })
        .map((stretches) => stretches.flat().slice(0, leads)),
    })
  })
}

function pair(size: number): fc.Arbitrary<boolean[]> {
  return fc
    .tuple(fc.nat({ max: size - 1 }), fc.nat({ max: size - 2 }))
    .map(([one, other]) => Array.from({ length: size }, (_, index) => index === one || index === (other >= one ? other + 1 : other)))
}

/** What goes wrong in a history, if anything; counts what it saw. */
export interface Tally {
  leads: number
  contested: number
}

export const newTally = (): Tally => ({ leads: 0, contested: 0 })

export function count(tally: Tally, contenders: readonly Member[], size: number): void {
  tally.leads += 1
  if (contenders.length > 1 && contenders.length < size) tally.contested += 1
}
