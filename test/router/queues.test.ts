import { describe, expect, test } from 'vitest'
import { createRelay, type JsonObject, type Plan, type Rep, replay } from '../../src/index.js'
import { codeOf, countedSalts, handClock, teamRouter, told } from './team.js'

const MINUTE = 60_000

/** Urgent leads are pushed; the others wait to be pulled, the best first, and are pushed after an hour. */
const plan: Plan = {
  fairlead: 1,
  name: 'hybrid',
  channels: ['crm'],
  rules: [
    { name: 'urgent', when: { urgent: true }, to: { team: 'a' } },
    { name: 'pool', when: { score: { known: true } }, to: { queue: 'pool' }, limits: { perDay: 3 }, notify: ['crm'] },
    { name: 'unclaimed', when: { score: { known: true } }, to: { team: 'a' } },
    { name: 'letters', when: { letter: true }, to: { queue: 'letters' } },
  ],
  queues: { pool: { order: { highest: 'score' }, claims: { regions: { same: 'region' } }, pushAfter: { hours: 1 } } },
  otherwise: { to: { team: 'b' } },
}
const reps: readonly Rep[] = [
  { id: 'ana', team: 'a', regions: ['north', 'south'] },
  { id: 'bob', team: 'a', regions: ['north'], limits: { open: 2 } },
  { id: 'cat', team: 'a', regions: ['north'], active: false },
  { id: 'mia', team: 'b' },
]

function world(more: Partial<Parameters<typeof teamRouter>[0]> = {}) {
  const clock = handClock(Date.parse('2026-11-27T09:00:00Z'))
  return { clock, ...teamRouter({ plan, roster: reps, clock, salt: countedSalts(), outbox: true, ...more }) }
}
const scored = (id: string, score: number | string, region = 'north'): JsonObject => ({ id, score, region })

