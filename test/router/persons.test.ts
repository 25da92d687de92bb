import { describe, expect, test } from 'vitest'
import { sqliteStore } from '../../src/adapter/sqlite/index.js'
import { simulate } from '../../src/door/simulate.js'
import { checkPlan, memoryStore, type Plan, type Rep, type Routed, replay, type Store } from '../../src/index.js'
import { handClock, teamRouter } from './team.js'

const plan: Plan = {
  fairlead: 1,
  name: 'persons',
  samePerson: 'email',
  segments: { visit: { again: { person: { known: true } }, first: {} } },
  rules: [
    { name: 'pool', when: { kind: 'pool' }, to: { queue: 'pool' } },
    { name: 'known person', to: { id: { same: 'person.owner', orElse: 'manager' } }, whenNobody: { wait: { hours: 1 } } },
    { name: 'team', to: { role: 'ae' } },
  ],
  otherwise: { to: { role: 'ae' } },
}
const roster: Rep[] = ['ana', 'ben', 'cem'].map((id) => ({ id, role: 'ae', manager: 'mia' }))
const people: Rep[] = [...roster, { id: 'mia', role: 'manager' }]
const ownerOf = (routed: Routed) => (routed.kind === 'assigned' ? routed.rep : `queue ${routed.queue}`)

function stage(store: Store, reps = people, terms = plan) {
  const clock = handClock()
  return { clock, ...teamRouter({ plan: terms, roster: reps, store, clock }) }
}

describe.each([
  ['memory', memoryStore],
  ['sqlite', () => sqliteStore(':memory:')],
] as const)('leads of one person (%s)', (_, open) => {
  test('go to whoever has the first one', async () => {
    const { router, store } = stage(open())
    const first = await router.route({ id: 'L1', email: 'ann@acme.example' })
    await router.route({ id: 'L2', email: 'bob@acme.example' })
    const again = await router.route({ id: 'L3', email: 'ann@acme.example' })
    expect([first.rule, first.trace.labels.visit]).toEqual(['team', 'first'])
    expect([again.rule, again.trace.labels.visit, ownerOf(again)]).toEqual(['known person', 'again', ownerOf(first)])
    expect((await store.lead({ key: 'L3' }))?.intake.person).toEqual({ owner: ownerOf(first), since: expect.any(Number) })
    expect(await replay(store)).toMatchObject({ unrepeatable: 0, same: expect.any(Number) })
    expect((await replay(store)).difference).toBeUndefined()
    await store.end()
  })

  test('also when they come at the same time, and in one batch', async () => {
    const { router, store } = stage(open())
    const leads = Array.from({ length: 60 }, (_, index) => ({ id: `L${index}`, email: `p${index % 7}@x.example` }))
    const routed = await Promise.all(leads.map((lead) => router.route(lead)))
    for (let person = 0; person < 7; person += 1)
      expect(new Set(routed.filter((_, index) => index % 7 === person).map(ownerOf)).size).toBe(1)
    expect(new Set(routed.map(ownerOf)).size).toBe(3)
    expect(await replay(store)).toMatchObject({ unrepeatable: 0, same: expect.any(Number) })
    expect((await replay(store)).difference).toBeUndefined()
    await store.end()
  })

  test('follow the first one when it changes hands, and forget it when it is erased', async () => {
    const { router, store, clock } = stage(open())
    const email = 'ann@acme.example'
    await router.route({ id: 'L1', email })
    clock.now += 1000
    await router.reassign('L1', { to: 'cem' })
    expect(ownerOf(await router.route({ id: 'L2', email }))).toBe('cem')
    await router.close('L1')
    expect(ownerOf(await router.route({ id: 'L3', email }))).toBe('cem')
    clock.now += 1000
    await router.reassign('L2', { to: 'ben' })
    await router.erase('L1')
    expect(ownerOf(await router.route({ id: 'L4', email }))).toBe('ben')
    for (const key of ['L2', 'L3', 'L4']) await router.erase(key)
    expect((await router.route({ id: 'L5', email })).trace.labels.visit).toBe('first')
    await store.end()
  })

  test('a lead that waits in a queue makes nobody known', async () => {
    const { router, store } = stage(open())
    await router.route({ id: 'L1', email: 'ann@acme.example', kind: 'pool' })
    const second = await router.route({ id: 'L2', email: 'ann@acme.example' })
    expect(second.rule).toBe('team')
    expect(ownerOf(await router.route({ id: 'L3', email: 'ann@acme.example' }))).toBe(ownerOf(second))
    await store.end()
  })

  test('what somebody writes into a lead is not the person', async () => {
    const { router, store } = stage(open())
    const forged = await router.route({ id: 'L1', email: 'eve@acme.example', person: { owner: 'mia', since: 1 } })
    expect([forged.rule, forged.trace.labels.visit]).toEqual(['team', 'first'])
    await store.end()
  })

  test('an owner who is away is waited for, one who has left is stood in for', async () => {
    let gone = false
    const store = open()
    const clock = handClock()
    const { router } = teamRouter({ plan, roster: people, store, clock, availability: ({ id }) => !(id === 'ana' && gone) })
    const email = 'ann@acme.example'
    await router.route({ id: 'L1', email })
    await router.reassign('L1', { to: 'ana' })
    gone = true
    const held = await router.route({ id: 'L2', email })
    expect(held).toMatchObject({ kind: 'queued', queue: 'held', rule: 'known person' })
    clock.now += 3_600_001
    const [placed] = (await router.sweep()).placed
    expect([placed?.rule, ownerOf(placed as Routed)]).toEqual(['team', expect.stringMatching(/ben|cem/)])
    const left = people.map((rep) => (rep.id === 'ana' ? { ...rep, active: false } : rep))
    expect(ownerOf(await stage(store, left).router.route({ id: 'L3', email }))).toBe('mia')
    await store.end()
  })
})

