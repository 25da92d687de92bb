import { AssertionError } from 'node:assert'
import { memoryStore } from '../adapter/memory/memoryStore.js'
import type { Account } from '../decide/decision.js'
import type { Instant, LeadKey } from '../lead.js'
import type { Duration, Plan } from '../plan/document.js'
import type { LeadInputOf, RepInputOf, RuleNameOf } from '../plan/types.js'
import type { Accounts, Capacity, Presence } from '../port/ports.js'
import type { Store } from '../port/store.js'
import type { Rep, RepId } from '../rep.js'
import type { Routed } from '../router/context.js'
import { createRouter } from '../router/createRouter.js'
import type { HostStrategy } from '../strategy/strategy.js'
import { durationMs } from '../time/duration.js'
import { type Outcome, outcomeOf } from './givenOutcome.js'

/** The world in which a plan is tried. Everything that is not said is as usual: everybody there, nobody busy, no accounts. */
export interface World<P extends Plan = Plan> {
  readonly plan: P
  readonly reps: readonly RepInputOf<P>[]
  /** Who is away: why, and until when if that is known (milliseconds or ISO text). From then on they are there again. */
  readonly away?: { readonly [rep: RepId]: string | { readonly why: string; readonly until: Moment } }
  /** Open leads that reps have already, before the first lead of the test. Leads of the test come on top. */
  readonly open?: { readonly [rep: RepId]: number }
  /** The account of a lead, by the lead's key; or the host's own accounts port. */
  readonly accounts?: { readonly [lead: LeadKey]: Account } | Accounts
  /** What the clock says. Default: Monday, 2026-01-05T09:00:00Z. */
  readonly now?: Moment
  /** The host's strategies, if the plan names some. */
  readonly strategies?: { readonly [name: string]: HostStrategy }
}

/** Milliseconds since 1970, or ISO 8601 text with a zone: `2026-01-05T09:00:00Z`. */
export type Moment = Instant | string

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
  /** Lets time pass and sweeps: the outcomes of held leads that found their place by then. */
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
  const { plan, strategies = {}, away = {}, open = {}, accounts = {} } = world
  const reps = world.reps as unknown as readonly Rep[]
  const store = memoryStore()
  let now = instantOf(world.now ?? '2026-01-05T09:00:00Z', 'now')
  assertKnown(reps, { away, open })
  const presences = new Map(Object.entries(away).map(([rep, absence]) => [rep, presenceOf(rep, absence)]))
  const router = createRouter({
    plan,
    roster: reps,
    store,
    strategies,
    clock: () => now,
    salt: () => '0'.repeat(32),
    availability: { many: (asked) => Object.fromEntries(asked.map(({ id }) => [id, presenceAt(presences.get(id), now)])) },
    capacity: openBefore(open, store),
    ...(isPort(accounts) ? { accounts } : {}),
  })
  if (!isPort(accounts)) {
    router.use(async (context, next) => {
      if (Object.hasOwn(accounts, context.key)) context.account = accounts[context.key] as Account
      await next()
    })
  }
  const told = async (decision: Routed<RuleNameOf<P>>): Promise<Outcome<RuleNameOf<P>>> =>
    outcomeOf(decision, await router.explain(decision.lead))
  const whenAll: Team<P>['whenAll'] = async (leads) => {
    const outcomes: Outcome<RuleNameOf<P>>[] = []
    for (const lead of leads) outcomes.push(await told(await router.route(lead)))
    return outcomes
  }
  return {
    when: async (lead) => told(await router.route(lead)),
    whenAll,
    shares: async (leads) => {
      const counts = Object.fromEntries(reps.map(({ id }) => [id, 0]))
      for (const { decision } of await whenAll(leads)) {
        if (decision.kind === 'assigned' && !decision.duplicate) counts[decision.rep] = (counts[decision.rep] ?? 0) + 1
      }
      return counts
    },
    later: async (duration) => {
      now += durationMs(duration)
      const { placed } = await router.sweep()
      return Promise.all(placed.map((routed) => told(routed as Routed<RuleNameOf<P>>)))
    },
    close: (lead) => router.close(lead),
  }
}

/** What the host counts is what was there before and what the store has assigned since, so that a test can fill a rep up. */
function openBefore(open: { readonly [rep: RepId]: number }, store: Store): Capacity {
  return {
    many: async (asked) => {
      const named = asked.filter(({ id }) => Object.hasOwn(open, id))
      const loads = await store.loads(named.map(({ id }) => id))
      return Object.fromEntries(named.map(({ id }) => [id, { open: (open[id] ?? 0) + (loads[id]?.open ?? 0) }]))
    },
  }
}

type Absence = NonNullable<World['away']>[string]

function presenceOf(rep: RepId, absence: Absence): Exclude<Presence, boolean> {
  if (typeof absence === 'string') return { away: absence }
  return { away: absence.why, until: instantOf(absence.until, `away.${rep}.until`) }
}

function presenceAt(presence: Exclude<Presence, boolean> | undefined, now: Instant): Presence {
  return presence === undefined || (presence.until !== undefined && presence.until <= now) ? true : presence
}

function isPort(accounts: NonNullable<World['accounts']>): accounts is Accounts {
  return typeof accounts === 'function' || typeof accounts.match === 'function'
}

/** Text without a zone would mean another moment on another machine. */
function instantOf(moment: Moment, field: string): Instant {
  const instant = typeof moment === 'number' ? moment : /(?:Z|[+-]\d\d:\d\d)$/.test(moment) ? Date.parse(moment) : Number.NaN
  if (Number.isSafeInteger(instant)) return instant
  throw new AssertionError({
    message: `given: ${field} is ${JSON.stringify(moment)}, which is no moment. Write milliseconds or 2026-01-05T09:00:00Z.`,
  })
}

/** A misspelled rep would make a test that tests nothing. */
function assertKnown(reps: readonly Rep[], world: { readonly [field: string]: { readonly [rep: RepId]: unknown } }): void {
  const ids = reps.map(({ id }) => id)
  for (const [field, named] of Object.entries(world)) {
    for (const rep of Object.keys(named)) {
      if (!ids.includes(rep))
        throw new AssertionError({ message: `given: ${field} names ${rep}, whom the roster lacks. It has ${ids.join(', ')}.` })
    }
  }
}
