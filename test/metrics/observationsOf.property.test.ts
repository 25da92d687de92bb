import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyBalance, fairnessOf, LEAD, observationsOf, observeAll } from '../../src/door/metrics.js'
import type { AuditEntry, LedgerState } from '../../src/index.js'
import { bookTurn } from '../../src/ledger/book.js'
import { bookOutside, type MakeUp } from '../../src/ledger/makeUp.js'
import { pickByCredit } from '../../src/ledger/pick.js'
import { creditOf, valueCreditOf } from '../../src/ledger/standing.js'
import { emptyLedger } from '../../src/ledger/state.js'
import { nextEntry } from '../../src/state/audit.js'
import { apply, contendersOf, histories, sum, team } from '../ledger/histories.js'

/** A trail of one or more rotations, written as the router writes it. */
function createTrail() {
  const entries: AuditEntry[] = []
  const ledgers = new Map<string, LedgerState>()
  const ledgerOf = (rotation: string): LedgerState => ledgers.get(rotation) ?? emptyLedger
  return {
    entries,
    ledgerOf,
    book(rotation: string, rep: string, change: LedgerState): void {
      const ledger = { rotation, ...change }
      const head = entries.at(-1) ?? { seq: 0, hash: '', at: 0 }
      const inputs = { plan: 'p', roster: 'r', facts: 'f', intake: 'i' }
      const at = 1000 + entries.length
      entries.push(nextEntry(head, at, { kind: 'assigned', subject: `${entries.length}`, epoch: 1, rep, rule: 'r', ledger, inputs }))
      ledgers.set(rotation, apply(ledgerOf(rotation), change))
    },
    /** Handed back: what is due changes, credits do not. */
    giveBack(rotation: string, rep: string, change: LedgerState): void {
      const head = entries.at(-1) as AuditEntry
      entries.push(
        nextEntry(head, 1000 + entries.length, {
          kind: 'declined',
          subject: head.event.subject,
          epoch: 1,
          rep,
          ledger: { rotation, ...change },
        }),
      )
      ledgers.set(rotation, apply(ledgerOf(rotation), change))
    },
  }
}

const repay: MakeUp = { repay: true, atMost: 3 * LEAD, rate: 2 }

