import type { Instant, LeadKey, MaybePromise } from '../lead.js'
import type { Message } from '../state/record.js'

/**
 * Messages that were written with what they tell (`Write.messages`) and are still to be delivered: at least once each, those of one
 * lead one after the other. Any number of relays may work at once.
 */
export interface Outbox {
  /**
   * Lends out messages that wait, oldest first (by audit entry, then by number). Until `now + leaseMs` nobody else gets them; after that whoever asks.
   * Of one lead only its oldest waiting message is lent out, whatever its channel, and none while that one is lent or waits for its next attempt.
   *
   * @param query.channels only messages for these
   */
  claim(query: {
    readonly now: Instant
    readonly leaseMs: number
    readonly limit: number
    readonly channels: readonly string[]
  }): MaybePromise<readonly ClaimedMessage[]>

  /** What became of a lent message. @returns `false` where the loan was over and somebody else has it, or it is settled or gone: then nothing changes */
  settle(delivery: Delivery): MaybePromise<boolean>

  /** Messages that were given up, oldest first. They stay until somebody revives them. */
  dead(query: { readonly limit: number }): MaybePromise<readonly DeadMessage[]>

  /** Lets a message that was given up wait again. Its attempts go on counting: no loan has the number of an earlier one. @returns whether there was one */
  revive(id: string): MaybePromise<boolean>
}

/** A message on loan. */
export interface ClaimedMessage extends Message {
  /** The lead's key. */
  readonly key: LeadKey
  /** How often it has been lent out, this time included; also the number of the loan, which never comes again. */
  readonly attempt: number
  /** How often since it was last revived. */
  readonly tries: number
}

export interface DeadMessage extends Message {
  readonly attempt: number
  readonly error: string
}

/** How a delivery ended. */
export type Delivery = { readonly id: string; readonly attempt: number; readonly now: Instant } & (
  | { readonly outcome: 'done' }
  /** Not before `at` again. */
  | { readonly outcome: 'again'; readonly at: Instant; readonly error: string }
  | { readonly outcome: 'dead'; readonly error: string }
)
