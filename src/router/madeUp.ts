import { makeUpOf } from '../decide/terms.js'
import { bookOutside } from '../ledger/makeUp.js'
import type { LedgerChange } from '../ledger/state.js'
import type { CompiledTerms } from '../plan/terms.js'
import type { RepId } from '../rep.js'
import type { Draft } from './draft.js'

/** The terms of a rotation, by the plan in force. */
export type TermsOf = (rotation: string) => CompiledTerms

/**
 * Books leads that came or went by hand: for each of these reps so many leads more (or fewer) are to be made up over the next ones.
 *
 * @returns the part of the event that says so; nothing where nothing is to be made up
 */
export function madeUp(
  draft: Draft,
  rotation: string | undefined,
  leads: ReadonlyMap<RepId, number> | undefined,
  termsOf: TermsOf,
): { readonly ledger?: LedgerChange } {
  const ledger = rotation === undefined ? undefined : draft.ledger(rotation)
  if (rotation === undefined || ledger === undefined || leads === undefined) return {}
  return { ledger: { rotation, ...bookOutside(ledger, leads, makeUpOf(termsOf(rotation))) } }
}
