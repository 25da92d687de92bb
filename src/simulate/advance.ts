import type { Instant } from '../lead.js'
import type { Live, LiveTimer } from './live.js'
import type { Stage } from './stage.js'
import { takeStep } from './steps.js'

/** A sweep looks at so many held leads before it fires what is due, and fires so many timers at a time: as the router's. */
const PAGE = 256

/**
 * Lets time pass up to and with an instant: leads are closed when their time is over, and sweeps come at whole multiples of `sweepMs`. A sweep at
 * which nothing can happen is left out.
 */
export function advance(stage: Stage, sweepMs: number | undefined): (to: Instant) => void {
  const { held, timers, closings } = stage
  let swept = Number.NEGATIVE_INFINITY
  const nextSweep = (): Instant => {
    if (sweepMs === undefined) return Number.POSITIVE_INFINITY
    const due = Math.min(held.next(), timers.first()?.at ?? Number.POSITIVE_INFINITY)
    if (due === Number.POSITIVE_INFINITY) return due
    const at = Math.ceil(Math.max(due, stage.now) / sweepMs) * sweepMs
    return at > swept ? at : swept + sweepMs
  }
  return (to) => {
    for (;;) {
      const closing = closings.first()
      const sweep = nextSweep()
      if (Math.min(closing?.at ?? Number.POSITIVE_INFINITY, sweep) > to) break
      if (closing !== undefined && closing.at <= sweep) {
        closings.remove(closing)
        stage.now = Math.max(stage.now, closing.at)
        const { live, epoch } = closing
        if (epoch === undefined || (live.epoch === epoch && live.state === 'assigned')) stage.close(live)
      } else {
        stage.now = sweep
        swept = sweep
        sweepAll(stage)
      }
    }
    if (to > stage.now) stage.now = to
    // The one at this very moment has come and gone.
    if (sweepMs !== undefined) swept = Math.max(swept, Math.floor(stage.now / sweepMs) * sweepMs)
  }
}

function sweepAll(stage: Stage): void {
  const { held, now } = stage
  const due = held.due(now)
  const first = held.size > PAGE ? new Set(held.all().slice(0, PAGE)) : undefined
  for (const live of due) if (first === undefined || first.has(live)) retry(stage, live)
  fireTimers(stage)
  if (first === undefined) return
  // A step of an escalation may have made room: whoever stands far behind gets it in this sweep, the others in the next one.
  for (const live of new Set([...due, ...held.woken()])) if (!first.has(live)) retry(stage, live)
}

function retry(stage: Stage, live: Live): void {
  if (stage.held.has(live) && stage.held.isWorthTrying(live)) stage.rule(live)
}

/** Leads that nobody claimed first, then steps of escalations, page by page. */
function fireTimers(stage: Stage): void {
  const { timers, now } = stage
  for (;;) {
    const page: LiveTimer[] = []
    for (let timer = timers.first(); timer !== undefined && timer.at <= now && page.length < PAGE; timer = timers.first()) {
      timers.remove(timer)
      timer.live.timer = undefined
      page.push(timer)
    }
    for (const { live, step } of page) if (step === undefined) stage.rule(live)
    for (const timer of page) if (timer.step !== undefined) takeStep(stage, timer)
    if (page.length === 0) return
  }
}
