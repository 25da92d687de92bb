import type { RepId } from '../rep.js'
import type { LedgerState, Standing } from './state.js'

/**
 * One lead in credit units: lcm(1..24), so that equal shares among up to 24 reps are whole numbers.
 * With credits below n/2 leads, every sum and product here stays under 2^53: exact for any number of leads.
 */
export const LEAD = 5_354_228_880

/** A rep who may get this lead, with the weight of its share: a whole number >= 1; all weights together at most about 1e6. */
export interface Contender {
  readonly id: RepId
  readonly weight: number
}

/** A rep's present standing; who is new has credit 0 and joins at the back. */
export function standingOf(ledger: LedgerState, rep: RepId): Standing {
  return Object.hasOwn(ledger.members, rep) ? (ledger.members[rep] as Standing) : [0, ledger.turn]
}

/**
 * The credit window: whoever is owed a full lead gets it, the most owed first; otherwise, among those owed at least
 * 1/(2n-2) of a lead, the one whose credit would first reach that full lead (Tijdeman's rule, 1980, as earliest deadline).
 * Ties go to the one whose last lead is longest ago, then to the first in `contenders`.
 *
 * Constant weights and contenders: everybody's count stays within 1 - 1/(2n-2) of the share at every lead. Any contenders
 * and weights at each lead: nobody's credit leaves +-floor(n/2) leads.
 *
 * @param contenders at least one, in roster order
 * @returns the index of the winner
 */
export function chooseByCredit(ledger: LedgerState, contenders: readonly Contender[]): number {
  const unit = unitOf(contenders)
  const claims = contenders.map(({ id, weight }) => standingOf(ledger, id)[0] + weight * unit)
  const lasts = contenders.map(({ id }) => standingOf(ledger, id)[1])

  let owedMost = 0
  for (let index = 1; index < claims.length; index++) {
    const claim = at(claims, index)
    if (claim > at(claims, owedMost) || (claim === at(claims, owedMost) && at(lasts, index) < at(lasts, owedMost))) owedMost = index
  }
  if (contenders.length === 1 || at(claims, owedMost) >= LEAD) return owedMost

  const threshold = Math.ceil(LEAD / (2 * contenders.length - 2))
  let winner = -1
  let distance = 0
  let weight = 1
  for (let index = 0; index < claims.length; index++) {
    if (at(claims, index) < threshold) continue
    const ownDistance = LEAD - threshold - at(claims, index)
    const ownWeight = (contenders[index] as Contender).weight
    // distance / weight is the number of further leads until the deadline; compared crosswise to stay exact.
    const left = ownDistance * weight
    const right = distance * ownWeight
    if (winner < 0 || left < right || (left === right && at(lasts, index) < at(lasts, winner))) {
      winner = index
      distance = ownDistance
      weight = ownWeight
    }
  }
  return winner < 0 ? owedMost : winner
}

/**
 * Books one lead: every contender gains its share, the winner pays the lead. What the division leaves over goes to the
 * winner, so that the credits of a rotation always sum to exactly zero.
 *
 * @returns the new standings of all contenders
 */
export function bookLead(ledger: LedgerState, contenders: readonly Contender[], winner: number): Record<RepId, Standing> {
  const unit = unitOf(contenders)
  const shared = contenders.reduce((sum, { weight }) => sum + weight * unit, 0)
  const members = Object.create(null) as Record<RepId, Standing>
  contenders.forEach(({ id, weight }, index) => {
    const [credit, last] = standingOf(ledger, id)
    members[id] = index === winner ? [credit + weight * unit - shared, ledger.turn + 1] : [credit + weight * unit, last]
  })
  return members
}

/**
 * Books a turn without credits, for strategies that owe nobody a number of leads (credits would drift without a bound).
 * Newcomers join at the back.
 */
export function bookTurn(ledger: LedgerState, contenders: readonly RepId[], winner: RepId): Record<RepId, Standing> {
  const members = Object.create(null) as Record<RepId, Standing>
  for (const id of contenders) if (!Object.hasOwn(ledger.members, id)) members[id] = standingOf(ledger, id)
  members[winner] = [standingOf(ledger, winner)[0], ledger.turn + 1]
  return members
}

function unitOf(contenders: readonly Contender[]): number {
  return Math.floor(LEAD / contenders.reduce((sum, { weight }) => sum + weight, 0))
}

function at(numbers: readonly number[], index: number): number {
  return numbers[index] as number
}
