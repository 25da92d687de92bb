import { bookLead } from './book.js'
import { chooseByValue } from './byValue.js'
import { type Contender, chooseByCredit } from './creditWindow.js'
import { type MakeUp, missed, noMakeUp, raise, withDues, workedOff } from './makeUp.js'
import { LEAD, standingsOf } from './standing.js'
import type { LedgerState, Standing } from './state.js'

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
  /** Their standings before the lead. */
  readonly standings: readonly Standing[]
  /** The ledger's new numbers, with the changed standings only. */
  readonly change: LedgerState
}

/** Picks one of the contenders by credits (and values) and books the lead. */
export function pickByCredit(ledger: LedgerState, { contenders: plain, absent = [], value }: Turn, makeUp: MakeUp = noMakeUp): Picked {
  const standings = standingsOf(ledger, plain)
  const raised = raise(ledger, plain, makeUp, standings)
  const { contenders } = raised
  const winner =
    value === undefined ? chooseByCredit(ledger, contenders, LEAD, LEAD, standings) : chooseByValue(ledger, contenders, value, standings)
  const price = { cost: LEAD, value: value ?? 0 }
  const asEver = (): Picked => ({ winner, contenders, standings, change: bookLead(ledger, contenders, winner, price, standings) })
  if (raised.owed.length === 0 && absent.length === 0) return asEver()
  const dues = new Map([...workedOff(ledger, raised), ...missed(ledger, plain, absent, makeUp)])
  if (dues.size === 0) return asEver()
  const before = { ...ledger, members: Object.assign(Object.create(null), ledger.members, withDues(ledger, dues)) }
  return { winner, contenders, standings, change: keepDues(bookLead(before, contenders, winner, price), before, dues) }
}

/** Adds the standings that changed by their dues alone. */
function keepDues(change: LedgerState, before: LedgerState, dues: ReadonlyMap<string, number>): LedgerState {
  return { ...change, members: Object.assign(withDues(before, dues), change.members) }
}
