import { deepFreeze } from '../json.js'
import { HELD } from '../plan/document.js'
import type { Place, Store } from '../port/store.js'
import type { StoredLead } from '../state/record.js'
import type { Routed } from './context.js'
import type { Item } from './settleOne.js'

/** What became of the held leads. */
export interface HeldReport<RuleName extends string = string> {
  /** Leads that left the queue `held`, with what became of them. Their effects are the caller's to carry out. */
  readonly placed: readonly Routed<RuleName>[]
  /** How many are still held. */
  readonly held: number
  /** How many could not be tried, the store being out of order; the next sweep tries them again. */
  readonly failed: number
}

/** So many leads are looked at together. */
export const PAGE = 256

/**
 * Sends held leads through the decision once more, oldest first. Several sweepers at once do no harm: a lead leaves the queue once.
 *
 * @param pages how many, at most
 * @param from where to go on
 * @returns with `next`, where those begin that were not tried
 */
export async function sweepHeld(
  store: Store,
  settle: (item: Item) => Promise<Routed | undefined>,
  pages = Number.POSITIVE_INFINITY,
  from?: Place,
): Promise<HeldReport & { readonly next?: Place }> {
  const placed: Routed[] = []
  let stay = 0
  let failed = 0
  let after = from
  for (let page = 0; page < pages; page++) {
    const leads = await store.queued({ queue: HELD, limit: PAGE, ...(after === undefined ? {} : { after }) })
    const last = leads.at(-1)
    if (last === undefined) break
    for (const outcome of await Promise.allSettled(leads.map((stored) => settle(heldItem(stored))))) {
      if (outcome.status === 'rejected') failed += 1
      else if (outcome.value === undefined) continue
      else if (outcome.value.kind === 'queued' && outcome.value.queue === HELD) stay += 1
      // A duplicate that is not held was placed by somebody else in between.
      else if (!outcome.value.duplicate) placed.push(outcome.value)
    }
    after = { receivedAt: last.receivedAt, seq: last.seq }
  }
  return { placed, held: stay, failed, ...(after === undefined ? {} : { next: after }) }
}

/** A held lead, to be decided about once more. */
export function heldItem({ key, salt, intake, receivedAt }: StoredLead): Item {
  return { key, salt, content: undefined, intake: deepFreeze(intake), receivedAt, notes: [], straightToOtherwise: false }
}
