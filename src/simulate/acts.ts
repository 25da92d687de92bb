import { takesOf } from '../decide/limits.js'
import { ESCALATION } from '../plan/document.js'
import { termsOf } from '../plan/terms.js'
import type { RepId } from '../rep.js'
import type { ClaimedEvent, ClosedEvent, DeclinedEvent, ReassignedEvent, TransferredEvent } from '../state/event.js'
import type { ActEntry } from './history.js'
import { type Live, subjectIn } from './live.js'
import type { Stage } from './stage.js'
import { takeStep } from './steps.js'

/**
 * Has happen to a lead what the audit trail tells of it. What an owner did counts where the same rep has the lead in the simulation, and what was
 * done by hand where it is with the same rep as then: nobody knows what others would have done.
 *
 * @returns `false` where it did not
 */
export function act(stage: Stage, { key, event, known }: ActEntry): boolean {
  const live = stage.open?.get(key)
  if (live === undefined) return true
  switch (event.kind) {
    case 'assigned':
    case 'queued':
      return touch(stage, live, known)
    case 'escalated':
    case 'fired':
      if (event.kind === 'fired' && event.name !== ESCALATION) return true
      if (live.timer?.step === undefined || live.timer.at > stage.now) return true
      takeDue(stage, live, known)
      return true
    case 'closed':
      return close(stage, live, event)
    case 'erased':
      stage.close(live)
      return true
    case 'contacted':
      if (live.rep === undefined) return false
      live.contact = stage.now
      stage.unsetTimer(live)
      return true
    case 'declined':
    case 'transferred':
      return handBack(stage, live, event)
    case 'reassigned':
      return reassign(stage, live, event)
    case 'claimed':
      return claim(stage, live, event)
  }
}

/** The trail says that something became of a lead that waits: a sweep looked at it. */
function touch(stage: Stage, live: Live, known: ActEntry['known']): true {
  if (live.state !== 'queued') return true
  const isDue = live.until !== undefined && live.until <= stage.now
  if (stage.held.has(live) || isDue) stage.rule(live, known)
  return true
}

function takeDue(stage: Stage, live: Live, known: ActEntry['known']): void {
  const { timer } = live
  if (timer === undefined) return
  stage.timers.remove(timer)
  live.timer = undefined
  takeStep(stage, timer, known)
}

function close(stage: Stage, live: Live, { as }: ClosedEvent): true {
  const noLead = as !== undefined && as !== 'converted' ? as : undefined
  const { rep, charged } = live
  const gives = noLead !== undefined && charged !== undefined && termsOf(stage.ready.plan, charged).giveBack[noLead]
  if (gives && rep !== undefined) stage.books.makeUp(charged, new Map([[rep, 1]]))
  stage.close(live)
  return true
}

function handBack(stage: Stage, live: Live, event: DeclinedEvent | TransferredEvent): boolean {
  const { rep, charged } = live
  if (rep === undefined || rep !== event.rep) return false
  if (event.kind === 'declined' && charged !== undefined && termsOf(stage.ready.plan, charged).giveBack.declined)
    stage.books.makeUp(charged, new Map([[rep, 1]]))
  live.past = [...live.past, { rep, because: event.kind }]
  stage.takeBack(live)
  return true
}

function reassign(stage: Stage, live: Live, { rep: to, from }: ReassignedEvent): boolean {
  const { plan, roster } = stage.ready
  const rep = roster.byId.get(to)
  if (rep === undefined || live.rep !== from || live.rep === to) return false
  const { charged } = live
  const counts = charged !== undefined && termsOf(plan, charged).countManual
  if (counts) {
    const leads = new Map<RepId, number>(from === undefined ? [] : [[from, 1]])
    stage.books.makeUp(charged, leads.set(to, -1))
  }
  if (from !== undefined) {
    stage.books.lose(from, live.takes)
    stage.held.freed(from)
    live.past = [...live.past, { rep: from, because: 'reassigned' }]
  }
  stage.see(live)
  const takes = takesOf(rep, undefined, subjectIn(live).effort, { roster, now: stage.now })
  stage.give(live, to, takes, counts ? charged : undefined)
  return true
}

function claim(stage: Stage, live: Live, { rep: id, queue }: ClaimedEvent): boolean {
  const { plan, roster } = stage.ready
  const rep = roster.byId.get(id)
  if (rep === undefined || live.queue !== queue) return false
  const rule = plan.inOrder.find(({ name }) => name === live.rule)
  stage.see(live)
  stage.give(live, id, takesOf(rep, rule, subjectIn(live).effort, { roster, now: stage.now }), undefined)
  return true
}
