import { describe, expect, test } from 'vitest'
import type { Member, Picker } from './contest.js'
import { fairlead } from './fairlead.js'
import { fewest, fewestOpen, fewestOpenInOrder, fewestPerWeight, weightedRandom } from './picker/count.js'
import { calibratedMonthQuota, dayQuota, monthQuota } from './picker/quota.js'
import { blindPointer, leastRecent, pointer } from './picker/rotation.js'
import { largestClaim, largestDeficit, smoothRotation, virtualDeadline } from './picker/share.js'
import { pickers } from './pickers.js'
import { teamOf, traces } from './traces.js'

interface Case {
  readonly picker: Picker
  readonly weights: readonly number[]
  /** Who is there, lead by lead; the last stays. */
  readonly there: readonly string[]
  readonly expected: string
  readonly open?: readonly number[]
}

function winnersOf({ picker, weights, there, expected, open }: Case): string {
  const team = teamOf(weights)
  const letter = ({ seat }: Member): string => 'abcdefghij'[seat] as string
  const pick = picker.start(team, 1)
  return [...expected]
    .map((_, turn) => {
      const present = there[Math.min(turn, there.length - 1)] as string
      const [contenders, away] = [
        team.filter((member) => present.includes(letter(member))),
        team.filter((member) => !present.includes(letter(member))),
      ]
      const winner = pick({ turn, contenders, away, ...(open === undefined ? {} : { open }) })
      return winner === undefined ? '-' : letter(winner)
    })
    .join('')
}

const equal = [1, 1, 1]

describe('rules by hand', () => {
  test.each<Case>([
    { picker: smoothRotation, weights: [5, 1, 1], there: ['abc'], expected: 'aabacaaaabacaa' },
    { picker: largestClaim, weights: [5, 1, 1], there: ['abc'], expected: 'aabacaa' },
    // In sevenths a, b, c are owed 0 0 0, -2 1 1, 3 -5 2, 1 -4 3, 6 -3 -3.
    { picker: largestDeficit, weights: [5, 1, 1], there: ['abc'], expected: 'abacaaa' },
    { picker: virtualDeadline, weights: [3, 1], there: ['ab'], expected: 'aabaaaba' },
    { picker: virtualDeadline, weights: equal, there: ['ab', 'ab', 'ab', 'ab', 'abc'], expected: 'ababcabc' },
    { picker: leastRecent, weights: equal, there: ['abc', 'ac', 'ac', 'abc'], expected: 'acabcab' },
    { picker: pointer, weights: equal, there: ['abc', 'ac', 'ac', 'ac', 'abc'], expected: 'acacabc' },
    { picker: blindPointer, weights: equal, there: ['a'], expected: 'abcabc' },
    { picker: fewest, weights: [5, 1, 1], there: ['ab', 'ab', 'ab', 'ab', 'abc'], expected: 'ababccabc' },
    { picker: fewestPerWeight, weights: [2, 1], there: ['ab'], expected: 'ababaa' },
    { picker: fewestOpen, weights: equal, there: ['abc'], open: [2, 1, 1], expected: 'bcbc' },
    { picker: fewestOpenInOrder, weights: equal, there: ['abc'], open: [2, 1, 1], expected: 'bbbb' },
    { picker: monthQuota, weights: [2, 1, 1], there: ['abc'], expected: 'abcaabca' },
    { picker: monthQuota, weights: equal, there: ['ab', 'ab', 'ab', 'ab', 'abc'], expected: 'ababccabc' },
    // Booked two of four while away, c comes back even.
    { picker: calibratedMonthQuota, weights: equal, there: ['ab', 'ab', 'ab', 'ab', 'abc'], expected: 'ababcabc' },
    // 1.5 x 20 x 1/62 rounds to nothing, 1.5 x 20 x 1/30 to one.
    { picker: dayQuota, weights: [61, 1], there: ['b'], expected: '-----' },
    { picker: dayQuota, weights: [29, 1], there: ['b'], expected: 'b-------------------b' },
    // As Tijdeman's rule has it: a tie of deadlines at the fifth lead goes to c, who never had one.
    { picker: fairlead, weights: [5, 1, 1], there: ['abc'], expected: 'aabacaaaabacaa' },
    { picker: fairlead, weights: equal, there: ['abc'], expected: 'abcabc' },
  ])('$picker.name, weights $weights, there $there: $expected', (example) => {
    expect(winnersOf(example)).toBe(example.expected)
  })

  test('weighted random keeps to the odds', () => {
    const winners = winnersOf({ picker: weightedRandom, weights: [3, 1], there: ['ab'], expected: ' '.repeat(8000) })
    expect([...winners].filter((winner) => winner === 'a').length / 8000).toBeCloseTo(0.75, 1.7)
  })
})

test('every rule has a name of its own and a run of its own', () => {
  expect(new Set(pickers.map(({ name }) => name)).size).toBe(pickers.length)
  const [trace] = traces
  for (const picker of pickers.filter(({ needsOpen }) => needsOpen !== true)) {
    const run = (): (number | undefined)[] => {
      const play = (trace as (typeof traces)[number]).draw(1)()
      const pick = picker.start((trace as (typeof traces)[number]).team, 1)
      return Array.from({ length: 30 }, (_, turn) => pick(play.contest(turn) as never)?.seat)
    }
    expect(run()).toEqual(run())
  }
})
