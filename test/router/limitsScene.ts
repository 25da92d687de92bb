import fc from 'fast-check'
import { createRouter, isRoutingError, type Plan, type Rep, type Router, type Store } from '../../src/index.js'
import { gather } from '../faults/check/gather.js'
import { check, type Violation } from '../faults/checker.js'
import type { handClock } from './team.js'

/** Every kind of limit, in three zones; leads of many weights; a queue by score that is pushed, and one by age that is not. */
export const plan: Plan = {
  fairlead: 1,
  name: 'limits',
  effort: { field: 'seats' },
  queues: {
    pool: { order: { highest: 'score' }, claims: { regions: { same: 'region' } }, pushAfter: { hours: 5 } },
  },
  rules: [
    { name: 'hot', when: { hot: true }, to: { regions: { same: 'region' } }, limits: { open: 2, perDay: 3 } },
    { name: 'pool', when: { score: { known: true } }, to: { queue: 'pool' }, limits: { perHour: 2, perWeek: 9 } },
    { name: 'old', when: { seats: { lte: 1 } }, to: { queue: 'old' } },
    { name: 'all', to: { regions: { same: 'region' } }, by: 'leastLoaded', whenNobody: { wait: { hours: 8 } } },
  ],
  otherwise: { to: { boss: true } },
}

export const roster: readonly Rep[] = [
  { id: 'ana', regions: ['n'], capacity: 9, limits: { open: 6, perHour: 2, perDay: 5 }, timeZone: 'Asia/Kathmandu' },
  { id: 'bob', regions: ['n', 's'], limits: { perDay: 4, perWeek: 9 }, timeZone: 'America/St_Johns' },
  { id: 'cat', regions: ['s'], capacity: 4 },
  { id: 'mia', regions: [], boss: true, limits: { perDay: 1 } },
]

export type Act =
  | { readonly do: 'route'; readonly seats: number; readonly kind: 'hot' | 'scored' | 'plain'; readonly region: string }
  | { readonly do: 'claim'; readonly rep: string; readonly queue: string }
  | { readonly do: 'close' | 'decline'; readonly lead: number }
  | { readonly do: 'reassign'; readonly lead: number; readonly to: string }
  | { readonly do: 'sweep' }
  | { readonly do: 'pass'; readonly minutes: number }

const lead = fc.nat(1000)
const rep = fc.constantFrom('ana', 'bob', 'cat', 'mia')
const route = fc.record({
  do: fc.constant('route' as const),
  seats: fc.constantFrom(0, 1, 1, 2, 3, 7),
  kind: fc.constantFrom('hot' as const, 'scored' as const, 'plain' as const),
  region: fc.constantFrom('n', 's'),
})

export const acts: fc.Arbitrary<Act[]> = fc.array(
  fc.oneof(
    { weight: 9, arbitrary: route },
    { weight: 5, arbitrary: fc.record({ do: fc.constant('claim' as const), rep, queue: fc.constantFrom('pool', 'old') }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('close' as const, 'decline' as const), lead }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('reassign' as const), lead, to: rep }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('sweep' as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const), minutes: fc.constantFrom(7, 61, 400, 1500) }) },
  ),
  { minLength: 20, maxLength: 90, size: 'max' },
)

export function routersOn(store: Store, count: number, clock: () => number, salt?: () => string): Router[] {
  return Array.from({ length: count }, () =>
    createRouter({ plan, roster, store, clock, outbox: true, ...(salt === undefined ? {} : { salt }) }),
  )
}

/** Carries out acts, so many at once, each on the next of the routers. @returns the leads that were claimed, as often as somebody was told so */
export async function play(
  acts: readonly Act[],
  routers: readonly Router[],
  clock: ReturnType<typeof handClock>,
  atOnce: number,
): Promise<string[]> {
  const claimed: string[] = []
  let born = 0
  const one = async (act: Act, router: Router): Promise<void> => {
    const key = 'lead' in act ? `L${act.lead % Math.max(1, born)}` : ''
    switch (act.do) {
      case 'route': {
        const id = born++
        const more = act.kind === 'hot' ? { hot: true } : act.kind === 'scored' ? { score: (id * 7) % 5 } : {}
        await router.route({ id: `L${id}`, seats: act.seats, region: act.region, ...more })
        return
      }
      case 'claim': {
        const claim = await router.claim(act.rep, act.queue)
        if (claim.kind === 'claimed') claimed.push(`${claim.lead} ${claim.routed.epoch}`)
        return
      }
      case 'close':
      case 'decline':
        await router[act.do](key)
        return
      case 'reassign':
        await router.reassign(key, { to: act.to })
        return
      case 'sweep':
        await router.sweep()
        return
      case 'pass':
        clock.now += act.minutes * 60_000
    }
  }
  const expected = ['unknownLead', 'noOwner', 'closedLead']
  for (let from = 0; from < acts.length; from += atOnce) {
    await Promise.all(
      acts.slice(from, from + atOnce).map((act, index) =>
        one(act, routers[index % routers.length] as Router).catch((error: unknown) => {
          if (!(isRoutingError(error) && expected.includes(error.code))) throw error
        }),
      ),
    )
  }
  return claimed
}

/** Holds what is left against the invariants; `I5` counts every limit once more, at every step of the trail. */
export async function violationsIn(store: Store, now: number): Promise<readonly Violation[]> {
  return check({ ...(await gather(store, { calls: [], now, onePlan: true })), mayWait: { held: true } })
}
