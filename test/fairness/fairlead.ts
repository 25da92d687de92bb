import { pickByCredit } from '../../src/ledger/pick.js'
import { emptyLedger, type LedgerState, type Standing } from '../../src/ledger/state.js'
import type { Picker } from './contest.js'

/** The ledger of this package, as the strategies use it. The only file here that knows it. */
export const fairlead: Picker = {
  name: 'fairlead',
  rule: 'the credit window of this package',
  weighs: true,
  start: () => {
    // Changed in place, where a store would keep the changed standings: nobody else holds this ledger.
    const members: Record<string, Standing> = {}
    let ledger: LedgerState = { ...emptyLedger, members }
    return ({ contenders }) => {
      const { winner, change } = pickByCredit(ledger, { contenders })
      Object.assign(members, change.members)
      ledger = { ...change, members }
      return contenders[winner]
    }
  },
}