describe('observationsOf', () => {
  test('every share is what was booked, to the last unit, while people come, go, are owed and give back', () => {
    let leads = 0
    let raised = 0
    let alone = 0
    let due = 0
    fc.assert(
      fc.property(histories({ leads: 150 }), fc.constantFrom(undefined, repay), fc.boolean(), ({ leads: history }, makeUp, byValue) => {
        const trail = createTrail()
        const expected: { winner: string; shares: Record<string, number> }[] = []
        for (const [index, lead] of history.entries()) {
          const contenders = contendersOf(lead)
          if (contenders.length === 0) continue
          const ledger = trail.ledgerOf('r')
          if (makeUp !== undefined && index % 10 === 9 && trail.entries.length > 0) {
            trail.giveBack('r', 'rep0', bookOutside(ledger, new Map([['rep0', 1]]), makeUp))
            due += 1
          }
          const absent = team(lead.weights).filter((_, seat) => lead.there[seat] === false)
          const turn = { contenders, absent, ...(byValue ? { value: LEAD * (lead.cost % 7) } : {}) }
          const { winner, contenders: weighed, change } = pickByCredit(trail.ledgerOf('r'), turn, makeUp)
          const id = contenders[winner]?.id as string
          trail.book('r', id, change)
          const total = sum(weighed.map(({ weight }) => weight))
          const shares = Object.fromEntries(weighed.map(({ id: rep, weight }) => [rep, weight * Math.floor(LEAD / total)]))
          shares[id] = (shares[id] as number) + LEAD - sum(Object.values(shares))
          expected.push({ winner: id, shares })
          if (weighed.some(({ weight }, seat) => weight !== contenders[seat]?.weight)) raised += 1
        }
        const seen = [...observationsOf(trail.entries)]
        expect(seen.map(({ winner, observation }) => ({ winner, shares: observation?.shares }))).toEqual(expected)
        expect(seen.every(({ at, seq, rotation }) => at === 999 + seq && rotation === 'r')).toBe(true)
        leads += seen.length
        alone += seen.filter(({ kind }) => kind === 'alone').length
        // All together: a rep's deviation is its credit, and the same in value.
        const balance = observeAll(
          emptyBalance,
          seen.flatMap(({ observation }) => observation ?? []),
        )
        const end = trail.ledgerOf('r')
        for (const [rep, { owed, owedValue }] of Object.entries(balance.reps)) {
          expect(owed).toBe(creditOf(end, rep))
          expect(owedValue).toBe(valueCreditOf(end, rep))
        }
        expect(fairnessOf(balance).value !== undefined).toBe(Object.keys(end.members).some((rep) => valueOfAny(seen, rep)))
      }),
      { numRuns: 80 },
    )
    expect(raised / leads).toBeGreaterThan(0.05)
    expect(alone).toBeGreaterThan(20)
    expect(due).toBeGreaterThan(100)
  })

  test('rotations are told apart', () => {
    const trail = createTrail()
    for (let lead = 0; lead < 12; lead++) {
      const rotation = lead % 3 === 0 ? 'constructor' : '__proto__'
      const contenders = team(rotation === '__proto__' ? [1, 1] : [1, 2, 3])
      const { winner, change } = pickByCredit(trail.ledgerOf(rotation), { contenders })
      trail.book(rotation, contenders[winner]?.id as string, change)
    }
    const seen = [...observationsOf(trail.entries)]
    expect(seen.map(({ rotation }) => rotation).filter((rotation) => rotation === '__proto__').length).toBe(8)
    for (const { rotation, observation } of seen) {
      expect(Object.keys(observation?.shares ?? {}).length).toBe(rotation === '__proto__' ? 2 : 3)
    }
  })

  test('turns without credits: among several no shares, also where others of the rotation have credits', () => {
    const trail = createTrail()
    const book = (there: string[], winner: string) => trail.book('r', winner, bookTurn(trail.ledgerOf('r'), there, winner))
    book(['a', 'b', 'c'], 'b')
    book(['a', 'b'], 'a')
    const { change } = pickByCredit(trail.ledgerOf('r'), { contenders: team([1, 1]) })
    trail.book('r', 'rep0', change)
    book(['d', 'e'], 'e')
    const seen = [...observationsOf(trail.entries)]
    // The second changes nothing but a's turn: whether b was in question, a ledger does not tell.
    expect(seen.map(({ kind }) => kind)).toEqual(['turn', 'alone', 'credited', 'turn'])
    expect(seen.map(({ winner }) => winner)).toEqual(['b', 'a', 'rep0', 'e'])
    expect(seen.map(({ observation }) => observation?.shares)).toEqual([
      undefined,
      { a: LEAD },
      { rep0: LEAD / 2, rep1: LEAD / 2 },
      undefined,
    ])
  })

  test.each<[string, (change: LedgerState) => LedgerState]>([
    ['a credit that nobody paid', (change) => ({ ...change, members: { ...change.members, rep0: [7, 1, 1] } })],
    ['a level that rose by itself', (change) => ({ ...change, level: change.level + 1 })],
    ['a turn that nobody took', (change) => ({ ...change, turn: change.turn + 5 })],
    [
      'a loss in place of a share',
      (change) => ({ ...change, level: 0, members: { rep0: [-LEAD - 1, 1], rep1: [LEAD + 1, 0], rep2: [0, 0] } }),
    ],
  ])('%s is no trail', (_, change) => {
    const trail = createTrail()
    const picked = pickByCredit(emptyLedger, { contenders: team([1, 1, 1]) })
    trail.book('r', 'rep0', change(picked.change))
    expect(() => [...observationsOf(trail.entries)]).toThrow(expect.objectContaining({ code: 'auditBroken', path: [1] }))
  })
})

function valueOfAny(seen: readonly { readonly observation?: { readonly value?: object } }[], rep: string): boolean {
  return seen.some(({ observation }) => observation?.value !== undefined && Object.hasOwn(observation.value, rep))
}
