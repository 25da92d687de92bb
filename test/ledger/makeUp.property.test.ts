import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bookOutside, type MakeUp, noMakeUp } from '../../src/ledger/makeUp.js'
import { pickByCredit } from '../../src/ledger/pick.js'
import { creditOf, dueOf, LEAD } from '../../src/ledger/standing.js'
import { emptyLedger, type LedgerState } from '../../src/ledger/state.js'
import { apply, sum, team } from './histories.js'
import type { Member } from './oracle.js'

const repay = (cap: number, rate = 2): MakeUp => ({ repay: true, atMost: cap * LEAD, rate })

/** A rotation under some terms, with what each rep got and what its plain share came to. */
function run(makeUp: MakeUp) {
  let ledger: LedgerState = emptyLedger
  return {
    ledger: () => ledger,
    book: (change: LedgerState) => {
      ledger = apply(ledger, change)
    },
    next(contenders: readonly Member[], absent: readonly Member[] = []): string {
      const { winner, change } = pickByCredit(ledger, { contenders, absent }, makeUp)
      ledger = apply(ledger, change)
      return contenders[winner]?.id as string
    },
  }
}

/** How many of the next leads rep0 gets after it missed 300 in a row, and the longest run of leads one after the other. */
function comeback(makeUp: MakeUp, weights: readonly number[], leads: number): { readonly got: number; readonly row: number } {
  const all = team(weights)
  const rotation = run(makeUp)
  for (let lead = 0; lead < 1_000; lead++) rotation.next(all)
  for (let lead = 0; lead < 300; lead++) rotation.next(all.slice(1), all.slice(0, 1))
  let row = 0
  let longest = 0
  let got = 0
  for (let lead = 0; lead < leads; lead++) {
    const mine = rotation.next(all) === 'rep0'
    row = mine ? row + 1 : 0
    longest = Math.max(longest, row)
    got += mine ? 1 : 0
  }
  return { got, row: longest }
}

describe('back from 300 missed leads', () => {
  const ten = Array.from({ length: 10 }, () => 1)

  test.each([20, 50, 100])('forgive: of the next %i leads the share, and not one more', (leads) => {
    expect(comeback(noMakeUp, ten, leads)).toEqual({ got: leads / 10, row: 1 })
  })

  test.each([
    // The share is 2, 5 and 10; at double weight 2/11 of the leads until five more are made up.
    [20, 4],
    [50, 9],
    [100, 15],
    [300, 35],
  ])('repay at most five, at double weight: of the next %i leads %i, never two in a row', (leads, got) => {
    const back = comeback(repay(5), ten, leads)
    expect(back.got).toBe(got)
    expect(back.row).toBe(1)
    expect(back.got).toBeLessThanOrEqual(leads / 10 + 5)
  })

  test('any team, weights, cap and rate: at most the share, plus the cap, plus what the credit window allows', () => {
    let flooded = 0
    let runs = 0
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 12 }),
        fc.constantFrom(1, 2.5, 5, 10),
        fc.integer({ min: 2, max: 10 }),
        (weights, cap, rate) => {
          for (const leads of [20, 50, 100]) {
            const share = (leads * (weights[0] as number)) / sum(weights)
            const { got } = comeback(repay(cap, rate), weights, leads)
            // Credit stays within one lead here, so that what is got differs from what accrued by less than two.
            expect(got).toBeLessThan(share + cap + 2)
            expect(got).toBeGreaterThan(share - 2)
            runs += 1
            if (got > share + 2) flooded += 1
          }
        },
      ),
      { numRuns: 60 },
    )
    // Hit rate: the policy really gives more.
    expect(flooded / runs).toBeGreaterThan(0.3)
  })

  test('the whole cap is made up in the end, but for less than one lead', () => {
    for (const cap of [1, 5, 20]) {
      const rotation = run(repay(cap))
      const all = team(ten)
      for (let lead = 0; lead < 300; lead++) rotation.next(all.slice(1), all.slice(0, 1))
      expect(dueOf(rotation.ledger(), 'rep0')).toBe(cap * LEAD)
      let got = 0
      for (let lead = 0; lead < 1_000; lead++) got += rotation.next(all) === 'rep0' ? 1 : 0
      expect(dueOf(rotation.ledger(), 'rep0')).toBe(0)
      expect(got).toBeGreaterThanOrEqual(100 + cap - 2)
      expect(got).toBeLessThanOrEqual(100 + cap + 1)
    }
  })

  test('an absence shorter than the cap is made up exactly; who was never away earns nothing', () => {
    const rotation = run(repay(5))
    const all = team(ten)
    for (let lead = 0; lead < 20; lead++) rotation.next(all.slice(1), all.slice(0, 1))
    // Twenty leads of which a tenth would have been its own.
    expect(dueOf(rotation.ledger(), 'rep0')).toBe(20 * Math.floor(LEAD / 10))
    for (const { id } of all.slice(1)) expect(dueOf(rotation.ledger(), id)).toBe(0)
  })

  test('an absence at the cap costs no more writing', () => {
    const all = team(ten)
    let ledger: LedgerState = emptyLedger
    for (let lead = 0; lead < 100; lead++) {
      const { change } = pickByCredit(ledger, { contenders: all.slice(1), absent: all.slice(0, 1) }, repay(5))
      ledger = apply(ledger, change)
      if (lead > 60) expect(Object.keys(change.members)).toHaveLength(1)
    }
  })
})

