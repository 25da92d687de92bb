import { describe, expect, test } from 'vitest'
import {
  type Balance,
  emptyBalance,
  fairnessOf,
  LEAD,
  type Observation,
  observationOf,
  observe,
  observeAll,
} from '../../src/door/metrics.js'

const pair = [
  { id: 'a', weight: 1 },
  { id: 'b', weight: 1 },
]
const won = (winner: string, at?: number): Observation => observationOf({ winner, contenders: pair, ...(at === undefined ? {} : { at }) })

describe('fairnessOf, by hand', () => {
  test('nothing yet', () => {
    expect(fairnessOf(emptyBalance)).toEqual({
      leads: 0,
      reps: {},
      counts: {},
      maxDeviation: 0,
      worstDeviation: 0,
      stdDeviation: 0,
      gini: 0,
      jain: 1,
      neverEligible: [],
    })
  })

  test('a gets three of four, b the last: the end is half as bad as the middle', () => {
    // d(a): -0.5, -1, -1.5, -1. x = 3, 1; y = 2, 2.
    expect(fairnessOf(observeAll(emptyBalance, [won('a', 10), won('a', 20), won('a', 30), won('b', 40)]))).toEqual({
      leads: 4,
      reps: {
        a: { got: 3, fair: 2, deviation: -1, eligible: 4, longestWait: { shares: 0.5, leads: 1 } },
        b: { got: 1, fair: 2, deviation: 1, eligible: 4, longestWait: { shares: 1.5, leads: 3 } },
      },
      counts: { a: 3, b: 1 },
      maxDeviation: 1,
      worstDeviation: 1.5,
      // Both are 1.5 off after the third lead; the winner comes first.
      worst: { rep: 'a', deviation: -1.5, lead: 3, at: 30 },
      stdDeviation: 1,
      // |3 x 2 - 1 x 2| twice, over 2 x 16.
      gini: 0.25,
      // 4 / (9/2 + 1/2).
      jain: 0.8,
      neverEligible: [],
    })
  })

  test('weights: 3 to 1, got 2 to 2', () => {
    const contenders = [
      { id: 'a', weight: 3 },
      { id: 'b', weight: 1 },
    ]
    const leads = ['b', 'a', 'a', 'b'].map((winner) => observationOf({ winner, contenders }))
    // d(a): 0.75, 0.5, 0.25, 1.
    expect(fairnessOf(observeAll(emptyBalance, leads))).toMatchObject({
      reps: {
        a: { got: 2, fair: 3, deviation: 1, longestWait: { shares: 0.75, leads: 1 } },
        b: { got: 2, fair: 1, deviation: -1, longestWait: { shares: 0.5, leads: 2 } },
      },
      maxDeviation: 1,
      worstDeviation: 1,
      worst: { rep: 'b', deviation: -1, lead: 4 },
      stdDeviation: 1,
      // |2 x 1 - 2 x 3| twice, over 32.
      gini: 0.25,
      // 4 / (4/3 + 4/1).
      jain: 0.75,
    })
  })

  test('absence owes nothing and breaks no wait', () => {
    const alone = observationOf({ winner: 'a', contenders: [{ id: 'a', weight: 1 }] })
    const { reps, gini, maxDeviation } = fairnessOf(observeAll(emptyBalance, [won('a'), alone, alone, won('b'), won('a'), won('b')]))
    expect(reps.b).toEqual({ got: 2, fair: 2, deviation: 0, eligible: 4, longestWait: { shares: 0.5, leads: 1 } })
    expect(reps.a).toEqual({ got: 4, fair: 4, deviation: 0, eligible: 6, longestWait: { shares: 0.5, leads: 1 } })
    expect({ gini, maxDeviation }).toEqual({ gini: 0, maxDeviation: 0 })
  })

  test('a lead to somebody who never had a share', () => {
    // x = 1, 0, 1; y = 1, 1, 0.
    const fairness = fairnessOf(observeAll(emptyBalance, [won('a'), won('z')]))
    expect(fairness).toMatchObject({
      counts: { a: 1, b: 0, z: 1 },
      neverEligible: ['z'],
      maxDeviation: 1,
      worst: { rep: 'z', deviation: -1, lead: 2 },
      // Pairs ab: |1 - 0|, az: |0 - 1|, bz: |0 - 1|: three, each twice, over 2 x 4.
      gini: 0.75,
      // Among a and b: 1^2 / (2 x 1/1).
      jain: 0.5,
    })
    expect(fairness.stdDeviation).toBeCloseTo(Math.sqrt(2 / 3), 12)
    expect(fairness.reps.z).toEqual({ got: 1, fair: 0, deviation: -1, eligible: 0, longestWait: { shares: 0, leads: 0 } })
  })

  test('all leads to somebody who never had a share', () => {
    expect(fairnessOf(observe(emptyBalance, won('z')))).toMatchObject({ jain: 0, gini: 1, neverEligible: ['z'] })
  })

  test('value beside count', () => {
    const worth = (winner: string, value: number) => observationOf({ winner, contenders: pair, value })
    // e(a): -2, -1.5, -2; d(a): -0.5, 0, -0.5.
    const fairness = fairnessOf(observeAll(emptyBalance, [worth('a', 4), worth('b', 1), worth('a', 1)]))
    expect(fairness).toMatchObject({
      maxDeviation: 0.5,
      worst: { rep: 'a', deviation: -0.5, lead: 1 },
      value: { maxDeviation: 2, worstDeviation: 2, worst: { rep: 'a', deviation: -2, lead: 1 } },
      reps: { a: { valueDeviation: -2 }, b: { valueDeviation: 2 } },
    })
  })

  test('value that is right all the time is value all the same', () => {
    const alone = observationOf({ winner: 'a', contenders: [{ id: 'a', weight: 1 }], value: 3 })
    expect(fairnessOf(observe(emptyBalance, alone)).value).toEqual({ maxDeviation: 0, worstDeviation: 0 })
  })
})

