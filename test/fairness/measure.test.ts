import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chanceOf, waitOf } from './chance.js'
import type { Contest, Member, Picker } from './contest.js'
import { deviationOf, measure, staysWithin, unitOf } from './measure.js'
import { type Play, teamOf } from './traces.js'

/** A lead: the seats there, and who gets it. */
type Lead = readonly [there: readonly number[], winner: number | undefined]

function played(weights: readonly number[], given: readonly Lead[]) {
  const team = teamOf(weights)
  const contest = (turn: number): Contest | undefined => {
    const contenders = team.filter(({ seat }) => given[turn]?.[0].includes(seat))
    return contenders.length === 0 ? undefined : { turn, contenders, away: [] }
  }
  const play: Play = { contest, assign: () => {} }
  const picker: Picker = {
    name: 'as told',
    rule: '',
    weighs: true,
    start: () => (asked) => {
      const seat = given[asked.turn]?.[1]
      return seat === undefined ? undefined : (team[seat] as Member)
    },
  }
  const course: number[] = []
  return { ...measure({ team }, play, picker, 1, (_, deviation) => course.push(deviation), given.length), course }
}

const repeat = (lead: Lead, times: number): Lead[] => Array.from({ length: times }, () => lead)

describe('the yardstick, by hand', () => {
  test('one of three equals gets all six leads', () => {
    const { unit, ahead, behind, waitLeads, waitShares, error, course } = played([1, 1, 1], repeat([[0, 1, 2], 0], 6))
    expect([ahead, behind]).toEqual([4n * unit, 2n * unit])
    expect([waitLeads, waitShares, error]).toEqual([6, 2, 2])
    expect(course.map((deviation) => deviation.toFixed(3))).toEqual(['0.667', '1.333', '2.000', '2.667', '3.333', '4.000'])
  })

  test('weights 3, 2, 1 in the order a b a c b a: back at the ideal after six', () => {
    const measured = played(
      [3, 2, 1],
      [0, 1, 0, 2, 1, 0].map((winner): Lead => [[0, 1, 2], winner]),
    )
    // After the second lead b is 1 - 2/3 ahead; after the first, a 1 - 1/2 and b 1/3 behind; before its only lead, c is 3/6 behind.
    expect([measured.ahead, measured.behind]).toEqual([measured.unit / 2n, measured.unit / 2n])
    expect(measured.error).toBe(0)
    expect(staysWithin(measured, 1, 2)).toBe(true)
    expect(staysWithin(measured, 499_999_999, 1_000_000_000)).toBe(false)
  })

  test('who is not there earns nothing; a lead given to the absent counts for whoever got it', () => {
    const measured = played(
      [1, 1],
      [
        [[0], 0],
        [[0], 1],
        [[0, 1], 1],
      ],
    )
    // Ideal 2.5 and 0.5; got 1 and 2.
    expect(deviationOf(measured)).toBe(1.5)
    expect([measured.offered, measured.toAbsent, measured.toNobody]).toEqual([3, 1, 0])
    expect(measured.error).toBe(3)
  })

  test('a lead for nobody, or that finds nobody, counts for nobody', () => {
    const measured = played(
      [1, 1],
      [
        [[0, 1], undefined],
        [[], 0],
        [[0, 1], 0],
        [[0, 1], 1],
      ],
    )
    expect([measured.offered, measured.toNobody, measured.error]).toEqual([3, 1, 0])
    expect(deviationOf(measured)).toBe(0.5)
  })

  test('a wait still open at the end counts', () => {
    expect(played([1, 1], [[[0, 1], 1], ...repeat([[0, 1], 0], 5)]).waitLeads).toBe(5)
  })

  test.each([
    [[1, 1, 1, 1], 12n],
    [[8, 5, 5, 3, 3, 2, 2, 1, 1, 1], 72_201_776_446_800n],
    [[1], 1n],
  ])('the unit of %j is lcm(1..sum)', (weights, unit) => {
    expect(unitOf(teamOf(weights))).toBe(unit)
  })
})

test('it looks only when somebody gets a lead, and misses nothing: as looking at everybody after every lead', () => {
  let uneven = 0
  const given = fc.array(fc.tuple(fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1 }), fc.integer({ min: 0, max: 4 })), {
    minLength: 30,
    maxLength: 120,
  })
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 }), given, (weights, history) => {
      const measured = played(weights, history)
      // Every share over one denominator, the product of all sums that occur would do; lcm(1..45) is one.
      const unit = unitOf(teamOf(weights))
      const owed = weights.map(() => 0n)
      let [behind, ahead] = [0n, 0n]
      for (const [there, winner] of history) {
        const sum = there.reduce((total, seat) => total + (weights[seat] as number), 0)
        for (const seat of there) owed[seat] = (owed[seat] as bigint) + (unit * BigInt(weights[seat] as number)) / BigInt(sum)
        owed[winner] = (owed[winner] as bigint) - unit
        for (const one of owed) {
          if (one > behind) behind = one
          if (-one > ahead) ahead = -one
        }
        if (there.length < 5) uneven += 1
      }
      expect([measured.behind, measured.ahead]).toEqual([behind, ahead])
      const most = behind > ahead ? behind : ahead
      expect(Math.max(...measured.course)).toBeCloseTo(Number(most) / Number(unit), 5)
    }),
    { numRuns: 100 },
  )
  expect(uneven).toBeGreaterThan(1000)
})

describe('chance', () => {
  test('is the same for the same seed and stream, and another for another', () => {
    const draw = (seed: number, stream?: number): number[] => Array.from({ length: 5 }, chanceOf(seed, stream))
    expect(draw(1)).toEqual(draw(1))
    expect(new Set([draw(1), draw(2), draw(1, 1), draw(2, 1)].map(String)).size).toBe(4)
  })

  test('is even, and waiting times are exponential', () => {
    const [even, waits] = [chanceOf(3), chanceOf(4)]
    const tenths = Array.from({ length: 10 }, () => 0)
    for (let draw = 0; draw < 50_000; draw++) {
      const tenth = Math.floor(even() * 10)
      tenths[tenth] = (tenths[tenth] as number) + 1
    }
    expect(tenths.every((count) => count > 4_700 && count < 5_300)).toBe(true)
    const times = Array.from({ length: 50_000 }, () => waitOf(waits))
    expect(times.reduce((sum, time) => sum + time, 0) / times.length).toBeCloseTo(1, 1)
    for (const limit of [0.5, 1, 2]) expect(times.filter((time) => time > limit).length / times.length).toBeCloseTo(Math.exp(-limit), 1.7)
  })
})
