import { randomBytes } from 'node:crypto'
import type { Explanation } from '../decide/explanation.js'
import { createSelect } from '../decide/select.js'
import { RoutingError } from '../errors.js'
import type { LeadKey } from '../lead.js'
import type { Plan } from '../plan/document.js'
import { termsOf } from '../plan/terms.js'
import type { LeadInputOf, LeadOf, RuleNameOf } from '../plan/types.js'
import type { RepId } from '../rep.js'
import type { NoLead } from '../state/record.js'
import { matchAccount } from './accounts.js'
import { activatePlan } from './activePlan.js'
import { checkOptions, soundSalt, wholeClock } from './checkOptions.js'
import { closeLead } from './closeLead.js'
import { createCoalescer } from './coalesce.js'
import { compose } from './compose.js'
import { type Middleware, type RouteContext, type Routed, routedOf } from './context.js'
import { declineLead } from './declineLead.js'
import { createDocuments } from './documents.js'
import { explainLead } from './explainLead.js'
import { createFactSource } from './facts.js'
import type { RouterOptions } from './options.js'
import { reassignLead } from './reassignLead.js'
import { createRosterSource } from './rosterSource.js'
import { settle } from './settle.js'
import type { Item } from './settleOne.js'
import { heldItem, type SweepReport, sweepHeld } from './sweepHeld.js'
import { leadAfter, takeIn } from './takeIn.js'
import { atOnce, type Turn, takeTurns } from './turns.js'

/** Routes leads: takes them in, decides, stores, explains. */
export interface Router<P extends Plan = Plan> {
  /**
   * Routes one lead: within milliseconds it has one owner, or waits in a queue. The same lead again (by its key) gets the same answer.
   *
   * @throws RoutingError `badLead` (nothing stored), `overload`, `storeFailed`; and whatever a middleware throws
   */
  route(lead: LeadInputOf<P>): Promise<Routed<RuleNameOf<P>>>
  /** Routes many, with the same outcomes as one after the other in the same order. A bad lead is its own rejection and stops no other. */
  routeMany(leads: Iterable<LeadInputOf<P>>): Promise<PromiseSettledResult<Routed<RuleNameOf<P>>>[]>
  /** Adds a middleware around the routing of every lead; the first added is the outermost. */
  use(middleware: Middleware<LeadOf<P>, RuleNameOf<P>>): Router<P>
  /**
   * Why a lead went where it went, for every rule and every rep, as data and as sentences; also long after, from what the store kept.
   *
   * @throws RoutingError `unknownLead`
   */
  explain(key: LeadKey): Promise<Explanation>
  /** Tries again to place leads that are held: somebody may be there by now, a wait may be over. Call it every minute or so. */
  sweep(): Promise<SweepReport<RuleNameOf<P>>>
  /**
   * Ends a lead (won, lost, handed on): its owner has one open lead less. Closing twice changes nothing.
   *
   * @param options.as it was no lead after all: unfit, or the double of another one. The terms of its rotation say whether the
   * owner gets another lead for it: `disqualified` and `merged` under `rotations` in the plan.
   * @throws RoutingError `unknownLead`, or `staleEpoch` if `epoch` is given and the lead has changed hands since
   */
  close(key: LeadKey, options?: { readonly epoch?: number; readonly as?: NoLead }): Promise<void>
  /**
   * Gives a lead to a rep by hand: whoever has it, wherever it waits, and whether or not the rep is there or has room. The terms of
   * its rotation say whether that counts: `manual` under `rotations` in the plan. To its present owner: changes nothing.
   *
   * @throws RoutingError `unknownRep` (not in the roster), `unknownLead`, `closedLead`, `staleEpoch`
   */
  reassign(key: LeadKey, options: { readonly to: RepId; readonly epoch?: number }): Promise<Routed<RuleNameOf<P>>>
  /**
   * The owner hands a lead back. It goes through the rules once more and is not offered to the same rep again; until somebody is
   * found it is held. The terms of its rotation say whether the owner gets another lead for it: `declined` under `rotations`.
   *
   * @returns what became of it
   * @throws RoutingError `unknownLead`, `noOwner` (it waits in a queue), `closedLead`, `staleEpoch`
   */
  decline(key: LeadKey, options?: { readonly epoch?: number }): Promise<Routed<RuleNameOf<P>>>
  /**
   * Puts another plan in force, from the next batch on. The rotations of rules that keep their name (or `rotation`) go on.
   *
   * @throws RoutingError `badPlan` with every issue; then the present plan stays in force
   */
  publish(plan: P): void
  /** The plan in force. */
  readonly plan: Plan
  /** Waits until every lead that came in so far is settled. Does not end the store, which is the host's. */
  idle(): Promise<void>
}

/** How many leads `routeMany` has on their way at once. */
const AT_ONCE = 256

/**
 * Builds a router.
 *
 * @example
 * const router = createRouter({ plan, roster: reps, store: sqliteStore('leads.db') })
 * const decision = await router.route(lead)
 * if (decision.kind === 'assigned') tell(decision.rep)
 * @throws RoutingError `badOptions`, `badPlan`, `badRoster` with every issue
 */
