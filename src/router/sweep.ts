import type { Clock } from '../port/ports.js'
import type { DueTimer, Store } from '../port/store.js'
import type { AcceptedLead } from '../state/record.js'
import type { Routed } from './context.js'
import type { Escalations } from './fireEscalations.js'
import { type Fired, fireTimers } from './fireTimers.js'
import type { Item } from './settleOne.js'
import { type AcceptedReport, sweepAccepted } from './sweepAccepted.js'
import { type HeldReport, heldItem, sweepHeld } from './sweepHeld.js'

/** What a sweep has done. */
export interface SweepReport<RuleName extends string = string> extends HeldReport<RuleName> {
  /** How many accepted leads were tried, and with what success. Their effects are the middleware's, or the outbox's. */
  readonly accepted: AcceptedReport
  /** Deadlines that were reached, and steps of escalations that gave the lead to nobody else. Their messages are in the outbox. */
  readonly fired: readonly Fired[]
  /** Leads that an escalation gave to somebody else. The messages about them are in the outbox, whether or not the option `outbox` is set. */
  readonly escalated: readonly Routed<RuleName>[]
  /** Leads that nobody claimed in time, with what became of them. Their effects are the caller's to carry out, as those of `placed`. */
  readonly pushed: readonly Routed<RuleName>[]
}

/** The ways of a router by which a sweep sends leads through the decision. */
export interface Ways {
  accepted(leads: readonly AcceptedLead[]): Promise<readonly PromiseSettledResult<unknown>[]>
  held(item: Item): Promise<Routed | undefined>
  escalate(due: readonly DueTimer[]): Promise<Escalations>
}

/** Everything that waits for its time: the oldest held leads, accepted leads, which are not decided yet, deadlines and what nobody claimed, the other held leads. */
export async function sweep(store: Store, clock: Clock, ways: Ways): Promise<SweepReport> {
  // What has waited longer comes before what is new; not for ever, though.
  const first = await sweepHeld(store, ways.held, 1)
  const accepted = await sweepAccepted(store, clock, ways.accepted)
  const pushed: Routed[] = []
  let unpushed = 0
  const timers = await fireTimers(store, clock, ways.escalate, async (leads) => {
    const outcomes = await Promise.allSettled(leads.map((stored) => ways.held({ ...heldItem(stored), push: true })))
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') unpushed += 1
      else if (outcome.value !== undefined && !outcome.value.duplicate) pushed.push(outcome.value)
    }
    return outcomes.filter(({ status }) => status === 'fulfilled').length
  })
  const rest = await sweepHeld(store, ways.held, Number.POSITIVE_INFINITY, first.next)
  return {
    accepted,
    ...timers,
    pushed,
    placed: [...first.placed, ...rest.placed],
    held: first.held + rest.held,
    failed: first.failed + rest.failed + unpushed,
  }
}
