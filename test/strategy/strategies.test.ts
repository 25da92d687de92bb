import { describe, expect, test } from 'vitest'
import { applyLedgerChange } from '../../src/ledger/apply.js'
import { noMakeUp } from '../../src/ledger/makeUp.js'
import { emptyLedger, type LedgerState } from '../../src/ledger/state.js'
import { roundRobin, weighted } from '../../src/strategy/byCredit.js'
import { chooseByHost } from '../../src/strategy/host.js'
import { leastLoaded } from '../../src/strategy/leastLoaded.js'
import type { Candidate, Choice, Contest, HostStrategy } from '../../src/strategy/strategy.js'

const candidate = (id: string, weight = 1, open = 0): Candidate => ({ rep: { id }, weight, open })
const book = (ledger: LedgerState, { change }: Choice): LedgerState => applyLedgerChange(ledger, { rotation: 'r', ...change })
const contest = (eligible: readonly Candidate[], ledger: LedgerState = emptyLedger, more: Partial<Contest> = {}): Contest => ({
  lead: {},
  eligible,
  absent: [],
  ledger,
  makeUp: noMakeUp,
  ...more,
})

/** The winners of several leads in a row. */
function sequence(pick: (ledger: LedgerState) => Choice, eligible: readonly Candidate[], leads: number): string {
  let ledger = emptyLedger
  let winners = ''
  for (let lead = 0; lead < leads; lead++) {
    const choice = pick(ledger)
    winners += eligible[choice.winner]?.rep.id ?? '?'
    ledger = book(ledger, choice)
  }
  return winners
}

describe('roundRobin', () => {
  test('rotates in roster order and ignores weights', () => {
    const eligible = [candidate('a', 5), candidate('b'), candidate('c', 2)]
    expect(sequence((ledger) => roundRobin(contest(eligible, ledger)), eligible, 7)).toBe('abcabca')
  })

  test('says why', () => {
    const eligible = [candidate('a'), candidate('b')]
    const first = roundRobin(contest(eligible))
    expect(first.because).toBe('next in turn among 2')
    const second = roundRobin(contest(eligible, book(emptyLedger, first)))
    expect(second.because).toBe('owed 0.5 of a lead before this one; next in turn among 2')
    expect(second.ranks).toEqual([
      { rep: 'b', owed: 0.5, share: 0.5 },
      { rep: 'a', owed: -0.5, share: 0.5 },
    ])
    expect(roundRobin(contest([candidate('a')])).because).toBe('the only one eligible')
  })

  test('a newcomer joins at the back and gets no more than its turn', () => {
    let ledger = emptyLedger
    const old = [candidate('a'), candidate('b')]
    for (let lead = 0; lead < 100; lead++) ledger = book(ledger, roundRobin(contest(old, ledger)))
    const all = [...old, candidate('n')]
    let newcomer = 0
    for (let lead = 0; lead < 30; lead++) {
      const choice = roundRobin(contest(all, ledger))
      newcomer += choice.winner === 2 ? 1 : 0
      ledger = book(ledger, choice)
    }
    expect(newcomer).toBe(10)
  })
})

test('weighted shares in proportion', () => {
  const eligible = [candidate('a', 3), candidate('b', 1)]
  const winners = sequence((ledger) => weighted(contest(eligible, ledger)), eligible, 40)
  expect([...winners].filter((winner) => winner === 'a').length).toBe(30)
  for (let end = 4; end <= 40; end += 4) expect([...winners.slice(0, end)].filter((winner) => winner === 'b').length).toBe(end / 4)
})

test('at most twenty ranks are kept, the winner first', () => {
  const eligible = Array.from({ length: 50 }, (_, index) => candidate(`r${index}`))
  const { ranks } = roundRobin(contest(eligible))
  expect(ranks.length).toBe(20)
  expect(ranks[0]?.rep).toBe('r0')
})

describe('leastLoaded', () => {
  test('takes the fewest open leads', () => {
    const eligible = [candidate('a', 1, 5), candidate('b', 1, 2), candidate('c', 1, 9)]
    const choice = leastLoaded(contest(eligible))
    expect(choice.winner).toBe(1)
    expect(choice.because).toBe('2 open, the fewest among 3')
  })

  test('rotates among equals', () => {
    const eligible = [candidate('a'), candidate('b'), candidate('c')]
    expect(sequence((ledger) => leastLoaded(contest(eligible, ledger)), eligible, 7)).toBe('abcabca')
  })

  test("books no credit: what is owed is nobody's claim here", () => {
    const eligible = [candidate('a'), candidate('b')]
    const { change } = leastLoaded(contest(eligible))
    expect(Object.values(change.members).map(([credit]) => credit)).toEqual([0, 0])
  })
})

describe('host strategies', () => {
  const eligible = [candidate('a', 1, 4), candidate('b', 1, 1)]
  const ask = (strategy: HostStrategy) => chooseByHost('own', strategy, contest(eligible, emptyLedger, { lead: { vip: true } }))

  test('get what they need and pick', () => {
    const seen: unknown[] = []
    const result = ask((contest) => {
      seen.push(contest)
      return 'b'
    })
    expect(seen).toEqual([
      {
        lead: { vip: true },
        eligible: [
          { rep: { id: 'a' }, open: 4, lastTurn: 0 },
          { rep: { id: 'b' }, open: 1, lastTurn: 0 },
        ],
      },
    ])
    expect(result).toMatchObject({ choice: { winner: 1, because: 'picked by the strategy own among 2' } })
  })

  test.each<[string, HostStrategy, RegExp]>([
    [
      'throws an error',
      () => {
        throw new Error('boom')
      },
      /own threw: boom/,
    ],
    [
      'throws nonsense',
      () => {
        throw Object.create(null)
      },
      /own threw/,
    ],
    ['names a stranger', () => 'zoe', /"zoe", who is not eligible/],
    ['returns nothing', (() => undefined) as unknown as HostStrategy, /no rep but a value of type undefined/],
    ['returns a promise', (async () => 'a') as unknown as HostStrategy, /no rep but a value of type object/],
  ])('one that %s is a reason, never an exception', (_, strategy, reason) => {
    const result = ask(strategy)
    expect('failed' in result && result.failed).toMatch(reason)
  })
})
