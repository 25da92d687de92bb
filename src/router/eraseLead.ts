import { isRoutingError } from '../errors.js'
import type { LeadKey } from '../lead.js'
import type { Clock } from '../port/ports.js'
import type { Store } from '../port/store.js'
import { actOnLead, withoutQueue } from './actOnLead.js'
import { openDraft } from './draft.js'
import { inStore } from './inStore.js'
import { freesOf } from './ownership.js'

/**
 * Removes a lead from the store, with everything that tells whose it was. One that is open is closed first, so that loads stay right.
 *
 * @returns `false` for a key that had not been routed; a place in the inbox is cleared all the same
 */
export async function eraseLead(key: LeadKey, store: Store, clock: Clock): Promise<boolean> {
  try {
    await actOnLead(
      { key, epoch: undefined },
      (stored, draft, now) => {
        const { subject, epoch, rep } = stored
        const owner = rep === undefined ? {} : { rep, ...freesOf(stored) }
        const closed =
          stored.state === 'closed'
            ? { ...stored }
            : draft.record({ kind: 'closed', subject, epoch, ...owner }, () => ({
                ...withoutQueue(stored),
                state: 'closed' as const,
                at: now,
              }))
        draft.note({ kind: 'erased', subject, epoch })
        draft.erase(key)
        return closed
      },
      store,
      clock,
    )
    return true
  } catch (error) {
    if (!isRoutingError(error) || error.code !== 'unknownLead') throw error
    return (await clearPlace(key, store, clock)) ? false : eraseLead(key, store, clock)
  }
}

/** Takes a lead out of the inbox, under the lock under which others route from there. @returns `false` where it has been routed by now */
async function clearPlace(key: LeadKey, store: Store, clock: Clock): Promise<boolean> {
  return await inStore(() =>
    store.transact({
      now: clock(),
      leads: [key],
      rotations: [],
      reps: [],
      inbox: [key],
      step: (view) => {
        if (view.leads.has(key)) return { result: false }
        if (!view.inbox.has(key)) return { result: true }
        const draft = openDraft(view)
        draft.erase(key)
        return { write: draft.write([]), result: true }
      },
    }),
  )
}
