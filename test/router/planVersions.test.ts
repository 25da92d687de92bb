import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../src/adapter/memory/memoryStore.js'
import { createRouter, type Plan, replay, type Store } from '../../src/index.js'
import { by, fleet, issueOf, reps, to } from './fleet.js'
import { codeOf, handClock } from './team.js'

describe('the plan of the code', () => {
  test('is in force until one is published; then that one is, also for a process that starts with other code', async () => {
    const { store, routers } = fleet()
    expect(await routers[0].planInForce()).toMatchObject({ plan: { name: 'to a' }, code: { name: 'to a' }, scheduled: [] })
    expect(await routers[0].planInForce()).not.toHaveProperty('version')
    await routers[0].publish(to('b'), by('pat'))
    const late = createRouter({ plan: to('a', { name: 'deployed' }), roster: reps, store, clock: () => 1_000 })
    expect(await late.route({ id: 'late' })).toMatchObject({ rep: 'bob', trace: { plan: { name: 'to b', version: 1 } } })
    expect(await late.planInForce()).toMatchObject({ version: { version: 1, author: 'pat' }, code: { name: 'deployed' } })
    expect(late.plan.name).toBe('to b')
  })

  test('stays in force with `planFrom: code`, and then nothing can be published', async () => {
    const { store, routers, decided } = fleet()
    await routers[0].publish(to('b'), by('pat'))
    const fixed = fleet(1, { store, planFrom: 'code' }).routers[0]
    expect(await fixed.route({ id: 'mine' })).toMatchObject({ rep: 'ana', trace: { plan: { name: 'to a' } } })
    expect((await fixed.route({ id: 'mine' })).trace.plan).not.toHaveProperty('version')
    expect((await issueOf(fixed.publish(to('b'), by('pat')))).text).toContain('planFrom')
    expect(await codeOf(fixed.rollback(by('pat')))).toBe('badOptions')
    expect(await fixed.planInForce()).not.toHaveProperty('version')
    expect(await decided(routers[1])).toEqual(['bob', 1])
    expect(() => fleet(1, { planFrom: 'file' as never })).toThrow(/planFrom/)
  })

  test('gives its schemas to every version', async () => {
    const refuses = { '~standard': { version: 1, vendor: 'test', validate: () => ({ issues: [{ message: 'no lead' }] }) } } as const
    const plan = Object.defineProperty({ ...to('a') }, '~schemas', { value: { lead: refuses } })
    const { routers } = fleet(1, { plan })
    await routers[0].publish(to('b'), by('pat'))
    expect(await codeOf(routers[0].route({ id: '1' }))).toBe('badLead')
  })
})

describe('a version that a process cannot use', () => {
  const own = to('b', { strategies: ['own'], rules: [{ name: 'r', to: {}, by: 'own' }] })

  test('stops that process: nothing is decided by an older plan, and nothing accepted is lost', async () => {
    const store = memoryStore()
    const unable = fleet(1, { store }).routers[0]
    expect(await unable.route({ id: '1' })).toMatchObject({ rep: 'ana' })
    const able = fleet(1, { store, strategies: { own: () => 'bob' } }).routers[0]
    await able.publish(own, by('pat'))
    expect(await issueOf(unable.route({ id: '2' }))).toMatchObject({ code: 'planUnusable', paths: ['rules.0.by'] })
    await unable.accept({ id: '3' })
    for (let round = 0; round < 20; round++) expect(await codeOf(unable.sweep())).toBe('planUnusable')
    expect((await store.accepted({ now: 1_000, limit: 9 }))[0]).toMatchObject({ key: '3', attempts: 0 })
    expect(await able.sweep()).toMatchObject({ accepted: { routed: 1 } })
    expect((await store.lead({ key: '3' }))?.rep).toBe('bob')
    await able.publish(to('a'), by('pat'))
    expect(await unable.route({ id: '2' })).toMatchObject({ rep: 'ana', trace: { plan: { version: 2 } } })
  })

  test('is looked for again where it was not found', async () => {
    const store = memoryStore()
    let hidden = true
    const hiding: Store = { ...store, document: (digest) => (hidden ? undefined : store.document(digest)) }
    await fleet(1, { store }).routers[0].publish(to('b'), by('pat'))
    const { decided, routers } = fleet(1, { store: hiding })
    expect(await codeOf(routers[0].route({ id: 'x' }))).toBe('auditBroken')
    hidden = false
    expect(await decided(routers[0])).toEqual(['bob', 1])
  })
})

