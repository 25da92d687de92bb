import type { LedgerChange, LedgerState } from './state.js'

/** The ledger after a change. The old one is left as it was. */
export function applyLedgerChange(ledger: LedgerState, { turn, level, valueLevel, weight, members }: LedgerChange): LedgerState {
  return { turn, level, valueLevel, weight, members: Object.assign(Object.create(null), ledger.members, members) }
}

/** The same for a ledger that the caller alone holds: its members are changed as they are, which costs what changed. */
export function changeInPlace(ledger: LedgerState, { turn, level, valueLevel, weight, members }: LedgerChange): LedgerState {
  return { turn, level, valueLevel, weight, members: Object.assign(ledger.members, members) }
}
