import { AssertionError } from 'node:assert'
import { defineRouting, type Plan, RoutingError, type } from 'fairlead'
import { given, type World } from 'fairlead/testing'
import { describe, expect, test } from 'vitest'

/** An interface, as hosts have them: no index signature. */
interface Seller {
  readonly id: string
  readonly team: 'sales' | 'desk'
  readonly capacity?: number
}

const routing = defineRouting({
  lead: type<{ id: string; score?: number; vip?: boolean }>(),
  rep: type<Seller>(),
  channels: ['slack', 'email'],
  strategies: ['last'],
})

const plan = routing.plan({
  name: 'p',
  rules: [
    { name: 'owner', to: { id: { same: 'account.owner' } } },
    { name: 'weak', when: { score: { lt: 10 } }, to: { queue: 'nurture' } },
    { name: 'vip', when: { vip: true }, to: { id: 'ana' }, whenNobody: { wait: { hours: 2 } }, notify: ['slack', 'email'] },
    { name: 'sales', to: { team: 'sales' } },
  ],
  otherwise: { to: { team: 'desk' }, whenNobody: 'hold' },
})

const reps: readonly Seller[] = [
  { id: 'ana', team: 'sales', capacity: 3 },
  { id: 'bob', team: 'sales' },
  { id: 'dee', team: 'desk' },
]

const world: World<typeof plan> = { plan, reps }
const leads = (count: number, start = 1) => Array.from({ length: count }, (_, index) => ({ id: `L${start + index}` }))

