import { type Contender, totalWeight } from './creditWindow.js'
import { LEAD, standingsOf } from './standing.js'
import type { LedgerState, Standing } from './state.js'

/** A lead worth more than this many typical ones counts as this many. Keeps the account of values exact: see docs/fairness.md, T6. */
export const MOST_TYPICAL = 100

/** What a lead is worth, in units of 1/{@link LEAD} of a typical one. The only rounding: from here on all is whole numbers. */
export function valueUnits(typicalLeads: number): number {
  return Math.round(Math.min(MOST_TYPICAL, Math.max(0, typicalLeads)) * LEAD)
}

/**
 * Balances count and value together: the lead goes to whoever is owed most, the owed value weighing as much as the lead is
 * worth: (d + p) + v (e + p v), with d the credit in leads, e the credit in value, p the share and v the lead's value.
 * Ties go to the one whose last lead is longest ago, then to the first in `contenders`.
 *
 * The sum of all d^2 + e^2 never exceeds the sum of 1 + v^2 over the leads so far (docs/fairness.md, T6).
 *
 * @param contenders at least one, in roster order
 * @param value what the lead is worth, from {@link valueUnits}
 * @param standings of the contenders
 * @returns the index of the winner
 */
export function chooseByValue(
  ledger: LedgerState,
  contenders: readonly Contender[],
  value: number,
  standings: readonly Standing[] = standingsOf(ledger, contenders),
): number {
  const sum = totalWeight(contenders)
  const unit = Math.floor(LEAD / sum)
  const valueUnit = Math.floor(value / sum)
  let winner = 0
  let most: bigint | undefined
  let longest = 0
  contenders.forEach(({ weight }, index) => {
    const [credit, last, part = 0, , worth = 0] = standings[index] as Standing
    // Each account counts by what the winner pays in it (a whole number of units for each weight), so that T6 holds to the last unit.
    // Products of two accounts leave 2^53, so these few are made in BigInt.
    const claim = BigInt(credit + part * ledger.level + weight * unit) * BigInt(unit)
    const score = claim + BigInt(valueUnit) * BigInt(worth + part * ledger.valueLevel + weight * valueUnit)
    if (most === undefined || score > most || (score === most && last < longest)) {
      winner = index
      most = score
      longest = last
    }
  })
  return winner
}
