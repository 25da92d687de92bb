import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LEAD, observationOf, type PickedLead } from '../../src/door/metrics.js'
import { isRoutingError } from '../../src/index.js'
import { pickedLeads } from './lives.js'

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

describe('observationOf', () => {
  test.each<[string, PickedLead, { [rep: string]: number }]>([
    ['the only one', { winner: 'a', contenders: [{ id: 'a', weight: 3 }] }, { a: LEAD }],
    [
      'whole shares',
      {
        winner: 'a',
        contenders: [
          { id: 'a', weight: 1 },
          { id: 'b', weight: 3 },
        ],
      },
      { a: LEAD / 4, b: (LEAD * 3) / 4 },
    ],
    [
      'fractions of weight',
      {
        winner: 'a',
        contenders: [
          { id: 'a', weight: 0.25 },
          { id: 'b', weight: 0.75 },
        ],
      },
      { a: LEAD / 4, b: (LEAD * 3) / 4 },
    ],
    [
      'a weight of nothing is no share',
      {
        winner: 'a',
        contenders: [
          { id: 'a', weight: 1 },
          { id: 'b', weight: 0 },
        ],
      },
      { a: LEAD },
    ],
    // LEAD = 29 x 184,628,582 + 2.
    [
      'the winner takes what is left over',
      {
        winner: 'b',
        contenders: [
          { id: 'a', weight: 28 },
          { id: 'b', weight: 1 },
        ],
      },
      { a: 28 * 184_628_582 + 1, b: 184_628_582 + 1 },
    ],
    // Remainders: 28 x 2 mod 29 = 27 and 1 x 2 = 2, so that the one unit is a's.
    [
      'without a winner among them, the largest remainder does',
      {
        winner: 'z',
        contenders: [
          { id: 'b', weight: 1 },
          { id: 'a', weight: 28 },
        ],
      },
      { b: 184_628_582, a: 28 * 184_628_582 + 2 },
    ],
  ])('%s', (_, lead, shares) => {
    expect(LEAD % 29).toBe(2)
    expect(observationOf(lead)).toEqual({ winner: lead.winner, shares })
  })

  test('with time and value: the part of the worth, for the winner less the worth', () => {
    const contenders = ['a', 'b', 'c', 'd'].map((id) => ({ id, weight: 1 }))
    expect(observationOf({ winner: 'b', contenders, at: 7, value: 2 })).toEqual({
      winner: 'b',
      shares: { a: LEAD / 4, b: LEAD / 4, c: LEAD / 4, d: LEAD / 4 },
      at: 7,
      value: { a: LEAD / 2, b: -1.5 * LEAD, c: LEAD / 2, d: LEAD / 2 },
    })
  })

  test('shares and values always add up, and no share is more than one unit for each contender away from the exact one', () => {
    let leftOver = 0
    let leads = 0
    fc.assert(
      fc.property(pickedLeads, fc.double({ min: 0, max: 1_000_000, noNaN: true }), (all, value) => {
        for (const lead of all) {
          const observation = observationOf({ ...lead, value })
          const shares = Object.values(observation.shares)
          expect(sum(shares)).toBe(LEAD)
          expect(sum(Object.values(observation.value ?? {}))).toBe(0)
          const total = sum(lead.contenders.map(({ weight }) => weight))
          for (const { id, weight } of lead.contenders) {
            const exact = (LEAD * weight) / total
            const share = (Object.entries(observation.shares).find(([rep]) => rep === id) ?? [])[1] as number
            // Weights that are not whole are taken to a millionth of their sum.
            const tolerance = lead.contenders.every((one) => Number.isInteger(one.weight)) ? lead.contenders.length : 6 * (LEAD / 1e6)
            expect(Math.abs(share - exact)).toBeLessThanOrEqual(tolerance)
          }
          leads += 1
          if (shares.some((share, index) => (LEAD * (lead.contenders[index]?.weight ?? 0)) % total !== 0 && share > 0)) leftOver += 1
        }
      }),
    )
    expect(leftOver / leads).toBeGreaterThan(0.02)
  })

  test.each<[string, Partial<PickedLead>]>([
    ['nobody', { contenders: [] }],
    ['nobody with a weight', { contenders: [{ id: 'a', weight: 0 }] }],
    ['a negative weight', { contenders: [{ id: 'a', weight: -1 }] }],
    ['no number', { contenders: [{ id: 'a', weight: Number.NaN }] }],
    ['no finite number', { contenders: [{ id: 'a', weight: Number.POSITIVE_INFINITY }] }],
    [
      'somebody twice',
      {
        contenders: [
          { id: 'a', weight: 1 },
          { id: 'a', weight: 1 },
        ],
      },
    ],
    ['a negative value', { value: -1 }],
    ['a value that is no number', { value: Number.NaN }],
    ['a value in another unit than typical leads', { value: 1_000_001 }],
  ])('refused: %s', (_, wrong) => {
    const lead = { winner: 'a', contenders: [{ id: 'a', weight: 1 }], ...wrong }
    expect(() => observationOf(lead)).toThrow(expect.objectContaining({ code: 'badObservation' }))
    expect(isRoutingError(caught(() => observationOf(lead)))).toBe(true)
  })
})

function caught(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return error
  }
}
