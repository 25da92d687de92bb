import type { Account, Decision, Note } from '../decide/decision.js'
import type { Instant, JsonObject, LeadKey, MaybePromise } from '../lead.js'
import { contentDigest } from '../state/audit.js'
import type { StoredLead } from '../state/record.js'

/** What a lead ended up with: the decision as it stands in the store. */
export type Routed<RuleName extends string = string> = Decision<RuleName> & {
  /** The number of its entry in the audit trail. */
  readonly seq: number
  /** Counts the owners of the lead: 1 for the first, 0 while it waits in a queue. Pass it on with whatever acts on the lead. */
  readonly epoch: number
  /** The lead had been routed before: this is the earlier decision, nothing was changed. */
  readonly duplicate: boolean
  /** Only for duplicates: whether it came with other content than the first time. The owner stays all the same. */
  readonly payloadChanged?: boolean
  /** Only where the lead has been closed: nobody works on it any more, and a held one will not be placed. */
  readonly closed?: true
}

/**
 * The stored decision, as the answer to a lead that comes in again.
 *
 * @param content the lead as it came in this time
 */
export function routedOf({ decision, seq, epoch, salt, digest, state }: StoredLead, content?: JsonObject): Routed {
  return Object.assign({}, decision, {
    seq,
    epoch,
    duplicate: true,
    ...(content === undefined ? {} : { payloadChanged: contentDigest(salt, content) !== digest }),
    ...(state === 'closed' ? { closed: true as const } : {}),
  })
}

/** The decision as it was stored just now, as the answer to the lead it is about. */
export function newlyRouted({ decision, seq, epoch }: StoredLead): Routed {
  // Not by spreading: V8 takes ten times as long for new fields behind a spread.
  return Object.assign({}, decision, { seq, epoch, duplicate: false })
}

/** One lead on its way through the middleware. */
export interface RouteContext<Lead = unknown, RuleName extends string = string> {
  /** Fixed when the lead came in: a middleware that changes the lead cannot change whose it is. */
  readonly key: LeadKey
  /** Plain JSON. Put an enriched copy in its place before `next()`: `context.lead = { ...context.lead, … }`. */
  lead: Lead
  /** The lead's account, if a middleware knows it. Where it is set, the accounts port is not asked; `null`: it has none. */
  account?: Account | null
  /** When the lead came in. */
  readonly receivedAt: Instant
  /**
   * Before `next()`: says something about the lead that shall stand in the trace of every decision about it.
   *
   * @example context.note({ about: 'lead', code: 'enriched', message: 'The number of employees is from the register.' })
   * @throws RoutingError `badOptions` for what is no note (texts of up to 1,000 characters, 100 notes), or comes after `next()`
   */
  note(note: Note): void
  /** After `next()`: what was decided and stored. */
  readonly decision?: Routed<RuleName>
}

/** Runs around the routing of each lead, like in Hono or Koa: what stands before `await next()` happens before, the rest after. */
export type Middleware<Lead = unknown, RuleName extends string = string> = (
  context: RouteContext<Lead, RuleName>,
  next: () => Promise<void>,
) => MaybePromise<void>
