import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bookLead, LEVEL_LIMIT } from '../../src/ledger/book.js'
import { chooseByCredit } from '../../src/ledger/creditWindow.js'
import { pickByCredit } from '../../src/ledger/pick.js'
import { creditOf, LEAD, valueCreditOf } from '../../src/ledger/standing.js'
import { emptyLedger, type LedgerState } from '../../src/ledger/state.js'
import { apply, contendersOf, histories, team } from './histories.js'
import { createOracle, type Member } from './oracle.js'

/** One lead as the rotation deals with it: picked and booked. */
function turn(ledger: LedgerState, contenders: readonly Member[], price?: { readonly cost: number; readonly value: number }) {
  if (price === undefined) {
    const { winner, change } = pickByCredit(ledger, { contenders })
    return { winner, change, ledger: apply(ledger, change) }
  }
  const winner = chooseByCredit(ledger, contenders, price.cost)
  const change = bookLead(ledger, contenders, winner, price)
  return { winner, change, ledger: apply(ledger, change) }
}

const isWhole = (ledger: LedgerState): boolean =>
  [ledger.level, ledger.valueLevel, ledger.weight, ...Object.values(ledger.members).flatMap((numbers) => [...numbers])].every(
    Number.isSafeInteger,
  )

describe('the ledger is its specification', () => {
  test('same winners, same credits, to the last unit; and a change never writes more standings than there are contenders', () => {
    let leads = 0
    let cheap = 0
    fc.assert(
      fc.property(histories(), ({ leads: history }) => {
        const oracle = createOracle()
        let ledger = emptyLedger
        for (const lead of history) {
          const contenders = contendersOf(lead)
          if (contenders.length === 0) continue
          const price = { cost: Math.floor((LEAD * lead.cost) / 1000), value: LEAD * (lead.cost % 7) }
          const result = turn(ledger, contenders, price)
          expect(contenders[result.winner]?.id).toBe(oracle.next(contenders, { cost: price.cost }))
          const written = Object.keys(result.change.members).length
          expect(written).toBeLessThanOrEqual(contenders.length + 1)
          leads += 1
          if (contenders.length > 2 && written < contenders.length) cheap += 1
          ledger = result.ledger
          expect(isWhole(ledger)).toBe(true)
          for (const [id, credit] of oracle.credits()) expect(BigInt(creditOf(ledger, id))).toBe(credit)
        }
      }),
      { numRuns: 60 },
    )
    // Hit rate: the level is really used.
    expect(cheap / leads).toBeGreaterThan(0.12)
  })

  test('the account of values too: same winners, same credits in both', () => {
    fc.assert(
      fc.property(histories({ leads: 150 }), fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 20 }), ({ leads }, values) => {
        const oracle = createOracle()
        let ledger = emptyLedger
        leads.forEach((lead, index) => {
          const contenders = contendersOf(lead)
          if (contenders.length === 0) return
          const value = Math.round(((values[index % values.length] as number) / 1000) * LEAD)
          const { winner, change } = pickByCredit(ledger, { contenders, value })
          expect(contenders[winner]?.id).toBe(oracle.next(contenders, { value }))
          ledger = apply(ledger, change)
          expect(isWhole(ledger)).toBe(true)
          for (const [id, credit] of oracle.credits()) expect(BigInt(creditOf(ledger, id))).toBe(credit)
          for (const [id, credit] of oracle.values()) expect(BigInt(valueCreditOf(ledger, id))).toBe(credit)
        })
      }),
      { numRuns: 60 },
    )
  })

  test('a state that went through JSON at any point picks the same and becomes the same', () => {
    fc.assert(
      fc.property(histories({ leads: 120 }), ({ leads }) => {
        let one = emptyLedger
        let two = emptyLedger
        for (const lead of leads) {
          const contenders = contendersOf(lead)
          if (contenders.length === 0) continue
          const first = turn(one, contenders)
          const second = turn(JSON.parse(JSON.stringify(two)) as LedgerState, contenders)
          expect(second.winner).toBe(first.winner)
          expect(JSON.stringify(second.change)).toBe(JSON.stringify(first.change))
          one = first.ledger
          two = second.ledger
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('what a lead changes', () => {
  const changed = (change: LedgerState): string[] => Object.keys(change.members).sort()

  test('a team that stays the same: the winner alone, whatever the size of the team', () => {
    let ledger = emptyLedger
    const contenders = team(Array.from({ length: 1000 }, (_, index) => 1 + (index % 5)))
    ledger = turn(ledger, contenders).ledger
    for (let lead = 0; lead < 200; lead++) {
      const { winner, change, ledger: next } = turn(ledger, contenders)
      expect(changed(change)).toEqual([contenders[winner]?.id])
      ledger = next
    }
  })

  test('who comes or goes: they and the winner; a weight that changes: that rep and the winner', () => {
    const all = team([1, 1, 1, 1, 1, 1, 1, 1])
    let ledger = emptyLedger
    for (let lead = 0; lead < 20; lead++) ledger = turn(ledger, all).ledger
    const without = all.filter(({ id }) => id !== 'rep3')
    const gone = turn(ledger, without)
    expect(changed(gone.change)).toEqual([...new Set(['rep3', without[gone.winner]?.id as string])].sort())
    const back = turn(gone.ledger, all)
    expect(changed(back.change)).toEqual([...new Set(['rep3', all[back.winner]?.id as string])].sort())
    const heavier = all.map((member) => (member.id === 'rep5' ? { ...member, weight: 3 } : member))
    const weighed = turn(back.ledger, heavier)
    expect(changed(weighed.change)).toEqual([...new Set(['rep5', heavier[weighed.winner]?.id as string])].sort())
  })

  test('three of a hundred: those three, and the level of the hundred stays', () => {
    const all = team(Array.from({ length: 100 }, () => 1))
    let ledger = turn(emptyLedger, all).ledger
    for (let lead = 0; lead < 20; lead++) {
      const few = turn(ledger, all.slice(40, 43))
      expect(changed(few.change)).toEqual(['rep40', 'rep41', 'rep42'])
      expect(few.change.level).toBe(ledger.level)
      ledger = few.ledger
      const many = turn(ledger, all)
      expect(changed(many.change).length).toBe(1)
      ledger = many.ledger
    }
  })
})

describe('for ever', () => {
  /** The state after `rounds` more full rotations of a team in which all are there: credits as before, level and turns further on. */
  function after(ledger: LedgerState, contenders: readonly Member[], rounds: number): LedgerState {
    const weight = contenders.reduce((total, member) => total + member.weight, 0)
    const unit = Math.floor(LEAD / weight)
    const raised = unit * weight * rounds
    const members = Object.fromEntries(
      Object.entries(ledger.members).map(([id, [credit, last, own = 0]]) => [
        id,
        [credit - own * raised, last + weight * rounds, own] as const,
      ]),
    )
    return { ...ledger, turn: ledger.turn + weight * rounds, level: ledger.level + raised, members }
  }

  test.each([
    ['equal weights', [1, 1, 1, 1, 1]],
    ['weights', [8, 5, 5, 3, 3, 2, 2, 1, 1, 1]],
    ['uneven weights', [200, 1, 7, 33]],
  ])('more than 10^8 picks: levels are folded, numbers stay exact and picks the same (%s)', (_, weights) => {
    const contenders = team(weights)
    const weight = weights.reduce((total, one) => total + one, 0)
    let ledger = emptyLedger
    let plain = emptyLedger
    let picks = 0
    let folds = 0
    // As many whole rotations at a time as fit below the limit, then some picks one by one, over the limit and on.
    const rounds = Math.floor((LEVEL_LIMIT * 0.999_999) / (Math.floor(LEAD / weight) * weight * weight))
    while (picks < 120_000_000) {
      ledger = after(ledger, contenders, Math.max(1, rounds - Math.ceil(ledger.level / (Math.floor(LEAD / weight) * weight))))
      picks = ledger.turn
      let folded = false
      for (let lead = 0; lead < 3 * weight && !folded; lead++) {
        const before = ledger.level
        const real = turn(ledger, contenders)
        const reference = turn(plain, contenders)
        expect(real.winner).toBe(reference.winner)
        ledger = real.ledger
        plain = reference.ledger
        folded = ledger.level < before
      }
      folds += folded ? 1 : 0
      expect(isWhole(ledger)).toBe(true)
      for (const { id } of contenders) expect(creditOf(ledger, id)).toBe(creditOf(plain, id))
    }
    expect(folds).toBeGreaterThan(100)
    expect(ledger.turn).toBeGreaterThan(1e8)
  })
})
