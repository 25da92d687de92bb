import { describe, expect, test } from 'vitest'
import { memoryStore } from '../../src/adapter/memory/memoryStore.js'
import { type Plan, replay, verifyAudit } from '../../src/index.js'
import { by, fleet, issueOf, reps, to } from './fleet.js'
import { codeOf } from './team.js'

describe('publishing', () => {
  test('is in force for the next decision of every router, and each decision names its version', async () => {
    const { routers, decided, store } = fleet()
    expect(await decided(routers[1])).toEqual(['ana', undefined])
    const first = await routers[0].publish(to('b'), by('pat', 'bob is back'))
    expect(first).toMatchObject({
      version: 1,
      name: 'to b',
      author: 'pat',
      reason: 'bob is back',
      at: 1_000,
      state: 'inForce',
      superseded: [],
    })
    expect([await decided(routers[1]), await decided(routers[0])]).toEqual([
      ['bob', 1],
      ['bob', 1],
    ])
    await routers[1].publish(to('a'), by('sam'))
    expect([await decided(routers[0]), await decided(routers[1])]).toEqual([
      ['ana', 2],
      ['ana', 2],
    ])
    const events = (await store.audit({ after: 0, limit: 99 })).map(({ event }) => event)
    expect(
      events.map((event) => ('inputs' in event ? (event.inputs.version ?? 0) : `v${event.kind === 'published' && event.version}`)),
    ).toEqual([0, 'v1', 1, 1, 'v2', 2, 2])
    expect(await replay(store)).toMatchObject({ entries: 7, same: 5, unrepeatable: 0 })
    expect(await verifyAudit(store)).toEqual({ entries: 7 })
  })

  test('is in force whatever the clocks of the routers say', async () => {
    const { members, routers, decided } = fleet()
    if (members[0] !== undefined) members[0].clock.now = 9_000_000
    await routers[0].publish(to('b'), by('pat'))
    expect(await decided(routers[1])).toEqual(['bob', 1])
  })

  test('says nothing of who and why in the audit trail, but a change of it there would be found out', async () => {
    const { store, routers } = fleet()
    await routers[0].publish(to('b'), by('pat@acme.example', 'after the row with Zoe'))
    expect(JSON.stringify(await store.audit({ after: 0, limit: 9 }))).not.toMatch(/pat|Zoe/)
  })

  test('tells every issue and changes nothing', async () => {
    const { routers, store, decided } = fleet()
    const bad = { ...to('b'), rules: [{ name: '', to: { queue: '' } }, { nonsense: 1 }] } as unknown as Plan
    const { code, paths } = await issueOf(routers[0].publish(bad, by('pat')))
    expect(code).toBe('badPlan')
    expect(new Set(paths).size).toBeGreaterThan(3)
    const unregistered = to('b', { strategies: ['own'], rules: [{ name: 'r', to: {}, by: 'own' }] })
    expect(await issueOf(routers[0].publish(unregistered, by('pat')))).toMatchObject({ code: 'badPlan', paths: ['rules.0.by'] })
    expect(await issueOf(routers[0].publish(to('b', { otherwise: { to: { team: 'c' } } }), by('pat')))).toMatchObject({
      code: 'badPlan',
      paths: ['otherwise.to'],
    })
    expect([await store.plans({ limit: 9 }), await decided(routers[0])]).toEqual([[], ['ana', undefined]])
  })

  test('checks the fallback against a roster that a port gives, as far as that answers', async () => {
    let broken = false
    const roster = {
      reps: () => {
        if (broken) throw new Error('down')
        return reps
      },
    }
    const { routers } = fleet(2, { roster, rosterMs: 0 })
    const nobody = to('b', { otherwise: { to: { team: 'c' } } })
    expect((await issueOf(routers[0].publish(nobody, by('pat')))).code).toBe('badPlan')
    broken = true
    expect((await routers[0].publish(nobody, by('pat'))).version).toBe(1)
  })

  test('asks who does it and why, and knows no other options', async () => {
    const { routers } = fleet()
    const publish = (options: object) => issueOf(routers[0].publish(to('b'), options as never))
    expect(await publish({})).toMatchObject({ code: 'badOptions', paths: ['author', 'reason'] })
    expect(await publish({ author: ' ', reason: 'x'.repeat(2001), at: 1.5, expect: -1, supersede: 1 })).toMatchObject({
      code: 'badOptions',
      paths: ['author', 'reason', 'at', 'expect', 'supersede'],
    })
    const { text } = await publish({ ...by('pat'), expcet: 1 })
    expect(text).toContain('Did you mean `expect`?')
    expect(await codeOf(routers[0].publish(to('b'), undefined as never))).toBe('badOptions')
    expect(await routers[0].plans()).toEqual([])
  })

  test('of what is the latest version already publishes nothing', async () => {
    const { routers } = fleet()
    const first = await routers[0].publish(to('b'), by('pat'))
    expect(await routers[1].publish(to('b'), by('sam'))).toEqual({ ...first, unchanged: true })
    expect(await routers[0].plans()).toHaveLength(1)
  })

  test('under one key of leads: those on their way keep the key that they came in by', async () => {
    const { routers, store } = fleet()
    await routers[0].accept({ id: '1', email: 'x@y.example' })
    await routers[1].publish(to('b', { key: 'email' }), by('pat'))
    await routers[0].sweep()
    expect(await store.lead({ key: '1' })).toMatchObject({ rep: 'bob' })
    await routers[0].route({ id: '1', email: 'z@y.example' })
    expect(await store.lead({ key: 'z@y.example' })).toMatchObject({ rep: 'bob' })
  })
})

