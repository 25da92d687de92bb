import { RoutingError } from '../errors.js'
import type { LeadKey } from '../lead.js'
import type { Clock } from '../port/ports.js'
import type { Store } from '../port/store.js'
import type { Event, StoredLead } from '../state/record.js'
import { openDraft } from './draft.js'

/** Closes a lead: its owner has one open lead less. Closing twice changes nothing. */
export async function closeLead(key: LeadKey, epoch: number | undefined, store: Store, clock: Clock): Promise<void> {
  const earlier = await store.lead({ key })
  if (earlier === undefined) throw new RoutingError('unknownLead')
  const done = await store.transact<boolean>({
    now: clock(),
    leads: [key],
    rotations: [],
    // A lead that changes hands in between is found out inside and tried again.
    reps: earlier.rep === undefined ? [] : [earlier.rep],
    step: (view) => {
      const stored = view.leads.get(key)
      if (stored === undefined) throw new RoutingError('unknownLead')
      if (epoch !== undefined && stored.epoch !== epoch)
        throw new RoutingError('staleEpoch', { detail: `Its epoch is ${stored.epoch}, not ${epoch}.` })
      if (stored.state === 'closed') return { result: true }
      if (stored.rep !== earlier.rep) return { result: false }
      const draft = openDraft(view)
      const event: Event = {
        kind: 'closed',
        subject: stored.subject,
        epoch: stored.epoch,
        ...(stored.rep === undefined ? {} : { rep: stored.rep }),
      }
      draft.record(event, () => ({ ...withoutQueue(stored), state: 'closed', at: view.now }))
      return { write: draft.write([]), result: true }
    },
  })
  if (!done) await closeLead(key, epoch, store, clock)
}

function withoutQueue({ queue: _queue, until: _until, ...stored }: StoredLead): StoredLead {
  return stored
}
