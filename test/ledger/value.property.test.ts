import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bookLead } from '../../src/ledger/book.js'
import { chooseByValue, MOST_TYPICAL, valueUnits } from '../../src/ledger/byValue.js'
import { chooseByCredit } from '../../src/ledger/creditWindow.js'
import { creditOf, LEAD, valueCreditOf } from '../../src/ledger/standing.js'
import { emptyLedger, type LedgerState } from '../../src/ledger/state.js'
import { type Chance, chanceOf } from '../fairness/chance.js'
import { apply, contendersOf, histories, sum, team } from './histories.js'
import type { Member } from './oracle.js'

type Pick = (ledger: LedgerState, contenders: readonly Member[], value: number) => number

const byCount: Pick = (ledger, contenders) => chooseByCredit(ledger, contenders)

/** Two accounts by some picker; the books are kept alike for all. */
function run(pick: Pick) {
  let ledger: LedgerState = emptyLedger
  return {
    ledger: () => ledger,
    next(contenders: readonly Member[], value: number): number {
      const winner = pick(ledger, contenders, value)
      ledger = apply(ledger, bookLead(ledger, contenders, winner, { cost: LEAD, value }))
      return winner
    },
    /** The largest deviation now, in leads and in typical leads. */
    off: () => [creditOf, valueCreditOf].map((of) => Math.max(0, ...Object.keys(ledger.members).map((id) => Math.abs(of(ledger, id))))),
  }
}

