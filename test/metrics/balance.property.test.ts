import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Balance, emptyBalance, fairnessOf, LEAD, type Observation, observe, observeAll } from '../../src/door/metrics.js'
import { observations } from './lives.js'

const unit = BigInt(LEAD)

/** The figures straight from their definitions, in whole numbers of any size: nothing kept from lead to lead but x and y. */
function byDefinition(leads: readonly Observation[]) {
  const x = new Map<string, bigint>()
  const y = new Map<string, bigint>()
  const at = (map: ReadonlyMap<string, bigint>, rep: string): bigint => map.get(rep) ?? 0n
  let worst = 0n
  for (const { winner, shares } of leads) {
    for (const [rep, share] of Object.entries(shares)) y.set(rep, at(y, rep) + BigInt(share))
    x.set(winner, at(x, winner) + unit)
    for (const rep of new Set([...x.keys(), ...y.keys()])) {
      const off = at(y, rep) - at(x, rep)
      if (off > worst) worst = off
      if (-off > worst) worst = -off
    }
  }
  const reps = [...new Set([...x.keys(), ...y.keys()])]
  let pairs = 0n
  for (const one of reps) {
    for (const two of reps) {
      const term = at(x, one) * at(y, two) - at(x, two) * at(y, one)
      pairs += term < 0n ? -term : term
    }
  }
  const all = BigInt(leads.length) * unit
  return { x, y, reps, worst, gini: leads.length === 0 ? 0 : quotient(pairs, 2n * all * all) }
}

/** As a number, good to twelve places. */
function quotient(numerator: bigint, denominator: bigint): number {
  return Number((numerator * 10n ** 15n) / denominator) / 1e15
}

test('every figure is what its definition says', () => {
  let runs = 0
  let strangers = 0
  let uneven = 0
  fc.assert(
    fc.property(observations, (leads) => {
      const fairness = fairnessOf(observeAll(emptyBalance, leads))
      const { x, y, reps, worst, gini } = byDefinition(leads)
      const deviations = reps.map((rep) => Number((y.get(rep) ?? 0n) - (x.get(rep) ?? 0n)) / LEAD)
      expect(Object.keys(fairness.reps).sort()).toEqual([...reps].sort())
      expect(fairness.gini).toBeCloseTo(gini, 12)
      expect(fairness.worstDeviation).toBe(Number(worst) / LEAD)
      expect(fairness.maxDeviation).toBe(Math.max(...deviations.map(Math.abs)))
      expect(fairness.stdDeviation).toBeCloseTo(Math.hypot(...deviations) / Math.sqrt(reps.length), 9)
      expect(fairness.gini).toBeLessThanOrEqual(deviations.reduce((sum, off) => sum + Math.abs(off), 0) / leads.length + 1e-12)
      if (fairness.neverEligible.length === 0) {
        const spread = reps.reduce((sum, rep, index) => sum + (deviations[index] as number) ** 2 / (Number(y.get(rep)) / LEAD), 0)
        expect(fairness.jain).toBeCloseTo(1 / (1 + spread / leads.length), 9)
      } else strangers += 1
      runs += 1
      if (gini > 0.05) uneven += 1
    }),
    { numRuns: 500 },
  )
  expect(uneven / runs).toBeGreaterThan(0.3)
  expect(strangers).toBeGreaterThan(20)
})

test('the worst lead is the first one at which the deviation was as large', () => {
  let later = 0
  fc.assert(
    fc.property(observations, (leads) => {
      const { worst, worstDeviation } = fairnessOf(observeAll(emptyBalance, leads))
      const prefix = (count: number): number => Number(byDefinition(leads.slice(0, count)).worst) / LEAD
      if (worst === undefined) {
        expect(prefix(leads.length)).toBe(0)
        return
      }
      expect(Math.abs(worst.deviation)).toBe(worstDeviation)
      expect(prefix(worst.lead)).toBe(worstDeviation)
      expect(prefix(worst.lead - 1)).toBeLessThan(worstDeviation)
      const now = fairnessOf(observeAll(emptyBalance, leads.slice(0, worst.lead)))
      expect(Object.entries(now.reps).find(([rep]) => rep === worst.rep)?.[1].deviation).toBe(worst.deviation)
      if (worst.lead < leads.length) later += 1
    }),
  )
  expect(later).toBeGreaterThan(20)
})

test('one by one, in pieces, through JSON, and all at once are the same; an old balance stays as it was', () => {
  fc.assert(
    fc.property(observations, fc.nat({ max: 80 }), (leads, cut) => {
      const atOnce = observeAll(emptyBalance, leads)
      let one: Balance = emptyBalance
      for (const lead of leads) {
        const before = JSON.stringify(one)
        const after = observe(one, lead)
        expect(JSON.stringify(one)).toBe(before)
        one = after
      }
      const half = observeAll(emptyBalance, leads.slice(0, cut))
      const written = JSON.stringify(half)
      const pieces = observeAll(half, leads.slice(cut))
      expect(JSON.stringify(half)).toBe(written)
      const stored = observeAll(JSON.parse(written) as Balance, leads.slice(cut))
      for (const balance of [one, pieces, stored]) expect(JSON.stringify(balance)).toBe(JSON.stringify(atOnce))
    }),
  )
  expect(emptyBalance).toEqual({ leads: 0, reps: {} })
})

test('credits sum to nothing, counts to all leads', () => {
  fc.assert(
    fc.property(observations, (leads) => {
      const accounts = Object.values(observeAll(emptyBalance, leads).reps)
      expect(accounts.reduce((sum, { owed }) => sum + owed, 0)).toBe(0)
      expect(accounts.reduce((sum, { got }) => sum + got, 0)).toBe(leads.length)
    }),
  )
})

describe('exact for many leads', () => {
  test('100,000 leads of ten: the same as with numbers of any size', () => {
    const contenders = Array.from({ length: 10 }, (_, index) => `rep${index}`)
    const part = LEAD / 10
    const shares = Object.fromEntries(contenders.map((rep) => [rep, part]))
    // A picker that is off by a lot: rep0 gets every lead of the first half, the others take turns in the second.
    const winners = Array.from({ length: 100_000 }, (_, lead) => (lead < 50_000 ? 'rep0' : `rep${1 + (lead % 9)}`))
    const fairness = fairnessOf(
      observeAll(
        emptyBalance,
        winners.map((winner) => ({ winner, shares })),
      ),
    )
    expect(fairness.reps.rep0).toEqual({
      got: 50_000,
      fair: 10_000,
      deviation: -40_000,
      eligible: 100_000,
      longestWait: { shares: 5_000, leads: 50_000 },
    })
    expect(fairness.worst).toEqual({ rep: 'rep0', deviation: -45_000, lead: 50_000 })
  })
})
