import { memoryStore } from '../adapter/memory/memoryStore.js'
import type { Account } from '../decide/decision.js'
import type { LeadKey } from '../lead.js'
import type { Duration, Plan } from '../plan/document.js'
import type { LeadInputOf, RuleNameOf } from '../plan/types.js'
import type { RepId } from '../rep.js'
import type { Routed } from '../router/context.js'
import { createRouter } from '../router/createRouter.js'
import { durationMs } from '../time/duration.js'
import { type Outcome, outcomeOf } from './givenOutcome.js'
import { assertKnown, idsOf, instantOf, matchingOf, openBefore, presenceAt, presenceOf, type World } from './givenWorld.js'

/** A team that leads are tried on. It remembers: each lead finds the rotations and the loads that those before it left. */
export interface Team<P extends Plan = Plan> {
  /**
   * Routes one lead.
   * @throws RoutingError `badLead` where the router would refuse it
   */
  when(lead: LeadInputOf<P>): Promise<Outcome<RuleNameOf<P>>>
  /** Routes leads one after the other: one outcome for each, in the same order. */
  whenAll(leads: Iterable<LeadInputOf<P>>): Promise<readonly Outcome<RuleNameOf<P>>[]>
  /**
   * Routes leads one after the other and counts what each rep of the roster got of them: `{ ana: 2, bob: 1, cy: 0 }`.
   * Leads in queues, and leads that this team has seen before, count for nobody.
   */
  shares(leads: Iterable<LeadInputOf<P>>): Promise<{ readonly [rep: RepId]: number }>
  /** Lets time pass and sweeps: the outcomes of leads that nobody claimed in time, and of held leads that found their place by then. */
  later(duration: Duration): Promise<readonly Outcome<RuleNameOf<P>>[]>
  /** Ends a lead: its owner has one open lead less. */
  close(lead: LeadKey): Promise<void>
}

/**
 * Given a plan and a team, tries leads on them, in any test runner:
 *
 * ```ts
 * const team = given({ plan, reps, away: { ana: 'on holiday' } })
 * const outcome = await team.when({ id: 'L1', company: { country: 'DE' } })
 * outcome.goesTo('bob', { rule: 'territory' }).because('ana', /on holiday/)
 * ```
 *
 * The clock stands still, the store is in memory and nothing is left to chance: the same test gives the same outcomes for ever.
 *
 * @throws RoutingError `badPlan`, `badRoster`; AssertionError where the world itself has a mistake, such as a rep whom the roster lacks
 */
export function given<P extends Plan>(world: World<P>): Team<P> {
  const { plan, reps, strategies = {}, away = {}, open = {} } = world
  const ids = idsOf(reps)
  const matching = matchingOf(world.accounts)
  const store = memoryStore()
  let now = instantOf(world.now ?? '2026-01-05T09:00:00Z', 'now')
  assertKnown(ids, { away, open })
  const presences = new Map(Object.entries(away).map(([rep, absence]) => [rep, presenceOf(rep, absence)]))
  const router = createRouter({
    plan,
    roster: reps,
    store,
    strategies,
    clock: () => now,
    salt: () => '0'.repeat(32),
    availability: { many: (asked) => Object.fromEntries(idsOf(asked).map((id) => [id, presenceAt(presences.get(id), now)])) },
    capacity: openBefore(open),
    // Nobody's hours are given: in the world of a test everybody always works.
    workCalendar: () => undefined,
    ...('port' in matching ? { accounts: matching.port } : {}),
  })
  if ('byKey' in matching) {
    router.use(async (context, next) => {
      if (Object.hasOwn(matching.byKey, context.key)) context.account = matching.byKey[context.key] as Account
      await next()
    })
  }
  const told = async (decision: Routed<RuleNameOf<P>>): Promise<Outcome<RuleNameOf<P>>> =>
    outcomeOf(decision, await router.explain(decision.lead))
  const whenAll: Team<P>['whenAll'] = async (leads) => {
    const outcomes: Outcome<RuleNameOf<P>>[] = []
    for (const lead of leads) outcomes.push(await told(await router.route(lead, { from: 'host' })))
    return outcomes
  }
  return {
    when: async (lead) => told(await router.route(lead, { from: 'host' })),
    whenAll,
    shares: async (leads) => {
      const counts = Object.fromEntries(ids.map((id) => [id, 0]))
      for (const { decision } of await whenAll(leads)) {
        if (decision.kind === 'assigned' && !decision.duplicate) counts[decision.rep] = (counts[decision.rep] ?? 0) + 1
      }
      return counts
    },
    later: async (duration) => {
      now += durationMs(duration)
      const { pushed, placed } = await router.sweep()
      return Promise.all([...pushed, ...placed].map((routed) => told(routed as Routed<RuleNameOf<P>>)))
    },
    close: (lead) => router.close(lead),
  }
}
