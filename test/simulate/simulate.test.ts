import { describe, expect, test } from 'vitest'
import { rosterAvailability, rosterCalendar } from '../../src/door/availability.js'
import { compare, type HistoryLead, type Outcome, type SimulateOptions, simulate } from '../../src/door/simulate.js'
import { isRoutingError, type Plan, type Rep } from '../../src/index.js'
import { HOUR, MINUTE, monday } from './world.js'

const plan: Plan = {
  fairlead: 1,
  name: 'p',
  channels: ['slack'],
  rules: [
    { name: 'big', when: { seats: { gte: 100 } }, to: { team: 'big' } },
    { name: 'small', when: { seats: { lt: 10 } }, to: { queue: 'nurture' } },
    { name: 'rest', to: { team: 'rest' } },
  ],
  otherwise: { to: {} },
}
const roster: readonly Rep[] = [
  { id: 'ana', team: 'big' },
  { id: 'bob', team: 'rest' },
  { id: 'cat', team: 'rest' },
]
const leads = (seats: readonly number[], more: Partial<HistoryLead> = {}): HistoryLead[] =>
  seats.map((count, index) => ({ at: monday + index * MINUTE, lead: { id: `L${index}`, seats: count }, ...more }))

/** `bob by rest`, `nurture by small`, `refused`. */
const short = (outcome: Outcome): string =>
  'rule' in outcome ? `${outcome.kind === 'owned' ? outcome.rep : outcome.queue} by ${outcome.rule}` : outcome.kind

async function told(history: Iterable<unknown> | AsyncIterable<unknown>, more: object = {}) {
  const outcomes: string[] = []
  const onOutcome = (index: number, one: Outcome): void => {
    outcomes[index] = short(one)
  }
  const report = await simulate(history as Iterable<HistoryLead>, { plan, roster, onOutcome, ...more } as SimulateOptions)
  return { outcomes, report }
}

