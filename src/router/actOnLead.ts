import { RoutingError } from '../errors.js'
import type { LeadKey } from '../lead.js'
import type { Clock } from '../port/ports.js'
import type { Store, Transaction, View } from '../port/store.js'
import type { RepId } from '../rep.js'
import type { StoredLead } from '../state/record.js'
import { type Draft, openDraft } from './draft.js'
import { inStore } from './inStore.js'
import type { Other, PlanWatch } from './planWatch.js'
import { cancelTimers } from './timers.js'

/** Which lead somebody acts on. With `epoch`: only as long as it has not changed hands. */
export interface Aim {
  readonly key: LeadKey
  readonly epoch: number | undefined
  /** A rep whom the act concerns beside the owner. */
  readonly other?: RepId
}

/** Changes a lead's record in the draft, or leaves it as it is. */
export type Act = (stored: StoredLead, draft: Draft, now: View['now']) => StoredLead

/**
 * Acts on a lead that has been routed, in one transaction that reads the lead, its owner's load and the rotation it counts in.
 *
 * @param plans for acts that depend on the plan: what the act reads of it is what is in force in its transaction
 * @returns the lead as it is afterwards
 * @throws RoutingError `unknownLead`, `staleEpoch`
 */
export async function actOnLead({ key, epoch, other }: Aim, act: Act, store: Store, clock: Clock, plans?: PlanWatch): Promise<StoredLead> {
  for (;;) {
    const earlier = await inStore(() => store.lead({ key }))
    if (earlier === undefined) throw new RoutingError('unknownLead')
    const request: Transaction<StoredLead | Other | undefined> = {
      now: clock(),
      leads: [key],
      rotations: earlier.charged === undefined ? [] : [earlier.charged],
      reps: [earlier.rep, other].filter((rep) => rep !== undefined),
      step: (view) => {
        const otherPlan = plans?.other(view, plans.active.compiled)
        if (otherPlan !== undefined) return { result: otherPlan }
        const stored = view.leads.get(key)
        if (stored === undefined) throw new RoutingError('unknownLead')
        if (epoch !== undefined && stored.epoch !== epoch)
          throw new RoutingError('staleEpoch', { detail: `Its epoch is ${stored.epoch}, not ${epoch}.` })
        // It changed hands in between: what was asked for is not what is needed. Once more.
        if (stored.rep !== earlier.rep || stored.charged !== earlier.charged) return { result: undefined }
        const draft = openDraft(view)
        const result = act(stored, draft, view.now)
        if (result === stored) return { result }
        // What was to happen in this ownership does not happen any more.
        if (result.epoch !== stored.epoch || result.rep !== stored.rep || result.state !== stored.state) cancelTimers(draft, key, view.now)
        return { write: draft.write([]), result }
      },
    }
    const done = await inStore(() => store.transact(request))
    if (done !== undefined && 'key' in done) return done
    if (done !== undefined) await plans?.follow(done, store)
  }
}

/** The lead without the queue it waited in. */
export function withoutQueue<Lead extends Pick<StoredLead, 'queue' | 'until' | 'rank'>>(
  lead: Lead,
): Omit<Lead, 'queue' | 'until' | 'rank'> {
  const { queue: _queue, until: _until, rank: _rank, ...stored } = lead
  return stored
}
