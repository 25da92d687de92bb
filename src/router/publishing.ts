import type { Instant, Json } from '../lead.js'
import type { Plan } from '../plan/document.js'
import type { PlanDraft, PlanVersion } from './planVersions.js'

/** The life of the plan: saved, checked, published, rolled back. Nothing of it is ever changed or removed. */
export interface Publishing {
  /**
   * Publishes a plan, or a draft by its number. Every decision after it, in every process that shares the store, is made by it; each by exactly
   * one version, never by an earlier one than the decision before it. It is checked first: the plan, the strategies and the calendar that it
   * needs of this router, and that `otherwise` selects somebody of the present roster. The plan that is the latest version already is not
   * published again: the answer is that version, `unchanged`.
   *
   * The rotations of rules that keep their name (or `rotation`) go on.
   *
   * @throws RoutingError `badPlan`, `badRoster` with every issue; `stalePlan` where `expect` names another version than the latest, and where a
   * version that is scheduled would never come into force; `unknownPlan` for a draft that is not there, or not any more; `badOptions`.
   * Then nothing has changed
   */
  publish(plan: Plan | { readonly draft: number }, options: PublishOptions): Promise<Published>
  /**
   * Publishes the plan of an earlier version once more, as a new version. What was scheduled never comes into force.
   *
   * @throws RoutingError as `publish`; `unknownPlan` where there is no such version
   */
  rollback(options: RollbackOptions): Promise<Published>
  /** Every version, the first one first. */
  plans(): Promise<readonly PlanVersion[]>
  /** Which plan is in force, and what is to come. */
  planInForce(): Promise<PlanInForce>
  /** A plan (of a version or a draft) or evidence by its digest, as it was stored. */
  planOf(digest: string): Promise<Json | undefined>
  /**
   * Saves a plan that is not to be in force yet, whatever is wrong with it, and tells that.
   *
   * @throws RoutingError `badPlan` for what is no JSON; `badOptions`
   */
  draft(plan: unknown, options: Signature): Promise<PlanDraft>
  /** Every draft, the first one first. */
  drafts(): Promise<readonly PlanDraft[]>
  /**
   * Puts something beside a draft that speaks for it: the report of a simulation, any JSON.
   *
   * @throws RoutingError `unknownPlan` for a draft that is not there, or not any more; `badOptions`
   */
  attach(draft: number, evidence: unknown, options: Signature): Promise<PlanDraft>
  /** Gives up a draft: it can no more be published. @throws RoutingError `unknownPlan`, `badOptions` */
  discard(draft: number, options: Signature): Promise<PlanDraft>
}

/** Who does it, and why. Kept with the version or draft for ever, and not in the audit trail. */
export interface Signature {
  /** 1 to 200 characters. */
  readonly author: string
  /** 1 to 2000 characters. */
  readonly reason: string
}

export interface PublishOptions extends Signature {
  /** When it comes into force, in milliseconds since 1970. Missing, or not in the future: at once. */
  readonly at?: Instant
  /** The latest version (scheduled ones included) that whoever publishes knows of: its number, 0 for none, or its digest. Missing: whichever it is. */
  readonly expect?: number | string
  /** It may come before the time of versions that are scheduled: those never come into force. Default `false`: then it is refused. */
  readonly supersede?: boolean
}

export interface RollbackOptions extends Signature {
  /** The number of the version. Missing: the one in force before the present one; again, the one before that. */
  readonly to?: number
  /** As for `publish`. */
  readonly expect?: number | string
}

export type Published = PlanVersion & {
  /** Nothing was published: it is the latest version already. */
  readonly unchanged?: true
  /** Versions that had been scheduled and will not come into force. */
  readonly superseded: readonly number[]
}

export interface PlanInForce {
  readonly plan: Plan
  readonly digest: string
  /** Missing: nobody has published a plan (or the router's option `planFrom` is `'code'`), and the code's own is in force. */
  readonly version?: PlanVersion
  /** Versions whose time is to come. */
  readonly scheduled: readonly PlanVersion[]
  /** The plan that `createRouter` was given. */
  readonly code: { readonly name: string; readonly digest: string }
}