describe('whatever depends on the plan goes by the one in force', () => {
  const queues = (team?: string): Plan => ({
    ...to('a', { rules: [{ name: 'later', to: { queue: 'nurture' } }] }),
    ...(team === undefined ? {} : { queues: { nurture: { claims: { team } } } }),
  })

  test('a held lead, at its next step', async () => {
    const holds = to('c', { rules: [{ name: 'team', to: { team: 'c' } }], otherwise: { to: { team: 'a' }, whenNobody: 'hold' } })
    const { routers, store } = fleet(2, { plan: holds, availability: ({ id }) => id !== 'ana' })
    expect(await routers[0].route({ id: '1' })).toMatchObject({ kind: 'queued', queue: 'held' })
    await routers[0].publish(to('b'), by('pat'))
    expect((await routers[1].sweep()).placed).toMatchObject([{ rep: 'bob', trace: { plan: { version: 1 } } }])
    expect(await replay(store)).toMatchObject({ same: 2 })
  })

  test('a claim', async () => {
    const { routers } = fleet(2, { plan: queues() })
    await routers[1].route({ id: '1' })
    await routers[0].publish(queues('b'), by('pat'))
    expect(await routers[1].claim('ana', 'nurture')).toMatchObject({ kind: 'none', because: 'notSuitable' })
    expect(await routers[1].claim('bob', 'nurture')).toMatchObject({ kind: 'claimed', lead: '1' })
  })

  test('what somebody who hands a lead back is owed', async () => {
    const terms = (declined: 'keep' | 'giveBack') => to('a', { rules: [{ name: 'all', to: {} }], rotations: { all: { declined } } })
    for (const declined of ['keep', 'giveBack'] as const) {
      const { routers, store } = fleet(2, { plan: terms(declined === 'keep' ? 'giveBack' : 'keep') })
      await routers[1].route({ id: '1' })
      await routers[0].publish(terms(declined), by('pat'))
      await routers[1].decline('1')
      const events = (await store.audit({ after: 0, limit: 9 })).map(({ event }) => event)
      const given = events.some((event) => event.kind === 'declined' && event.ledger !== undefined)
      expect([declined, given]).toEqual([declined, declined === 'giveBack'])
    }
  })

  test('what is shown, also by a router that decides nothing', async () => {
    const { routers } = fleet(2, { plan: queues() })
    await routers[0].publish(to('a', { rules: [{ name: 'later', to: { queue: 'other' } }], channels: ['mail'] }), by('pat'))
    await routers[0].route({ id: '1' })
    expect(await routers[1].waiting('other')).toHaveLength(1)
    expect(await codeOf(routers[1].waiting('nurture'))).toBe('badOptions')
    expect(await routers[1].deadline('1', { name: 'call', at: 5, channels: ['mail'] })).toBe(true)
    expect(await routers[1].capacity()).toHaveLength(2)
  })

  test('the next step of an escalation that has begun, which is cancelled where the plan has none any more', async () => {
    const chain = (target: string): Plan =>
      to('a', { rules: [{ name: 'team', to: { team: 'a' }, escalate: [{ after: { hours: 1 }, to: { team: target } }] }] })
    for (const [next, owner] of [
      [chain('b'), 'bob'],
      [to('a'), 'ana'],
    ] as const) {
      const clock = handClock()
      const { routers, store } = fleet(2, { plan: chain('a'), clock })
      await routers[1].route({ id: '1' })
      await routers[0].publish(next, by('pat'))
      clock.now += 3_600_000
      await routers[1].sweep()
      expect((await store.lead({ key: '1' }))?.rep).toBe(owner)
      expect((await store.counts()).timers.set).toBe(0)
      expect((await replay(store)).difference).toBeUndefined()
    }
  })
})

