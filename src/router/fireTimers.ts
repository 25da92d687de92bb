import type { Instant, LeadKey } from '../lead.js'
import { ESCALATION } from '../plan/document.js'
import type { Clock } from '../port/ports.js'
import type { DueTimer, Step, Store, View } from '../port/store.js'
import type { FiredEvent } from '../state/event.js'
import type { Routed } from './context.js'
import { openDraft } from './draft.js'
import type { Escalations } from './fireEscalations.js'
import { inStore } from './inStore.js'
import { messagesOfFired } from './messages.js'
import { isSameTimer } from './timers.js'

/** A deadline that was reached. */
export interface Fired {
  readonly key: LeadKey
  readonly name: string
  readonly step: number
  /** When it was due... */
  readonly due: Instant
  /** ...and when it fired: never earlier. */
  readonly at: Instant
  /** A step of an escalation that should have given the lead to somebody else: nobody could have it, and its owner keeps it. */
  readonly nobody?: true
}

/** So many timers are fired in one transaction. */
const PAGE = 256

/** Held leads must not wait for ever behind deadlines: what is left after so many pages is the next sweep's. */
const PAGES = 64

/**
 * Fires every timer that is due, once, however many sweepers there are: each looks again under the lock.
 *
 * @param escalate takes the steps of escalations among them
 */
export async function fireTimers(
  store: Store,
  clock: Clock,
  escalate: (due: readonly DueTimer[]) => Promise<Escalations>,
): Promise<Escalations> {
  const fired: Fired[] = []
  const escalated: Routed[] = []
  for (let page = 0; page < PAGES; page++) {
    const now = clock()
    const due = await inStore(() => store.due({ now, limit: PAGE }))
    const deadlines = due.filter(({ timer }) => timer.name !== ESCALATION)
    if (deadlines.length > 0) {
      const leads = [...new Set(deadlines.map(({ key }) => key))]
      fired.push(...(await inStore(() => store.transact({ now, leads, rotations: [], reps: [], step: (view) => fire(deadlines, view) }))))
    }
    const steps = due.filter(({ timer }) => timer.name === ESCALATION)
    const done = steps.length > 0 ? await escalate(steps) : undefined
    if (done !== undefined) {
      fired.push(...done.fired)
      escalated.push(...done.escalated)
    }
    // Where a step found nobody, the next one is due at once.
    if (due.length < PAGE && done?.fired.some(({ nobody }) => nobody) !== true) break
  }
  return { fired, escalated }
}

function fire(due: readonly DueTimer[], view: View): Step<readonly Fired[]> {
  const draft = openDraft(view)
  const fired: Fired[] = []
  let ended = 0
  for (const { key, timer: seen } of due) {
    const lead = view.leads.get(key)
    const timer = draft.timers(key).find((one) => isSameTimer(one, seen))
    if (lead === undefined || timer === undefined || timer.state !== 'set' || timer.at > view.now) continue
    ended += 1
    if (lead.state === 'closed' || lead.epoch !== timer.epoch) {
      draft.setTimer(key, { ...timer, state: 'cancelled', endedAt: view.now })
      continue
    }
    const { subject, epoch, name, step, at, channels } = timer
    const event: FiredEvent = { kind: 'fired', subject, epoch, name, step, due: at }
    const { seq } = draft.note(event)
    draft.setTimer(key, { ...timer, state: 'fired', endedAt: view.now })
    draft.tell(messagesOfFired(seq, view.now, event, channels, lead))
    fired.push({ key, name, step, due: at, at: view.now })
  }
  return { ...(ended === 0 ? {} : { write: draft.write([]) }), result: fired }
}
