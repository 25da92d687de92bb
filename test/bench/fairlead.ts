import { createRotation } from 'fairlead/rotation'
import { applyLedgerChange, changeInPlace } from '../../src/ledger/apply.js'
import { pickByCredit } from '../../src/ledger/pick.js'
import { emptyLedger, type LedgerState } from '../../src/ledger/state.js'
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

/** As a router decides the leads of one batch: everybody is asked first, and every decision is a function of contenders and ledger. */
export const ledgerScan: Contestant = {
  name: 'fairlead, ledger',
  rule: 'the same as a pure function of the ledger and everybody there, as in a router; asks about every rep',
  from: 'fairlead',
  weighs: true,
  skips: true,
  exact: true,
  slow: true,
  start: (team) => {
    let own: LedgerState | undefined
    return (away) => {
      const contenders = away === undefined ? team : team.filter(({ id }) => !away(id))
      const { winner, change } = pickByCredit(own ?? emptyLedger, { contenders })
      own =
        own === undefined ? applyLedgerChange(emptyLedger, { rotation: '', ...change }) : changeInPlace(own, { rotation: '', ...change })
      return contenders[winner]?.id as string
    }
  },
}

/** The rotation told of every absence, for who wants shares of the leads that each was there for. */
export const rotationTold: Contestant = {
  ...rotation,
  name: 'fairlead, rotation told',
  rule: 'the same rotation; before each lead everybody is asked, and whoever came or went is `set` or `pause`d',
  onlyAbsence: true,
  slow: true,
  start: (team) => {
    const turns = createRotation({ reps: team })
    const paused = team.map(() => false)
    return (away) => {
      for (const [seat, { id, weight }] of team.entries()) {
        const isAway = away?.(id) === true
        if (paused[seat] === isAway) continue
        paused[seat] = isAway
        if (isAway) turns.pause(id)
        else turns.set(id, weight)
      }
      return turns.next() as string
    }
  },
}
