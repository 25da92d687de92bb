import { describe, expect, test } from 'vitest'
import { LEVEL_LIMIT } from '../../src/ledger/book.js'
import { MOST_TYPICAL } from '../../src/ledger/byValue.js'
import { pickByCredit } from '../../src/ledger/pick.js'
import { creditOf, LEAD } from '../../src/ledger/standing.js'
import type { LedgerState } from '../../src/ledger/state.js'
import { LARGEST, LARGEST_SUM } from '../../src/ledger/weights.js'
import { chanceOf } from '../fairness/chance.js'
import { apply, team } from './histories.js'
import { ours, run } from './run.js'

/** Numbers that docs/fairness.md gives as the reach of its proofs. */
describe('how far the proofs reach', () => {
  test('T1 asks for floor(LEAD / W) >= 2n - 2: any weights up to 1,071 reps, equal weights up to 51,741', () => {
    const reaches = (size: number, weight: number): boolean => Math.floor(LEAD / weight) >= 2 * size - 2
    expect([1_071, 1_072].map((size) => reaches(size, LARGEST_SUM))).toEqual([true, false])
    expect([51_741, 51_742].map((size) => reaches(size, size))).toEqual([true, false])
  })

  test('numbers stay below 2^53: credits of 1.8 million reps, weights of 1.5 million, values of 87 million leads against an opponent', () => {
    const room = Number.MAX_SAFE_INTEGER - LEVEL_LIMIT
    expect(Math.floor(1_800_000 / 2) * LEAD).toBeLessThan(room)
    expect(LARGEST * LEAD).toBeLessThan(Number.MAX_SAFE_INTEGER)
    // T6: the square of a credit in value is at most the sum of 1 + v^2.
    expect(Math.sqrt(87_000_000 * (1 + MOST_TYPICAL ** 2)) * LEAD).toBeLessThan(room)
    expect(Math.floor(LEVEL_LIMIT / LEAD)).toBe(747_073)
  })
})

describe('R2 reaches as far as what the divisions leave over stays below a lead', () => {
  const heavy = (weight: number) => [
    { id: 'one', weight: 800_000 },
    { id: 'other', weight: 800_000 },
    { id: 'third', weight },
  ]
  // LEAD / 1,600,187 leaves 3,178 units over, LEAD / 1,600,188 leaves 1,600,020.
  const [most, least] = [188, 187]

  test('an opponent who sees who is ahead and moves the weight of a third rep by one: a pair differs by two after 6,709 leads', () => {
    const rotation = run(ours)
    const got = (id: string): number => rotation.got.get(id) ?? 0
    let leads = 0
    while (Math.abs(got('one') - got('other')) < 2 && leads < 10_000) {
      rotation.next(heavy(got('one') <= got('other') ? most : least))
      leads += 1
    }
    expect(leads).toBe(6_709)
    // Not before what is proved: until each has got LEAD / W - 1 leads.
    expect(got('other')).toBe(3_353)
    expect(Math.floor(LEAD / 1_600_188 - 1)).toBe(3_344)
  })

  test('R2 reaches 54 million leads each at W = 99, and 2,140 at 2,500,000', () => {
    const reach = (sum: number): number => Math.floor(LEAD / sum - 1)
    expect([99, LARGEST_SUM].map(reach)).toEqual([54_083_119, 2_140])
    // Nothing is left over where the sum divides a lead.
    expect(Array.from({ length: 24 }, (_, index) => LEAD % (index + 1))).toEqual(Array(24).fill(0))
  })

  test('the same weights in no order: never by more than one in 100,000 leads', () => {
    const rotation = run(ours)
    const chance = chanceOf(1)
    let apart = 0
    for (let lead = 0; lead < 100_000; lead++) {
      rotation.next(heavy(chance() < 0.5 ? most : least))
      apart = Math.max(apart, Math.abs((rotation.got.get('one') ?? 0) - (rotation.got.get('other') ?? 0)))
    }
    expect(apart).toBe(1)
  })
})

test.each([
  [5, 6],
  [30, 33],
])('why not at once: a lump of %i leads of credit after 300 missed ones is %i leads in a row', (lump, row) => {
  const all = team(Array.from({ length: 10 }, () => 1))
  const before = run(ours)
  for (let lead = 0; lead < 1_000; lead++) before.next(all)
  for (let lead = 0; lead < 300; lead++) before.next(all.slice(1))
  const members = Object.fromEntries(
    all.map(
      ({ id }, rep) => [id, [before.credit(id) + (rep === 0 ? lump : -lump / 9) * LEAD, before.ledger().members[id]?.[1] ?? 0]] as const,
    ),
  )
  const lumped: LedgerState = { turn: before.ledger().turn, level: 0, valueLevel: 0, weight: 0, members }
  expect(all.reduce((sum, { id }) => sum + creditOf(lumped, id), 0)).toBe(0)
  let ledger = lumped
  let [longest, now] = [0, 0]
  for (let lead = 0; lead < 200; lead++) {
    const { winner, change } = pickByCredit(ledger, { contenders: all })
    ledger = apply(ledger, change)
    now = winner === 0 ? now + 1 : 0
    longest = Math.max(longest, now)
  }
  expect(longest).toBe(row)
})
