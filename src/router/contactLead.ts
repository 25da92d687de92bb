import { RoutingError } from '../errors.js'
import { ESCALATION } from '../plan/document.js'
import type { Clock } from '../port/ports.js'
import type { Store } from '../port/store.js'
import { type Aim, actOnLead } from './actOnLead.js'
import { cancelTimers } from './timers.js'

/**
 * Writes down that the owner has reached the person behind the lead: once for each ownership.
 *
 * @returns `false` where that was known
 */
export async function contactLead(aim: Aim, store: Store, clock: Clock): Promise<boolean> {
  let first = false
  await actOnLead(
    aim,
    (stored, draft, now) => {
      // A step may run again: what an attempt found out that was not kept does not count.
      first = false
      const { key, subject, epoch, rep } = stored
      if (stored.state === 'closed') throw new RoutingError('closedLead')
      if (rep === undefined) throw new RoutingError('noOwner')
      if (stored.contactedAt !== undefined) return stored
      first = true
      cancelTimers(draft, key, now, ({ name }) => name === ESCALATION)
      return draft.record({ kind: 'contacted', subject, epoch }, () => ({ ...stored, contactedAt: now }))
    },
    store,
    clock,
  )
  return first
}
