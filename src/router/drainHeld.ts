import { type CompiledRoster, ownLimit } from '../decide/roster.js'
import type { LeadKey } from '../lead.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import { HELD } from '../plan/document.js'
import type { Store } from '../port/store.js'
import type { Routed } from './context.js'
import type { Item } from './settleOne.js'
import { heldItem, PAGE } from './sweepHeld.js'

/**
 * Tries the oldest held leads, since somebody has room again. What fails here is the next sweep's: the act that made room has happened, and
 * is not to be told as failed.
 *
 * @param mayHelp whether room that comes free can matter to anybody
 * @returns what became of each of them
 */
export async function drainHeld(
  mayHelp: () => Promise<boolean>,
  store: Store,
  settle: (item: Item) => Promise<Routed | undefined>,
): Promise<ReadonlyMap<LeadKey, Routed>> {
  const outcomes = new Map<LeadKey, Routed>()
  try {
    if (!(await mayHelp())) return outcomes
    const leads = await store.queued({ queue: HELD, limit: PAGE })
    for (const outcome of await Promise.allSettled(leads.map((stored) => settle(heldItem(stored)))))
      if (outcome.status === 'fulfilled' && outcome.value !== undefined) outcomes.set(outcome.value.lead, outcome.value)
  } catch {
    return outcomes
  }
  return outcomes
}

const known = new WeakMap<CompiledRoster, boolean>()

/** Whether a lead that leaves its owner can make room: only where something limits what is open. */
export function frees({ rules }: CompiledPlan, roster: CompiledRoster, capacity: unknown): boolean {
  if (capacity !== undefined || rules.some(({ limits }) => limits?.open !== undefined)) return true
  let limited = known.get(roster)
  if (limited === undefined) {
    limited = roster.reps.some((rep) => ownLimit(rep, roster.fields) !== undefined)
    known.set(roster, limited)
  }
  return limited
}
