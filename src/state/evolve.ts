import { castDraft, produce } from 'immer'
import { applyLedgerChange } from '../ledger/apply.js'
import { emptyLedger, type LedgerChange } from '../ledger/state.js'
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
      const change = ledgerOf(event)
      if (change !== undefined) {
        const { rotation } = change
        const ledger = Object.hasOwn(draft.ledgers, rotation) ? draft.ledgers[rotation] : undefined
        draft.ledgers[rotation] = castDraft(applyLedgerChange(ledger ?? emptyLedger, change))
      }
      for (const [rep, load] of loadsAfter(event, (id) => (Object.hasOwn(draft.loads, id) ? (draft.loads[id] ?? noLoad) : noLoad))) {
        draft.loads[rep] = load
      }
    }
  })
}

/** The loads that an event changes, as they are after it. */
export function loadsAfter(event: Event, loadOf: (rep: RepId) => Load): readonly (readonly [RepId, Load])[] {
  const gained = (rep: RepId): readonly [RepId, Load] => {
    const { open, assigned } = loadOf(rep)
    return [rep, { open: open + 1, assigned: assigned + 1 }]
  }
  const lost = (rep: RepId): readonly [RepId, Load] => {
    const { open, assigned } = loadOf(rep)
    return [rep, { open: Math.max(0, open - 1), assigned }]
  }
  if (event.rep === undefined) return []
  if (event.kind === 'assigned') return [gained(event.rep)]
  if (event.kind === 'reassigned') return event.from === undefined ? [gained(event.rep)] : [lost(event.from), gained(event.rep)]
  return [lost(event.rep)]
}

/** What an event changes in a rotation, if anything. */
export function ledgerOf(event: Event): LedgerChange | undefined {
  return event.kind === 'queued' ? undefined : event.ledger
}
