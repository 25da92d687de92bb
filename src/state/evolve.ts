import { castDraft, produce } from 'immer'
import { type Counter, countIn } from '../counters.js'
import { applyLedgerChange } from '../ledger/apply.js'
import { emptyLedger, type LedgerChange } from '../ledger/state.js'
import type { RepId } from '../rep.js'
import type { Event } from './event.js'
import { type Load, noLoad, type RoutingState, type Takes } from './record.js'

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
        draft.loads[rep] = castDraft(load)
      }
    }
  })
}

/** The loads that an event changes, as they are after it. */
export function loadsAfter(event: Event, loadOf: (rep: RepId) => Load): readonly (readonly [RepId, Load])[] {
  if (event.rep === undefined) return []
  switch (event.kind) {
    case 'assigned':
    case 'claimed':
      return [gained(event.rep, event.takes, loadOf)]
    case 'reassigned':
    case 'escalated':
      return event.from === undefined
        ? [gained(event.rep, event.takes, loadOf)]
        : [lost(event.from, event.frees, loadOf), gained(event.rep, event.takes, loadOf)]
    default:
      return [lost(event.rep, event.frees, loadOf)]
  }
}

export function gained(rep: RepId, takes: Takes | undefined, loadOf: (rep: RepId) => Load): readonly [RepId, Load] {
  const { open, assigned, counts } = loadOf(rep)
  const load = { open: open + (takes?.weight ?? 1), assigned: assigned + 1 }
  const counters = takes?.counters
  if (counters === undefined) return [rep, counts === undefined ? load : { ...load, counts }]
  const after = Object.entries(counters).map(([counter, window]): [string, Counter] => [
    counter,
    [window, countIn(counts, counter, window) + 1],
  ])
  return [rep, { ...load, counts: { ...counts, ...Object.fromEntries(after) } }]
}

export function lost(rep: RepId, frees: Takes | undefined, loadOf: (rep: RepId) => Load): readonly [RepId, Load] {
  const { open, assigned, counts } = loadOf(rep)
  const load = { open: Math.max(0, open - (frees?.weight ?? 1)), assigned }
  if (counts === undefined) return [rep, load]
  // Only what counts open leads has no window: what came within an hour or a day came, whatever became of it.
  const openOnes = Object.entries(frees?.counters ?? {}).filter(([, window]) => window === '')
  const after = openOnes.map(([counter]): [string, Counter] => [counter, ['', Math.max(0, countIn(counts, counter, '') - 1)]])
  return [rep, { ...load, counts: { ...counts, ...Object.fromEntries(after) } }]
}

/** What an event changes in a rotation, if anything. */
export function ledgerOf(event: Event): LedgerChange | undefined {
  return event.kind === 'queued' ? undefined : event.ledger
}
