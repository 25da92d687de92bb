import type { Clock } from '../port/ports.js'
import type { DueTimer, Store } from '../port/store.js'
import type { AcceptedLead } from '../state/record.js'
import type { Routed } from './context.js'
import type { Escalations } from './fireEscalations.js'
import { type Fired, fireTimers } from './fireTimers.js'
import type { Item } from './settleOne.js'
import { type AcceptedReport, sweepAccepted } from './sweepAccepted.js'
import { type HeldReport, sweepHeld } from './sweepHeld.js'

/** What a sweep has done. */
export interface SweepReport<RuleName extends string = string> extends HeldReport<RuleName> {
  /** How many accepted leads were tried, and with what success. Their effects are the middleware's, or the outbox's. */
  readonly accepted: AcceptedReport
  /** Deadlines that were reached, and steps of escalations that gave the lead to nobody else. Their messages are in the outbox. */
  readonly fired: readonly Fired[]
  /** Leads that an escalation gave to somebody else. The messages about them are in the outbox, whether or not the option `outbox` is set. */
  readonly escalated: readonly Routed<RuleName>[]
}

/** The ways of a router by which a sweep sends leads through the decision. */
export interface Ways {
  accepted(leads: readonly AcceptedLead[]): Promise<readonly PromiseSettledResult<unknown>[]>
  held(item: Item): Promise<Routed | undefined>
  escalate(due: readonly DueTimer[]): Promise<Escalations>
}

/** Everything that waits for its time: accepted leads first, which are not decided yet, then deadlines, then held leads. */
export async function sweep(store: Store, clock: Clock, ways: Ways): Promise<SweepReport> {
  const accepted = await sweepAccepted(store, clock, ways.accepted)
  const timers = await fireTimers(store, clock, ways.escalate)
  return { accepted, ...timers, ...(await sweepHeld(store, ways.held)) }
}
