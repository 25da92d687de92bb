import { RoutingError } from '../errors.js'
import type { Clock } from '../port/ports.js'
import type { Store } from '../port/store.js'
import type { RepId } from '../rep.js'
import type { Event } from '../state/event.js'
import type { StoredLead } from '../state/record.js'
import { type Act, type Aim, actOnLead, withoutQueue } from './actOnLead.js'
import { madeUp, type TermsOf } from './madeUp.js'
import { freesOf, withoutOwner } from './ownership.js'
import type { PlanWatch } from './planWatch.js'
import type { TakesOf } from './takes.js'

/** Gives a lead to a rep by hand, whoever has it and wherever it waits. To its present owner: changes nothing. */
export async function reassignLead(
  aim: Aim & { readonly other: RepId },
  reason: string | undefined,
  termsOf: TermsOf,
  takesOf: TakesOf,
  store: Store,
  clock: Clock,
  plans: PlanWatch,
): Promise<StoredLead> {
  return actOnLead(aim, givenTo(aim.other, reason, termsOf, takesOf), store, clock, plans)
}

/** What giving a lead to a rep by hand does to it. */
export function givenTo(to: RepId, reason: string | undefined, termsOf: TermsOf, takesOf: TakesOf): Act {
  return (stored, draft, now) => {
    if (stored.state === 'closed') throw new RoutingError('closedLead')
    const { subject, epoch, rep: from, charged } = stored
    if (from === to) return stored
    // What the rotation charged its owner for follows the lead only where the terms count what is given by hand.
    const counts = charged !== undefined && termsOf(charged).countManual
    const leads = new Map<RepId, number>(
      from === undefined
        ? [[to, -1]]
        : [
            [from, 1],
            [to, -1],
          ],
    )
    const taken = takesOf(stored, now)
    const takes = taken === undefined ? {} : { takes: taken }
    const event: Event = {
      kind: 'reassigned',
      subject,
      epoch: epoch + 1,
      rep: to,
      ...(from === undefined ? {} : { from }),
      ...takes,
      ...freesOf(stored),
      ...(counts ? madeUp(draft, charged, leads, termsOf) : {}),
    }
    const { lead, rule, trace } = stored.decision
    return draft.record(event, () => ({
      ...withoutQueue(withoutOwner(stored, now, { because: 'reassigned', reason })),
      ...takes,
      ...(counts ? { charged } : {}),
      epoch: epoch + 1,
      state: 'assigned',
      rep: to,
      decision: { kind: 'assigned', lead, rep: to, byHand: true, rule, at: now, trace, effects: [] },
      at: now,
    }))
  }
}
