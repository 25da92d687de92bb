import { afterEach, describe, expect, test, vi } from 'vitest'
import { accountOwner, territory } from '../../src/plan/shorthand.js'
import { decisionOn, outcomeOf, verdictOn, type WorldOptions } from './world.js'

const reps = [
  { id: 'ana', role: 'ae', territory: 'dach', quota: 3, manager: 'mia' },
  { id: 'bob', role: 'ae', territory: ['us', 'dach'], quota: 1, capacity: 2 },
  { id: 'cat', role: 'ae', territory: 'us', active: false, manager: 'dan', backup: 'ana' },
  { id: 'dan', role: 'manager', active: false, manager: 'mia' },
  { id: 'mia', role: 'manager' },
]
const otherwise = { to: { role: 'manager' } }
const plain: WorldOptions = { plan: { rules: [], otherwise }, reps }
const one = (rule: object, more: Partial<WorldOptions['plan']> = {}): WorldOptions => ({
  plan: { ...more, rules: [{ name: 'rule', ...rule } as never], otherwise },
  reps,
})

afterEach(() => vi.restoreAllMocks())

describe('which rule decides', () => {
  test('the first that matches and has somebody eligible', () => {
    const world = {
      ...plain,
      plan: {
        rules: [
          { name: 'one', when: { vip: true }, to: { id: 'ana' } },
          { name: 'two', to: { id: 'bob' } },
        ],
        otherwise,
      },
    }
    expect(outcomeOf(decisionOn({ vip: true }, world))).toBe('ana by one')
    expect(outcomeOf(decisionOn({ vip: false }, world))).toBe('bob by two')
    expect(outcomeOf(decisionOn({}, world))).toBe('bob by two')
  })

  test('a rule whose reps are all skipped passes on, with the reasons in the trace', () => {
    const world = { ...one({ to: { territory: 'us' } }), open: { bob: 2 } }
    const decision = decisionOn({}, world)
    expect(outcomeOf(decision)).toBe('mia by otherwise')
    expect(decision.trace.rules[0]).toEqual({
      rule: 'rule',
      outcome: 'nobodyEligible',
      eligible: 0,
      skipped: [
        { rep: 'bob', reason: 'atCapacity', detail: '2 open of 2' },
        { rep: 'cat', reason: 'inactive' },
      ],
    })
  })

  test('a queue takes the lead at once', () => {
    expect(outcomeOf(decisionOn({ score: 5 }, one({ when: { score: { lt: 20 } }, to: { queue: 'nurture' } })))).toBe(
      'queue nurture by rule',
    )
  })

  test('a segment label selects by join: ten territories, one rule', () => {
    const world = one(
      { to: territory('territory') },
      { segments: { territory: { dach: { country: ['DE', 'AT'] }, us: { country: 'US' } } } },
    )
    expect(outcomeOf(decisionOn({ country: 'AT' }, world))).toBe('ana by rule')
    expect(outcomeOf(decisionOn({ country: 'US' }, world))).toBe('bob by rule')
    expect(outcomeOf(decisionOn({ country: 'FR' }, world))).toBe('mia by otherwise')
    expect(decisionOn({ country: 'AT' }, world).trace.labels).toEqual({ territory: 'dach' })
  })
})

describe('accounts', () => {
  const world = (owner: string, orElse?: 'manager' | 'backup'): WorldOptions => ({
    ...one({ to: accountOwner(orElse === undefined ? {} : { orElse }) }),
    account: { id: 'acme', owner },
  })

  test.each([
    ['ana', undefined, 'ana by rule'],
    ['cat', undefined, 'mia by otherwise'],
    ['cat', 'manager', 'mia by rule'],
    ['cat', 'backup', 'ana by rule'],
    ['ana', 'manager', 'ana by rule'],
    ['nobody', 'manager', 'mia by otherwise'],
  ] as const)('owner %s, orElse %s: %s', (owner, orElse, expected) => {
    expect(outcomeOf(decisionOn({}, world(owner, orElse)))).toBe(expected)
  })

  test('an owner is never read from the lead', () => {
    expect(outcomeOf(decisionOn({ account: { owner: 'ana' } }, one({ to: accountOwner() })))).toBe('mia by otherwise')
  })

  test('managers in a circle end the search', () => {
    const circle = [
      { id: 'a', active: false, manager: 'b' },
      { id: 'b', active: false, manager: 'a' },
      { id: 'c', role: 'manager' },
    ]
    expect(
      outcomeOf(decisionOn({}, { ...one({ to: accountOwner({ orElse: 'manager' }) }), reps: circle, account: { id: 'x', owner: 'a' } })),
    ).toBe('c by otherwise')
  })
})

