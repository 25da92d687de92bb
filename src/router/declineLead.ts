import { RoutingError } from '../errors.js'
import type { Clock } from '../port/ports.js'
import type { Store } from '../port/store.js'
import type { Event } from '../state/event.js'
import type { StoredLead } from '../state/record.js'
import { type Aim, actOnLead } from './actOnLead.js'
import { madeUp, type TermsOf } from './madeUp.js'
import { freesOf, heldWithoutOwner } from './ownership.js'
import type { PlanWatch } from './planWatch.js'

/**
 * Takes a lead back from its owner and holds it, not to be offered to the same rep again. It is in the queue `held` from then on, so that
 * the next sweep finds it also if this process ends here.
 */
export async function declineLead(
  aim: Aim,
  reason: string | undefined,
  termsOf: TermsOf,
  store: Store,
  clock: Clock,
  plans: PlanWatch,
): Promise<StoredLead> {
  return actOnLead(
    aim,
    (stored, draft, now) => {
      const { subject, epoch, rep, charged } = stored
      if (stored.state === 'closed') throw new RoutingError('closedLead')
      if (rep === undefined) throw new RoutingError('noOwner')
      const gives = charged !== undefined && termsOf(charged).giveBack.declined
      const due = gives ? madeUp(draft, charged, new Map([[rep, 1]]), termsOf) : {}
      const event: Event = { kind: 'declined', subject, epoch, rep, ...freesOf(stored), ...due }
      return draft.record(event, () => heldWithoutOwner(stored, now, { because: 'declined', reason }))
    },
    store,
    clock,
    plans,
  )
}
