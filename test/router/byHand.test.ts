import { describe, expect, test } from 'vitest'
import { sqliteStore } from '../../src/adapter/sqlite/index.js'
import { memoryStore, type Plan, type Rep, type RotationTerms, replay, type Store } from '../../src/index.js'
import { creditOf, dueOf, LEAD } from '../../src/ledger/standing.js'
import { plan as basePlan, teamRouter, told } from './team.js'

const team: readonly Rep[] = ['ana', 'ben', 'cem', 'dia'].map((id) => ({ id, role: 'ae' }))

function planWith(terms: RotationTerms): Plan {
  return { fairlead: 1, name: 'hand', rules: [{ name: 'team', to: { role: 'ae' } }], otherwise: { to: {} }, rotations: { team: terms } }
}

const routerWith = (terms: RotationTerms = {}, store: Store = memoryStore()) => teamRouter({ plan: planWith(terms), roster: team, store })

const lead = (id: number | string) => ({ id: String(id) })

/** Routes so many leads; who got how many. */
async function rounds(router: ReturnType<typeof teamRouter>['router'], count: number, prefix: string): Promise<Record<string, number>> {
  const got: Record<string, number> = {}
  for (let id = 0; id < count; id++) {
    const routed = await router.route(lead(`${prefix}${id}`))
    if (routed.kind === 'assigned') got[routed.rep] = (got[routed.rep] ?? 0) + 1
  }
  return got
}

const owner = (routed: Awaited<ReturnType<ReturnType<typeof teamRouter>['router']['route']>>) =>
  routed.kind === 'assigned' ? routed.rep : `queue ${routed.queue}`

