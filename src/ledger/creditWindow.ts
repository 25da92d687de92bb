import type { RepId } from '../rep.js'
import { creditAt, LEAD, standingsOf } from './standing.js'
import type { LedgerState, Standing } from './state.js'

/** A rep who may get this lead, with the weight of its share: a whole number >= 1, see `wholeWeights`. */
export interface Contender {
  readonly id: RepId
  readonly weight: number
}

/**
 * The credit window: whoever is owed a full lead gets it, the most owed first; otherwise, among those owed at least
 * 1/(2n-2) of a lead, the one whose credit would first reach that full lead (Tijdeman's rule, 1980, as earliest deadline).
 * Ties go to the one whose last lead is longest ago, then to the first in `contenders`.
 *
 * Constant weights and contenders: everybody's count stays within 1 - 1/(2n-2) of the share at every lead. Any contenders
 * and weights at each lead: nobody's credit leaves +-floor(n/2) leads. Proofs: docs/fairness.md, T1 and T3.
 *
 * @param contenders at least one, in roster order
 * @param cost what this lead counts, in units of a lead, at most `full`
 * @param full the most that a lead ever counts in this rotation
 * @param standings of the contenders
 * @returns the index of the winner
 */
export function chooseByCredit(
  ledger: LedgerState,
  contenders: readonly Contender[],
  cost = LEAD,
  full = LEAD,
  standings: readonly Standing[] = standingsOf(ledger, contenders),
): number {
  const count = contenders.length
  const sum = totalWeight(contenders)
  const unit = Math.floor(cost / sum)
  const claims: number[] = []
  for (let index = 0; index < count; index++) {
    claims.push(creditAt(ledger.level, standings[index] as Standing) + (contenders[index] as Contender).weight * unit)
  }
  const last = (index: number): number => (standings[index] as Standing)[1]

  let owedMost = 0
  for (let index = 1; index < count; index++) {
    const claim = at(claims, index)
    if (claim > at(claims, owedMost) || (claim === at(claims, owedMost) && last(index) < last(owedMost))) owedMost = index
  }
  if (count === 1 || at(claims, owedMost) >= full) return owedMost

  // What the winner really pays: the cost without what the division leaves over. With the same contenders at each lead, credits
  // are then exact multiples of the rational deviation, and rounding these two lines outwards keeps T1 without any tolerance.
  const paid = unit * sum
  const threshold = Math.ceil(paid / (2 * count - 2))
  const deadline = paid - Math.floor(paid / (2 * count - 2))
  let winner = -1
  let distance = 0
  let weight = 1
  for (let index = 0; index < count; index++) {
    if (at(claims, index) < threshold) continue
    const ownDistance = deadline - at(claims, index)
    const ownWeight = (contenders[index] as Contender).weight
    // distance / weight is the number of further leads until the deadline; compared crosswise to stay exact.
    const left = ownDistance * weight
    const right = distance * ownWeight
    if (winner < 0 || left < right || (left === right && last(index) < last(winner))) {
      winner = index
      distance = ownDistance
      weight = ownWeight
    }
  }
  return winner < 0 ? owedMost : winner
}

/** All weights together. */
export function totalWeight(contenders: readonly Contender[]): number {
  let sum = 0
  for (const { weight } of contenders) sum += weight
  return sum
}

function at(numbers: readonly number[], index: number): number {
  return numbers[index] as number
}
