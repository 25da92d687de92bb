import type { Instant, LeadKey } from '../lead.js'
import { ESCALATION } from '../plan/document.js'
import type { Clock } from '../port/ports.js'
import type { DueTimer, Step, Store, View } from '../port/store.js'
import type { FiredEvent } from '../state/event.js'
import type { StoredLead } from '../state/record.js'
import type { Routed } from './context.js'
import { openDraft } from './draft.js'
import type { Escalations } from './fireEscalations.js'
import { inStore } from './inStore.js'
import { messagesOfFired } from './messages.js'
import { isPush } from './push.js'
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
 * @param push sends leads that nobody claimed through the rules, which ends their timers; tells how many went
 */
export async function fireTimers(
  store: Store,
  clock: Clock,
  escalate: (due: readonly DueTimer[]) => Promise<Escalations>,
  push: (leads: readonly StoredLead[]) => Promise<number>,
): Promise<Escalations> {
  const fired: Fired[] = []
  const escalated: Routed[] = []
  for (let page = 0; page < PAGES; page++) {
    const now = clock()
    const due = await inStore(() => store.due({ now, limit: PAGE }))
    const deadlines = due.filter(({ timer }) => timer.name !== ESCALATION)
    let ended = due.length - deadlines.length
    if (deadlines.length > 0) {
      const leads = [...new Set(deadlines.map(({ key }) => key))]
      const done = await inStore(() => store.transact({ now, leads, rotations: [], reps: [], step: (view) => fire(deadlines, view) }))
      fired.push(...done.fired)
      ended += done.ended + (done.unclaimed.length === 0 ? 0 : await push(done.unclaimed))
    }
    const steps = due.filter(({ timer }) => timer.name === ESCALATION)
    const done = steps.length > 0 ? await escalate(steps) : undefined
    if (done !== undefined) {
      fired.push(...done.fired)
      escalated.push(...done.escalated)
    }
    // None of them ended: the store would hand out the same ones again.
    if (ended === 0) break
    // Where a step found nobody, the next one is due at once.
    if (due.length < PAGE && done?.fired.some(({ nobody }) => nobody) !== true) break
  }
  return { fired, escalated }
}

interface Page {
  readonly fired: readonly Fired[]
  /** Leads whose time in a queue is over. */
  readonly unclaimed: readonly StoredLead[]
  readonly ended: number
}

function fire(due: readonly DueTimer[], view: View): Step<Page> {
  const draft = openDraft(view)
  const fired: Fired[] = []
  const unclaimed: StoredLead[] = []
  let ended = 0
  for (const { key, timer: seen } of due) {
    const lead = view.leads.get(key)
    const timer = draft.timers(key).find((one) => isSameTimer(one, seen))
    if (lead === undefined || timer === undefined || timer.state !== 'set' || timer.at > view.now) continue
    if (isPush(timer) && lead.state === 'queued' && lead.epoch === timer.epoch && lead.until === timer.at) {
      unclaimed.push(lead)
      continue
    }
    ended += 1
    if (isPush(timer) || lead.state === 'closed' || lead.epoch !== timer.epoch) {
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
  return { ...(ended === 0 ? {} : { write: draft.write([]) }), result: { fired, unclaimed, ended } }
}
