import { makeUpOf } from '../decide/terms.js'
import { applyLedgerChange, changeInPlace } from '../ledger/apply.js'
import { bookOutside } from '../ledger/makeUp.js'
import { emptyLedger, type LedgerChange, type LedgerState } from '../ledger/state.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import { termsOf } from '../plan/terms.js'
import type { RepId } from '../rep.js'
import { gained, lost } from '../state/evolve.js'
import { type Load, noLoad, type Takes } from '../state/record.js'

/** Ledgers and loads of a simulation, changed in place: nobody else holds them. */
export interface Books {
  readonly ledgers: ReadonlyMap<string, LedgerState>
  ledger(rotation: string): LedgerState
  load(rep: RepId): Load
  /** Somebody gets a lead. @returns the open leads from then on */
  gain(rep: RepId, takes: Takes | undefined): number
  /** Somebody has a lead no more. */
  lose(rep: RepId, takes: Takes | undefined): void
  change(change: LedgerChange): void
  /** Leads that came or went past the rotation, to be made up. */
  makeUp(rotation: string, leads: ReadonlyMap<RepId, number>): void
}

export function createBooks(plan: CompiledPlan): Books {
  const ledgers = new Map<string, LedgerState>()
  const loads = new Map<RepId, Load>()
  const load = (rep: RepId): Load => loads.get(rep) ?? noLoad
  const ledger = (rotation: string): LedgerState => ledgers.get(rotation) ?? emptyLedger
  const change = (one: LedgerChange): void => {
    const present = ledgers.get(one.rotation)
    ledgers.set(one.rotation, present === undefined ? applyLedgerChange(emptyLedger, one) : changeInPlace(present, one))
  }
  return {
    ledgers,
    ledger,
    load,
    gain: (rep, takes) => {
      const [, after] = gained(rep, takes, load)
      loads.set(rep, after)
      return after.open
    },
    // What came within an hour or a day came then: `lost` gives back only what lasts.
    lose: (rep, takes) => void loads.set(rep, lost(rep, takes, load)[1]),
    change,
    makeUp: (rotation, leads) => change({ rotation, ...bookOutside(ledger(rotation), leads, makeUpOf(termsOf(plan, rotation))) }),
  }
}