describe('otherwise', () => {
  const fallback = (more: object, world: Partial<WorldOptions> = {}): WorldOptions => ({
    plan: { rules: [], otherwise: { to: { role: 'ae' }, ...more } as never },
    reps,
    ...world,
  })

  test('ignores capacity, and says so', () => {
    const world = fallback({ to: { id: 'bob' } }, { open: { bob: 7 } })
    const decision = decisionOn({}, world)
    expect(outcomeOf(decision)).toBe('bob by otherwise')
    expect(decision.trace.rules.at(-1)?.ignored).toEqual(['atCapacity'])
  })

  test('takes whoever is there before whoever is away', () => {
    expect(outcomeOf(decisionOn({}, fallback({}, { facts: { away: { ana: { reason: 'away' } } }, open: { bob: 9 } })))).toBe(
      'bob by otherwise',
    )
  })

  test('gives a lead to somebody away rather than to nobody', () => {
    const away = { ana: { reason: 'away', detail: 'vacation' }, bob: { reason: 'away' } } as const
    const decision = decisionOn({}, fallback({}, { facts: { away } }))
    expect(outcomeOf(decision)).toBe('ana by otherwise')
    expect(decision.trace.rules.at(-1)?.ignored).toEqual(['away'])
  })

  test('holds it instead where the plan says so', () => {
    const away = { ana: { reason: 'away' }, bob: { reason: 'away' } } as const
    expect(outcomeOf(decisionOn({}, fallback({ whenNobody: 'hold' }, { facts: { away } })))).toBe('queue held by otherwise')
    expect(
      outcomeOf(decisionOn({}, fallback({ whenNobody: 'hold' }, { open: { bob: 99 }, facts: { away: { ana: { reason: 'away' } } } }))),
    ).toBe('bob by otherwise')
  })

  test('never takes somebody inactive: the lead is held until there is somebody', () => {
    expect(outcomeOf(decisionOn({}, fallback({ to: { id: 'cat' } })))).toBe('queue held by otherwise')
    expect(outcomeOf(decisionOn({}, fallback({ to: { role: 'nobody' } })))).toBe('queue held by otherwise')
  })

  test('a missing weight keeps nobody out of the fallback, only behind those who have one', () => {
    expect(outcomeOf(decisionOn({}, fallback({ by: { weighted: 'quota' }, to: { territory: 'us' } })))).toBe('bob by otherwise')
    expect(outcomeOf(decisionOn({}, fallback({ by: { weighted: 'nothing' } })))).toBe('ana by otherwise')
  })

  test('a failing strategy falls back to the rotation', () => {
    const strategies = {
      own: () => {
        throw new Error('boom')
      },
    }
    const decision = decisionOn(
      {},
      { ...fallback({ by: 'own' }), plan: { strategies: ['own'], rules: [], otherwise: { to: { role: 'ae' }, by: 'own' } }, strategies },
    )
    expect(outcomeOf(decision)).toBe('ana by otherwise')
    expect(decision.trace.rules.at(-1)).toMatchObject({ pick: { strategy: 'roundRobin' }, failure: 'the strategy own threw: boom' })
  })
})

describe('skips', () => {
  test('weights of zero, below, missing and of another type', () => {
    const staff = [
      { id: 'a', w: 0 },
      { id: 'b', w: -1 },
      { id: 'c' },
      { id: 'd', w: '5' },
      { id: 'e', w: 0.5 },
      { id: 'm', role: 'manager' },
    ]
    const decision = decisionOn(
      {},
      { plan: { rules: [{ name: 'rule', to: { none: [{ role: 'manager' }] }, by: { weighted: 'w' } }], otherwise }, reps: staff },
    )
    // A missing role is neither manager nor not: nobody is selected.
    expect(outcomeOf(decision)).toBe('m by otherwise')
    const selected = decisionOn({}, { plan: { rules: [{ name: 'rule', to: {}, by: { weighted: 'w' } }], otherwise }, reps: staff })
    expect(outcomeOf(selected)).toBe('e by rule')
    expect(selected.trace.rules[0]?.skipped.map(({ rep, reason }) => `${rep} ${reason}`)).toEqual([
      'a noWeight',
      'b noWeight',
      'c noWeight',
      'd noWeight',
      'm noWeight',
    ])
  })

  test('away with reason and end', () => {
    const facts = { away: { ana: { reason: 'away', detail: 'vacation', until: 5 } as const } }
    expect(
      decisionOn(
        {},
        { ...one({ to: territory('territory') }), facts, plan: { rules: [{ name: 'rule', to: { territory: 'dach' } }], otherwise } },
      ).trace.rules[0]?.skipped,
    ).toEqual([{ rep: 'ana', reason: 'away', detail: 'vacation', until: 5 }])
  })

  test.each([
    [{ limit: 1 }, { bob: 1 }, 'mia by otherwise'],
    [{ limit: 9 }, { bob: 5 }, 'bob by rule'],
    [{ limit: null }, { bob: 99 }, 'bob by rule'],
    [{ open: 2, assigned: 0 }, {}, 'mia by otherwise'],
    [{ open: 1, assigned: 0 }, {}, 'bob by rule'],
    // One was assigned since the host counted.
    [{ open: 1, assigned: 0 }, { bob: 1 }, 'mia by otherwise'],
    [{ open: 0, assigned: 5 }, { bob: 5 }, 'bob by rule'],
    [{ elsewhere: 1 }, { bob: 1 }, 'mia by otherwise'],
    [{ elsewhere: 1 }, {}, 'bob by rule'],
    [{ unknown: 'timed out' }, {}, 'mia by otherwise'],
  ])('capacity as the host tells it: %j with %j assigned -> %s', (fact, open, expected) => {
    expect(outcomeOf(decisionOn({}, { ...one({ to: { id: 'bob' } }), facts: { capacity: { bob: fact } }, open }))).toBe(expected)
  })
})