describe.each([
  ['memory', memoryStore],
  ['sqlite', () => sqliteStore(':memory:')],
])('by hand, on %s', (_, open) => {
  test('reassign: another owner, a new epoch, one open lead more and one less; the trail replays', async () => {
    const { router, store } = routerWith({}, open())
    const first = await router.route(lead(1))
    expect(owner(first)).toBe('ana')
    const moved = await router.reassign('1', { to: 'cem' })
    expect(moved).toMatchObject({ kind: 'assigned', rep: 'cem', byHand: true, epoch: 2, rule: 'team', duplicate: false })
    expect(await store.loads(['ana', 'cem'])).toEqual({ ana: { open: 0, assigned: 1 }, cem: { open: 1, assigned: 1 } })
    expect(owner(await router.route(lead(1)))).toBe('cem')
    const { sentence, reps } = await router.explain('1')
    expect(sentence).toBe('1 was given to cem by hand.')
    expect(reps.find(({ rep }) => rep === 'ana')?.sentence).toBe('ana does not have 1: it was given to cem by hand.')
    expect(reps.find(({ rep }) => rep === 'cem')?.sentence).toBe('cem got 1 by hand.')
    const same = await router.reassign('1', { to: 'cem' })
    expect(same.epoch).toBe(2)
    const report = await replay(store)
    expect(report).toMatchObject({ entries: 2, same: 1 })
    expect(report.difference).toBeUndefined()
    expect(JSON.parse(JSON.stringify(report.state.ledgers.team))).toEqual(JSON.parse(JSON.stringify(await store.ledger('team'))))
  })

  test('reassign: also out of a queue, to somebody who is away or full; not out of the grave', async () => {
    const { router, store } = teamRouter({ store: open(), availability: () => false })
    expect(told(await router.route({ id: '1', country: 'DE', score: 5 }))).toBe('queue nurture by low score')
    expect(told(await router.reassign('1', { to: 'bob' }))).toBe('bob by low score')
    expect((await store.queued({ queue: 'nurture', limit: 9 })).length).toBe(0)
    await router.close('1')
    await expect(router.reassign('1', { to: 'ana' })).rejects.toMatchObject({ code: 'closedLead' })
    await expect(router.decline('1')).rejects.toMatchObject({ code: 'closedLead' })
  })

  test('decline: goes to somebody else and never back to the same rep; nobody left: held, and found by the next sweep', async () => {
    const { router, store } = routerWith({}, open())
    const owners = [owner(await router.route(lead(1)))]
    for (let time = 0; time < 3; time++) owners.push(owner(await router.decline('1')))
    expect([...owners].sort()).toEqual(['ana', 'ben', 'cem', 'dia'])
    const held = await router.decline('1')
    expect(owner(held)).toBe('queue held')
    expect((await store.lead({ key: '1' }))?.declined).toEqual(owners)
    await expect(router.decline('1')).rejects.toMatchObject({ code: 'noOwner' })
    expect(await router.sweep()).toMatchObject({ placed: [], held: 1 })
    expect(await store.loads(['ana', 'ben', 'cem', 'dia'])).toEqual(
      Object.fromEntries(['ana', 'ben', 'cem', 'dia'].map((rep) => [rep, { open: 0, assigned: 1 }])),
    )
    expect((await replay(store)).difference).toBeUndefined()
    expect(owner(await router.reassign('1', { to: 'ana' }))).toBe('ana')
  })

  test('decline: the reason is told', async () => {
    const { router } = routerWith({}, open())
    await router.route(lead(1))
    await router.decline('1')
    const { sentence } = await router.explain('1')
    expect(sentence).toContain('Skipped: ana is one who handed it back.')
  })

  test('each with its fencing token', async () => {
    const { router } = routerWith({}, open())
    await router.route(lead(1))
    await router.reassign('1', { to: 'ben', epoch: 1 })
    for (const act of [
      () => router.reassign('1', { to: 'cem', epoch: 1 }),
      () => router.decline('1', { epoch: 1 }),
      () => router.close('1', { epoch: 1, as: 'merged' }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'staleEpoch' })
    await router.decline('1', { epoch: 2 })
  })

  test('many at once on one lead: it has one owner, loads and trail agree', async () => {
    const { router, store } = routerWith({ manual: 'count' }, open())
    await router.route(lead(1))
    await Promise.allSettled([
      ...['ben', 'cem', 'dia', 'ana', 'ben'].map((to) => router.reassign('1', { to })),
      router.decline('1'),
      router.decline('1'),
      router.reassign('1', { to: 'cem' }),
    ])
    const stored = await store.lead({ key: '1' })
    const loads = await store.loads(team.map(({ id }) => id))
    const holding = Object.entries(loads).filter(([, load]) => load.open > 0)
    expect(holding).toEqual(stored?.rep === undefined ? [] : [[stored.rep, { open: 1, assigned: expect.any(Number) }]])
    const report = await replay(store)
    expect(report.difference).toBeUndefined()
    expect(report.state.loads).toEqual(Object.fromEntries(Object.entries(loads).filter(([, load]) => load.assigned > 0)))
  })
})

describe('the terms of the rotation', () => {
  test.each<[RotationTerms, 'disqualified' | 'merged' | undefined, number]>([
    [{}, undefined, 0],
    [{}, 'disqualified', 0],
    [{}, 'merged', 1],
    [{ disqualified: 'giveBack' }, 'disqualified', 1],
    [{ merged: 'keep' }, 'merged', 0],
  ])('%j, closed as %s: %i more for the owner', async (terms, as, more) => {
    const { router, store } = routerWith(terms)
    await rounds(router, 4, 'a')
    await router.close('a1', as === undefined ? {} : { as })
    expect(dueOf(await store.ledger('team'), 'ben')).toBe(more * LEAD)
    const got = await rounds(router, 100, 'b')
    expect(got.ben).toBe(25 + more)
    expect((await replay(store)).difference).toBeUndefined()
  })

  test('three by hand: counted, they are three fewer of the next; ignored, they change nothing; the sum of credits stays zero', async () => {
    for (const [manual, fewer] of [
      ['count', 3],
      ['ignore', 0],
    ] as const) {
      const { router, store } = routerWith({ manual })
      await rounds(router, 8, 'a')
      // Each of the others hands one over: counted, they are owed one each.
      for (const key of ['a0', 'a2', 'a3']) await router.reassign(key, { to: 'ben' })
      const ledger = await store.ledger('team')
      expect(team.map(({ id }) => dueOf(ledger, id) / LEAD)).toEqual(manual === 'count' ? [1, -3, 1, 1] : [0, 0, 0, 0])
      const got = await rounds(router, 100, 'b')
      expect(Math.abs((got.ben ?? 0) - 25 + fewer)).toBeLessThanOrEqual(1)
      const after = await store.ledger('team')
      expect(team.reduce((sum, { id }) => sum + creditOf(after, id), 0)).toBe(0)
    }
  })

  test('what counted for one counts no more once it is taken away', async () => {
    const { router, store } = routerWith({ manual: 'count' })
    await router.route(lead(1))
    await router.reassign('1', { to: 'ben' })
    await router.reassign('1', { to: 'cem' })
    const ledger = await store.ledger('team')
    expect(['ana', 'ben', 'cem'].map((id) => dueOf(ledger, id) / LEAD)).toEqual([1, 0, -1])
  })

  test('a lead given by hand that does not count is not given back either', async () => {
    const { router, store } = routerWith({ manual: 'ignore', disqualified: 'giveBack' })
    await router.route(lead(1))
    await router.reassign('1', { to: 'ben' })
    await router.close('1', { as: 'disqualified' })
    expect(dueOf(await store.ledger('team'), 'ben')).toBe(0)
  })

  test('declined: given back by default, kept where the terms say so', async () => {
    for (const [declined, due] of [
      ['giveBack', 1],
      ['keep', 0],
    ] as const) {
      const { router, store } = routerWith({ declined })
      await router.route(lead(1))
      await router.decline('1')
      expect(dueOf(await store.ledger('team'), 'ana')).toBe(due * LEAD)
    }
  })

  test('a rotation without credits makes up for nothing', async () => {
    const { router, store } = teamRouter({
      plan: { fairlead: 1, name: 'p', rules: [{ name: 'team', to: { role: 'ae' }, by: 'leastLoaded' }], otherwise: { to: {} } },
      roster: team,
    })
    await router.route(lead(1))
    await router.close('1', { as: 'merged' })
    expect(dueOf(await store.ledger('team'), 'ana')).toBe(0)
    expect((await store.audit({ after: 1, limit: 1 }))[0]?.event).not.toHaveProperty('ledger')
  })

  test('repay, through the router: back from 300 missed leads, four of the next twenty, fifteen of the next hundred', async () => {
    let away = false
    const { router, store } = teamRouter({
      plan: planWith({ absence: 'repay', atMost: 5 }),
      roster: Array.from({ length: 10 }, (_, index) => ({ id: `rep${index}`, role: 'ae' })),
      availability: ({ id }) => !(away && id === 'rep0'),
    })
    const route = async (count: number, prefix: string): Promise<string[]> => {
      const leads = Array.from({ length: count }, (_, id) => lead(`${prefix}${id}`))
      return (await router.routeMany(leads)).map((settled) => (settled.status === 'fulfilled' ? owner(settled.value) : 'none'))
    }
    await route(100, 'a')
    away = true
    expect(await route(300, 'b')).not.toContain('rep0')
    expect(dueOf(await store.ledger('team'), 'rep0')).toBe(5 * LEAD)
    away = false
    const back = await route(100, 'c')
    expect([20, 50, 100].map((leads) => back.slice(0, leads).filter((rep) => rep === 'rep0').length)).toEqual([4, 9, 15])
    expect((await replay(store)).difference).toBeUndefined()
  })

  test('balanced by value: count and value even out together, where a plain rotation gives one rep all the large ones', async () => {
    const worth = async (rotations: NonNullable<Plan['rotations']>) => {
      const { router, store } = teamRouter({ plan: { ...planWith({}), rotations }, roster: team.slice(0, 2) })
      const got = new Map<string, { count: number; value: number }>()
      for (let id = 0; id < 200; id++) {
        const amount = id % 2 === 0 ? 1_000 : 50_000
        const routed = await router.route({ id: String(id), amount })
        const before = got.get(owner(routed)) ?? { count: 0, value: 0 }
        got.set(owner(routed), { count: before.count + 1, value: before.value + amount })
      }
      expect((await replay(store)).difference).toBeUndefined()
      return got
    }
    const plain = await worth({})
    expect(plain.get('ana')?.value).toBe(100_000)
    const balanced = await worth({ team: { value: { field: 'amount', typical: 25_000 } } })
    const [ana, ben] = [balanced.get('ana'), balanced.get('ben')] as [{ count: number; value: number }, { count: number; value: number }]
    expect(Math.abs(ana.count - ben.count)).toBeLessThanOrEqual(4)
    expect(Math.abs(ana.value - ben.value)).toBeLessThanOrEqual(100_000)
  })

  test('a lead that does not tell its value is shared out by count, and the trace says so', async () => {
    const { router } = teamRouter({ plan: planWith({ value: { field: 'amount', typical: 100 } }), roster: team })
    const routed = await router.route({ id: '1', amount: 'a lot' })
    expect(routed.trace.rules[0]?.pick?.because).toBe('balances count and value among 4; the lead tells no amount')
    const known = await router.route({ id: '2', amount: 250 })
    expect(known.trace.rules[0]?.pick?.because).toContain('balances count and value among 4')
    expect(known.trace.rules[0]?.pick?.because).not.toContain('tells no')
  })
})

test('a rep who is not in the roster gets nothing', async () => {
  const { router } = teamRouter({ plan: basePlan })
  await router.route({ id: '1', country: 'DE' })
  await expect(router.reassign('1', { to: 'nobody' })).rejects.toMatchObject({
    code: 'unknownRep',
    message: expect.stringContaining('"nobody"'),
  })
  await expect(router.reassign('2', { to: 'ana' })).rejects.toMatchObject({ code: 'unknownLead' })
})

test('closing as something else is refused, and the lead stays open', async () => {
  const { router, store } = routerWith()
  await router.route(lead(1))
  await expect(router.close('1', { as: 'spam' as 'merged' })).rejects.toMatchObject({
    code: 'badOptions',
    message: expect.stringContaining('"spam"'),
  })
  expect((await store.lead({ key: '1' }))?.state).toBe('assigned')
})
