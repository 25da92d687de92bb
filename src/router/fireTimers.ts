import type { Instant, LeadKey } from '../lead.js'
import type { Clock } from '../port/ports.js'
import type { DueTimer, Step, Store, View } from '../port/store.js'
import type { FiredEvent } from '../state/event.js'
import { openDraft } from './draft.js'
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
}

/** So many timers are fired in one transaction. */
const PAGE = 256

/** Held leads must not wait for ever behind deadlines: what is left after so many pages is the next sweep's. */
const PAGES = 64

/** Fires every timer that is due, once, however many sweepers there are: each looks again under the lock. */
export async function fireTimers(store: Store, clock: Clock): Promise<readonly Fired[]> {
  const fired: Fired[] = []
  for (let page = 0; page < PAGES; page++) {
    const now = clock()
    const due = await inStore(() => store.due({ now, limit: PAGE }))
    if (due.length > 0) {
      const leads = [...new Set(due.map(({ key }) => key))]
      fired.push(...(await inStore(() => store.transact({ now, leads, rotations: [], reps: [], step: (view) => fire(due, view) }))))
    }
    if (due.length < PAGE) break
  }
  return fired
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