describe('waiting', () => {
  const world = (more: Partial<WorldOptions>): WorldOptions => ({
    ...one({ to: { id: 'ana' }, whenNobody: { wait: { minutes: 30 } } }),
    ...more,
  })
  const away = { facts: { away: { ana: { reason: 'away' } as const } } }

  test('begins when nobody is eligible, and ends', () => {
    expect(decisionOn({}, world({ ...away, now: 1000 }))).toMatchObject({
      kind: 'queued',
      queue: 'held',
      until: 1000 + 30 * 60_000,
      rule: 'rule',
    })
    expect(decisionOn({}, world({ ...away, now: 5000, waits: { rule: 9000 } }))).toMatchObject({ queue: 'held', until: 9000 })
    const after = decisionOn({}, world({ ...away, now: 9000, waits: { rule: 9000 } }))
    expect(outcomeOf(after)).toBe('mia by otherwise')
    expect(after.trace.rules[0]?.outcome).toBe('waited')
  })

  test('does not begin when somebody is there, or when the rule selects nobody at all', () => {
    expect(outcomeOf(decisionOn({}, world({})))).toBe('ana by rule')
    expect(outcomeOf(decisionOn({}, one({ to: { id: 'nobody' }, whenNobody: { wait: { hours: 1 } } })))).toBe('mia by otherwise')
  })
})

test('notifications are effects: data, for the owner or the queue, none while a lead is held', () => {
  const plan = (rule: object): WorldOptions => one({ notify: ['slack', 'sms'], ...rule }, { channels: ['slack', 'sms'] })
  expect(decisionOn({}, plan({ to: { id: 'ana' } })).effects).toEqual([
    { kind: 'notify', channel: 'slack', lead: 'L1', rep: 'ana' },
    { kind: 'notify', channel: 'sms', lead: 'L1', rep: 'ana' },
  ])
  expect(decisionOn({}, plan({ to: { queue: 'q' } })).effects).toEqual([
    { kind: 'notify', channel: 'slack', lead: 'L1' },
    { kind: 'notify', channel: 'sms', lead: 'L1' },
  ])
  expect(
    decisionOn({}, { ...plan({ to: { id: 'ana' }, whenNobody: { wait: { hours: 1 } } }), facts: { away: { ana: { reason: 'away' } } } })
      .effects,
  ).toEqual([])
})

test('a failed port may send the lead straight to the fallback', () => {
  const decision = decisionOn({}, { ...one({ to: { id: 'ana' } }), facts: { straightToOtherwise: true } })
  expect(outcomeOf(decision)).toBe('mia by otherwise')
})

test('reads no clock and draws no chance', () => {
  const worlds: WorldOptions[] = [
    one({ to: { territory: 'dach' }, by: { weighted: 'quota' } }),
    one({ to: {}, by: 'leastLoaded' }),
    { ...one({ to: accountOwner({ orElse: 'manager' }) }), account: { id: 'x', owner: 'cat' } },
    { ...one({ to: { id: 'ana' }, whenNobody: { wait: { hours: 1 } } }), facts: { away: { ana: { reason: 'away' } } } },
  ]
  const before = worlds.map((world) => JSON.stringify(verdictOn({ country: 'DE' }, world)))
  const poison = (): never => {
    throw new Error('the pure part asked the world')
  }
  vi.spyOn(Math, 'random').mockImplementation(poison)
  vi.spyOn(Date, 'now').mockImplementation(poison)
  vi.stubGlobal('Date', new Proxy(Date, { construct: poison, apply: poison }))
  try {
    expect(() => new Date()).toThrow('asked the world')
    expect(worlds.map((world) => JSON.stringify(verdictOn({ country: 'DE' }, world)))).toEqual(before)
  } finally {
    vi.unstubAllGlobals()
  }
})