test('without a text or a number there nobody is known', async () => {
  const { router } = stage(memoryStore())
  for (const [index, email] of [undefined, '', null, true, ['a@b.example'], {}].entries())
    for (const half of ['a', 'b']) expect((await router.route({ id: `L${index}${half}`, email } as never)).rule).toBe('team')
  expect((await router.route({ id: 'n1', email: 5 } as never)).rule).toBe('team')
  expect((await router.route({ id: 'n2', email: 5 } as never)).rule).toBe('known person')
  expect((await router.route({ id: 'n3', email: '5' } as never)).rule).toBe('team')
})

test('a simulation knows persons as a router does', async () => {
  const { router, store, clock } = stage(memoryStore())
  const leads = Array.from({ length: 200 }, (_, index) => ({
    id: `L${index}`,
    email: `p${(index * index) % 31}@x.example`,
    ...(index % 17 === 0 ? { kind: 'pool' } : {}),
  }))
  const owners: string[] = []
  for (const lead of leads) {
    clock.now += 60_000
    owners.push(ownerOf(await router.route(lead)))
  }
  const simulated: string[] = []
  await simulate(
    leads.map((lead, index) => ({ lead, at: index * 60_000 })),
    {
      plan,
      roster: people,
      onOutcome: (index, outcome) => {
        simulated[index] = outcome.kind === 'owned' ? outcome.rep : outcome.kind === 'waits' ? `queue ${outcome.queue}` : outcome.kind
      },
    },
  )
  expect(simulated).toEqual(owners)
  expect(await replay(store)).toMatchObject({ unrepeatable: 0, same: expect.any(Number) })
  expect((await replay(store)).difference).toBeUndefined()
})

test('the field of persons is a path, no label bears their name, and without it a person is what the lead says', () => {
  const { samePerson: _, ...unknowing } = plan
  const wrong = [{ ...plan, samePerson: 'a..b' }, { ...plan, segments: { person: { x: {} } }, rules: [] }, unknowing]
  expect(wrong.map((each) => codesOf(each))).toEqual([['wrongType'], ['reservedName'], ['untrustedOwner']])
})

function codesOf(document: unknown): readonly string[] {
  const checked = checkPlan(document)
  return 'issues' in checked ? checked.issues.map(({ code }) => code) : []
}
