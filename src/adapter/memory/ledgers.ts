import { emptyLedger, type LedgerChange, type LedgerState, type Standing } from '../../ledger/state.js'
import type { RepId } from '../../rep.js'

/** The ledgers of all rotations: changes cost what they change, and a ledger nobody changed since is not copied again. */
export interface Ledgers {
  apply(change: LedgerChange): void
  read(rotation: string): LedgerState
}

interface Kept {
  numbers: Omit<LedgerState, 'members'>
  readonly members: Map<RepId, Standing>
  /** The state as last handed out; gone once a change makes it old. */
  state: LedgerState | undefined
}

const empty: LedgerState = Object.freeze({ ...emptyLedger, members: Object.freeze({}) })

export function createLedgers(): Ledgers {
  const ledgers = new Map<string, Kept>()
  return {
    apply({ rotation, members, ...numbers }) {
      const kept = ledgers.get(rotation) ?? { numbers, members: new Map(), state: undefined }
      kept.numbers = numbers
      kept.state = undefined
      for (const [rep, standing] of Object.entries(members)) kept.members.set(rep, standing)
      ledgers.set(rotation, kept)
    },
    read(rotation) {
      const kept = ledgers.get(rotation)
      if (kept === undefined) return empty
      kept.state ??= Object.freeze({ ...kept.numbers, members: Object.freeze(Object.fromEntries(kept.members)) })
      return kept.state
    },
  }
}