describe('simulate', () => {
  test('one outcome for each lead, by the rules, and the figures of it', async () => {
    const { outcomes, report } = await told(leads([200, 5, 50, 50, 50]))
    expect(outcomes).toEqual(['ana by big', 'nurture by small', 'bob by rest', 'cat by rest', 'bob by rest'])
    expect(report).toMatchObject({
      from: monday,
      until: monday + 4 * MINUTE,
      leads: 5,
      owned: 4,
      waiting: { nurture: 1 },
      rules: [
        { rule: 'big', owned: 1, waiting: 0 },
        { rule: 'small', owned: 0, waiting: 1 },
        { rule: 'rest', owned: 3, waiting: 0 },
        { rule: 'otherwise', owned: 0, waiting: 0 },
      ],
      fallbacks: { leads: 0 },
    })
    expect(report.reps.map(({ rep, leads: got, open, mostOpen }) => [rep, got, open, mostOpen])).toEqual([
      ['ana', 1, 1, 1],
      ['bob', 2, 2, 2],
      ['cat', 1, 1, 1],
    ])
    // Bob is ahead by half of a lead.
    expect(report.rotations.rest).toMatchObject({ leads: 3, maxDeviation: 0.5, reps: { bob: { got: 2, fair: 1.5, deviation: -0.5 } } })
  })

  test('from any iterable: a generator, an asynchronous one', async () => {
    async function* slow() {
      for (const one of leads([200, 50])) yield await Promise.resolve(one)
    }
    expect((await told(slow())).outcomes).toEqual(['ana by big', 'bob by rest'])
    expect((await told(new Set(leads([200])))).outcomes).toEqual(['ana by big'])
    expect((await told([])).report).toMatchObject({ leads: 0, balance: { gini: 0, jain: 1 } })
  })

  test('what is no lead is refused, what comes again changes nothing, what is out of order is told', async () => {
    const history = [
      ...leads([50, 50]),
      { at: monday, lead: { id: 'L0' } },
      { at: monday, lead: { seats: 1 } },
      { at: monday, lead: 'x' },
      { at: monday + HOUR, lead: { id: 9 } },
    ]
    const { outcomes, report } = await told(history)
    expect(outcomes).toEqual(['bob by rest', 'cat by rest', 'duplicate', 'refused', 'refused', 'bob by rest'])
    expect(report).toMatchObject({ leads: 3, duplicates: 1, refused: 2, late: 1 })
  })

  test('leads are closed, and their owners have room again', async () => {
    const one = [{ id: 'ana', team: 'rest', capacity: 1 }]
    const seats = [50, 50, 50]
    const rest = { ...plan, otherwise: { to: { queue: 'full' } } }
    const of = async (more: object, history = leads(seats)) => (await told(history, { plan: rest, roster: one, ...more })).outcomes
    expect(await of({})).toEqual(['ana by rest', 'full by otherwise', 'full by otherwise'])
    expect(await of({ openFor: { seconds: 90 } })).toEqual(['ana by rest', 'full by otherwise', 'ana by rest'])
    expect(await of({ openFor: (_: unknown, { id }: Rep) => (id === 'ana' ? { seconds: 30 } : undefined) })).toEqual(
      seats.map(() => 'ana by rest'),
    )
    expect(await of({}, leads(seats, { closedAt: monday + MINUTE + 1 }))).toEqual(['ana by rest', 'full by otherwise', 'ana by rest'])
  })

  test('held leads are placed when somebody is there, when somebody has room, and when the wait is over', async () => {
    const away: Rep = { id: 'ana', team: 'rest', timeZone: 'UTC', hours: { 'mon-fri': '09:00-17:00' } }
    const hold: Plan = {
      ...plan,
      rules: [{ name: 'rest', to: { team: 'rest' }, whenNobody: { wait: { hours: 1 } } }],
      otherwise: { to: { team: 'rest' }, whenNobody: 'hold' },
    }
    const presence = { availability: rosterAvailability(), workCalendar: rosterCalendar() }
    const at = Date.UTC(2026, 0, 5, 7, 30)
    const night = await told([{ at, lead: { id: 'L' } }], { plan: hold, roster: [away], ...presence, until: at + 5 * HOUR })
    expect(night.outcomes).toEqual(['ana by rest'])
    // Half past seven to nine; nothing of it is ana's working time.
    expect(night.report.waits.owner).toMatchObject({ count: 1, p50: 1.5 * HOUR, max: 1.5 * HOUR, within: [0, 0, 0, 0, 1, 0, 0, 0] })
    expect(night.report.waits.working).toMatchObject({ max: 0 })

    const full = [{ id: 'ana', team: 'rest', capacity: 1 }]
    const placed = await told(leads([1, 1, 1]), {
      plan: hold,
      roster: full,
      openFor: { minutes: 7 },
      sweep: { minutes: 5 },
      until: monday + HOUR,
    })
    expect(placed.outcomes).toEqual(['ana by rest', 'ana by rest', 'ana by rest'])
    // Room after 7 minutes, the next sweep after 10; then after 17, and after 20.
    expect(placed.report.waits.owner).toMatchObject({ max: 18 * MINUTE, count: 3 })
    expect(placed.report.reps[0]).toMatchObject({ skipped: { atCapacity: 2 }, fullSince: monday + MINUTE, mostOpen: 1, limit: 1 })
    const noSweep = await told(leads([1, 1]), { plan: hold, roster: full, openFor: { minutes: 7 } })
    expect(noSweep.outcomes).toEqual(['ana by rest', 'held by rest'])
  })

  test('an owner who is away: until the owner is there is another wait', async () => {
    const away: Rep = { id: 'ana', team: 'rest', timeZone: 'UTC', hours: { 'mon-fri': '09:00-17:00' } }
    const { report } = await told([{ at: Date.UTC(2026, 0, 5, 8), lead: { id: 'L' } }], {
      roster: [away],
      availability: rosterAvailability(),
    })
    expect(report.waits).toMatchObject({ owner: { max: 0 }, there: { max: HOUR }, unknown: 0 })
    expect(report.fallbacks).toMatchObject({ leads: 1, because: { away: 1 } })
    const unknown = await told(leads([50]), { availability: () => false })
    expect(unknown.report.waits).toMatchObject({ owner: { count: 1 }, there: { count: 0 }, unknown: 1 })
  })

  test('escalations happen where the owner takes longer than their steps', async () => {
    const rule = {
      name: 'rest',
      to: { id: 'bob' },
      escalate: [
        { after: { hours: 1 }, notify: ['slack'] },
        { after: { hours: 1 }, to: { id: 'cat' } },
      ],
    }
    const chain = { ...plan, rules: [rule] }
    const until = monday + 9 * HOUR
    const of = async (more: object, history = leads([50])) => (await told(history, { plan: chain, until, ...more })).report
    expect((await of({})).escalations).toEqual({ reminded: 0, given: 0, nobody: 0 })
    expect((await of({ contactAfter: { minutes: 90 } })).escalations).toEqual({ reminded: 1, given: 0, nobody: 0 })
    const given = await of({ contactAfter: () => undefined })
    expect(given.escalations).toEqual({ reminded: 1, given: 1, nobody: 0 })
    // The first owner is bob, who has it no more.
    expect(given.reps.map(({ leads: got, open }) => [got, open])).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
    ])
    expect((await of({}, leads([50], { contactedAt: null }))).escalations.given).toBe(1)
    expect((await of({}, leads([50], { contactedAt: monday + 61 * MINUTE }))).escalations).toEqual({ reminded: 1, given: 0, nobody: 0 })
  })

  test('accounts: those of the history, else the port', async () => {
    const owned: Plan = { ...plan, rules: [{ name: 'owner', to: { id: { same: 'account.owner' } } }] }
    const history = [
      { at: monday, lead: { id: '1' }, account: { id: 'a', owner: 'cat' } },
      { at: monday, lead: { id: '2' } },
      { at: monday, lead: { id: '3' }, account: null },
    ]
    const accounts = async () => ({ id: 'b', owner: 'bob' })
    expect((await told(history, { plan: owned, accounts })).outcomes).toEqual(['cat by owner', 'bob by owner', 'ana by otherwise'])
  })

  test('each decision is told, with its trace', async () => {
    const seen: string[] = []
    await told(leads([200]), {
      onDecision: (index: number, { kind, trace }: { kind: string; trace: { rules: readonly { rule: string }[] } }) =>
        void seen.push(`${index} ${kind} ${trace.rules.map(({ rule }) => rule)}`),
    })
    expect(seen).toEqual(['0 assigned big'])
  })

  test.each<[string, object, RegExp]>([
    ['a misspelled option', { opnFor: { days: 1 } }, /Did you mean `openFor`/],
    ['a roster that is no list', { roster: { reps: () => [] } }, /roster/],
    ['a duration that is none', { openFor: { days: 500 } }, /openFor/],
    ['a sweep without time', { sweep: { minutes: 0 } }, /sweep/],
    ['recorded sweeps without a record', { sweep: 'recorded' }, /audit trail/],
    ['an availability that promises', { availability: async () => true }, /has to answer at once/],
    ['a bad plan', { plan: { ...plan, rules: [{ name: 'x', to: { queue: 'held' } }] } }, /held/],
    ['a bad roster', { roster: [{ id: '' }] }, /id/],
    ['a duration of a function that is none', { openFor: () => ({ days: 1e9 }) }, /365 days/],
  ])('%s is refused', async (_, options, message) => {
    const error = await told(leads([50]), options).catch((one: unknown) => one)
    expect(isRoutingError(error) && error.message).toMatch(message)
  })

  test.each([
    ['seconds as text', { at: '2026-01-05T09:00:00Z' }],
    ['no time', { at: undefined }],
    ['a fraction', { at: 1.5 }],
    ['a closing time as a date', { at: 1, closedAt: new Date(0) }],
  ])('a history with %s is refused, with the place', async (_, times) => {
    const error = await told([...leads([1]), { lead: { id: 'x' }, ...times }]).catch((one: unknown) => one)
    expect(isRoutingError(error) && [error.code, error.path[1], error.message]).toEqual([
      'badOptions',
      1,
      expect.stringMatching(/Lead 2 of the history.*whole number/),
    ])
  })
})

