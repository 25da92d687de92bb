import type { Account } from '../decide/decision.js'
import type { Instant, JsonObject, MaybePromise } from '../lead.js'
import type { Rep, RepId } from '../rep.js'

/** Milliseconds since 1970; the only source of time. */
export type Clock = () => Instant

/** The reps of now: a list, or a port that is asked (and cached for a moment by the router). */
export type Roster<R = AnyRep> = readonly R[] | { reps(context: PortContext): MaybePromise<readonly R[]> }

/** A rep of whom no more is known than the id; records and interfaces alike. */
export type AnyRep = Rep | { readonly id: RepId }

export interface PortContext {
  readonly now: Instant
  /** Aborted when the router stops waiting. */
  readonly signal: AbortSignal
}

/**
 * `true`: there. `false`: away. Better: away with a reason and, where known, an end. `unknown`: nobody can say, and why; for this rep the
 * port counts as failed (`whenPortFails`).
 */
export type Presence = KnownPresence | { readonly unknown: string }

/** Of somebody of whom it can be said. */
export type KnownPresence = boolean | { readonly away: string; readonly until?: Instant }

/** Who is there. In the exact mode every candidate is asked before the decision: `many` makes that one question. */
export type Availability<R = Rep> =
  | { many(reps: readonly R[], context: PortContext): MaybePromise<{ readonly [rep: RepId]: Presence }> }
  | { one(rep: R, context: PortContext): MaybePromise<Presence> }
  | ((rep: R, context: PortContext) => MaybePromise<Presence>)

/** What the host knows of a rep's load. Missing parts come from the rep's record and from the store's own count. */
export interface CapacityAnswer {
  /** The largest number of open leads; `null`: no limit. */
  readonly limit?: number | null
  /** Open leads that did not come through this router. The store's own count is added. What most hosts want. */
  readonly elsewhere?: number
  /** All open leads as the host counts them, instead of the store's count. Must include everything assigned before the question. */
  readonly open?: number
}

/**
 * Limits and open leads as the host knows them. What is assigned between the question and the decision is added by the router, so that
 * limits hold also while the host counts. A host that learns of its leads only later should let the store count (and call `close`).
 */
export interface Capacity<R = Rep> {
  many(reps: readonly R[], context: PortContext): MaybePromise<{ readonly [rep: RepId]: CapacityAnswer }>
}

/** Which account a lead belongs to. */
export type Accounts<Lead = JsonObject> =
  | { match(lead: Lead, context: PortContext): MaybePromise<Account | undefined> }
  | ((lead: Lead, context: PortContext) => MaybePromise<Account | undefined>)
