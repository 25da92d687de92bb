import type { Plan } from '../plan/document.js'
import type { LeadOf, RepInputOf, RepOf } from '../plan/types.js'
import type { Accounts, Availability, Capacity, Clock, Roster } from '../port/ports.js'
import type { Store } from '../port/store.js'
import type { HostStrategy } from '../strategy/strategy.js'
import type { WorkCalendar } from '../time/workCalendar.js'

export interface RouterOptions<P extends Plan = Plan> {
  /** A checked plan, from `routing.plan`, `routing.check` or `checkPlan`. It is in force until one is published: see `planFrom`. */
  readonly plan: P
  /**
   * Which plan is in force. `'store'` (default): the one that was published; the option `plan` as long as nobody has published any. `'code'`:
   * always the option `plan`, whatever was published; then `publish` and `rollback` are refused.
   */
  readonly planFrom?: 'store' | 'code'
  /** The reps: a list, or a port that is asked again every `rosterMs`. */
  readonly roster: Roster<RepInputOf<P>>
  readonly store: Store
  /** Who is there. Without it everybody is. */
  readonly availability?: Availability<RepOf<P>>
  /** `exact` (default): everybody a rule selects is asked first, and absence neither costs nor earns. `lazy`: only whoever is picked is asked. */
  readonly availabilityMode?: 'exact' | 'lazy'
  /** Limits and open leads as the host counts them. Without it: the reps' own limits and the store's count. */
  readonly capacity?: Capacity<RepOf<P>>
  readonly accounts?: Accounts<LeadOf<P>>
  /**
   * When a rep works, for escalations whose steps count `business` time: `workCalendar` of `fairlead/availability` makes one. Nothing for a
   * rep who always works. Pure and quick: it is asked while the decision is made. Required where the plan has such steps.
   */
  readonly workCalendar?: (rep: RepOf<P>) => WorkCalendar | undefined
  readonly strategies?: { readonly [name: string]: HostStrategy<LeadOf<P>, RepOf<P>> }
  readonly whenPortFails?: PortFailurePolicy
  /** How long a port may take, in milliseconds. Default 2,000. */
  readonly portTimeoutMs?: number
  /** How long a roster port's answer stays good, in milliseconds. Default 1,000. */
  readonly rosterMs?: number
  /** How many leads may wait for their turn before `route` refuses with `overload`. Default 10,000. */
  readonly maxWaiting?: number
  /**
   * With `true`, each effect of a decision is also a message in the store's outbox, written in the transaction of the decision, for a
   * relay to deliver. Default `false`: effects are returned and stored with the decision, and nothing more.
   */
  readonly outbox?: boolean
  /** Default `Date.now`. */
  readonly clock?: Clock
  /** 32 hex digits of chance for each new lead: the salt of its digests in the audit trail. Default: from the system's source of chance. */
  readonly salt?: () => string
}

/** What a port that throws or hangs means for the lead. Each shows in the trace; none loses the lead. */
export interface PortFailurePolicy {
  /** `skip` (default): the reps it was asked about are skipped; `assumeThere`: they count as there; `otherwise`: the lead goes straight to the fallback. */
  readonly availability?: 'skip' | 'assumeThere' | 'otherwise'
  /** `skip` (default): skipped; `ownCount`: the reps' own limits and the store's count decide; `otherwise`: straight to the fallback. */
  readonly capacity?: 'skip' | 'ownCount' | 'otherwise'
  /** `noAccount` (default): the lead counts as one without an account; `otherwise`: straight to the fallback. */
  readonly accounts?: 'noAccount' | 'otherwise'
}
