import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LEAD } from '../../src/ledger/standing.js'
import { sum, team } from './histories.js'
import { ours, run } from './run.js'
import type { Picker } from './wrongPickers.js'

describe('T5: people join and leave', () => {
  test('whoever comes starts at zero; with n at a time, nobody is ever more than n - 1 leads off, and nobody else is touched', () => {
    let joins = 0
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            move: fc.constantFrom('join', 'leave', 'none', 'none', 'none'),
            pick: fc.nat(),
            weight: fc.constantFrom(1, 1, 2, 5, 50),
            there: fc.nat(),
          }),
          { minLength: 200, maxLength: 300, size: 'max' },
        ),
        (steps) => {
          const rotation = run(ours)
          let people = team([1, 1, 1])
          let next = 3
          let most = people.length
          for (const { move, pick, weight, there } of steps) {
            if (move === 'join' && people.length < 9) {
              people = [...people, { id: `rep${next++}`, weight }]
              joins += 1
            }
            if (move === 'leave' && people.length > 2) people = people.filter((_, index) => index !== pick % people.length)
            most = Math.max(most, people.length)
            const contenders = people.filter((_, index) => (there >> index) % 2 === 0)
            if (contenders.length === 0) continue
            const before = new Map(Object.keys(rotation.ledger().members).map((id) => [id, rotation.credit(id)]))
            rotation.next(contenders)
            expect(sum(rotation.credits())).toBe(0)
            for (const { id } of people) expect(Math.abs(rotation.credit(id))).toBeLessThanOrEqual(LEAD * (most - 1))
            const touched = new Set(contenders.map(({ id }) => id))
            for (const [id, credit] of before) if (!touched.has(id)) expect(rotation.credit(id)).toBe(credit)
          }
        },
      ),
      { numRuns: 60 },
    )
    expect(joins).toBeGreaterThan(500)
  })
})

describe('R2: pairs of equal weight that are always there', () => {
  function alike(others: readonly (readonly boolean[])[], pick: Picker): boolean {
    const rotation = run(pick)
    return others.every((there) => {
      rotation.next(team([2, 2, 1, 5, 2, 2]).filter((_, index) => index < 2 || there[index - 2]))
      return Math.abs((rotation.got.get('rep0') ?? 0) - (rotation.got.get('rep1') ?? 0)) <= 1
    })
  }
  const flags = fc.array(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), { minLength: 150, maxLength: 300, size: 'max' })

  test('pairs of equal weight that are always there never differ by more than one', () => {
    fc.assert(
      fc.property(flags, (others) => alike(others, ours)),
      { numRuns: 150 },
    )
  })

  test('the test can tell: a pointer moves on past one of them again and again', () => {
    const others = Array.from({ length: 200 }, (_, t) => [t % 2 === 0, t % 2 === 0, false, false])
    const pointerOfTheDay: Picker = (ledger, contenders) => ledger.turn % contenders.length
    expect(alike(others, ours)).toBe(true)
    expect(alike(others, pointerOfTheDay)).toBe(false)
  })
})