describe('T6: count and value together', () => {
  const square = (number: number | bigint): bigint => BigInt(number) * BigInt(number)
  const total = (numbers: readonly bigint[]): bigint => numbers.reduce((one, other) => one + other, 0n)
  const potential = (ledger: LedgerState): bigint =>
    total(Object.keys(ledger.members).map((id) => square(creditOf(ledger, id)) + square(valueCreditOf(ledger, id))))

  /** How much the potential may grow by one lead, times W^2, so that it is whole. */
  function room(contenders: readonly Member[], value: number) {
    const weight = sum(contenders.map((contender) => contender.weight))
    const paid = Math.floor(LEAD / weight) * weight
    const paidValue = Math.floor(value / weight) * weight
    const others = square(weight) - total(contenders.map((contender) => square(contender.weight)))
    return { weight, most: (square(paid) + square(paidValue)) * others }
  }

  /** Whether the inequality holds at every lead, and the sum of all leads besides. */
  function holds(pick: Pick, leads: readonly { readonly contenders: readonly Member[]; readonly value: number }[], saw?: Saw): boolean {
    const rotation = run(pick)
    let budget = 0n
    return leads.every(({ contenders, value }) => {
      const before = potential(rotation.ledger())
      rotation.next(contenders, value)
      const { weight, most } = room(contenders, value)
      const after = potential(rotation.ledger())
      const grown = (after - before) * square(weight)
      budget += square(LEAD) + square(value)
      if (saw !== undefined) {
        saw.leads += 1
        if (contenders.length > 1 && grown > 0n) saw.growing += 1
        if (contenders.length > 1 && grown * 100n > most * 99n) saw.tight += 1
      }
      return grown <= most && after <= budget
    })
  }
  interface Saw {
    leads: number
    growing: number
    tight: number
  }

  test('the sum of d^2 + e^2 grows by at most (1 + v^2)(1 - sum p^2) at every lead, to the last unit', () => {
    const saw: Saw = { leads: 0, growing: 0, tight: 0 }
    const value = fc.oneof(fc.integer({ min: 0, max: 3_000 }), fc.constantFrom(0, 50, 500, 1_000, 20_000, 100_000))
    fc.assert(
      fc.property(histories({ leads: 210 }), fc.array(value, { minLength: 20, maxLength: 40, size: 'max' }), (history, values) => {
        const leads = history.leads
          .map((lead, t) => ({ contenders: contendersOf(lead), value: valueUnits((values[t % values.length] as number) / 1_000) }))
          .filter(({ contenders }) => contenders.length > 0)
        expect(holds(chooseByValue, leads, saw)).toBe(true)
      }),
      { numRuns: 100 },
    )
    // Hit rates: the potential grows, now and then by nearly all it may.
    expect(saw.growing / saw.leads).toBeGreaterThan(0.1)
    expect(saw.tight / saw.leads).toBeGreaterThan(0.003)
  })

  test('the same with large weights, where a division leaves most over', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 800_000 }), { minLength: 2, maxLength: 3 })
    const values = fc.array(fc.integer({ min: 0, max: 5 * LEAD }), { minLength: 150, maxLength: 200, size: 'max' })
    fc.assert(
      fc.property(weights, values, (each, worths) => {
        expect(
          holds(
            chooseByValue,
            worths.map((value) => ({ contenders: team(each), value })),
          ),
        ).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test('the test can tell: counting alone, or values alone, breaks it', () => {
    const leads = Array.from({ length: 300 }, (_, t) => ({ contenders: team([1, 1, 1, 1]), value: valueUnits(t % 2 === 0 ? 0.1 : 1.9) }))
    const valueAlone: Pick = (ledger, contenders) => {
      const owed = contenders.map(({ id }) => valueCreditOf(ledger, id))
      return owed.indexOf(Math.max(...owed))
    }
    expect(holds(chooseByValue, leads)).toBe(true)
    expect(holds(byCount, leads)).toBe(false)
    expect(holds(valueAlone, leads)).toBe(false)
  })

  test('a lead worth more than 100 typical ones counts as 100; one worth less than nothing as nothing', () => {
    expect([1e9, MOST_TYPICAL, -1, 0, 0.5].map(valueUnits)).toEqual([100 * LEAD, 100 * LEAD, 0, 0, LEAD / 2])
  })
})

test('impossible: two equal reps whose counts stay within one for ever; somebody who sees who got the lead drives their values apart', () => {
  /** The first of two leads is worth half a typical one; the second, which must go to the other rep, nothing or a whole one. */
  function apart(pick: Pick, pairs: number): number {
    const rotation = run(pick)
    const contenders = team([1, 1])
    for (let pair = 0; pair < pairs; pair++) {
      const first = rotation.next(contenders, LEAD / 2)
      // Ahead in value, or about to be: the other one gets nothing; else a whole one.
      const ahead = valueCreditOf(rotation.ledger(), `rep${first}`) < 0
      rotation.next(contenders, ahead ? 0 : LEAD)
    }
    return Math.max(...contenders.map(({ id }) => Math.abs(valueCreditOf(rotation.ledger(), id)))) / LEAD
  }
  // An eighth of a lead for each lead.
  expect(apart(byCount, 2_000)).toBe(500)
  expect(apart(byCount, 4_000)).toBe(1_000)
  expect(apart(chooseByValue, 4_000)).toBe(1)
})

describe('measured on random traces', () => {
  type Worth = (t: number, chance: Chance) => number
  const alternating: Worth = (t) => (t % 2 === 0 ? 0.1 : 1.9)
  const manySmall: Worth = (_, chance) => (chance() < 0.8 ? 0.5 : 3)
  const uniform: Worth = (_, chance) => 2 * chance()
  /** Half of them below 0.6 of a typical lead, one in a hundred above thirty unless that is the most. */
  const tailTo =
    (most: number): Worth =>
    (_, chance) =>
      Math.min(most, 0.3 / (1 - chance()))
  const equal = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
  const uneven = [8, 5, 5, 3, 3, 2, 2, 1, 1, 1]

  /** The largest deviations in count and in value over 20,000 leads, the worst of seeds 1, 2 and 3. */
  function worst(pick: Pick, weights: readonly number[], there: number, worth: Worth): readonly (string | undefined)[] {
    const most = [0, 0]
    for (const seed of [1, 2, 3]) {
      const [presence, values] = [chanceOf(seed), chanceOf(seed, 1)]
      const rotation = run(pick)
      for (let t = 0; t < 20_000; t++) {
        const contenders = team(weights).filter(() => presence() < there)
        const value = valueUnits(worth(t, values))
        if (contenders.length === 0) continue
        rotation.next(contenders, value)
        rotation.off().forEach((off, account) => {
          most[account] = Math.max(most[account] as number, off / LEAD)
        })
      }
    }
    return most.map((off) => off.toFixed(off < 10 ? 2 : 0))
  }

  test.each([
    ['equal, all there, 0.1 and 1.9 by turns', equal, 1, alternating, ['0.90', '1801'], ['1.40', '1.70']],
    ['equal, 70 % there, 80 % worth 0.5 and 20 % worth 3', equal, 0.7, manySmall, ['1.05', '106'], ['2.42', '3.10']],
    ['weights, all there, 0 to 2', uneven, 1, uniform, ['0.94', '83'], ['1.87', '1.98']],
    ['weights, 70 % there, 0 to 2', uneven, 0.7, uniform, ['1.11', '73'], ['2.10', '2.11']],
    ['equal, 70 % there, a long tail up to 10', equal, 0.7, tailTo(10), ['1.05', '203'], ['4.10', '8.37']],
    ['equal, 70 % there, a long tail up to 100', equal, 0.7, tailTo(100), ['1.05', '646'], ['22', '87']],
  ] as const)('%s', (_, weights, there, worth, counted, balanced) => {
    expect([worst(byCount, weights, there, worth), worst(chooseByValue, weights, there, worth)]).toEqual([counted, balanced])
  })
})
