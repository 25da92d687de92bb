import { describe, expect, test } from 'vitest'
import { type JsonObject, type Plan, type Rep, replay } from '../../src/index.js'
import { handClock, teamRouter, told } from './team.js'

const base: Plan = { fairlead: 1, name: 'limits', rules: [{ name: 'all', to: { team: 'a' } }], otherwise: { to: { team: 'b' } } }
const mia: Rep = { id: 'mia', team: 'b', limits: { open: 0, perDay: 0 } }
const monday = Date.parse('2026-11-23T08:00:00Z')
const HOUR = 3_600_000

function world(reps: readonly Rep[], plan: Partial<Plan> = {}) {
  const clock = handClock(monday)
  const { router, store } = teamRouter({ plan: { ...base, ...plan }, roster: [...reps, mia], clock })
  let count = 0
  const come = async (more: JsonObject = {}): Promise<string> => told(await router.route({ id: `L${count++}`, ...more }))
  const comeTimes = async (times: number, more: JsonObject = {}): Promise<string[]> => {
    const all: string[] = []
    for (let time = 0; time < times; time++) all.push(await come(more))
    return all
  }
  return { router, store, clock, come, comeTimes }
}

const ana = (limits: object, more: object = {}): Rep => ({ id: 'ana', team: 'a', limits, ...more }) as Rep
const taken = (all: readonly string[]): number => all.filter((one) => one.startsWith('ana')).length

describe('limits of a rep', () => {
  test('so many a day in the zone of the rep, and the next day as many again', async () => {
    const { router, clock, comeTimes, come } = world([ana({ perDay: 3 }, { timeZone: 'America/New_York' })])
    expect(await comeTimes(5)).toEqual([...Array.from({ length: 3 }, () => 'ana by all'), 'mia by otherwise', 'mia by otherwise'])
    const { reps, decision } = await router.explain('L3')
    expect(reps[0]?.sentence).toBe(
      "ana did not get L3: the fallback does not select ana: ana's team is not b. Under 'all': at the rate limit (3 of 3 today, 2026-11-23 America/New_York) until 2026-11-24T05:00:00.000Z.",
    )
    expect(decision.trace.rules[0]?.skipped).toEqual([
      { rep: 'ana', reason: 'atRate', detail: '3 of 3 today, 2026-11-23 America/New_York', until: Date.parse('2026-11-24T05:00:00Z') },
    ])
    clock.now = Date.parse('2026-11-24T04:59:59.999Z')
    expect(await come()).toBe('mia by otherwise')
    clock.now += 1
    expect(taken(await comeTimes(5))).toBe(3)
  })

  test('what came within a day came, whatever becomes of it', async () => {
    const { router, store, comeTimes } = world([ana({ open: 2, perDay: 3 })])
    expect(taken(await comeTimes(3))).toBe(2)
    await router.close('L0')
    expect(taken(await comeTimes(1))).toBe(1)
    await router.close('L1')
    expect(taken(await comeTimes(1))).toBe(0)
    expect(await store.loads(['ana'])).toEqual({ ana: { open: 1, assigned: 3, counts: { day: ['2026-11-23', 3] } } })
  })

  test('of several limits the reason is the one that ends last', async () => {
    const { router, comeTimes } = world([ana({ perHour: 2, perDay: 2, perWeek: 9 })])
    await comeTimes(3)
    const { decision } = await router.explain('L2')
    expect(decision.trace.rules[0]?.skipped[0]?.detail).toBe('2 of 2 today, 2026-11-23 UTC')
  })

  test('both `capacity` and `limits.open`: the smaller one', async () => {
    for (const rep of [ana({ open: 2 }, { capacity: 4 }), ana({ open: 4 }, { capacity: 2 })]) {
      const { comeTimes } = world([rep])
      expect(taken(await comeTimes(5))).toBe(2)
    }
  })

  test('a limit of 0 gives nothing, and does not end with the day', async () => {
    const { router, comeTimes } = world([ana({ perWeek: 0 })])
    expect(taken(await comeTimes(1))).toBe(0)
    const { decision } = await router.explain('L0')
    expect(decision.trace.rules[0]?.skipped[0]).toEqual({ rep: 'ana', reason: 'atRate', detail: '0 of 0 this week, 2026-W48 UTC' })
  })

  test('a batch does not go over a limit', async () => {
    const { router, clock } = world([ana({ perHour: 4 })])
    const settled = await router.routeMany(Array.from({ length: 300 }, (_, id) => ({ id: `B${id}` })))
    const owners = settled.map((one) => (one.status === 'fulfilled' ? told(one.value) : 'failed'))
    expect(taken(owners)).toBe(4)
    clock.now += HOUR
    expect(taken(await Promise.all(Array.from({ length: 20 }, async (_, id) => told(await router.route({ id: `C${id}` })))))).toBe(4)
  })

  test('the fallback is counted and not limited', async () => {
    const { router, store, comeTimes } = world([ana({ perDay: 0 })])
    await comeTimes(2)
    expect(await store.loads(['mia'])).toEqual({ mia: { open: 2, assigned: 2, counts: { day: ['2026-11-23', 2] } } })
    const { decision } = await router.explain('L1')
    expect(decision.trace.rules.at(-1)?.ignored).toEqual(['atCapacity', 'atRate'])
  })
})

