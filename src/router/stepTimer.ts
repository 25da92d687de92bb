import type { Subject } from '../decide/decide.js'
import { nextStep } from '../decide/decideStep.js'
import type { Decision, Note } from '../decide/decision.js'
import { reasonOf } from '../errors.js'
import type { Instant } from '../lead.js'
import { ESCALATION } from '../plan/document.js'
import type { Rep, RepId } from '../rep.js'
import type { Timer } from '../state/record.js'
import type { WorkCalendar } from '../time/workCalendar.js'
import type { Setting } from './settleOne.js'

/** When a rep works; nothing: always. */
export type WorkCalendarOf = (rep: Rep) => WorkCalendar | undefined

/** The ownership that a chain of steps belongs to. */
export interface Ownership {
  readonly subject: string
  readonly epoch: number
  readonly rep: RepId
  /** The rule whose chain it is. */
  readonly rule: string
}

/** A timer, and what the world failed to tell of when it should be due. */
export interface StepTimer {
  readonly timer?: Timer
  readonly note?: Note
}

/**
 * The timer of the next step of an escalation: the first from `step` on whose condition holds for the lead.
 *
 * @param atOnce the step before it found nobody: this one does not wait
 */
export function stepTimer(
  { subject, epoch, rep, rule }: Ownership,
  step: number,
  { view }: Pick<Subject, 'view'>,
  now: Instant,
  { plan, roster, workCalendar }: Pick<Setting, 'plan' | 'roster' | 'workCalendar'>,
  atOnce = false,
): StepTimer {
  const steps = plan.escalations.get(rule)
  const next = steps === undefined ? undefined : nextStep(steps, step, view, plan)
  const found = next === undefined ? undefined : steps?.[next]
  if (next === undefined || found === undefined) return {}
  const { at, note } = atOnce || !found.business ? { at: now + (atOnce ? 0 : found.afterMs) } : inWorkingTime(found.afterMs)
  const timer: Timer = { subject, epoch, name: ESCALATION, step: next, at, channels: found.notify, state: 'set' }
  return { timer, ...(note === undefined ? {} : { note }) }

  function inWorkingTime(ms: number): { readonly at: Instant; readonly note?: Note } {
    const owner = roster.byId.get(rep)
    const elapsed = (why: string) => ({ at: now + ms, note: noteOf(rep, why) })
    try {
      const calendar = owner === undefined ? undefined : workCalendar?.(owner)
      if (calendar === undefined) return { at: now + ms }
      const at = calendar.after(now, ms)
      if (at === undefined) return elapsed('it never opens')
      return Number.isSafeInteger(at) && at >= now ? { at } : elapsed('it told no time')
    } catch (error) {
      return elapsed(reasonOf(error))
    }
  }
}

/** A lead that waits for somebody's working time for ever would be lost. */
function noteOf(rep: RepId, why: string): Note {
  const message = `The working time of ${rep} cannot be reckoned, and elapsed time counts: ${why.replace(/\.+$/, '')}.`
  return { about: 'calendar', code: 'calendarFailed', message }
}

/** The decision with what is to be said of its calendar, and the timer of the first step of its rule's escalation. */
export function withChain<D extends Decision>(
  decision: D,
  subject: string,
  epoch: number,
  lead: Pick<Subject, 'view'>,
  now: Instant,
  setting: Pick<Setting, 'plan' | 'roster' | 'workCalendar'>,
): { readonly decision: D; readonly timer?: Timer } {
  if (decision.kind !== 'assigned' || !setting.plan.escalations.has(decision.rule)) return { decision }
  const { timer, note } = stepTimer({ subject, epoch, rep: decision.rep, rule: decision.rule }, 0, lead, now, setting)
  return { decision: noted(decision, note), ...(timer === undefined ? {} : { timer }) }
}

export function noted<D extends Decision>(decision: D, note: Note | undefined): D {
  return note === undefined ? decision : { ...decision, trace: { ...decision.trace, notes: [...decision.trace.notes, note] } }
}
