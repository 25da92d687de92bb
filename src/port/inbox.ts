import type { Instant, LeadKey, MaybePromise } from '../lead.js'
import type { AcceptedLead } from '../state/record.js'

/** Leads that were taken in and are still to be routed. Each of these calls is a transaction of its own, and none waits for another lead's. */
export interface Inbox {
  /**
   * Keeps a lead until it is routed. Once this has returned, the lead is not lost.
   *
   * @returns whether it is new: `false` where its key waits here already, or has been routed; then nothing changes
   */
  accept(lead: Pick<AcceptedLead, 'key' | 'content' | 'receivedAt'>): MaybePromise<boolean>

  /** Those that may be tried at `now` (`notBefore` missing or reached), oldest first (by `receivedAt`, then by key). */
  accepted(query: { readonly now: Instant; readonly limit: number }): MaybePromise<readonly AcceptedLead[]>

  /** Those that were given up, in the same order. */
  parked(query: { readonly limit: number }): MaybePromise<readonly AcceptedLead[]>

  /** It has been routed: takes it out. An unknown key: nothing happens. */
  acceptedDone(key: LeadKey): MaybePromise<void>

  /** Routing it failed: one attempt more, and no other before `notBefore` (`null`: parked). An unknown key: nothing happens. */
  acceptedFailed(failure: { readonly key: LeadKey; readonly error: string; readonly notBefore: Instant | null }): MaybePromise<void>
}