describe('claiming', () => {
  test('the highest first, among equals the oldest, without a number last; what is not suitable is left', async () => {
    const { router, clock } = world()
    for (const lead of [scored('a', 5), scored('b', 9, 'south'), scored('c', 'much'), scored('d', 9), scored('e', 9), scored('f', -3)]) {
      expect(told(await router.route(lead))).toBe('queue pool by pool')
      clock.now += 1
    }
    expect((await router.waiting('pool')).map(({ lead }) => lead)).toEqual(['b', 'd', 'e', 'a', 'f', 'c'])
    const [, second] = await router.waiting('pool', { limit: 2 })
    expect((await router.waiting('pool', second === undefined ? {} : { after: second.place })).map(({ lead }) => lead)).toEqual([
      'e',
      'a',
      'f',
      'c',
    ])
    const claim = await router.claim('bob', 'pool')
    expect(claim).toMatchObject({
      kind: 'claimed',
      lead: 'd',
      intake: { lead: scored('d', 9) },
      routed: { kind: 'assigned', rep: 'bob', claimed: true, rule: 'pool', epoch: 1, duplicate: false },
    })
    expect(await router.claim('ana', 'pool')).toMatchObject({ lead: 'b' })
    expect(await router.claim('bob', 'pool')).toMatchObject({ lead: 'e' })
  })

  test('nothing to be had is an answer, with its reason', async () => {
    const { router, clock } = world()
    expect(await router.claim('ana', 'pool')).toEqual({ kind: 'none', because: 'empty' })
    await router.routeMany([scored('s', 1, 'south')])
    expect(await router.claim('bob', 'pool')).toEqual({ kind: 'none', because: 'notSuitable' })
    expect(await router.claim('cat', 'pool')).toEqual({ kind: 'none', because: 'inactive' })
    await router.routeMany(['n1', 'n2', 'n3', 'n4', 'n5', 'n6'].map((id) => scored(id, 1)))
    for (const _ of [1, 2]) expect((await router.claim('bob', 'pool')).kind).toBe('claimed')
    expect(await router.claim('bob', 'pool')).toEqual({ kind: 'none', because: 'atCapacity', detail: '2 open of 2' })
    for (const _ of [1, 2, 3]) expect((await router.claim('ana', 'pool')).kind).toBe('claimed')
    expect(await router.claim('ana', 'pool')).toEqual({
      kind: 'none',
      because: 'atRate',
      detail: "3 of 3 today by 'pool', 2026-11-27 UTC",
      until: Date.parse('2026-11-28T00:00:00Z'),
    })
    clock.now = Date.parse('2026-11-28T00:00:00Z')
    expect((await router.claim('ana', 'pool')).kind).toBe('claimed')
  })

  test('what cannot be asked for is refused', async () => {
    const { router } = world()
    expect(await codeOf(router.claim('zoe', 'pool'))).toBe('unknownRep')
    expect(await codeOf(router.claim('ana', 'held'))).toBe('badOptions')
    expect(await codeOf(router.claim('ana', 'poll'))).toBe('badOptions')
    await expect(router.claim('ana', 'poll')).rejects.toThrow(/There are: pool, letters\./)
  })

  test('a rep who handed a lead back does not get it again', async () => {
    const { router } = world({
      plan: { ...plan, rules: plan.rules.filter(({ name }) => name === 'pool'), otherwise: { to: { queue: 'pool' } }, queues: {} },
    })
    await router.route(scored('a', 1))
    await router.claim('ana', 'pool')
    expect(told(await router.decline('a', { epoch: 1 }))).toBe('queue pool by pool')
    expect(await router.claim('ana', 'pool')).toEqual({ kind: 'none', because: 'notSuitable' })
    expect(await router.claim('bob', 'pool')).toMatchObject({ kind: 'claimed', routed: { epoch: 2 } })
  })

  test('each lead once, however many ask', async () => {
    const { router, store } = world({
      roster: [...reps.filter(({ id }) => id !== 'bob'), { id: 'bob', team: 'a' }],
      plan: { ...plan, queues: {} },
    })
    await router.routeMany(Array.from({ length: 40 }, (_, id) => ({ id: `${id}`, letter: true })))
    const claims = await Promise.all(Array.from({ length: 60 }, (_, id) => router.claim(id % 2 === 0 ? 'ana' : 'bob', 'letters')))
    const got = claims.flatMap((claim) => (claim.kind === 'claimed' ? claim.lead : []))
    expect([got.length, new Set(got).size]).toEqual([40, 40])
    const loads = await store.loads(['ana', 'bob'])
    expect((loads.ana?.open ?? 0) + (loads.bob?.open ?? 0)).toBe(40)
  })

  test('the channels that heard of the waiting hear who has it', async () => {
    const { router, store, clock } = world()
    const heard: object[] = []
    const relay = createRelay({ store, channels: { crm: ({ about }) => void heard.push(about) }, clock })
    await router.route(scored('a', 1))
    await router.claim('bob', 'pool')
    await relay.once()
    await relay.once()
    expect(heard).toEqual([
      { kind: 'queued', epoch: 0, rule: 'pool', queue: 'pool' },
      { kind: 'assigned', epoch: 1, rule: 'pool', rep: 'bob' },
    ])
  })

  test('the host counts: its limit holds for claims; absence does not', async () => {
    const { router } = world({ availability: () => false, capacity: { many: () => ({ ana: { limit: 4, elsewhere: 3 } }) } })
    await router.routeMany([scored('a', 1), scored('b', 1)])
    expect((await router.claim('ana', 'pool')).kind).toBe('claimed')
    expect(await router.claim('ana', 'pool')).toMatchObject({ because: 'atCapacity', detail: '4 open of 4' })
    const failing = world({
      capacity: {
        many: () => {
          throw new Error('gone')
        },
      },
    })
    await failing.router.route(scored('a', 1))
    expect(await failing.router.claim('ana', 'pool')).toEqual({ kind: 'none', because: 'unknownCapacity', detail: 'gone' })
  })

  test('is explained', async () => {
    const { router } = world()
    await router.route(scored('a', 1))
    expect((await router.explain('a')).sentence).toBe(
      "a waits in the queue 'pool' by the rule 'pool'; if nobody claims it, it goes on to the next rules at 2026-11-27T10:00:00.000Z.",
    )
    await router.claim('bob', 'pool')
    const { sentence, reps: told, rules } = await router.explain('a')
    expect(sentence).toBe("a was claimed by bob from the queue to which it was sent by the rule 'pool'.")
    expect(told.map((one) => one.sentence).slice(0, 2)).toEqual([
      "ana did not get a: it was claimed by bob from the queue to which it was sent by the rule 'pool'.",
      "bob claimed a from the queue to which it was sent by the rule 'pool'.",
    ])
    expect(rules.at(-1)?.sentence).toBe("The rule 'pool' sends the lead to a queue, until 2026-11-27T10:00:00.000Z at most.")
  })
})

