import { bookLead } from './book.js'
import { chooseByValue } from './byValue.js'
import { type Contender, chooseByCredit } from './creditWindow.js'
import { type MakeUp, missed, noMakeUp, raise, withDues, workedOff } from './makeUp.js'
import { LEAD } from './standing.js'
import type { LedgerState } from './state.js'

/** Who is in question for one lead. */
export interface Turn {
  /** Those who may get it, at least one, in roster order. */
  readonly contenders: readonly Contender[]
  /** Those who could have had it, had they been there. Only counted where absence is repaid. */
  readonly absent?: readonly Contender[]
  /** Where the rotation balances values: what this lead is worth, from `valueUnits`. */
  readonly value?: number
}

/** One lead, picked and booked in one step. */
export interface Picked {
  /** Index into the contenders. */
  readonly winner: number
  /** The contenders with the weights that counted: those of whoever makes up for something are changed. */
  readonly contenders: readonly Contender[]
  /** The ledger's new numbers, with the changed standings only. */
  readonly change: LedgerState
}

/** Picks one of the contenders by credits (and values) and books the lead. */
export function pickByCredit(ledger: LedgerState, { contenders: plain, absent = [], value }: Turn, makeUp: MakeUp = noMakeUp): Picked {
  const { contenders, extras } = raise(ledger, plain, makeUp)
  const winner = value === undefined ? chooseByCredit(ledger, contenders) : chooseByValue(ledger, contenders, value)
  const dues = new Map([...workedOff(ledger, plain, extras), ...missed(ledger, plain, absent, makeUp)])
  const before =
    dues.size === 0 ? ledger : { ...ledger, members: Object.assign(Object.create(null), ledger.members, withDues(ledger, dues)) }
  const change = bookLead(before, contenders, winner, { cost: LEAD, value: value ?? 0 })
  return { winner, contenders, change: dues.size === 0 ? change : keepDues(change, before, dues) }
}

/** Adds the standings that changed by their dues alone. */
function keepDues(change: LedgerState, before: LedgerState, dues: ReadonlyMap<string, number>): LedgerState {
  return { ...change, members: Object.assign(withDues(before, dues), change.members) }
}
