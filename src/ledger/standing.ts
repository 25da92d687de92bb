import type { RepId } from '../rep.js'
import type { LedgerState, Standing } from './state.js'

/**
 * One lead in credit units: lcm(1..24), so that equal shares among up to 24 reps are whole numbers.
 * With credits below n/2 leads, every sum and product of the ledger stays under 2^53: exact for any number of leads.
 */
export const LEAD = 5_354_228_880

/** A rep's standing as the ledger keeps it; who is new has credit 0 and joins at the back. */
export function standingOf(ledger: LedgerState, rep: RepId): Standing {
  return Object.hasOwn(ledger.members, rep) ? (ledger.members[rep] as Standing) : [0, ledger.turn]
}

/** The standings of several, read once for whoever needs them more than once. */
export function standingsOf(ledger: LedgerState, reps: readonly { readonly id: RepId }[]): Standing[] {
  return reps.map(({ id }) => standingOf(ledger, id))
}

/** What a rep is owed (positive) or ahead (negative) as of now, in units of 1/{@link LEAD} of a lead. */
export function creditOf(ledger: LedgerState, rep: RepId): number {
  return creditAt(ledger.level, standingOf(ledger, rep))
}

/** The credit of a standing at a level. */
export function creditAt(level: number, standing: Standing): number {
  return standing[0] + (standing[2] ?? 0) * level
}

/** The same in the account of values, in units of 1/{@link LEAD} of a typical lead. */
export function valueCreditOf(ledger: LedgerState, rep: RepId): number {
  return valueCreditAt(ledger.valueLevel, standingOf(ledger, rep))
}

/** The value credit of a standing at a level of values. */
export function valueCreditAt(valueLevel: number, standing: Standing): number {
  return (standing[4] ?? 0) + (standing[2] ?? 0) * valueLevel
}

/** What is still to be made up: positive for a rep who is to get more for a while, in units of a lead. */
export function dueOf(ledger: LedgerState, rep: RepId): number {
  return standingOf(ledger, rep)[3] ?? 0
}

/** A standing in its shortest form: zeros at the end are left out. */
export function standing(credit: number, last: number, weight: number, due: number, value: number): Standing {
  if (value !== 0) return [credit, last, weight, due, value]
  if (due !== 0) return [credit, last, weight, due]
  return weight === 0 ? [credit, last] : [credit, last, weight]
}
