import type { CompiledRoster } from '../decide/roster.js'
import { RoutingError } from '../errors.js'
import type { Instant, JsonObject, LeadKey, MaybePromise } from '../lead.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import type { Plan } from '../plan/document.js'
import { termsOf } from '../plan/terms.js'
import type { LeadOf, RuleNameOf } from '../plan/types.js'
import type { View } from '../port/store.js'
import { matchAccount } from './accounts.js'
import { type ActivePlan, activatePlan } from './activePlan.js'
import { createActs } from './acts.js'
import { capacityOf } from './capacityOf.js'
import { checkOptions, soundSalt, wholeClock } from './checkOptions.js'
import type { Claim } from './claim.js'
import { claimLead } from './claimLead.js'
import { compose } from './compose.js'
import { type Middleware, type RouteContext, type Routed, routedOf } from './context.js'
import { createPublishing } from './createPublishing.js'
import { cancelDeadline, setDeadline } from './deadlines.js'
import { drainHeld, frees } from './drainHeld.js'
import { eraseLead } from './eraseLead.js'
import { explainLead } from './explainLead.js'
import { capacityAlone, createFactSource } from './facts.js'
import { healthOf } from './health.js'
import { fromKept, type Sealed, toKeep, withHostFields } from './hostFields.js'
import { inStore, storeWithin } from './inStore.js'
import { createNotes, intakeOf } from './intakeNotes.js'
import type { RouterOptions } from './options.js'
import { createPlanWatch, MOST_CHANGES, type Other } from './planWatch.js'
import { createRosterSource } from './rosterSource.js'
import type { RouteOptions, Router } from './router.js'
import { createSalts } from './salts.js'
import type { Item } from './settleOne.js'
import { createSettling } from './settling.js'
import { type SweepReport, sweep } from './sweep.js'
import { sweepClock } from './sweepClock.js'
import { copyIn, leadAfter, leadBefore, takeIn } from './takeIn.js'
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
  const { store, strategies = {}, portTimeoutMs = 2000, rosterMs = 1000 } = options
  const clock = wholeClock(options.clock ?? Date.now)
  const salt = options.salt === undefined ? createSalts() : soundSalt(options.salt)
  // What the plan's types promise the host, the ports deliver: from here on leads and reps are plain JSON.
  const untyped = options as unknown as RouterOptions
  const hasCalendar = options.workCalendar !== undefined
  const activate = (plan: Plan, before?: CompiledPlan): ActivePlan => activatePlan(plan, strategies, hasCalendar, before)
  const plans = createPlanWatch(activate(options.plan), options.planFrom ?? 'store', activate, store, clock)
  const rosterSource = createRosterSource(untyped.roster, plans.code, { rosterMs, timeoutMs: portTimeoutMs })
  const factSource = createFactSource(untyped)
  const capacitySource = createFactSource(capacityAlone(untyped))
  const settling = createSettling({ options: untyped, plans, rosterSource, factSource, clock, salt })
  const middlewares: Middleware<Lead, RuleName>[] = []

  const rosterNow = async (): Promise<CompiledRoster> => (await rosterSource.current(plans.active, clock())).roster

  const running = new Set<Promise<unknown>>()
  const inFlight = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const promise = work()
    const done = (): void => void running.delete(promise)
    promise.then(done, done)
    running.add(promise)
    return promise
  }

  /** What only the host says of a lead: by the plan in force, if that was published since this process last heard of it. */
  const seal = (sent: JsonObject, { host, from }: RouteOptions): MaybePromise<Sealed> => {
    const before = plans.active
    const byPlan = (): Sealed => withHostFields(sent, host, plans.active.compiled.hostPaths, from)
    try {
      return byPlan()
    } catch (error) {
      return plans.learn().then(() => {
        if (plans.active === before) throw error
        return byPlan()
      })
    }
  }

  /**
   * @param accepted as what the lead was taken in earlier
   * @param given the host's transaction to do it in, and what only the host says of the lead
   */
  const routeOne = async (
    lead: unknown,
    turn: Turn,
    accepted?: { readonly key: LeadKey; readonly receivedAt: Instant },
    given: RouteOptions = {},
    shared = settling.shared,
  ): Promise<Routed<RuleName>> => {
    const within = given.tx === undefined ? undefined : storeWithin(store, given.tx)
    const sent = copyIn(lead)
    const learning = plans.ready(within ?? store)
    if (learning !== undefined) await learning
    // What was accepted was sealed then.
    const sealing = accepted === undefined ? seal(sent, given) : fromKept(sent)
    const { content, notes: told, host } = 'then' in sealing ? await sealing : sealing
    const taken = await takeIn(content, plans.active, accepted?.receivedAt ?? clock())
    // The key that was told when it was accepted, whatever plan is in force by now.
    const arrival = accepted === undefined ? taken : { ...taken, key: accepted.key }
    const { key, receivedAt } = arrival
    const layers = middlewares.length
    const noted = layers === 0 ? undefined : createNotes()
    const context: Writable<RouteContext<Lead, RuleName>> = {
      key,
      lead: (layers === 0 ? arrival.lead : leadBefore(arrival.lead)) as Lead,
      receivedAt,
      note: (one) => noted?.add(one),
    }
    const place = async (present: RouteContext<Lead, RuleName>): Promise<void> => {
      const notes = [...told, ...(noted?.close() ?? [])]
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
        intake: intakeOf(lead, account, notes, host),
        receivedAt: arrival.receivedAt,
        notes: note === undefined ? [] : [note],
        straightToOtherwise: straight,
      }
      const before = turn.mine(portTimeoutMs)
      if (before !== undefined) await before
      const placed = within === undefined ? shared.push(item, turn.patient) : settling.within(item, within)
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
      async () => frees(plans.active.compiled, await rosterNow(), options.capacity),
      store,
      (item) => settling.shared.push(item, true),
    )
  }
  const acts = createActs<RuleName>({
    store,
    clock,
    plans,
    terms: (rotation) => termsOf(plans.active.compiled, rotation),
    roster: rosterNow,
    takesByHand: async (to) => takesByHand(to, await rosterNow(), () => plans.active.compiled),
    settle: (item) => settling.shared.push(item, true),
    drain,
    inFlight,
  })
  const publishing = createPublishing({
    plans,
    planFrom: options.planFrom ?? 'store',
    activate,
    rosterSource,
    store,
    clock,
    inFlight,
  })
  const router: Router<P> = {
    route: (lead, given = {}) => inFlight(() => routeOne(lead, atOnce, undefined, given)),
    accept: (lead, given = {}) =>
      inFlight(async () => {
        const within = storeWithin(store, given.tx)
        const copy = copyIn(lead)
        await plans.ready(within)
        const sealed = await seal(copy, given)
        const { key, receivedAt } = await takeIn(sealed.content, plans.active, clock())
        return { key, receivedAt, accepted: await inStore(() => within.accept({ key, content: toKeep(sealed), receivedAt })) }
      }),
    routeMany: (leads, { from = 'sender' } = {}) =>
      inFlight(async () => {
        const settled: PromiseSettledResult<Routed<RuleName>>[] = []
        try {
          for (const group of groupsOf(leads, AT_ONCE)) {
            const turns = takeTurns(group.length)
            settled.push(
              ...(await Promise.allSettled(
                group.map((lead, index) => routeOne(lead, turns[index] as Turn, undefined, { from }).finally(turns[index]?.over)),
              )),
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
        const shared = at === undefined ? settling.shared : settling.apart(at)
        const swept = await sweep(store, at ?? clock, {
          accepted: (leads) => {
            const turns = takeTurns(leads.length)
            return Promise.allSettled(
              leads.map((lead, index) => routeOne(lead.content, turns[index] as Turn, lead, {}, shared).finally(turns[index]?.over)),
            )
          },
          held: (item) => shared.push(item, true),
          escalate: (due) => settling.escalate(due, at ?? clock),
        })
        return swept as SweepReport<RuleName>
      }),
    ...acts,
    claim: (rep, queue) =>
      inFlight(async () => {
        await plans.ready(store)
        for (let changes = 0; changes < MOST_CHANGES; changes++) {
          const plan = plans.active.compiled
          const otherPlan = (view: View): Other | undefined => plans.other(view, plan)
          const world = { plan, otherPlan, capacity: capacitySource, outbox: options.outbox ?? false, store, clock }
          const claim = await claimLead(rep, queue, { ...world, roster: await rosterNow() })
          if ('kind' in claim) return claim as Claim<RuleName>
          await plans.follow(claim, store)
        }
        throw new RoutingError('unsettled')
      }),
    waiting: async (queue, page = {}) => {
      await plans.learn()
      return waitingIn(queue, page, plans.active.compiled, store)
    },
    capacity: async () => {
      await plans.learn()
      return capacityOf(plans.active.compiled, await rosterNow(), capacitySource, store, clock)
    },
    deadline: (key, deadline) =>
      inFlight(async () => {
        await plans.learn()
        return setDeadline(key, deadline, plans.active.compiled, store, clock)
      }),
    cancelDeadline: (key, deadline) => inFlight(() => cancelDeadline(key, deadline, store, clock)),
    erase: (key) =>
      inFlight(async () => {
        const erased = await eraseLead(key, store, clock)
        await drain()
        return erased
      }),
    health: () => healthOf(store, settling.shared.waiting, portTimeoutMs),
    ...publishing,
    get plan() {
      return plans.active.compiled.plan
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
