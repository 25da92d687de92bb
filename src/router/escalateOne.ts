import { type Needs, subjectOf } from '../decide/decide.js'
import { type DueStep, decideStep } from '../decide/decideStep.js'
import type { Assigned } from '../decide/decision.js'
import type { Instant, Json } from '../lead.js'
import type { DueTimer } from '../port/store.js'
import { contentDigest } from '../state/audit.js'
import type { EscalatedEvent, FiredEvent, Inputs } from '../state/event.js'
import type { StoredDocument, StoredLead, Takes, Timer } from '../state/record.js'
import { newlyRouted, type Routed } from './context.js'
import type { Fired } from './fireTimers.js'
import { messagesOf, messagesOfFired } from './messages.js'
import { freesOf, withoutOwner } from './ownership.js'
import { chargedIn, decideWith, type Present, type Setting } from './settleOne.js'
import { noted, stepTimer } from './stepTimer.js'
import { isSameTimer } from './timers.js'

/** What came of one timer: nothing where somebody else has been there before. */
export type StepOutcome = { readonly fired?: Fired; readonly escalated?: Routed } | { readonly needs: Needs }

/** What a transaction knows in which steps are taken. */
export type StepPresent = Pick<Present, 'draft' | 'knowing' | 'now' | 'used'>

/** Takes a step of an escalation that is due, within a transaction, if it still is: reminds, or gives the lead to somebody else. */
export function escalateOne(index: number, { key, timer: seen }: DueTimer, present: StepPresent, setting: Setting): StepOutcome {
  const { draft, now } = present
  const stored = draft.lead(key)
  const timer = draft.timers(key).find((one) => isSameTimer(one, seen))
  if (stored === undefined || timer === undefined || timer.state !== 'set' || timer.at > now) return {}
  const { rule } = stored.decision
  const step = setting.plan.escalations.get(rule)?.[timer.step]
  if (stored.state !== 'assigned' || stored.rep === undefined || stored.epoch !== timer.epoch || step === undefined) {
    // Its ownership is over, or the plan in force has no such step any more.
    draft.setTimer(key, { ...timer, state: 'cancelled', endedAt: now })
    return {}
  }
  const due = dueStep(stored, stored.rep, timer)
  const subject = subjectOf(setting.plan, key, stored.intake)
  const { verdict, facts } = decideWith(index, { straightToOtherwise: false, notes: [] }, stored, present, setting, (snapshot) =>
    decideStep(step, due, subject, snapshot),
  )
  if (verdict.kind === 'needs') return { needs: verdict }
  draft.setTimer(key, { ...timer, state: 'fired', endedAt: now })
  const { subject: id, epoch } = stored
  if (verdict.kind === 'nobody') {
    const nobody = step.to !== undefined
    const next = stepTimer({ subject: id, epoch, rep: stored.rep, rule }, timer.step + 1, subject, now, setting, nobody)
    if (next.timer !== undefined) draft.setTimer(key, next.timer)
    return { fired: remind(stored, timer, nobody, present) }
  }
  const owner = { subject: id, epoch: epoch + 1, rep: verdict.decision.rep, rule: verdict.decision.rule }
  // What the rules give somebody has the escalation of the rule that gave it, from its beginning.
  const next = stepTimer(owner, step.to === 'rules' ? 0 : timer.step + 1, subject, now, setting)
  const decision = noted(verdict.decision, next.note)
  const event: EscalatedEvent = {
    kind: 'escalated',
    subject: id,
    epoch: epoch + 1,
    rep: decision.rep,
    from: stored.rep,
    rule,
    step: timer.step,
    ...(step.to === 'rules' ? { by: decision.rule } : {}),
    due: timer.at,
    ...(verdict.takes === undefined ? {} : { takes: verdict.takes }),
    ...freesOf(stored),
    ledger: verdict.ledger,
    inputs: inputsOf(stored, facts, present, setting),
  }
  const written = draft.record(event, ({ seq }) => recordOf(stored, { ...verdict, decision }, seq, now))
  draft.tell(messagesOf(written))
  if (next.timer !== undefined) draft.setTimer(key, next.timer)
  return { escalated: newlyRouted(written) }
}

function dueStep({ past = [], declined = [], decision }: StoredLead, from: string, { step, at }: Timer): DueStep {
  return {
    rule: decision.rule,
    step,
    due: at,
    from,
    past: [...new Set([...past.map(({ rep }) => rep), ...declined])],
    hops: past.filter(({ because }) => because === 'escalated').length,
  }
}

function remind(stored: StoredLead, timer: Timer, nobody: boolean, { draft, now }: StepPresent): Fired {
  const { subject, epoch, name, step, at, channels } = timer
  const event: FiredEvent = { kind: 'fired', subject, epoch, name, step, due: at, ...(nobody ? { nobody: true } : {}) }
  const { seq } = draft.note(event)
  draft.tell(messagesOfFired(seq, now, event, channels, stored))
  return { key: stored.key, name, step, due: at, at: now, ...(nobody ? { nobody: true } : {}) }
}

function inputsOf(
  { salt, intake }: StoredLead,
  facts: Parameters<Setting['documents']['facts']>[0],
  { used }: StepPresent,
  setting: Setting,
): Inputs {
  const { documents, plan, roster } = setting
  const refer = (document: StoredDocument): string => {
    used.add(document)
    return document.digest
  }
  return {
    plan: refer(documents.plan(plan)),
    ...(plan.version === undefined ? {} : { version: plan.version }),
    roster: refer(documents.roster(roster)),
    facts: refer(documents.facts(facts)),
    intake: contentDigest(salt, intake as unknown as Json),
  }
}

/** The lead with its new owner. What belonged to the old one stays with the past. */
function recordOf(
  stored: StoredLead,
  { decision, takes }: { readonly decision: Assigned; readonly takes?: Takes },
  seq: number,
  now: Instant,
): StoredLead {
  const charged = chargedIn(decision)
  return {
    ...withoutOwner(stored, now, { because: 'escalated' }),
    ...(charged === undefined ? {} : { charged }),
    ...(takes === undefined ? {} : { takes }),
    epoch: stored.epoch + 1,
    rep: decision.rep,
    decision,
    seq,
    at: now,
  }
}
