import { deepFreeze } from '../json.js'
import { HELD } from '../plan/document.js'
import type { Store } from '../port/store.js'
import type { StoredLead } from '../state/record.js'
import type { Routed } from './context.js'
import type { Item } from './settleOne.js'

export interface SweepReport<RuleName extends string = string> {
  /** Leads that left the queue `held`, with what became of them. */
  readonly placed: readonly Routed<RuleName>[]
  /** How many are still held, of those looked at. */
  readonly held: number
}

/** One sweep looks at this many of the oldest. */
const AT_ONCE = 1000

/** Sends held leads through the decision once more, oldest first. Several sweepers at once do no harm: a lead leaves the queue once. */
export async function sweepHeld(store: Store, place: (item: Item) => Promise<Routed>): Promise<SweepReport> {
  const held = await store.queued({ queue: HELD, limit: AT_ONCE })
  const outcomes = await Promise.all(held.map((stored) => place(itemOf(stored))))
  const stays = outcomes.filter((routed) => routed.kind === 'queued' && routed.queue === HELD)
  // A duplicate that is not held was placed by somebody else in between.
  return { placed: outcomes.filter((routed) => !routed.duplicate && !stays.includes(routed)), held: stays.length }
}

function itemOf({ key, salt, intake, receivedAt }: StoredLead): Item {
  return { key, salt, content: undefined, intake: deepFreeze(intake), receivedAt, notes: [], straightToOtherwise: false }
}