describe('compare', () => {
  const other: Plan = {
    ...plan,
    name: 'other',
    rules: [...plan.rules.slice(1, 2), { name: 'big', when: { seats: { gte: 50 } }, to: { team: 'big' } }, ...plan.rules.slice(2)],
  }

  test('which leads go elsewhere, by rule and by place', async () => {
    const seen: string[] = []
    const { moves, before, after } = await compare(leads([200, 5, 50, 50, 20]), {
      before: { plan, roster },
      after: { plan: other },
      onMove: (index, one, two) => void seen.push(`${index}: ${short(one)} -> ${short(two)}`),
    })
    expect(seen).toEqual(['2: bob by rest -> ana by big', '3: cat by rest -> ana by big'])
    expect(moves).toEqual({
      leads: 5,
      moved: 2,
      byRule: 2,
      stayedByRule: 0,
      sooner: 0,
      later: 0,
      rules: [
        { from: 'rest', to: 'big', leads: 2, moved: 2 },
        { from: 'big', to: 'big', leads: 1, moved: 0 },
        { from: 'small', to: 'small', leads: 1, moved: 0 },
        { from: 'rest', to: 'rest', leads: 1, moved: 0 },
      ],
      places: [
        { from: { rep: 'ana' }, to: { rep: 'ana' }, leads: 1 },
        { from: { queue: 'nurture' }, to: { queue: 'nurture' }, leads: 1 },
        { from: { rep: 'bob' }, to: { rep: 'ana' }, leads: 1 },
        { from: { rep: 'bob' }, to: { rep: 'bob' }, leads: 1 },
        { from: { rep: 'cat' }, to: { rep: 'ana' }, leads: 1 },
      ],
    })
    expect([before.plan.name, after.plan.name]).toEqual(['p', 'other'])
  })

  test('another roster, the same plan; a rep and a queue of one name are two places', async () => {
    const named = [...roster, { id: 'nurture', team: 'big' }]
    const { moves } = await compare(leads([200, 200, 5]), { before: { plan, roster }, after: { roster: named } })
    expect(moves.places).toContainEqual({ from: { queue: 'nurture' }, to: { queue: 'nurture' }, leads: 1 })
    expect(moves.places).toContainEqual({ from: { rep: 'ana' }, to: { rep: 'nurture' }, leads: 1 })
    expect(moves).toMatchObject({ leads: 3, moved: 1, byRule: 0 })
  })

  test('who waits longer', async () => {
    const seats = [50, 50, 50]
    const { moves } = await compare(leads(seats), {
      before: {
        plan: { ...plan, rules: [{ name: 'rest', to: { team: 'rest' }, whenNobody: { wait: { days: 1 } } }] },
        roster,
        openFor: { minutes: 1 },
      },
      after: { roster: [{ id: 'bob', team: 'rest', capacity: 1 }], openFor: { minutes: 10 } },
      until: monday + HOUR,
    })
    expect(moves).toMatchObject({ leads: 3, sooner: 0, later: 2 })
  })

  test('a lead that only one of the plans takes is refused by the other', async () => {
    const keyed: Plan = { ...plan, key: 'email' }
    const { moves } = await compare(leads([50]), { before: { plan, roster }, after: { plan: keyed } })
    expect(moves.places).toEqual([{ from: { rep: 'bob' }, to: { refused: true }, leads: 1 }])
  })
})
