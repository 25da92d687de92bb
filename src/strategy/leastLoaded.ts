import { bookTurn } from '../ledger/book.js'
import { standingOf } from '../ledger/standing.js'
import type { Candidate, Strategy } from './strategy.js'

/**
 * Fewest open leads first; among equals the one whose last lead is longest ago.
 * It evens out work in hand, not turns: fast closers get more, and the ledger's bound does not apply.
 */
export const leastLoaded: Strategy = ({ eligible, ledger }) => {
  const last = (candidate: Candidate): number => standingOf(ledger, candidate.rep.id)[1]
  const order = eligible
    .map((candidate, index) => ({ candidate, index }))
    .sort((one, two) => one.candidate.open - two.candidate.open || last(one.candidate) - last(two.candidate) || one.index - two.index)
  const first = order[0] as (typeof order)[number]
  const { rep, open } = first.candidate
  return {
    winner: first.index,
    because: `${open} open, the fewest among ${eligible.length}`,
    ranks: order.slice(0, 20).map(({ candidate }) => ({ rep: candidate.rep.id, open: candidate.open })),
    change: bookTurn(
      ledger,
      eligible.map((candidate) => candidate.rep.id),
      rep.id,
    ),
  }
}
