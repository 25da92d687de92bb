import type { LedgerChange, LedgerState } from './state.js'

/** The ledger after a change. The old one is left as it was. */
export function applyLedgerChange(ledger: LedgerState, change: LedgerChange): LedgerState {
  const members = Object.assign(Object.create(null) as Record<string, never>, ledger.members, change.members)
  return { turn: change.turn, members }
}