describe('drafts', () => {
  const broken = { ...to('b'), rules: [{ name: 'x', to: { queue: '' } }] }

  test('are saved with what is wrong with them, looked at, and published by their number', async () => {
    const { routers, decided } = fleet()
    const bad = await routers[0].draft(broken, by('pat', 'a try'))
    expect(bad).toMatchObject({ draft: 1, state: 'broken', name: 'to b', author: 'pat', issues: [{ path: ['rules', 0, 'to', 'queue'] }] })
    const good = await routers[1].draft(to('b'), by('sam'))
    expect(good).toMatchObject({ draft: 2, state: 'checked', issues: [], evidence: [] })
    expect(await routers[0].planOf(good.digest)).toEqual(to('b'))
    expect(await decided(routers[0])).toEqual(['ana', undefined])
    expect((await issueOf(routers[0].publish({ draft: 1 }, by('pat')))).code).toBe('badPlan')
    const report = { leads: 120, changes: { ana: -3, bob: 3 } }
    const simulated = await routers[0].attach(2, report, by('pat', 'a week of leads'))
    expect(simulated).toMatchObject({ state: 'simulated', evidence: [{ author: 'pat', reason: 'a week of leads' }] })
    expect(await routers[1].planOf(simulated.evidence[0]?.digest ?? '')).toEqual(report)
    expect(await routers[1].publish({ draft: 2 }, by('ada'))).toMatchObject({ version: 1, draft: 2, author: 'ada', digest: good.digest })
    expect(await decided(routers[0])).toEqual(['bob', 1])
    expect((await routers[0].drafts()).map(({ draft, state, version }) => [draft, state, version])).toEqual([
      [1, 'broken', undefined],
      [2, 'published', 1],
    ])
  })

  test('that are over can do nothing more', async () => {
    const { routers } = fleet()
    await routers[0].draft(to('b'), by('pat'))
    expect(await routers[0].discard(1, by('sam', 'no'))).toMatchObject({ state: 'discarded' })
    for (const act of [
      () => routers[1].publish({ draft: 1 }, by('pat')),
      () => routers[1].attach(1, {}, by('pat')),
      () => routers[1].discard(1, by('pat')),
      () => routers[1].discard(7, by('pat')),
      () => routers[1].publish({ draft: 1.5 }, by('pat')),
    ])
      expect(await codeOf(act())).toBe('unknownPlan')
    expect(await codeOf(routers[1].attach('1' as never, {}, by('pat')))).toBe('badOptions')
    expect(await codeOf(routers[1].attach(1, () => 1, by('pat')))).toBe('badOptions')
  })

  test('one draft is published once, by two at once', async () => {
    const { routers } = fleet()
    await routers[0].draft(to('b'), by('pat'))
    const outcomes = await Promise.all(routers.map((router) => codeOf(router.publish({ draft: 1 }, by('pat')))))
    expect(outcomes).toEqual(['none', 'unknownPlan'])
  })

  test('tell what this router lacks, and what is no JSON is no draft', async () => {
    const { routers } = fleet()
    const own = to('b', { strategies: ['own'], rules: [{ name: 'r', to: {}, by: 'own' }] })
    expect(await routers[0].draft(own, by('pat'))).toMatchObject({ state: 'broken', issues: [{ code: 'unknownStrategy' }] })
    expect(await routers[0].draft(7, by('pat'))).toMatchObject({ state: 'broken', name: '' })
    expect(await codeOf(routers[0].draft({ list: [() => 1] }, by('pat')))).toBe('badPlan')
  })
})

test('a store of a host that keeps no plans routes as ever, and says so where one is to be published', async () => {
  const { plans: _plans, ...rest } = memoryStore()
  const { routers, decided } = fleet(1, { store: rest as Store })
  expect(await decided(routers[0])).toEqual(['ana', undefined])
  expect(await routers[0].plans()).toEqual([])
  expect((await issueOf(routers[0].publish(to('b'), by('pat')))).text).toContain('keeps no plans')
})
