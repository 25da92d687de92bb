import { createRotation } from 'fairlead/rotation'
import { applyLedgerChange } from '../../src/ledger/apply.js'
import { pickByCredit } from '../../src/ledger/pick.js'
import { emptyLedger } from '../../src/ledger/state.js'
import type { Contestant } from './contestant.js'

/** What everything else is measured against. */
export const rotation: Contestant = {
  name: 'fairlead, rotation',
  rule: 'the credit window, a heap for each weight; asks about a rep only when its turn has come',
  from: 'fairlead',
  weighs: true,
  skips: true,
  exact: true,
  start: (team) => createRotation({ reps: team }).next as (away?: (id: string) => boolean) => string,
}

/** As a router decides: everybody is asked first, the old state stays as it was. */
export const ledgerScan: Contestant = {
  name: 'fairlead, ledger',
  rule: 'the credit window as a pure function of everybody there and a frozen state, as in a router; asks about every rep',
  from: 'fairlead',
  weighs: true,
  skips: true,
  exact: true,
  copies: true,
  start: (team) => {
    let ledger = emptyLedger
    return (away) => {
      const contenders = away === undefined ? team : team.filter(({ id }) => !away(id))
      const { winner, change } = pickByCredit(ledger, { contenders })
      ledger = applyLedgerChange(ledger, change)
      return contenders[winner]?.id as string
    }
  },
}
