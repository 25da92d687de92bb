import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyLedgerChange } from '../../src/ledger/apply.js'
import { bookLead, chooseByCredit, LEAD, standingOf } from '../../src/ledger/creditWindow.js'
import { emptyLedger, type LedgerState } from '../../src/ledger/state.js'

interface Member {
  readonly id: string
  readonly weight: number
}

type Picker = (ledger: LedgerState, contenders: readonly Member[]) => number

/** One lead through a picker; books it in the ledger. */
function turn(ledger: LedgerState, contenders: readonly Member[], pick: Picker): { readonly ledger: LedgerState; readonly winner: number } {
  const winner = pick(ledger, contenders)
  const members = bookLead(ledger, contenders, winner)
  return { winner, ledger: applyLedgerChange(ledger, { rotation: 'r', turn: ledger.turn + 1, members }) }
}

const credits = (ledger: LedgerState): number[] => Object.values(ledger.members).map(([credit]) => credit)
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
const team = (weights: readonly number[]): Member[] => weights.map((weight, index) => ({ id: `rep${index}`, weight }))

/** The largest violation of the rational bound |got * W - weight * t| * (2n - 2) <= (2n - 3) * W over all prefixes; <= 0 is good. */
function worstOverBound(weights: readonly number[], leads: number, pick: Picker): number {
  const contenders = team(weights)
  const total = sum(weights)
  const got = weights.map(() => 0)
  let ledger = emptyLedger
  let worst = Number.NEGATIVE_INFINITY
  for (let t = 1; t <= leads; t++) {
    const result = turn(ledger, contenders, pick)
    ledger = result.ledger
    got[result.winner] = (got[result.winner] as number) + 1
    weights.forEach((weight, index) => {
      const off = Math.abs((got[index] as number) * total - weight * t) * (2 * weights.length - 2) - (2 * weights.length - 3) * total
      worst = Math.max(worst, off)
    })
  }
  return worst
}

const leastCount: Picker = (ledger, contenders) => {
  const counts = contenders.map(({ id, weight }) => [standingOf(ledger, id)[0] / weight] as const)
  return counts.reduce((best, [credit], index) => (credit > (counts[best]?.[0] as number) ? index : best), 0)
}
const pointer: Picker = (ledger, contenders) => ledger.turn % contenders.length
const leastRecent: Picker = (ledger, contenders) =>
  contenders.reduce(
    (best, { id }, index) => (standingOf(ledger, id)[1] < standingOf(ledger, (contenders[best] as Member).id)[1] ? index : best),
    0,
  )

const weightVectors = fc.array(fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(1, 10, 100), fc.integer({ min: 1, max: 20_000 })), {
  minLength: 2,
  maxLength: 24,
})

describe('constant weights, everybody eligible', () => {
  test('every count stays within 1 - 1/(2n-2) of the share, at every lead', () => {
    fc.assert(
      fc.property(weightVectors, (weights) => {
        expect(worstOverBound(weights, 300, chooseByCredit)).toBeLessThanOrEqual(0)
      }),
      {
        numRuns: 300,
        examples: [
          [[6, 1, 1]],
          [[3, 2, 1, 1, 1]],
          [[1, 1, 3, 14, 14]],
          [[43, 1]],
          [Array.from({ length: 120 }, (_, index) => ((index * 7919) % 20_000) + 1)],
        ],
      },
    )
  })

  test.each([
    ['fewest per weight', leastCount],
    ['pointer', pointer],
    ['least recently assigned', leastRecent],
  ])('the test can tell: %s breaks the bound', (_, pick) => {
    const broken = [
      [6, 1, 1],
      [3, 2, 1, 1, 1],
      [1, 1, 3, 14, 14],
      [43, 1],
    ].filter((weights) => worstOverBound(weights, 300, pick) > 0)
    expect(broken.length).toBeGreaterThan(0)
  })

  test('equal weights: a strict rotation in roster order', () => {
    for (const size of [1, 2, 3, 5, 7, 24, 100]) {
      const contenders = team(Array.from({ length: size }, () => 1))
      let ledger = emptyLedger
      const winners: number[] = []
      for (let t = 0; t < 4 * size; t++) {
        const result = turn(ledger, contenders, chooseByCredit)
        ledger = result.ledger
        winners.push(result.winner)
      }
      expect(winners).toEqual(Array.from({ length: 4 * size }, (_, t) => t % size))
    }
  })
})

