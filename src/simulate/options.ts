import type { JsonObject, MaybePromise } from '../lead.js'
import type { Duration, Plan } from '../plan/document.js'
import type { LeadOf, RepInputOf, RepOf } from '../plan/types.js'
import type { Accounts, PortContext, Presence } from '../port/ports.js'
import type { Rep } from '../rep.js'
import type { HostStrategy } from '../strategy/strategy.js'
import type { WorkCalendar } from '../time/workCalendar.js'

/** What is simulated: the options of a router, as far as decisions depend on them, and what owners do. */
export interface Scenario<P extends Plan = Plan> {
  readonly plan: P
  readonly roster: readonly RepInputOf<P>[]
  /**
   * Who is there, as a router's `availability`, with an answer at once: `rosterAvailability()` of `fairlead/availability`, or `allOf` of
   * several such. Missing: everybody; where the history is a store, whoever was there when its decisions were made.
   */
  readonly availability?: (rep: RepOf<P>, context: PortContext) => MaybePromise<Presence>
  /** When a rep works, for escalations in business time and for waits in working time. */
  readonly workCalendar?: (rep: RepOf<P>) => WorkCalendar | undefined
  readonly accounts?: Accounts<LeadOf<P>>
  readonly strategies?: { readonly [name: string]: HostStrategy<LeadOf<P>, RepOf<P>> }
  /** How long an owner has a lead before it is closed and takes no capacity any more. Missing: for good, unless the history says. */
  readonly openFor?: Lasting
  /**
   * How long an owner takes to reach the person, from when the lead is the owner's: what is longer than an escalation's steps lets them
   * happen. Missing: no time, unless the history says.
   */
  readonly contactAfter?: Lasting
}

/** The same for every lead, or by lead and owner; nothing: never. */
export type Lasting = Duration | ((lead: JsonObject, owner: Rep) => Duration | undefined)

/** How a history is gone through. */
export interface Course {
  /**
   * How often leads that wait are looked at, as by a sweeper. Default: every minute. `'recorded'`: when the audit trail of the history says that
   * something became of one, and at no other time.
   */
  readonly sweep?: Duration | 'recorded'
  /** Goes on until then with what waits. Missing: ends with the last entry of the history. */
  readonly until?: number
  /** Called now and then with the number of leads so far. */
  readonly onProgress?: (leads: number) => void
}
