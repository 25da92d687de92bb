import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wholeWeights } from '../../src/ledger/weights.js'

describe('wholeWeights', () => {
  test.each([
    [
      [1, 2, 3],
      [1, 2, 3],
    ],
    [[1_000_000], [1_000_000]],
    [
      [0.5, 0.25, 0.25],
      [500_000, 250_000, 250_000],
    ],
    [
      [1_250_000, 1_250_000],
      [1_250_000, 1_250_000],
    ],
    [
      [1_250_000, 1_250_001],
      [500_000, 500_000],
    ],
    [
      [1_500_001, 1],
      [999_999, 1],
    ],
    [
      [1e308, 1e308],
      [500_000, 500_000],
    ],
    [
      [1e-300, 1],
      [1, 1_000_000],
    ],
    [[], []],
  ])('%j -> %j', (weights, whole) => {
    expect(wholeWeights(weights)).toEqual(whole)
  })

  test('always whole numbers >= 1 with a sum the ledger can take, in the given proportions to a millionth of the sum', () => {
    const positive = fc.oneof(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), fc.integer({ min: 1, max: 5000 }))
    fc.assert(
      fc.property(fc.array(positive, { minLength: 1, maxLength: 50 }), (weights) => {
        const whole = wholeWeights(weights)
        const total = whole.reduce((sum, weight) => sum + weight, 0)
        const given = weights.reduce((sum, weight) => sum + weight, 0)
        expect(whole.every((weight) => Number.isSafeInteger(weight) && weight >= 1)).toBe(true)
        expect(total).toBeLessThanOrEqual(2_500_000)
        whole.forEach((weight, index) => {
          expect(Math.abs(weight / total - (weights[index] as number) / given)).toBeLessThanOrEqual((weights.length + 2) / 1_000_000)
        })
      }),
    )
  })
})