/** Who is there and with which weight, lead by lead. */
const histories = fc.integer({ min: 2, max: 9 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    leads: fc.array(
      fc.record({
        there: fc.array(fc.boolean(), { minLength: size, maxLength: size }),
        weights: fc.array(fc.constantFrom(1, 1, 2, 10, 100), { minLength: size, maxLength: size }),
      }),
      { minLength: 150, maxLength: 300 },
    ),
  }),
)

describe('any eligibility, weights changing at every lead', () => {
  test('credits sum to zero, and the top-k sums and each credit stay inside the window bound', () => {
    let contested = 0
    let all = 0
    fc.assert(
      fc.property(histories, ({ size, leads }) => {
        let ledger = emptyLedger
        const odd = size % 2 === 1 ? size : size + 1
        for (const { there, weights } of leads) {
          const contenders = team(weights).filter((_, index) => there[index])
          if (contenders.length === 0) continue
          all += 1
          if (contenders.length > 1 && contenders.length < size) contested += 1
          ledger = turn(ledger, contenders, chooseByCredit).ledger
          expect(sum(credits(ledger))).toBe(0)
          const sorted = credits(ledger).sort((one, two) => two - one)
          let top = 0
          sorted.forEach((credit, index) => {
            top += credit
            const k = index + 1
            expect(top * 2).toBeLessThanOrEqual(LEAD * k * (odd - k))
            expect(Math.abs(credit)).toBeLessThanOrEqual(LEAD * Math.floor(size / 2))
          })
        }
      }),
      { numRuns: 150 },
    )
    // Hit rate: most leads are contested by some, not by all.
    expect(contested / all).toBeGreaterThan(0.6)
  })

  test('the test can tell: a pointer that skips the absent breaks it', () => {
    let ledger = emptyLedger
    // ana is there for every second lead only; the pointer lands on the same reps each time.
    for (let t = 0; t < 400; t++) {
      const contenders = team([1, 1, 1, 1]).filter((_, index) => index !== 0 || t % 2 === 0)
      ledger = turn(ledger, contenders, (state, present) => state.turn % present.length).ledger
    }
    expect(Math.max(...credits(ledger).map(Math.abs))).toBeGreaterThan(LEAD * 2)
  })

  test('a state that went through JSON picks the same', () => {
    fc.assert(
      fc.property(histories, ({ leads }) => {
        let one = emptyLedger
        let two = emptyLedger
        for (const { there, weights } of leads.slice(0, 60)) {
          const contenders = team(weights).filter((_, index) => there[index])
          if (contenders.length === 0) continue
          const first = turn(one, contenders, chooseByCredit)
          const second = turn(JSON.parse(JSON.stringify(two)) as LedgerState, contenders, chooseByCredit)
          expect(second.winner).toBe(first.winner)
          one = first.ledger
          two = second.ledger
        }
      }),
      { numRuns: 60 },
    )
  })

  test('pairs of equal weight that are always there never differ by more than one', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }), { minLength: 150, maxLength: 300 }), (others) => {
        let ledger = emptyLedger
        const got = new Map<string, number>()
        for (const there of others) {
          const contenders = team([1, 1, 1, 1, 1, 1]).filter((_, index) => index < 2 || there[index - 2])
          const result = turn(ledger, contenders, chooseByCredit)
          ledger = result.ledger
          const { id } = contenders[result.winner] as Member
          got.set(id, (got.get(id) ?? 0) + 1)
          expect(Math.abs((got.get('rep0') ?? 0) - (got.get('rep1') ?? 0))).toBeLessThanOrEqual(1)
        }
      }),
      { numRuns: 150 },
    )
  })
})
