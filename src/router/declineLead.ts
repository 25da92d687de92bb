import { RoutingError } from '../errors.js'
import { HELD } from '../plan/document.js'
import type { Clock } from '../port/ports.js'
import type { Store } from '../port/store.js'
import type { Event } from '../state/event.js'
import type { StoredLead } from '../state/record.js'
import { type Aim, actOnLead } from './actOnLead.js'
import { madeUp, type TermsOf } from './madeUp.js'
import { freesOf } from './takes.js'

/**
 * Takes a lead back from its owner and holds it, not to be offered to the same rep again. It is in the queue `held` from then on, so that
 * the next sweep finds it also if this process ends here.
 */
export async function declineLead(aim: Aim, termsOf: TermsOf, store: Store, clock: Clock): Promise<StoredLead> {
  return actOnLead(
    aim,
    (stored, draft, now) => {
      if (stored.state === 'closed') throw new RoutingError('closedLead')
      const { rep, charged, takes, ...rest } = stored
      if (rep === undefined) throw new RoutingError('noOwner')
      const { subject, epoch, declined = [], decision } = stored
      const gives = charged !== undefined && termsOf(charged).giveBack.declined
      const event: Event = {
        kind: 'declined',
        subject,
        epoch,
        rep,
        ...freesOf(takes),
        ...(gives ? madeUp(draft, charged, new Map([[rep, 1]]), termsOf) : {}),
      }
      const { lead, rule, trace } = decision
      return draft.record(event, () => ({
        ...rest,
        state: 'queued',
        queue: HELD,
        declined: [...new Set([...declined, rep])],
        decision: { kind: 'queued', lead, queue: HELD, rule, at: now, trace, effects: [] },
        at: now,
      }))
    },
    store,
    clock,
  )
}
