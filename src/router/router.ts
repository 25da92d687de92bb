import type { Explanation } from '../decide/explanation.js'
import type { Instant, LeadKey } from '../lead.js'
import type { Plan } from '../plan/document.js'
import type { LeadInputOf, LeadOf, RuleNameOf } from '../plan/types.js'
import type { Place } from '../port/store.js'
import type { RepId } from '../rep.js'
import type { Outcome } from '../state/event.js'
import type { RepCapacity } from './capacityOf.js'
import type { Claim, Waiting } from './claim.js'
import type { Middleware, Routed } from './context.js'
import type { Deadline, DeadlineName } from './deadlines.js'
import type { Health } from './health.js'
import type { OwnedLead, OwnedPage } from './leadsOf.js'
import type { Publishing } from './publishing.js'
import type { SweepReport } from './sweep.js'
import type { TransferOptions, TransferReport } from './transferLeads.js'

/** Routes leads: takes them in, decides, stores, explains. */
export interface Router<P extends Plan = Plan> extends Acts<RuleNameOf<P>>, Publishing {
  /**
   * Routes one lead: within milliseconds it has one owner, or waits in a queue. The same lead again (by its key) gets the same answer.
   *
   * @param options.tx a transaction that the host has open: the decision is there once the host commits, and gone if it rolls back. Put
   * it last and commit at once: until then nobody else's lead is decided. Middleware runs as always, before the commit.
   * @param options.host what only the host says of the lead, in the lead's shape: `{ score: 87 }`. See the plan's `hostFields`.
   * @throws RoutingError `badLead` (nothing stored), `overload`, `storeFailed`, `storeTimeout`, `storeUnavailable`; with `tx`
   * `noHostTransaction` where the store cannot do that; and whatever a middleware throws
   */
  route(lead: LeadInputOf<P>, options?: RouteOptions): Promise<Routed<RuleNameOf<P>>>
  /**
   * Takes a lead in and keeps it, to be routed by the next {@link Router.sweep}. Once this has returned, the lead is not lost. Nothing is
   * asked and nothing is locked, so it fits into a transaction of the host at any place. The same lead again changes nothing.
   *
   * @param options.tx a transaction that the host has open: the lead is there once the host commits
   * @param options.host what only the host says of the lead, as for {@link Router.route}
   * @throws RoutingError `badLead` (nothing stored), `storeFailed`, `storeTimeout`, `storeUnavailable`; with `tx` `noHostTransaction`
   * where the store cannot do that
   */
  accept(lead: LeadInputOf<P>, options?: RouteOptions): Promise<Accepted>
  /** Routes many, with the same outcomes as one after the other in the same order. A bad lead is its own rejection and stops no other. */
  routeMany(leads: Iterable<LeadInputOf<P>>, options?: Pick<RouteOptions, 'from'>): Promise<PromiseSettledResult<Routed<RuleNameOf<P>>>[]>
  /** Adds a middleware around the routing of every lead; the first added is the outermost. */
  use(middleware: Middleware<LeadOf<P>, RuleNameOf<P>>): Router<P>
  /**
   * Why a lead went where it went, for every rule and every rep, as data and as sentences; also long after, from what the store kept.
   *
   * @throws RoutingError `unknownLead`
   */
  explain(key: LeadKey): Promise<Explanation>
  /**
   * Does what waits for its time: routes accepted leads, fires deadlines, takes the steps of escalations, and tries again to place leads that are held (somebody may be
   * there by now, a wait may be over). Any number of processes may sweep at once. {@link createSweeper} calls it in a loop; from a
   * scheduler of the host, one call is all it takes.
   *
   * @param now the instant that this sweep counts as now. Default: the router's clock
   * @throws RoutingError `badOptions` for a `now` that is no instant, and where the store is out of order; the next sweep goes on
   */
  sweep(now?: Instant): Promise<SweepReport<RuleNameOf<P>>>
  /**
   * A rep pulls a lead out of a queue: the first in the queue's order that suits the rep (`claims` under `queues` in the plan, and not one
   * that the rep handed back) and for which its limits leave room. Being away does not matter: whoever asks is there. Each lead goes to one rep, however
   * many ask at once. Where an error leaves open whether it happened, the lead may be the rep's: asking again gives another one.
   *
   * @throws RoutingError `unknownRep`, `badOptions` (the queue `held`; a queue that neither the plan nor the store knows)
   */
  claim(rep: RepId, queue: string): Promise<Claim<RuleNameOf<P>>>
  /**
   * Who waits in a queue (`held` too), in the queue's order. At most `limit`, 1 to 1000, default 100; with `after` only those behind that place.
   *
   * @throws RoutingError `badOptions` (also for a queue that neither the plan nor the store knows)
   */
  waiting(queue: string, page?: { readonly limit?: number; readonly after?: Place }): Promise<readonly Waiting[]>
  /** How much of its limits each rep of the roster uses, and how much room is left. Asks the capacity port, if there is one. */
  capacity(): Promise<readonly RepCapacity[]>
  /**
   * Sets a deadline for the present ownership. When it is reached, the next sweep fires it, once: an entry in the audit trail and a message in
   * the outbox for each channel. It is cancelled when the lead changes hands, is closed or erased. The same again (by epoch,
   * name and step) changes nothing, also when it has fired or was cancelled.
   *
   * @returns whether it was set
   * @throws RoutingError `badOptions` (also for channels that the plan in force does not have), `unknownLead`, `closedLead`, `staleEpoch`
   */
  deadline(key: LeadKey, deadline: Deadline): Promise<boolean>
  /**
   * Cancels a deadline of the present ownership: what it was about has happened.
   *
   * @returns whether something was cancelled
   * @throws RoutingError `badOptions`, `unknownLead`, `staleEpoch`
   */
  cancelDeadline(key: LeadKey, deadline: DeadlineName): Promise<boolean>
  /**
   * Removes the person behind a lead: the lead's record, its place in the inbox, its deadlines, its messages. An open lead is closed first.
   * The audit trail stays whole and tells of nobody. The same key again is a new lead.
   *
   * @returns `false` where there was no such lead
   */
  erase(key: LeadKey): Promise<boolean>
  /** How this router and its store are. Never throws. */
  health(): Promise<Health>
  /** The plan in force, as far as this router has heard: `planInForce` asks the store. */
  readonly plan: Plan
  /** Waits until every lead that came in so far is settled. Does not end the store, which is the host's. */
  idle(): Promise<void>
}

