import type { Json } from '../../../src/lead.js'
import { emptyLedger, type LedgerState } from '../../../src/ledger/state.js'
import type { Evidence, Violation } from '../checker.js'
import { sortedJson, type Trail } from './story.js'
import { tally } from './tallies.js'

/** I8: every decision made again comes out the same, and what it all comes to is what the store holds. */
export function replayFaults({ replay, ledgers, audit }: Evidence, trail: Trail): Violation[] {
  if (replay === undefined) return []
  const { difference, state } = replay
  if (difference !== undefined) return [{ invariant: 'I8', what: difference.what, where: `entry ${difference.seq}` }]
  const faults: Violation[] = []
  for (const rotation of new Set([...Object.keys(ledgers), ...Object.keys(state.ledgers)])) {
    if (textOf(ledgers[rotation]) !== textOf(state.ledgers[rotation]))
      faults.push({ invariant: 'I8', what: 'the stored ledger is not the replayed one', where: `rotation ${rotation}` })
  }
  const { open, assigned } = tally(trail, audit)
  for (const rep of new Set([...assigned.keys(), ...Object.keys(state.loads)])) {
    const load = state.loads[rep] ?? { open: 0, assigned: 0 }
    if (load.open !== (open.get(rep) ?? 0) || load.assigned !== (assigned.get(rep) ?? 0))
      faults.push({ invariant: 'I8', what: `the replayed load is ${load.open} open of ${load.assigned}`, where: `rep ${rep}` })
  }
  return faults
}

function textOf(ledger: LedgerState = emptyLedger): string {
  return sortedJson({ ...ledger, members: { ...ledger.members } } as unknown as Json)
}
