import { bookLead } from '../../src/ledger/book.js'
import { chooseByCredit } from '../../src/ledger/creditWindow.js'
import { creditOf, LEAD } from '../../src/ledger/standing.js'
import { emptyLedger, type LedgerState } from '../../src/ledger/state.js'
import { apply } from './histories.js'
import type { Member } from './oracle.js'
import type { Picker } from './wrongPickers.js'

export const ours: Picker = (ledger, contenders) => chooseByCredit(ledger, contenders)

/** A rotation that runs by some picker; the books are kept alike for all. */
export function run(pick: Picker) {
  let ledger: LedgerState = emptyLedger
  const got = new Map<string, number>()
  return {
    got,
    ledger: () => ledger,
    credit: (id: string) => creditOf(ledger, id),
    credits: () => Object.keys(ledger.members).map((id) => creditOf(ledger, id)),
    next(contenders: readonly Member[], cost = LEAD): string {
      const winner = pick(ledger, contenders, got)
      const { id } = contenders[winner] as Member
      ledger = apply(ledger, bookLead(ledger, contenders, winner, { cost, value: 0 }))
      got.set(id, (got.get(id) ?? 0) + 1)
      return id
    },
  }
}
