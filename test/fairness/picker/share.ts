import type { Member, Pick, Picker } from '../contest.js'
import { bestOf, noTurns, sumOf } from './best.js'

/** Smooth weighted rotation: those who are there gain their weight, the largest sum wins and pays the weights of all of them. */
export const smoothRotation: Picker = {
  name: 'smooth weighted rotation',
  rule: 'those there gain their weight; the largest sum wins and pays all of these weights',
  weighs: true,
  start: (team) => {
    const sums = team.map(() => 0)
    return ({ contenders }) => {
      for (const { seat, weight } of contenders) sums[seat] = at(sums, seat) + weight
      const winner = contenders.reduce((best, member) => (at(sums, member.seat) > at(sums, best.seat) ? member : best))
      sums[winner.seat] = at(sums, winner.seat) - sumOf(contenders)
      return winner
    }
  },
}

/** The largest claim: what a rep is owed, this lead's share included. */
export const largestClaim: Picker = {
  name: 'largest claim',
  rule: "whoever is owed most, this lead's share included",
  weighs: true,
  start: (team) => byDeficit(team, 1),
}

/** What a rep is owed before this lead: as the largest claim, but for the share of the lead itself. */
export const largestDeficit: Picker = {
  name: 'largest deficit',
  rule: "whoever is owed most, this lead's share left out",
  weighs: true,
  start: (team) => byDeficit(team, 0),
}

function byDeficit(team: readonly Member[], ownShare: 0 | 1): Pick {
  const owed = team.map(() => 0)
  const last = noTurns(team)
  return ({ turn, contenders }) => {
    const sum = sumOf(contenders)
    const winner = bestOf(contenders, last, ({ seat, weight }) => at(owed, seat) + (ownShare * weight) / sum)
    for (const { seat, weight } of contenders) owed[seat] = at(owed, seat) + weight / sum
    owed[winner.seat] = at(owed, winner.seat) - 1
    last[winner.seat] = turn
    return winner
  }
}

/** A virtual deadline for each rep, 1/weight after the one before; who comes back begins at the present one. */
export const virtualDeadline: Picker = {
  name: 'virtual deadline',
  rule: 'the earliest deadline, 1/weight after the one before; absence earns nothing',
  weighs: true,
  start: (team) => {
    const deadlines = team.map(({ weight }) => 1 / weight)
    const last = noTurns(team)
    let clock = 0
    const due = (seat: number): number => Math.max(at(deadlines, seat), clock)
    return ({ turn, contenders }) => {
      const winner = bestOf(contenders, last, ({ seat }) => -due(seat))
      clock = due(winner.seat)
      deadlines[winner.seat] = clock + 1 / winner.weight
      last[winner.seat] = turn
      return winner
    }
  },
}

function at(numbers: readonly number[], seat: number): number {
  return numbers[seat] as number
}
