import fc from 'fast-check'
import type { Plan, Rep, Territory } from '../../src/index.js'

export const [MINUTE, HOUR] = [60_000, 3_600_000]

/** Monday, 5 January 2026, 07:00 in Berlin. */
export const monday = Date.UTC(2026, 0, 5, 6)

const berlin = { timeZone: 'Europe/Berlin', hours: { 'mon-fri': '09:00-17:00' } }

/** Somebody with each kind of limit and presence; mia is the manager of all and always there. */
export const roster: readonly Rep[] = [
  { id: 'ana', regions: ['n'], quota: 2, manager: 'mia', backup: 'bob', ...berlin },
  { id: 'bob', regions: ['n', 's'], quota: 1, manager: 'mia', capacity: 4, backup: 'cat' },
  { id: 'cat', regions: ['s'], quota: 1, manager: 'mia', limits: { perHour: 2, perDay: 6 }, timeZone: 'Asia/Kathmandu' },
  {
    id: 'dan',
    regions: ['n', 's'],
    areas: 'hot south',
    quota: 3,
    manager: 'mia',
    limits: { open: 5 },
    ...berlin,
    timeZone: 'America/St_Johns',
  },
  {
    id: 'eva',
    regions: ['s'],
    quota: 1,
    manager: 'mia',
    away: [{ from: '2026-01-05T12:00:00Z', until: '2026-01-06T12:00:00Z', reason: 'dentist' }],
  },
  { id: 'mia', regions: [], role: 'manager', manager: 'vic' },
  { id: 'vic', regions: [], role: 'head' },
]

const chain: NonNullable<Plan['otherwise']['escalate']> = [
  { after: { hours: 1 }, notify: ['slack'] },
  { after: { hours: 2 }, to: 'backup' },
  { after: { hours: 3 }, to: 'rules', time: 'business' },
]

const areas: readonly Territory[] = [
  { name: 'everywhere', reps: { cat: 1, eva: 2 } },
  { name: 'north', within: 'everywhere', when: { region: 'n' }, reps: { ana: 2, bob: 1 } },
  { name: 'hot south', within: 'everywhere', when: { region: 's', hot: true } },
]

/** Every kind of rule, in every order. */
export const plans: fc.Arbitrary<Plan> = fc
  .record({
    by: fc.constantFrom('roundRobin' as const, 'leastLoaded' as const, { weighted: 'quota' }),
    shared: fc.boolean(),
    wait: fc.constantFrom(1, 5, 24),
    effort: fc.boolean(),
    push: fc.boolean(),
    repay: fc.boolean(),
    escalate: fc.boolean(),
    hold: fc.boolean(),
    otherwise: fc.constantFrom({}, { role: 'manager' }),
    persons: fc.boolean(),
    order: fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 2 }),
  })
  .map(({ by, shared, wait, effort, push, repay, escalate, hold, otherwise, persons, order }): Plan => {
    const rotation = shared ? { rotation: 'both' } : {}
    const rules: Plan['rules'] = [
      { name: 'hot', when: { hot: true }, to: { regions: { same: 'region' } }, limits: { perHour: 2, open: 3 }, ...rotation },
      { name: 'pool', when: { score: { known: true } }, to: { queue: 'pool' } },
      { name: 'wait', when: { region: 's' }, to: { regions: { same: 'region' }, quota: { gt: 1 } }, whenNobody: { wait: { hours: wait } } },
      { name: 'all', to: { regions: { same: 'region' } }, by, ...rotation, ...(escalate ? { escalate: chain } : {}) },
      {
        name: 'area',
        to: { territoryReps: 'areas' },
        ...(hold ? { whenNobody: { wait: { hours: wait } } } : {}),
        ...(escalate ? { escalate: chain } : {}),
      },
    ]
    const chosen = order.map((index) => rules[index] as Plan['rules'][number])
    if (persons) chosen.splice(order[0] as number, 0, { name: 'known', to: { id: { same: 'person.owner', orElse: 'manager' } } })
    const queued = chosen.some(({ name }) => name === 'pool')
    const shares = chosen.some(({ name }) => name === 'hot' || name === 'all')
    return {
      fairlead: 1,
      name: 'p',
      channels: ['slack'],
      ...(persons ? { samePerson: 'from' } : {}),
      territories: { areas },
      ...(effort ? { effort: { field: 'seats' } } : {}),
      ...(queued && push ? { queues: { pool: { order: { highest: 'score' }, pushAfter: { hours: 3 } } } } : {}),
      ...(repay && shared && shares && by !== 'leastLoaded'
        ? { rotations: { both: { absence: 'repay', manual: 'count', disqualified: 'giveBack' } } }
        : {}),
      rules: chosen,
      otherwise: { to: otherwise, ...(hold ? { whenNobody: 'hold' } : {}) },
    }
  })

export type Lead = {
  readonly id: string
  readonly region: string
  readonly hot?: boolean
  readonly score?: number
  readonly seats?: number
  readonly from?: string
}

export const leadParts = fc.record({
  region: fc.constantFrom('n', 's', 's', 'x'),
  kind: fc.constantFrom('hot' as const, 'scored' as const, 'plain' as const, 'plain' as const),
  seats: fc.constantFrom(0, 1, 1, 2, 3),
})

export function leadOf(number: number, { region, kind, seats }: typeof leadParts extends fc.Arbitrary<infer Value> ? Value : never): Lead {
  const kinds = kind === 'hot' ? { hot: true } : kind === 'scored' ? { score: (number * 7) % 5 } : {}
  return { id: `L${number}`, from: `p${number % 13}`, region, seats, ...kinds }
}