/** The message of the AssertionError that a test's mistake makes. */
function messageOf(claim: () => unknown): string {
  try {
    claim()
  } catch (error) {
    if (error instanceof AssertionError) return error.message
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('given a world', () => {
  test('everybody is there: leads go around', async () => {
    const [one, two, three] = await given(world).whenAll(leads(3))
    one?.goesTo('ana', { rule: 'sales' })
    two?.goesTo('bob', { rule: 'sales' })
    three?.goesTo('ana')
  })

  test('away: skipped, with the reason', async () => {
    const outcome = await given({ ...world, away: { ana: 'on holiday' } }).when({ id: 'L1' })
    outcome.goesTo('bob').because('ana', 'away (on holiday)')
  })

  test('open leads count from the start, and the leads of the test on top', async () => {
    const team = given({ ...world, open: { ana: 1 } })
    expect(await team.shares(leads(10))).toEqual({ ana: 2, bob: 8, dee: 0 })
    ;(await team.when({ id: 'L11' })).goesTo('bob').because('ana', '3 open of 3')
    await team.close('L1')
    // Bob comes first, whom the rotation owes half a lead.
    expect(await team.shares(leads(2, 12))).toEqual({ ana: 1, bob: 1, dee: 0 })
  })

  test('a rep who is full from the start gets nothing, one who is not named is counted by the store', async () => {
    expect(await given({ ...world, open: { ana: 3 } }).shares(leads(4))).toEqual({ ana: 0, bob: 4, dee: 0 })
    expect(await given({ ...world, open: { bob: 50 } }).shares(leads(10))).toEqual({ ana: 3, bob: 7, dee: 0 })
  })

  test.each<[string, NonNullable<World['accounts']>]>([
    ['by the key of the lead', { L1: { id: 'A', owner: 'dee' } }],
    ['a function', (lead) => (lead.id === 'L1' ? { id: 'A', owner: 'dee' } : undefined)],
    ['a port', { match: async (lead) => (lead.id === 'L1' ? { id: 'A', owner: 'dee' } : undefined) }],
  ])('accounts: %s', async (_, accounts) => {
    const [mine, other] = await given({ ...world, accounts }).whenAll(leads(2))
    mine?.goesTo('dee', { rule: 'owner' })
    other?.goesTo('ana', { rule: 'sales' })
  })

  test('a lead whose key is "match" or "__proto__" has its account by its key', async () => {
    const accounts = { match: { id: 'A', owner: 'dee' }, ['__proto__']: { id: 'B', owner: 'dee' } }
    const outcomes = await given({ ...world, accounts }).whenAll([{ id: 'match' }, { id: '__proto__' }, { id: 'toString' }])
    expect(outcomes.map(({ decision }) => decision.rule)).toEqual(['owner', 'owner', 'sales'])
  })

  test('the clock stands still at now', async () => {
    const at = async (now?: World['now']) =>
      (await given({ ...world, ...(now === undefined ? {} : { now }) }).when({ id: 'L1' })).decision.at
    expect(await at()).toBe(Date.UTC(2026, 0, 5, 9))
    expect(await at('2026-07-01T10:00:00+02:00')).toBe(Date.UTC(2026, 6, 1, 8))
    expect(await at(12_345)).toBe(12_345)
  })

  test('a plan from a file will do, and strategies of the host', async () => {
    const file: Plan = { fairlead: 1, name: 'f', strategies: ['last'], rules: [{ name: 'all', to: {}, by: 'last' }], otherwise: { to: {} } }
    const outcome = await given({
      plan: file,
      reps: [...reps],
      strategies: { last: ({ eligible }) => eligible.at(-1)?.rep.id ?? '' },
    }).when({ id: 'L1' })
    outcome.goesTo('dee', { rule: 'all' })
  })

  test('two teams know nothing of each other', async () => {
    const [one, other] = [given(world), given(world)]
    ;(await one.when({ id: 'L1' })).goesTo('ana')
    const first = await other.when({ id: 'L1' })
    first.goesTo('ana')
    expect(first.decision.duplicate).toBe(false)
  })

  test('the same world gives the same outcomes, to the letter', async () => {
    const told = async () => (await given(world).whenAll(leads(5))).map(({ decision, explanation }) => ({ decision, explanation }))
    expect(await told()).toEqual(await told())
  })
})

describe('time', () => {
  test('a held lead finds its place once the wait is over', async () => {
    const team = given({ ...world, away: { ana: 'ill' } })
    ;(await team.when({ id: 'L1', vip: true })).isHeld({ rule: 'vip' }).because('ana', 'ill')
    expect(await team.later({ hours: 1, minutes: 59 })).toEqual([])
    const [placed] = await team.later({ minutes: 1 })
    placed?.goesTo('bob', { rule: 'sales' })
    expect(await team.later({ days: 1 })).toEqual([])
  })

  test('whoever is away until then is there then', async () => {
    const team = given({ ...world, away: { ana: { why: 'ill', until: '2026-01-05T10:00:00Z' } } })
    ;(await team.when({ id: 'L1', vip: true })).isHeld()
    expect(await team.later({ minutes: 59 })).toEqual([])
    const [placed] = await team.later({ minutes: 1 })
    placed?.goesTo('ana', { rule: 'vip' }).notifies('email', 'slack')
  })
})

describe('shares', () => {
  test('count neither queued leads nor leads that come again', async () => {
    const team = given(world)
    expect(await team.shares([{ id: 'L1' }, { id: 'L2', score: 1 }, { id: 'L1' }, { id: 'L3' }])).toEqual({ ana: 1, bob: 1, dee: 0 })
    expect(await team.shares([{ id: 'L1' }])).toEqual({ ana: 0, bob: 0, dee: 0 })
  })

  test('go on where the leads before left off', async () => {
    const team = given(world)
    await team.when({ id: 'L1' })
    expect(await team.shares([{ id: 'L2' }])).toEqual({ ana: 0, bob: 1, dee: 0 })
  })
})

describe('what holds', () => {
  test('an outcome is no promise, so that it can be awaited', async () => {
    expect(await given(world).when({ id: 'L1' })).not.toHaveProperty('then')
  })

  test('each assertion hands on the outcome', async () => {
    const outcome = await given(world).when({ id: 'L1', score: 5 })
    expect(
      outcome
        .waitsIn('nurture', { rule: 'weak' })
        .because('weak', 'queue')
        .because('ana', /sends it to a queue/)
        .notifies(),
    ).toBe(outcome)
  })

  test('a rule says why it does not match, the fallback why it decides', async () => {
    const team = given({ ...world, away: { ana: 'ill', bob: 'ill' } })
    const outcome = await team.when({ id: 'L1' })
    outcome
      .goesTo('dee', { rule: 'otherwise' })
      .because('vip', 'vip is missing')
      .because('otherwise', /decides/)
      .because('sales', /nobody is eligible/)
  })

  test('a pattern with a memory matches each time', async () => {
    const outcome = await given({ ...world, away: { ana: 'ill' } }).when({ id: 'L1' })
    const pattern = /ill/g
    outcome.because('ana', pattern).because('ana', pattern)
  })
})

describe('what fails', () => {
  test('goesTo: somebody else got it, and the message says why', async () => {
    const outcome = await given({ ...world, away: { ana: 'on holiday' } }).when({ id: 'L1' })
    const message = messageOf(() => outcome.goesTo('ana', { rule: 'sales' }))
    expect(message.split('\n')).toEqual([
      "L1 should go to ana by the rule 'sales', and does not.",
      "  L1 went to bob by the rule 'sales': the only one eligible. Skipped: ana is away (on holiday).",
      "  The rule 'owner' matches, but selects nobody of the roster for this lead.",
      "  The rule 'weak' does not match: the lead's score is missing.",
      "  The rule 'vip' does not match: the lead's vip is missing.",
      "  The rule 'sales' decides: the only one eligible.",
      "  ana did not get L1: away (on holiday) (the rule 'sales').",
    ])
  })

  test('goesTo: the error says what was expected, for the diff of the test runner', async () => {
    const outcome = await given(world).when({ id: 'L1' })
    expect(() => outcome.goesTo('bob')).toThrow(
      expect.objectContaining({ actual: { rep: 'ana', rule: 'sales' }, expected: { rep: 'bob' }, code: 'ERR_ASSERTION' }),
    )
  })

  test.each<[string, object, (outcome: Awaited<ReturnType<ReturnType<typeof given<typeof plan>>['when']>>) => unknown, string]>([
    ['the right rep by another rule', {}, (outcome) => outcome.goesTo('ana', { rule: 'vip' }), "should go to ana by the rule 'vip'"],
    ['a rep whom nobody knows', {}, (outcome) => outcome.goesTo('zoe'), 'should go to zoe, and does not'],
    ['an assigned lead does not wait', {}, (outcome) => outcome.waitsIn('nurture'), "should wait in the queue 'nurture'"],
    ['an assigned lead is not held', {}, (outcome) => outcome.isHeld(), 'should be held'],
    ['a queued lead goes to nobody', { score: 1 }, (outcome) => outcome.goesTo('ana'), 'should go to ana'],
    ['a queued lead is not held', { score: 1 }, (outcome) => outcome.isHeld(), 'should be held'],
    ['another queue', { score: 1 }, (outcome) => outcome.waitsIn('archive'), "should wait in the queue 'archive'"],
    ['the right queue by another rule', { score: 1 }, (outcome) => outcome.waitsIn('nurture', { rule: 'sales' }), "by the rule 'sales'"],
    ['a reason that nobody gives', {}, (outcome) => outcome.because('bob', 'at capacity'), 'because of bob: "at capacity"'],
    ['a pattern that nothing matches', {}, (outcome) => outcome.because('bob', /at capacity/), 'because of bob: /at capacity/'],
    ['a reason of somebody unknown', {}, (outcome) => outcome.because('zoe', ''), 'No rep is called zoe'],
    ['a reason of a rule that was not tried', { score: 1 }, (outcome) => outcome.because('otherwise', ''), 'nor is a rule that was tried'],
    ['a channel too many', { vip: true }, (outcome) => outcome.notifies('email'), 'should notify email, and notifies email, slack'],
    ['a channel too few', {}, (outcome) => outcome.notifies('slack'), 'should notify slack, and notifies nobody'],
  ])('%s', async (_, fields, claim, says) => {
    const outcome = await given(world).when({ id: 'L1', ...fields })
    const message = messageOf(() => claim(outcome))
    expect(message).toContain(says)
    expect(message).toContain(outcome.explanation.sentence)
  })

  test.each<[string, () => unknown, string]>([
    ['away', () => given({ ...world, away: { anna: 'ill' } }), 'away names anna, whom the roster lacks. It has ana, bob, dee.'],
    ['open', () => given({ ...world, open: { anna: 1 } }), 'open names anna'],
    ['now without a zone', () => given({ ...world, now: '2026-01-05T09:00:00' }), 'now is "2026-01-05T09:00:00", which is no moment'],
    ['now that is none', () => given({ ...world, now: 'tomorrowZ' }), 'which is no moment'],
    ['now between two milliseconds', () => given({ ...world, now: 0.5 }), 'now is 0.5'],
    ['until', () => given({ ...world, away: { ana: { why: 'ill', until: '2026-01-06' } } }), 'away.ana.until is "2026-01-06"'],
  ])('a mistake in the world: %s', (_, make, says) => {
    expect(messageOf(make)).toContain(says)
  })

  test('a lead that the router refuses is refused here', async () => {
    const team = given(world)
    await expect(team.when({ id: '' })).rejects.toThrow(RoutingError)
    await expect(team.shares([{ id: 'L1' }, { id: '' }])).rejects.toThrow(expect.objectContaining({ code: 'badLead' }))
    await expect(team.close('L9')).rejects.toThrow(expect.objectContaining({ code: 'unknownLead' }))
  })

  test('a bad plan or roster fails at once', () => {
    expect(() => given({ ...world, reps: [...reps, ...reps] })).toThrow(expect.objectContaining({ code: 'badRoster' }))
    expect(() => given({ plan: { name: 'p' } as unknown as Plan, reps: [...reps] })).toThrow(expect.objectContaining({ code: 'badPlan' }))
  })
})

test('names of rules and fields are checked by the compiler', async () => {
  const outcome = await given(world).when({ id: 'L1' })
  // @ts-expect-error a rule that the plan does not have
  expect(() => outcome.goesTo('ana', { rule: 'saels' })).toThrow(AssertionError)
  // @ts-expect-error the routing has no such field of a lead
  await given(world).when({ id: 'L1', scroe: 5 })
  // @ts-expect-error the routing has no such team
  given({ plan, reps: [{ id: 'eve', team: 'dekss' }, ...reps] })
})
