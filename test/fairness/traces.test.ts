import { describe, expect, test } from 'vitest'
import type { Member } from './contest.js'
import { leastRecent } from './picker/rotation.js'
import { leads, type Trace, traceOf, traces } from './traces.js'

/** The contenders of a whole run, with the leads given round. */
function contestsOf(trace: Trace, seed: number) {
  const play = trace.draw(seed)()
  const pick = leastRecent.start(trace.team, seed)
  return Array.from({ length: leads }, (_, turn) => {
    const contest = play.contest(turn)
    if (contest !== undefined) play.assign(turn, pick(contest) as Member)
    return contest
  })
}

const seatsOf = (trace: Trace, seed: number): string[] =>
  contestsOf(trace, seed).map((contest) => contest?.contenders.map(({ seat }) => seat).join(' ') ?? '')

/** The part of the leads that each rep is there for. */
function presence(trace: Trace, seed: number): number[] {
  const contests = contestsOf(trace, seed)
  return trace.team.map((member) => contests.filter((contest) => contest?.contenders.includes(member)).length / leads)
}

describe.each(traces.map((trace) => [trace.key, trace] as const))('trace %s', (_, trace) => {
  test('is the same for the same seed; another for another, where it draws lots', () => {
    const one = seatsOf(trace, 1)
    expect(seatsOf(trace, 1)).toEqual(one)
    expect(seatsOf(trace, 2).join() !== one.join()).toBe(trace.lots)
    expect(new Set(one).size > 1).toBe(!trace.constant)
  })

  test('offers reps of its team, in order, and at least one or no contest', () => {
    const odd = contestsOf(trace, 3).filter(
      (contest) =>
        contest !== undefined &&
        (contest.contenders.length === 0 ||
          contest.contenders.some((member, index) => {
            const before = contest.contenders[index - 1]
            return trace.team[member.seat] !== member || (before !== undefined && before.seat >= member.seat)
          }) ||
          contest.away.some((member) => contest.contenders.includes(member))),
    )
    expect(odd).toEqual([])
  })
})

describe('who is there, on average', () => {
  test.each([
    ['A', 1, 0.001],
    ['C', 0.7, 0.02],
    ['H', 0.5, 0.02],
    ['D', 0.8, 0.12],
  ])('%s: each about %d', (key, part, within) => {
    for (const rep of presence(traceOf(key), 1)) expect(Math.abs(rep - part)).toBeLessThanOrEqual(within)
  })

  test('E: 4 early, 3 late, 3 both', () => {
    expect(presence(traceOf('E'), 1)).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 1, 1])
  })

  test('G: by the territories, of 40, 20, 25 and 15 %', () => {
    const expected = [0.55, 0.4, 0.4, 0.6, 0.35, 0.45, 0.25, 0.25, 0.25, 0.4]
    presence(traceOf('G'), 1).forEach((part, seat) => {
      expect(part).toBeCloseTo(expected[seat] as number, 1.6)
    })
  })

  test('F: nobody has more than four open, some are full, and most leads find somebody', () => {
    const contests = contestsOf(traceOf('F'), 1)
    expect(contests.every((contest) => contest?.open?.every((open) => open <= 4) ?? true)).toBe(true)
    const found = contests.filter((contest) => contest !== undefined)
    expect(found.length / leads).toBeGreaterThan(0.9)
    expect(found.length).toBeLessThan(leads)
    expect(found.filter(({ contenders }) => contenders.length < 10).length / leads).toBeGreaterThan(0.5)
  })
})
