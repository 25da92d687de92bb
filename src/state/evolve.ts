import { castDraft, produce } from 'immer'
import { applyLedgerChange } from '../ledger/apply.js'
import { emptyLedger } from '../ledger/state.js'
import type { RepId } from '../rep.js'
import { type Event, type Load, noLoad, type RoutingState } from './record.js'

/**
 * The state after one event; the old state is left as it was. Stores apply the same changes row by row: a property holds that both agree.
 */
export function evolve(state: RoutingState, event: Event): RoutingState {
  return evolveAll(state, [event])
}

/** The state after several events, as one step: for folding a long trail. */
export function evolveAll(state: RoutingState, events: readonly Event[]): RoutingState {
  return produce(state, (draft) => {
    for (const event of events) {
      if (event.kind === 'assigned') {
        const { rotation } = event.ledger
        const ledger = Object.hasOwn(draft.ledgers, rotation) ? draft.ledgers[rotation] : undefined
        draft.ledgers[rotation] = castDraft(applyLedgerChange(ledger ?? emptyLedger, event.ledger))
      }
      for (const [rep, load] of loadsAfter(event, (id) => (Object.hasOwn(draft.loads, id) ? (draft.loads[id] ?? noLoad) : noLoad))) {
        draft.loads[rep] = load
      }
    }
  })
}

/** The loads that an event changes, as they are after it. */
export function loadsAfter(event: Event, loadOf: (rep: RepId) => Load): readonly (readonly [RepId, Load])[] {
  if (event.rep === undefined) return []
  const { open, assigned } = loadOf(event.rep)
  return event.kind === 'assigned'
    ? [[event.rep, { open: open + 1, assigned: assigned + 1 }]]
    : [[event.rep, { open: Math.max(0, open - 1), assigned }]]
}