describe('leads that come and go outside of the turns', () => {
  const terms: MakeUp = { repay: false, atMost: 5 * LEAD, rate: 2 }

  test('three given back: three more over the next leads; three counted: three fewer; credits are not touched', () => {
    for (const leads of [3, -3]) {
      const rotation = run(terms)
      const all = team([1, 1, 1, 1, 1])
      for (let lead = 0; lead < 23; lead++) rotation.next(all)
      const before = all.map(({ id }) => creditOf(rotation.ledger(), id))
      const change = bookOutside(rotation.ledger(), new Map([['rep2', leads]]), terms)
      expect(Object.keys(change.members)).toEqual(['rep2'])
      rotation.book(change)
      expect(all.map(({ id }) => creditOf(rotation.ledger(), id))).toEqual(before)
      let got = 0
      for (let lead = 0; lead < 100; lead++) got += rotation.next(all) === 'rep2' ? 1 : 0
      // Counts are whole and credits stay within a lead: one to either side.
      expect(Math.abs(got - 20 - leads)).toBeLessThanOrEqual(1)
    }
  })

  test('however many, never more than the cap outstanding either way', () => {
    let ledger: LedgerState = emptyLedger
    for (let time = 0; time < 50; time++) ledger = apply(ledger, bookOutside(ledger, new Map([['ana', 1]]), terms))
    expect(dueOf(ledger, 'ana')).toBe(5 * LEAD)
    for (let time = 0; time < 50; time++) ledger = apply(ledger, bookOutside(ledger, new Map([['ana', -1]]), terms))
    expect(dueOf(ledger, 'ana')).toBe(-5 * LEAD)
  })

  test('owed alike, nobody gets more: what is due stays until somebody else is there', () => {
    const rotation = run(terms)
    const all = team([1, 1])
    for (const { id } of all) rotation.book(bookOutside(rotation.ledger(), new Map([[id, 1]]), terms))
    for (let lead = 0; lead < 10; lead++) rotation.next(all)
    expect(all.map(({ id }) => dueOf(rotation.ledger(), id))).toEqual([LEAD, LEAD])
  })
})

const script = fc.array(
  fc.record({
    there: fc.nat({ max: 255 }),
    outside: fc.option(fc.record({ rep: fc.nat({ max: 7 }), leads: fc.constantFrom(1, -1) }), { freq: 4 }),
  }),
  { minLength: 150, maxLength: 300, size: 'max' },
)

test('whatever is made up, the bound of the credit window holds at every lead, credits sum to zero and nothing due leaves the cap', () => {
  let making = 0
  let leads = 0
  fc.assert(
    fc.property(
      script,
      fc.array(fc.constantFrom(1, 1, 2, 10), { minLength: 8, maxLength: 8 }),
      fc.integer({ min: 2, max: 10 }),
      (steps, weights, rate) => {
        const terms = repay(3, rate)
        const rotation = run(terms)
        const all = team(weights)
        for (const { there, outside } of steps) {
          if (outside !== null) rotation.book(bookOutside(rotation.ledger(), new Map([[`rep${outside.rep}`, outside.leads]]), terms))
          const contenders = all.filter((_, index) => (there >> index) % 2 === 1)
          if (contenders.length === 0) continue
          leads += 1
          if (contenders.some(({ id }) => dueOf(rotation.ledger(), id) !== 0)) making += 1
          rotation.next(
            contenders,
            all.filter((member) => !contenders.includes(member)),
          )
          const ledger = rotation.ledger()
          const credits = Object.keys(ledger.members).map((id) => creditOf(ledger, id))
          expect(sum(credits)).toBe(0)
          const sorted = credits.sort((one, two) => two - one)
          let top = 0
          sorted.forEach((credit, index) => {
            top += credit
            expect(top * 2).toBeLessThanOrEqual(LEAD * (index + 1) * (9 - index - 1))
            expect(Math.abs(credit)).toBeLessThanOrEqual(4 * LEAD)
          })
          for (const { id } of all) expect(Math.abs(dueOf(ledger, id))).toBeLessThanOrEqual(3 * LEAD)
        }
      },
    ),
    { numRuns: 60 },
  )
  expect(making / leads).toBeGreaterThan(0.8)
})