/** What owners, and those above them, do to leads after the rules have decided. */
export interface Acts<RuleName extends string = string> {
  /**
   * The owner has reached the person behind the lead. Kept once for each ownership (again: nothing changes), and the deadlines named
   * `escalation` are cancelled.
   *
   * @returns whether it is the first that is known of it
   * @throws RoutingError `badOptions`, `unknownLead`, `closedLead`, `noOwner` (it waits in a queue), `staleEpoch`
   */
  contacted(key: LeadKey, options?: Fenced): Promise<boolean>
  /** The lead was won: {@link Acts.close} as `converted`. */
  converted(key: LeadKey, options?: Fenced): Promise<void>
  /** It was no lead after all: {@link Acts.close} as `disqualified`. */
  disqualified(key: LeadKey, options?: Fenced & Reasoned): Promise<void>
  /**
   * Ends a lead (won, lost, handed on): its owner has one open lead less. Closing twice changes nothing, also as something else.
   *
   * @param options.as how it ended, where that is known: it was won, or it was no lead after all (unfit, or the double of another
   * one). The terms of its rotation say whether the owner gets another lead for it: `disqualified` and `merged` under `rotations`.
   * @throws RoutingError `badOptions`, `unknownLead`, or `staleEpoch` if `epoch` is given and the lead has changed hands since
   */
  close(key: LeadKey, options?: Fenced & Reasoned & { readonly as?: Outcome }): Promise<void>
  /**
   * Gives a lead to a rep by hand: whoever has it, wherever it waits, and whether or not the rep is there or has room. The terms of
   * its rotation say whether that counts: `manual` under `rotations` in the plan. To its present owner: changes nothing. What was set
   * for the former ownership is cancelled; nothing but another call takes the lead away again.
   *
   * @throws RoutingError `badOptions`, `unknownRep` (not in the roster), `unknownLead`, `closedLead`, `staleEpoch`
   */
  reassign(key: LeadKey, options: Fenced & Reasoned & { readonly to: RepId }): Promise<Routed<RuleName>>
  /**
   * Somebody leaves: every open lead of the rep goes through the rules once more and is not offered to the same rep again, or goes to
   * `to` by hand. Make the rep inactive first, or new leads keep coming. Oldest first, a page at a time; where it ends early (an error, the
   * end of the process) each lead has its owner or is held, and calling it again goes on. The rep need not be in the roster any more.
   *
   * @throws RoutingError `badOptions`, `unknownRep` (`to` is not in the roster), or where the store is out of order; whatever `onRouted` throws
   */
  transferAll(rep: RepId, options?: TransferOptions<RuleName>): Promise<TransferReport>
  /**
   * The open leads of a rep, oldest first, a page at a time: `after` is the last lead of the page before.
   *
   * @throws RoutingError `badOptions`, or where the store is out of order
   */
  leadsOf(rep: RepId, options?: OwnedPage): Promise<readonly OwnedLead[]>
  /**
   * The owner hands a lead back. It goes through the rules once more and is not offered to the same rep again; until somebody is
   * found it is held. The terms of its rotation say whether the owner gets another lead for it: `declined` under `rotations`.
   *
   * @param options.reason kept with the lead and told by `explain`, never in the audit trail
   * @returns what became of it
   * @throws RoutingError `badOptions`, `unknownLead`, `noOwner` (it waits in a queue), `closedLead`, `staleEpoch`
   */
  decline(key: LeadKey, options?: Fenced & Reasoned): Promise<Routed<RuleName>>
}

/** For whatever acts on an ownership. */
export interface Fenced {
  /** Only as long as the lead has not changed hands: the epoch of the answer that is acted on. Missing: whoever has it. */
  readonly epoch?: number
}

export interface Reasoned {
  /** In the words of whoever does it, at most 2000 characters. Kept with the lead, erased with it, never in the audit trail. */
  readonly reason?: string
}

/** For what can be part of a transaction of the host. */
export interface InTransaction {
  /** The host's handle, as its driver or query builder gives it. Missing: a transaction of its own. */
  readonly tx?: unknown
}

/** How a lead comes in. */
export interface RouteOptions extends InTransaction {
  /** What only the host says of the lead, in the lead's shape; fields that the plan lists in `hostFields`. */
  readonly host?: object
  /** Whose word the lead is. `'host'`: the host's own, from a table of its own, say; then nothing is left out. Default `'sender'`. */
  readonly from?: 'sender' | 'host'
}

/** A lead that was taken in. */
export interface Accepted {
  readonly key: LeadKey
  readonly receivedAt: Instant
  /** `false`: it had been accepted or routed before; nothing was changed. */
  readonly accepted: boolean
}
