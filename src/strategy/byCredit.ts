import { bookLead, chooseByCredit, LEAD, standingOf } from '../ledger/creditWindow.js'
import type { Candidate, Contest, Rank, Strategy } from './strategy.js'

/** How many ranks a trace keeps: enough to read, whatever the size of the team. */
const SHOWN = 20

/** Everybody's turn, in roster order while all are there. */
export const roundRobin: Strategy = (contest) =>
  byCredit({ ...contest, eligible: contest.eligible.map((candidate) => ({ ...candidate, weight: 1 })) })

/** Shares in proportion to the weights. */
export const weighted: Strategy = (contest) => byCredit(contest)

function byCredit({ eligible, ledger }: Contest): ReturnType<Strategy> {
  const contenders = eligible.map(({ rep, weight }) => ({ id: rep.id, weight }))
  const winner = chooseByCredit(ledger, contenders)
  const members = bookLead(ledger, contenders, winner)
  const ranks = ranksOf(eligible, ledger)
  return { winner, because: reason((ranks[winner] as CreditRank).owed, eligible.length), ranks: shorten(ranks, winner), members }
}

type CreditRank = Rank & { readonly owed: number }

function ranksOf(eligible: readonly Candidate[], ledger: Contest['ledger']): CreditRank[] {
  const sum = eligible.reduce((total, { weight }) => total + weight, 0)
  return eligible.map(({ rep, weight }) => ({
    rep: rep.id,
    owed: round(standingOf(ledger, rep.id)[0] / LEAD),
    share: round(weight / sum),
  }))
}

function reason(owed: number, count: number): string {
  if (count === 1) return 'the only one eligible'
  const turn = `next in turn among ${count}`
  if (owed === 0) return turn
  return `${owed > 0 ? `owed ${owed}` : `ahead by ${-owed}`} of a lead before this one; ${turn}`
}

/** The winner first, then those owed most. */
function shorten(ranks: readonly CreditRank[], winner: number): Rank[] {
  const first = ranks[winner] as CreditRank
  const others = ranks.filter((_, index) => index !== winner).sort((one, two) => two.owed - one.owed)
  return [first, ...others].slice(0, SHOWN)
}

/** Three places, for reading. Never used in a decision. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000 + 0
}
