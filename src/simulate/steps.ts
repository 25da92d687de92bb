import { decideStep } from '../decide/decideStep.js'
import type { Instant } from '../lead.js'
import { chargedIn } from '../router/settleOne.js'
import { stepTimer } from '../router/stepTimer.js'
import type { Known } from './history.js'
import { durationOf } from './lasting.js'
import { type Live, type LiveTimer, subjectIn } from './live.js'
import type { Stage } from './stage.js'

/** A new owner has the lead: the first step of the rule's escalation gets its time, unless the owner reaches the person at once. */
export function startChain(stage: Stage, live: Live): void {
  const { ready, now, open } = stage
  if (!ready.plan.escalations.has(live.rule)) return
  live.contact = contactOf(stage, live)
  // Where the history tells what became of leads, it tells of the contact when it comes.
  if (open === undefined && (live.contact === undefined || live.contact <= now)) return
  setStep(stage, live, 0)
}

/** When the owner will have reached the person; nothing: nobody says, so it is taken to be at once. */
function contactOf({ ready, now, open }: Stage, live: Live): Instant | undefined {
  if (live.contactedAt !== undefined) return live.contactedAt ?? Number.POSITIVE_INFINITY
  if (open !== undefined || ready.contactAfter === undefined || live.rep === undefined) return undefined
  return now + (durationOf(ready.contactAfter, live, live.rep, ready.roster) ?? Number.POSITIVE_INFINITY)
}

function setStep(stage: Stage, live: Live, step: number, atOnce = false): void {
  const { ready, now } = stage
  const { rep, rule, epoch } = live
  if (rep === undefined) return
  const { timer } = stepTimer({ subject: '', epoch, rep, rule }, step, subjectIn(live), now, ready, atOnce)
  if (timer !== undefined) stage.setTimer(live, timer.at, timer.step)
}

/**
 * Takes a step that is due: reminds, or gives the lead to somebody else.
 *
 * @returns whether it found nobody, so that the next one is due at once
 */
export function takeStep(stage: Stage, { live, step: number = 0, at }: LiveTimer, known?: Known): boolean {
  const { ready, tally, now, snapshot } = stage
  const { rep: from, rule } = live
  const step = ready.plan.escalations.get(rule)?.[number]
  if (from === undefined || step === undefined || (live.contact !== undefined && live.contact <= now)) return false
  stage.see(live, known)
  const past = [...new Set([...live.past.map(({ rep }) => rep), ...live.declined])]
  const hops = live.past.filter(({ because }) => because === 'escalated').length
  const verdict = decideStep(step, { rule, step: number, due: at, from, past, hops }, subjectIn(live), snapshot)
  if (verdict.kind === 'needs') throw new Error('unreachable: a simulation looks at everybody it is asked about')
  if (verdict.kind === 'nobody') {
    const nobody = step.to !== undefined
    tally.escalated(nobody ? 'nobody' : 'reminded')
    setStep(stage, live, number + 1, nobody)
    return nobody
  }
  const { decision, ledger, takes } = verdict
  stage.books.lose(from, live.takes)
  stage.held.freed(from)
  live.past = [...live.past, { rep: from, because: 'escalated' }]
  live.rule = decision.rule
  const charged = chargedIn(decision)
  stage.books.change(ledger)
  tally.picked(ledger.rotation, charged === undefined ? undefined : decision.rep)
  stage.give(live, decision.rep, takes, charged)
  live.contact = contactOf(stage, live)
  tally.escalated('given')
  // What the rules give somebody has the escalation of the rule that gave it, from its beginning.
  setStep(stage, live, step.to === 'rules' ? 0 : number + 1)
  return false
}