describe('leads that nobody claims', () => {
  test('go on to the next rules when their time is over, once', async () => {
    const { router, store, clock } = world()
    expect(told(await router.route({ id: 'u', urgent: true }))).toBe('ana by urgent')
    await router.routeMany([scored('a', 1), scored('b', 2)])
    await router.claim('bob', 'pool')
    clock.now += 60 * MINUTE - 1
    expect((await router.sweep()).pushed).toEqual([])
    clock.now += 1
    const sweeps = await Promise.all([router.sweep(), router.sweep(), router.sweep()])
    expect(sweeps.flatMap(({ pushed }) => pushed).map(told)).toEqual(['ana by unclaimed'])
    expect(sweeps.flatMap(({ fired }) => fired)).toEqual([])
    expect(await store.counts()).toMatchObject({ queued: {}, timers: { set: 0 } })
    const { rules, sentence } = await router.explain('a')
    expect(rules.map(({ rule, outcome }) => `${rule} ${outcome}`)).toEqual(['urgent noMatch', 'pool waited', 'unclaimed assigns'])
    expect(rules[1]?.sentence).toBe("The rule 'pool' matches, and nobody claimed the lead from its queue in time.")
    expect(sentence).toMatch(/^a went to ana by the rule 'unclaimed'/)
    expect(await router.claim('ana', 'pool')).toEqual({ kind: 'none', because: 'empty' })
  })

  test('a queue without `pushAfter` keeps them', async () => {
    const { router, clock } = world()
    await router.route({ id: 'l', letter: true })
    clock.now += 400 * 24 * 60 * MINUTE
    expect(await router.sweep()).toMatchObject({ pushed: [], held: 0 })
    expect(await router.claim('mia', 'letters')).toMatchObject({ lead: 'l' })
  })

  test('a thousand at once, behind deadlines of others', async () => {
    const { router, clock, store } = world()
    await router.routeMany(Array.from({ length: 700 }, (_, id) => scored(`p${id}`, id)))
    await router.route({ id: 'u', urgent: true })
    await router.deadline('u', { name: 'call', at: clock.now + 61 * MINUTE, channels: ['crm'] })
    clock.now += 61 * MINUTE
    const { pushed, fired, failed } = await router.sweep()
    expect([pushed.length, fired.length, failed]).toEqual([700, 1, 0])
    expect((await replay(store)).difference).toBeUndefined()
  })

  test('one that waits in another queue afterwards has its own time', async () => {
    const twice: Plan = {
      ...plan,
      rules: [
        { name: 'first', to: { queue: 'one' } },
        { name: 'second', to: { queue: 'two' } },
      ],
      queues: { one: { pushAfter: { minutes: 10 } }, two: { pushAfter: { minutes: 20 } } },
    }
    const { router, clock, store } = world({ plan: twice })
    await router.route({ id: 'x' })
    clock.now += 10 * MINUTE
    expect((await router.sweep()).pushed.map(told)).toEqual(['queue two by second'])
    expect((await router.waiting('two'))[0]?.until).toBe(clock.now + 20 * MINUTE)
    clock.now += 20 * MINUTE
    expect((await router.sweep()).pushed.map(told)).toEqual(['mia by otherwise'])
    const report = await replay(store)
    expect([report.difference, report.same]).toEqual([undefined, 3])
  })

  test('the name of their deadline is taken', async () => {
    const { router } = world()
    await router.route({ id: 'u', urgent: true })
    expect(await codeOf(router.deadline('u', { name: 'push', at: 1, channels: [] }))).toBe('badOptions')
  })
})

describe('how much room there is', () => {
  test('is told for each rep, and what is over a limit is shown', async () => {
    const { router } = world()
    await router.routeMany(['1', '2', '3'].map((id) => scored(id, 1)))
    await router.claim('bob', 'pool')
    await router.reassign('2', { to: 'bob' })
    await router.reassign('3', { to: 'bob' })
    const capacity = await router.capacity()
    expect(capacity.map(({ rep, active, open, room }) => [rep, active, open, room])).toEqual([
      ['ana', true, 0, undefined],
      ['bob', true, 3, 0],
      ['cat', false, 0, undefined],
      ['mia', true, 0, undefined],
    ])
    expect(capacity[1]).toEqual({
      rep: 'bob',
      active: true,
      open: 3,
      limit: 2,
      room: 0,
      over: true,
      limits: [
        { per: 'day', rule: 'pool', used: 1, limit: 3, window: '2026-11-27', zone: 'UTC', until: Date.parse('2026-11-28T00:00:00Z') },
      ],
    })
  })
})

describe('held leads', () => {
  const holding: Plan = {
    fairlead: 1,
    name: 'holding',
    rules: [{ name: 'a', to: { team: 'a' }, whenNobody: { wait: { days: 9 } } }],
    otherwise: { to: { team: 'b' } },
  }
  const roster: readonly Rep[] = [
    { id: 'ana', team: 'a', limits: { open: 1 } },
    { id: 'mia', team: 'b' },
  ]

  test('with an outbox the oldest gets the room as soon as there is some', async () => {
    const { router, store, clock } = world({ plan: holding, roster })
    for (const id of ['1', '2', '3', '4']) {
      await router.route({ id })
      clock.now += 1
    }
    await router.close('1')
    expect((await store.lead({ key: '2' }))?.rep).toBe('ana')
    expect(told(await router.decline('2'))).toBe('queue held by a')
    expect((await store.lead({ key: '3' }))?.rep).toBe('ana')
    await router.erase('3')
    // The one handed back is older, and not to go to the same rep again.
    expect((await store.lead({ key: '4' }))?.rep).toBe('ana')
  })

  test('without one they wait for the sweep, which tells what became of them', async () => {
    const { router, store, clock } = world({ plan: holding, roster, outbox: false })
    for (const id of ['1', '2', '3']) {
      await router.route({ id })
      clock.now += 1
    }
    await router.close('1')
    expect((await store.lead({ key: '2' }))?.rep).toBeUndefined()
    await router.accept({ id: '4' })
    expect((await router.sweep()).placed.map(({ lead }) => lead)).toEqual(['2'])
    expect((await store.lead({ key: '4' }))?.queue).toBe('held')
  })
})