export function createRouter<P extends Plan>(options: RouterOptions<P>): Router<P> {
  type Lead = LeadOf<P>
  type RuleName = RuleNameOf<P>
  checkOptions(options as unknown as RouterOptions)
  const { store, strategies = {}, portTimeoutMs = 2000, rosterMs = 1000, maxWaiting = 10_000 } = options
  const clock = wholeClock(options.clock ?? Date.now)
  const salt = soundSalt(options.salt ?? drawSalt)
  // What the plan's types promise the host, the ports deliver: from here on leads and reps are plain JSON.
  const untyped = options as unknown as RouterOptions
  let active = activatePlan(options.plan, strategies)
  const rosterSource = createRosterSource(untyped.roster, active, { rosterMs, timeoutMs: portTimeoutMs })
  const factSource = createFactSource(untyped)
  const documents = createDocuments()
  const select = keepSelect()
  const registered = new Map(Object.entries(untyped.strategies ?? {}))
  const middlewares: Middleware<Lead, RuleName>[] = []

  const coalescer = createCoalescer<Item, Routed>(async (batch) => {
    const { compiled: plan } = active
    const { roster, notes } = await rosterSource.current(active, clock())
    const mode = options.availabilityMode ?? 'exact'
    return settle(batch, {
      plan,
      roster,
      notes,
      select: select(plan, roster),
      strategies: registered,
      mode,
      factSource,
      documents,
      store,
      clock,
    })
  }, maxWaiting)

  const running = new Set<Promise<unknown>>()
  const inFlight = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const promise = work()
    const done = promise.catch(() => {}).finally(() => running.delete(done))
    running.add(done)
    return promise
  }

  const routeOne = async (lead: unknown, turn: Turn): Promise<Routed<RuleName>> => {
    const arrival = await takeIn(lead, active, clock())
    const context: Writable<RouteContext<Lead, RuleName>> = { key: arrival.key, lead: arrival.lead as Lead, receivedAt: arrival.receivedAt }
    const place = async (present: RouteContext<Lead, RuleName>): Promise<void> => {
      // Ports are asked for nothing if the lead is a duplicate. (Without ports this look would cost more than it saves.)
      const earlier = factSource.asks || options.accounts !== undefined ? await store.lead({ key: arrival.key }) : undefined
      if (earlier !== undefined) {
        context.decision = routedOf(earlier, arrival.content) as Routed<RuleName>
        return
      }
      const lead = leadAfter(present.lead)
      const { account, note, straight } = await matchAccount(lead, present.account, untyped, clock())
      const item: Item = {
        key: arrival.key,
        salt: salt(),
        content: arrival.content,
        intake: account === undefined ? { lead } : { lead, account },
        receivedAt: arrival.receivedAt,
        notes: note === undefined ? [] : [note],
        straightToOtherwise: straight,
      }
      await turn.mine(portTimeoutMs)
      const placed = coalescer.push(item, turn.patient)
      turn.over()
      context.decision = (await placed) as Routed<RuleName>
    }
    await compose(middlewares, place)(context)
    if (context.decision === undefined) throw new RoutingError('notRouted')
    return context.decision
  }

  const terms = (rotation: string) => termsOf(active.compiled, rotation)
  const router: Router<P> = {
    route: (lead) => inFlight(() => routeOne(lead, atOnce)),
    routeMany: (leads) =>
      inFlight(async () => {
        const settled: PromiseSettledResult<Routed<RuleName>>[] = []
        try {
          for (const group of groupsOf(leads, AT_ONCE)) {
            const turns = takeTurns(group.length)
            settled.push(
              ...(await Promise.allSettled(group.map((lead, index) => routeOne(lead, turns[index] as Turn).finally(turns[index]?.over)))),
            )
          }
        } catch (reason) {
          // The host's iterable threw: what was routed before is told all the same.
          settled.push({ status: 'rejected', reason })
        }
        return settled
      }),
    use: (middleware) => {
      middlewares.push(middleware)
      return router
    },
    explain: (key) => explainLead(key, store),
    sweep: () => inFlight(() => sweepHeld(store, (item) => coalescer.push(item, true)) as Promise<SweepReport<RuleName>>),
    close: (key, { epoch, as } = {}) => inFlight(() => closeLead({ key, epoch }, as, terms, store, clock)),
    reassign: (key, { to, epoch }) =>
      inFlight(async () => {
        const { roster } = await rosterSource.current(active, clock())
        if (!roster.byId.has(to)) throw new RoutingError('unknownRep', { detail: `There is no ${JSON.stringify(to)}.` })
        return { ...routedOf(await reassignLead({ key, epoch, other: to }, terms, store, clock)), duplicate: false } as Routed<RuleName>
      }),
    decline: (key, { epoch } = {}) =>
      inFlight(async () => {
        const held = await declineLead({ key, epoch }, terms, store, clock)
        return (await coalescer.push(heldItem(held), true)) as Routed<RuleName>
      }),
    publish: (plan) => {
      const next = activatePlan(plan, strategies)
      rosterSource.check(next)
      active = next
    },
    get plan() {
      return active.compiled.plan
    },
    idle: async () => {
      while (running.size > 0) await Promise.allSettled(running)
    },
  }
  return router
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

function* groupsOf<Value>(values: Iterable<Value>, size: number): Generator<Value[]> {
  let group: Value[] = []
  for (const value of values) {
    group.push(value)
    if (group.length === size) {
      yield group
      group = []
    }
  }
  if (group.length > 0) yield group
}

/** Prepared once for each plan and roster, not once for each batch. */
function keepSelect(): typeof createSelect {
  let last: { readonly plan: unknown; readonly roster: unknown; readonly select: ReturnType<typeof createSelect> } | undefined
  return (plan, roster) => {
    if (last?.plan !== plan || last.roster !== roster) last = { plan, roster, select: createSelect(plan, roster) }
    return last.select
  }
}

function drawSalt(): string {
  return randomBytes(16).toString('hex')
}
