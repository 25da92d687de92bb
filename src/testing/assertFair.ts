import { AssertionError } from 'node:assert'
import { memoryStore } from '../adapter/memory/memoryStore.js'
import type { Plan } from '../plan/document.js'
import type { LeadInputOf, LeadOf, RepInputOf, RepOf } from '../plan/types.js'
import type { Store } from '../port/store.js'
import { createRouter } from '../router/createRouter.js'
import { type BalanceReport, balance, type MeasuredRotation } from '../simulate/balance.js'
import type { HostStrategy } from '../strategy/strategy.js'

export interface FairOptions<P extends Plan = Plan> {
  readonly plan: P
  readonly reps: readonly RepInputOf<P>[]
  /** Routed one after the other. A lead that comes twice has one owner, and counts once. */
  readonly leads: Iterable<LeadInputOf<P>>
  /** The host's strategies, if the plan names some. */
  readonly strategies?: { readonly [name: string]: HostStrategy<LeadOf<P>, RepOf<P>> }
  /** Default: a store in memory. An own one has to be empty. */
  readonly store?: Store
}

/** So many leads are handed to the router at once: it keeps their order. */
const batch = 200
/** What figures in floating point may be off. */
const rounding = 1e-9

/**
 * Routes leads and asserts that in no rotation anybody was ever further off than the proven bound, ⌊n/2⌋ leads among n reps, after any of them.
 * Rotations that balance values, and strategies that owe nobody anything (`leastLoaded`, those of the host), have no bound.
 *
 * @returns what was measured
 * @throws AssertionError that names rotation, rep and lead; also where nothing with a bound was routed, since that would assert nothing
 * @throws RoutingError where the router would
 */
export async function assertFair<const P extends Plan>({
  plan,
  reps,
  leads,
  strategies = {},
  store = memoryStore(),
}: FairOptions<P>): Promise<BalanceReport> {
  const now = Date.parse('2026-01-05T09:00:00Z')
  const router = createRouter({
    plan,
    roster: reps,
    store,
    strategies,
    clock: () => now,
    salt: () => '0'.repeat(32),
    workCalendar: () => undefined,
  })
  let waiting: LeadInputOf<P>[] = []
  const settle = async (): Promise<void> => {
    for (const outcome of await router.routeMany(waiting, { from: 'host' })) if (outcome.status === 'rejected') throw outcome.reason
    waiting = []
  }
  for (const lead of leads) {
    waiting.push(lead)
    if (waiting.length === batch) await settle()
  }
  await settle()
  const report = await balance(store)
  assertWithinBounds(report)
  return report
}

/** Every rotation that has a bound kept it, and there is one. */
export function assertWithinBounds({ rotations }: BalanceReport): void {
  const bounded = Object.entries(rotations).flatMap(([name, rotation]) =>
    rotation.measured && rotation.bound !== undefined ? [{ name, rotation, bound: rotation.bound }] : [],
  )
  if (bounded.length === 0)
    throw failure('no lead went through a rotation with a bound, so nothing was asserted. Give leads that a rule with turns takes.')
  const broken = bounded.filter(({ rotation, bound }) => rotation.worstDeviation > bound + rounding)
  if (broken.length > 0) throw failure(broken.map(({ name, rotation, bound }) => lineOf(name, rotation, bound)).join('\n  '))
}

function lineOf(name: string, { worstDeviation, worst, leads }: MeasuredRotation, bound: number): string {
  const who = worst === undefined ? '' : `, ${worst.rep} after lead ${worst.lead} of ${leads}`
  return `in the rotation '${name}' somebody was ${worstDeviation.toFixed(3)} leads off${who}; the bound is ${bound}.`
}

function failure(message: string): AssertionError {
  return new AssertionError({ message: `assertFair: ${message}`, operator: 'assertFair' })
}