describe('what does not add up is refused, and the balance stays as it was', () => {
  const balance = observe(emptyBalance, won('a'))
  const copy = JSON.stringify(balance)
  test.each<[string, Observation, RegExp]>([
    ['too little', { winner: 'a', shares: { a: LEAD - 1 } }, /sum to 5354228879 units/],
    ['too much', { winner: 'a', shares: { a: LEAD, b: 1 } }, /sum to 5354228881 units/],
    ['nothing', { winner: 'a', shares: {} }, /Lead 2: The shares sum to 0/],
    ['a negative share', { winner: 'a', shares: { a: LEAD + 1, b: -1 } }, /The share of b is no whole number/],
    ['a fraction', { winner: 'a', shares: { a: LEAD - 0.5, b: 0.5 } }, /The share of a is no whole number/],
    ['no number', { winner: 'a', shares: { a: Number.NaN } }, /The share of a/],
    ['values', { winner: 'a', shares: { a: LEAD }, value: { a: -2, b: 1 } }, /value sum to -1 in place of 0/],
    ['a fraction of value', { winner: 'a', shares: { a: LEAD }, value: { a: -0.5, b: 0.5 } }, /The value of a/],
  ])('%s', (_, observation, message) => {
    expect(() => observeAll(balance, [won('b'), observation])).toThrow(expect.objectContaining({ code: 'badObservation' }))
    expect(() => observe(balance, observation)).toThrow(message)
    expect(JSON.stringify(balance)).toBe(copy)
  })

  test('a deviation too large to be exact', () => {
    const far: Balance = {
      leads: 1,
      reps: {
        a: { got: 0, eligible: 1, owed: Number.MAX_SAFE_INTEGER, waited: 0, accrued: 0, mostWaited: 0, mostAccrued: 0, owedValue: 0 },
      },
    }
    expect(() => observe(far, won('b'))).toThrow(/too large to be exact/)
  })
})
