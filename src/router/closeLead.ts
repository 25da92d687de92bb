import type { Clock } from '../port/ports.js'
import type { Store } from '../port/store.js'
import type { Event, Outcome } from '../state/event.js'
import { type Aim, actOnLead, withoutQueue } from './actOnLead.js'
import { madeUp, type TermsOf } from './madeUp.js'
import { freesOf } from './ownership.js'
import type { PlanWatch } from './planWatch.js'

/** How a lead ended, as far as somebody said. */
export interface Ending {
  readonly as?: Outcome | undefined
  readonly reason?: string | undefined
}

/** Closes a lead: its owner has one open lead less. Closing twice changes nothing. */
export async function closeLead(
  aim: Aim,
  { as, reason }: Ending,
  termsOf: TermsOf,
  store: Store,
  clock: Clock,
  plans: PlanWatch,
): Promise<void> {
  const ended = { ...(as === undefined ? {} : { as }), ...(reason === undefined ? {} : { reason }) }
  await actOnLead(
    aim,
    (stored, draft, now) => {
      if (stored.state === 'closed') return stored
      const { takes: _takes, ...rest } = withoutQueue(stored)
      const { subject, epoch, rep, charged } = stored
      const noLead = as !== undefined && as !== 'converted' ? as : undefined
      const gives = noLead !== undefined && charged !== undefined && termsOf(charged).giveBack[noLead]
      const event: Event = {
        kind: 'closed',
        subject,
        epoch,
        ...(rep === undefined ? {} : { rep }),
        ...(as === undefined ? {} : { as }),
        ...freesOf(stored),
        ...(gives && rep !== undefined ? madeUp(draft, charged, new Map([[rep, 1]]), termsOf) : {}),
      }
      return draft.record(event, () => ({ ...rest, ...(Object.keys(ended).length === 0 ? {} : { ended }), state: 'closed', at: now }))
    },
    store,
    clock,
    plans,
  )
}