describe('limits of a rule', () => {
  const plan: Partial<Plan> = {
    rules: [
      { name: 'hot', when: { hot: true }, to: { team: 'a' }, limits: { perDay: 2, open: 1 } },
      { name: 'all', to: { team: 'a' } },
    ],
  }

  test('count what the rule gave, for each rep', async () => {
    const bob: Rep = { id: 'bob', team: 'a' }
    const { router, store, comeTimes } = world([ana({}), bob], plan)
    expect((await comeTimes(4, { hot: true })).map((one) => one.split(' by ')[1])).toEqual(['hot', 'hot', 'all', 'all'])
    expect((await store.loads(['ana'])).ana?.counts).toEqual({ 'open hot': ['', 1], 'day hot': ['2026-11-23', 1] })
    await router.close('L0')
    expect((await store.loads(['ana'])).ana?.counts).toEqual({ 'open hot': ['', 0], 'day hot': ['2026-11-23', 1] })
    expect(await comeTimes(2, { hot: true })).toEqual(['ana by hot', expect.stringContaining('by all')])
    const { reps } = await router.explain('L5')
    expect(reps[0]?.sentence).toContain("Under 'hot': at the rate limit (2 of 2 today by 'hot', 2026-11-23 UTC)")
    expect(reps[1]?.sentence).toContain("Under 'hot': at capacity (1 open of 1 by 'hot')")
  })

  test('a lead handed back or given on is open with nobody by that rule', async () => {
    const bob: Rep = { id: 'bob', team: 'a' }
    const { router, store, comeTimes } = world([ana({}), bob], plan)
    await comeTimes(1, { hot: true })
    await router.reassign('L0', { to: 'bob' })
    expect(await store.loads(['ana', 'bob'])).toMatchObject({ ana: { open: 0, counts: { 'open hot': ['', 0] } }, bob: { open: 1 } })
    expect((await store.loads(['bob'])).bob).not.toHaveProperty('counts')
    await router.decline('L0')
    expect((await store.loads(['ana', 'bob'])).ana).toMatchObject({
      open: 1,
      counts: { 'open hot': ['', 1], 'day hot': ['2026-11-23', 2] },
    })
  })
})

describe('heavy leads', () => {
  const effort = { field: 'seats', else: 2 }

  test('take as much of the open limit as they say, and give as much back', async () => {
    const { router, store, come } = world([ana({ open: 10 })], { effort })
    expect(await come({ seats: 7 })).toBe('ana by all')
    expect(await come({ seats: 4 })).toBe('mia by otherwise')
    expect((await router.explain('L1')).decision.trace.rules[0]?.skipped[0]?.detail).toBe('7 open of 10, and it takes 4')
    expect(await come({ seats: '7' })).toBe('ana by all')
    expect(await come({ seats: 1 })).toBe('ana by all')
    expect(await come({ seats: 1 })).toBe('mia by otherwise')
    expect(await come({ seats: 0 })).toBe('ana by all')
    await router.reassign('L0', { to: 'mia' })
    expect(await store.loads(['ana', 'mia'])).toMatchObject({ ana: { open: 3 }, mia: { open: 4 + 1 + 7 } })
    for (const key of ['L0', 'L2', 'L3']) await router.close(key)
    await router.erase('L1')
    expect(await store.loads(['ana', 'mia'])).toMatchObject({ ana: { open: 0 }, mia: { open: 1 } })
  })
})

test('plans without limits and efforts leave trails as they were', async () => {
  const { store, comeTimes } = world([ana({ open: 1 })])
  await comeTimes(1)
  const [entry] = await store.audit({ after: 0, limit: 1 })
  expect(entry?.event).not.toHaveProperty('takes')
  expect(await store.lead({ key: 'L0' })).not.toHaveProperty('takes')
})

test('a replay makes the same decisions, limits and all', async () => {
  const { router, store, clock, comeTimes } = world(
    [ana({ open: 9, perDay: 3, perHour: 2 }), { id: 'bob', team: 'a', limits: { perWeek: 4 } } as Rep],
    {
      rules: [
        { name: 'hot', when: { hot: true }, to: { team: 'a' }, limits: { perDay: 1, open: 2 } },
        { name: 'all', to: { team: 'a' } },
      ],
      effort: { field: 'seats' },
    },
  )
  for (let day = 0; day < 9; day++) {
    await comeTimes(3, { hot: true, seats: day })
    await comeTimes(3, { seats: 2 })
    await router.close(`L${day * 6}`)
    await router.reassign(`L${day * 6 + 1}`, { to: 'bob' })
    clock.now += 20 * HOUR
  }
  const report = await replay(store)
  expect(report.difference).toBeUndefined()
  expect(report.same).toBe(54)
  expect(report.state.loads).toEqual(await store.loads(['ana', 'bob', 'mia']))
})
