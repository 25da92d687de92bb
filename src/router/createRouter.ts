import { createSelect } from '../decide/select.js'
import { RoutingError } from '../errors.js'
import type { Instant, LeadKey } from '../lead.js'
import type { Plan } from '../plan/document.js'
import { termsOf } from '../plan/terms.js'
import type { LeadOf, RuleNameOf } from '../plan/types.js'
import type { Clock } from '../port/ports.js'
import type { Store } from '../port/store.js'
import { matchAccount } from './accounts.js'
import { activatePlan } from './activePlan.js'
import { createActs } from './acts.js'
import { capacityOf } from './capacityOf.js'
import { checkOptions, soundSalt, wholeClock } from './checkOptions.js'
import type { Claim } from './claim.js'
import { claimLead } from './claimLead.js'
import { createCoalescer } from './coalesce.js'
import { compose } from './compose.js'
import { type Middleware, type RouteContext, type Routed, routedOf } from './context.js'
import { cancelDeadline, setDeadline } from './deadlines.js'
import { createDocuments } from './documents.js'
import { drainHeld, frees } from './drainHeld.js'
import { eraseLead } from './eraseLead.js'
import { explainLead } from './explainLead.js'
import { capacityAlone, createFactSource } from './facts.js'
import { fireEscalations } from './fireEscalations.js'
import { healthOf } from './health.js'
import { inStore, storeWithin } from './inStore.js'
import type { RouterOptions } from './options.js'
import { createRosterSource } from './rosterSource.js'
import type { Router } from './router.js'
import { createSalts } from './salts.js'
import { settle } from './settle.js'
import type { Item, Setting } from './settleOne.js'
import { type SweepReport, sweep } from './sweep.js'
import { sweepClock } from './sweepClock.js'
import { leadAfter, leadBefore, takeIn } from './takeIn.js'
import { takesByHand } from './takes.js'
import { atOnce, type Turn, takeTurns } from './turns.js'
import { waitingIn } from './waiting.js'

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
  const salt = options.salt === undefined ? createSalts() : soundSalt(options.salt)
  // What the plan's types promise the host, the ports deliver: from here on leads and reps are plain JSON.
  const untyped = options as unknown as RouterOptions
  const hasCalendar = options.workCalendar !== undefined
  let active = activatePlan(options.plan, strategies, hasCalendar)
  const rosterSource = createRosterSource(untyped.roster, active, { rosterMs, timeoutMs: portTimeoutMs })
  const factSource = createFactSource(untyped)
  const capacitySource = createFactSource(capacityAlone(untyped))
  const documents = createDocuments()
  const select = keepSelect()
  const registered = new Map(Object.entries(untyped.strategies ?? {}))
  const middlewares: Middleware<Lead, RuleName>[] = []

  const setting = async (): Promise<Setting> => {
    const { compiled: plan } = active
    const { roster, notes } = await rosterSource.current(active, clock())
    const mode = options.availabilityMode ?? 'exact'
    return {
      plan,
      roster,
      notes,
      select: select(plan, roster),
      strategies: registered,
      mode,
      factSource,
      documents,
      outbox: options.outbox ?? false,
      store,
      clock,
      salt,
      ...(untyped.workCalendar === undefined ? {} : { workCalendar: untyped.workCalendar }),
    }
  }
  const settling = (at?: Clock) =>
    createCoalescer<Item, Routed | undefined>(
      async (batch, done) => settle(batch, at === undefined ? await setting() : { ...(await setting()), clock: at }, done),
      maxWaiting,
    )
  const coalescer = settling()

  /** Alone, and nothing is remembered as written: the host may roll back. */
  const settleWithin = async (item: Item, within: Store): Promise<Routed | undefined> => {
    const done: (Routed | undefined)[] = []
    const own = { store: within, factSource: createFactSource({ ...untyped, store: within }), documents: { ...documents, kept: () => {} } }
    await settle([item], { ...(await setting()), ...own }, done)
    return done[0]
  }

  const running = new Set<Promise<unknown>>()
  const inFlight = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const promise = work()
    const done = (): void => void running.delete(promise)
    promise.then(done, done)
    running.add(promise)
    return promise
  }

  /**
   * @param accepted as what the lead was taken in earlier
   * @param tx the host's transaction to do it in
   */
  const routeOne = async (
    lead: unknown,
    turn: Turn,
    accepted?: { readonly key: LeadKey; readonly receivedAt: Instant },
    tx?: unknown,
    shared = coalescer,
  ): Promise<Routed<RuleName>> => {
    const within = tx === undefined ? undefined : storeWithin(store, tx)
    const taken = await takeIn(lead, active, accepted?.receivedAt ?? clock())
    // The key that was told when it was accepted, whatever plan is in force by now.
    const arrival = accepted === undefined ? taken : { ...taken, key: accepted.key }
    const { key, receivedAt } = arrival
    const layers = middlewares.length
    const context: Writable<RouteContext<Lead, RuleName>> = {
      key,
      lead: (layers === 0 ? arrival.lead : leadBefore(arrival.lead)) as Lead,
      receivedAt,
    }
    const place = async (present: RouteContext<Lead, RuleName>): Promise<void> => {
      // Ports are asked for nothing if the lead is a duplicate. (Without ports this look would cost more than it saves.)
      const earlier = factSource.asks || options.accounts !== undefined ? await (within ?? store).lead({ key: arrival.key }) : undefined
      if (earlier !== undefined) {
        context.decision = routedOf(earlier, arrival.content) as Routed<RuleName>
        return
      }
      const lead = layers === 0 ? arrival.lead : leadAfter(present.lead)
      const { account, note, straight } = await matchAccount(lead, present.account, untyped, clock())
      const item: Item = {
        key: arrival.key,
        content: arrival.content,
        ...(accepted === undefined ? {} : { accepted: true }),
        intake: account === undefined ? { lead } : { lead, account },
        receivedAt: arrival.receivedAt,
        notes: note === undefined ? [] : [note],
        straightToOtherwise: straight,
      }
      const before = turn.mine(portTimeoutMs)
      if (before !== undefined) await before
      const placed = within === undefined ? shared.push(item, turn.patient) : settleWithin(item, within)
      turn.over()
      const routed = await placed
      // Accepted, and erased since.
      if (routed === undefined) throw new RoutingError('unknownLead')
      context.decision = routed as Routed<RuleName>
    }
    await compose(middlewares, place)(context)
    if (context.decision === undefined) throw new RoutingError('notRouted')
    return context.decision
  }

  const drain = async (): Promise<ReadonlyMap<LeadKey, Routed>> => {
    // Without an outbox nobody would hear of what is placed: then it is the next sweep's, which tells.
    if (options.outbox !== true) return new Map()
    return drainHeld(
      async () => frees(active.compiled, (await rosterSource.current(active, clock())).roster, options.capacity),
      store,
      (item) => coalescer.push(item, true),
    )
  }
  const acts = createActs<RuleName>({
    store,
    clock,
    terms: (rotation) => termsOf(active.compiled, rotation),
    roster: async () => (await rosterSource.current(active, clock())).roster,
    takesByHand: async (to) => takesByHand(to, (await rosterSource.current(active, clock())).roster, active.compiled),
    settle: (item) => coalescer.push(item, true),
    drain,
    inFlight,
  })
  const router: Router<P> = {
    route: (lead, { tx } = {}) => inFlight(() => routeOne(lead, atOnce, undefined, tx)),
    accept: (lead, { tx } = {}) =>
      inFlight(async () => {
        const within = storeWithin(store, tx)
        const { key, content, receivedAt } = await takeIn(lead, active, clock())
        return { key, receivedAt, accepted: await inStore(() => within.accept({ key, content, receivedAt })) }
      }),
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
    sweep: (now) =>
      inFlight(async () => {
        // What a host's scheduler says the time is holds for this sweep and nobody else's leads.
        const at = now === undefined ? undefined : sweepClock(now, clock)
        const shared = at === undefined ? coalescer : settling(at)
        const swept = await sweep(store, at ?? clock, {
          accepted: (leads) => {
            const turns = takeTurns(leads.length)
            return Promise.allSettled(
              leads.map((lead, index) => routeOne(lead.content, turns[index] as Turn, lead, undefined, shared).finally(turns[index]?.over)),
            )
          },
          held: (item) => shared.push(item, true),
          escalate: async (due) => fireEscalations(due, { ...(await setting()), clock: at ?? clock }),
        })
        return swept as SweepReport<RuleName>
      }),
    ...acts,
    claim: (rep, queue) =>
      inFlight(async () => {
        const { roster } = await rosterSource.current(active, clock())
        const world = { plan: active.compiled, roster, capacity: capacitySource, outbox: options.outbox ?? false, store, clock }
        return (await claimLead(rep, queue, world)) as Claim<RuleName>
      }),
    waiting: (queue, page = {}) => waitingIn(queue, page, active.compiled, store),
    capacity: async () => {
      const { roster } = await rosterSource.current(active, clock())
      return capacityOf(active.compiled, roster, capacitySource, store, clock)
    },
    deadline: (key, deadline) => inFlight(() => setDeadline(key, deadline, active.compiled, store, clock)),
    cancelDeadline: (key, deadline) => inFlight(() => cancelDeadline(key, deadline, store, clock)),
    erase: (key) =>
      inFlight(async () => {
        const erased = await eraseLead(key, store, clock)
        await drain()
        return erased
      }),
    health: () => healthOf(store, coalescer.waiting, portTimeoutMs),
    publish: (plan) => {
      const next = activatePlan(plan, strategies, hasCalendar)
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
