import { RoutingError } from '../errors.js'
import type { Clock } from '../port/ports.js'
import type { Store } from '../port/store.js'
import type { Event, NoLead } from '../state/event.js'
import { type Aim, actOnLead, withoutQueue } from './actOnLead.js'
import { madeUp, type TermsOf } from './madeUp.js'
import { freesOf } from './takes.js'

/** Closes a lead: its owner has one open lead less. Closing twice changes nothing. */
export async function closeLead(aim: Aim, as: NoLead | undefined, termsOf: TermsOf, store: Store, clock: Clock): Promise<void> {
  if (as !== undefined && as !== 'disqualified' && as !== 'merged')
    throw new RoutingError('badOptions', { detail: `\`as\` is ${JSON.stringify(as)}: write 'disqualified' or 'merged', or leave it out.` })
  await actOnLead(
    aim,
    (stored, draft, now) => {
      if (stored.state === 'closed') return stored
      const { subject, epoch, rep, charged, takes } = stored
      const due =
        as !== undefined && charged !== undefined && rep !== undefined && termsOf(charged).giveBack[as] ? new Map([[rep, 1]]) : undefined
      const event: Event = {
        kind: 'closed',
        subject,
        epoch,
        ...(rep === undefined ? {} : { rep }),
        ...(as === undefined ? {} : { as }),
        ...freesOf(takes),
        ...madeUp(draft, charged, due, termsOf),
      }
      return draft.record(event, () => ({ ...withoutQueue(stored), state: 'closed', at: now }))
    },
    store,
    clock,
  )
}