describe('two who publish at once', () => {
  test('with `expect` only one of them does, and the other is told whose came first', async () => {
    const { routers } = fleet()
    await routers[0].publish(to('b'), by('pat'))
    const outcomes = await Promise.allSettled([
      routers[0].publish(to('a'), { ...by('ada', 'mine'), expect: 1 }),
      routers[1].publish(to('a', { name: 'other' }), { ...by('sam', 'no, mine'), expect: 1 }),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    const [, lost] = outcomes as [unknown, PromiseRejectedResult]
    expect(lost.reason).toMatchObject({ code: 'stalePlan', message: expect.stringContaining('version 2, by ada: mine') })
    expect((await routers[1].plans()).map(({ version, author }) => [version, author])).toEqual([
      [1, 'pat'],
      [2, 'ada'],
    ])
  })

  test('a digest may be expected, of the code as long as nobody has published', async () => {
    const { routers } = fleet()
    const { digest } = await routers[0].planInForce()
    expect(await codeOf(routers[0].publish(to('b'), { ...by('pat'), expect: 1 }))).toBe('stalePlan')
    expect(await codeOf(routers[0].publish(to('b'), { ...by('pat'), expect: '0'.repeat(64) }))).toBe('stalePlan')
    const first = await routers[0].publish(to('b'), { ...by('pat'), expect: digest })
    expect(await codeOf(routers[0].publish(to('a'), { ...by('pat'), expect: 0 }))).toBe('stalePlan')
    expect((await routers[0].publish(to('a'), { ...by('pat'), expect: first.digest })).version).toBe(2)
  })

  test('without `expect` both do, one after the other', async () => {
    const { routers, decided } = fleet()
    const versions = await Promise.all([routers[0].publish(to('b'), by('pat')), routers[1].publish(to('a'), by('sam'))])
    expect(versions.map(({ version }) => version)).toEqual([1, 2])
    expect(await decided(routers[0])).toEqual(['ana', 2])
  })
})

describe('scheduled', () => {
  test('it is in force from its time on, by the time of the step', async () => {
    const { members, routers, decided } = fleet()
    const [one, other] = members.map(({ clock }) => clock) as unknown as [{ now: number }, { now: number }]
    const scheduled = await routers[0].publish(to('b'), { ...by('pat'), at: 5_000 })
    expect(scheduled).toMatchObject({ version: 1, state: 'scheduled', from: 5_000 })
    one.now = 4_999
    expect(await decided(routers[0])).toEqual(['ana', undefined])
    expect((await routers[0].plans())[0]?.state).toBe('scheduled')
    one.now = 5_000
    expect(await decided(routers[0])).toEqual(['bob', 1])
    // Its clock is behind, and the trail is not.
    expect([other.now, await decided(routers[1])]).toEqual([1_000, ['bob', 1]])
    expect((await routers[0].plans())[0]?.state).toBe('inForce')
  })

  test('a time that is not in the future is now', async () => {
    const { routers } = fleet()
    expect(await routers[0].publish(to('b'), { ...by('pat'), at: 1_000 })).toMatchObject({ state: 'inForce' })
    expect((await routers[0].plans())[0]).not.toHaveProperty('from')
  })

  test('what would keep it from ever coming into force is refused, unless it is meant', async () => {
    const { members, routers, decided } = fleet()
    await routers[0].publish(to('b'), { ...by('pat'), at: 5_000 })
    await routers[0].publish(to('a', { name: 'later' }), { ...by('pat'), at: 9_000 })
    const { code, text } = await issueOf(routers[1].publish(to('a', { name: 'now' }), by('sam')))
    expect([code, text]).toEqual(['stalePlan', expect.stringContaining('Version 1 is scheduled for 1970-01-01T00:00:05.000Z')])
    expect(await codeOf(routers[1].publish(to('a', { name: 'between' }), { ...by('sam'), at: 9_000 }))).toBe('stalePlan')
    const forced = await routers[1].publish(to('a', { name: 'between' }), { ...by('sam'), at: 6_000, supersede: true })
    expect(forced).toMatchObject({ version: 3, superseded: [2] })
    for (const { clock } of members) clock.now = 9_999
    expect(await decided(routers[0])).toEqual(['ana', 3])
    expect((await routers[0].plans()).map(({ state }) => state)).toEqual(['past', 'superseded', 'inForce'])
  })

  test('the instant of a sweep is the time of its steps', async () => {
    const { routers, store } = fleet()
    await routers[0].publish(to('b'), { ...by('pat'), at: 5_000 })
    await routers[0].accept({ id: '1' })
    await routers[0].sweep(6_000)
    expect(await store.lead({ key: '1' })).toMatchObject({ rep: 'bob', decision: { trace: { plan: { version: 1 } } } })
  })
})

test('one that came into force and was replaced in the same millisecond was in force', async () => {
  const { members, routers, decided } = fleet()
  await routers[0].publish(to('b'), { ...by('pat'), at: 5_000 })
  for (const { clock } of members) clock.now = 5_000
  expect(await decided(routers[0])).toEqual(['bob', 1])
  await routers[1].publish(to('a'), by('sam'))
  expect((await routers[0].plans()).map(({ state }) => state)).toEqual(['past', 'inForce'])
})

describe('rolling back', () => {
  test('publishes an earlier version once more, and again goes back one further', async () => {
    const { routers, decided } = fleet()
    for (const name of ['one', 'two', 'three']) await routers[0].publish(to('b', { name }), by('pat'))
    const back = await routers[1].rollback(by('sam', 'three was wrong'))
    expect(back).toMatchObject({ version: 4, restores: 2, name: 'two', author: 'sam', state: 'inForce' })
    expect((await routers[0].rollback(by('sam'))).restores).toBe(1)
    expect(await codeOf(routers[0].rollback(by('sam')))).toBe('unknownPlan')
    expect(await routers[0].rollback({ ...by('sam'), to: 3 })).toMatchObject({ version: 6, restores: 3, name: 'three' })
    expect(await routers[0].rollback({ ...by('sam'), to: 5 })).toMatchObject({ version: 7, restores: 1, name: 'one' })
    expect(await decided(routers[1])).toEqual(['bob', 7])
    expect(await codeOf(routers[0].rollback({ ...by('sam'), to: 8 }))).toBe('unknownPlan')
    expect(await codeOf(routers[0].rollback({ ...by('sam'), to: 1, expect: 3 }))).toBe('stalePlan')
  })

  test('drops what was scheduled', async () => {
    const { members, routers, decided } = fleet()
    await routers[0].publish(to('b', { name: 'one' }), by('pat'))
    await routers[0].publish(to('a', { name: 'two' }), by('pat'))
    await routers[0].publish(to('a', { name: 'three' }), { ...by('pat'), at: 5_000 })
    expect(await routers[0].rollback(by('sam'))).toMatchObject({ restores: 1, superseded: [3] })
    for (const { clock } of members) clock.now = 9_000
    expect(await decided(routers[1])).toEqual(['bob', 4])
  })

  test('one at once with another publication does not undo what it has not seen', async () => {
    const { routers } = fleet()
    await routers[0].publish(to('b', { name: 'one' }), by('pat'))
    await routers[0].publish(to('b', { name: 'two' }), by('pat'))
    const [published, rolled] = await Promise.allSettled([
      routers[0].publish(to('b', { name: 'three' }), by('pat')),
      routers[1].rollback(by('sam')),
    ])
    expect([published.status, rolled.status]).toEqual(['fulfilled', 'rejected'])
    expect(rolled).toMatchObject({ reason: { code: 'stalePlan' } })
  })

  test('goes to no version that this router cannot use', async () => {
    const own = to('b', { strategies: ['own'], rules: [{ name: 'r', to: {}, by: 'own' }] })
    const store = memoryStore()
    const able = fleet(1, { store, strategies: { own: () => 'bob' } }).routers[0]
    await able.publish(own, by('pat'))
    await able.publish(to('a'), by('pat'))
    const unable = fleet(1, { store }).routers[0]
    expect(await issueOf(unable.rollback(by('sam')))).toMatchObject({ code: 'badPlan', paths: ['rules.0.by'] })
  })
})
