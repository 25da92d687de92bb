import { describe, expect, test } from 'vitest'
import { sqliteStore } from '../../src/adapter/sqlite/index.js'
import { memoryStore, type Plan, type Rep, replay } from '../../src/index.js'
import { withHostFields } from '../../src/router/hostFields.js'
import { signed, teamRouter } from './team.js'

const plan: Plan = {
  fairlead: 1,
  name: 'trust',
  hostFields: ['score', 'ref.rep', 'company.tier'],
  rules: [
    { name: 'asked for', to: { id: { same: 'ref.rep' } } },
    { name: 'hot', when: { score: { gte: 80 } }, to: { id: 'bob' } },
    { name: 'gold', when: { company: { tier: 'gold' } }, to: { id: 'cem' } },
  ],
  otherwise: { to: { id: 'dia' } },
}
const roster: Rep[] = ['ana', 'bob', 'cem', 'dia'].map((id) => ({ id }))
const routerWith = (store = memoryStore()) => teamRouter({ plan, roster, store }).router
const forged = { score: 100, ref: { rep: 'ana', page: '/x' }, company: { tier: 'gold', name: 'Acme' } }

describe('fields that only the host says', () => {
  test('a sender that says them is not believed, and told of', async () => {
    const router = routerWith()
    const routed = await router.route({ id: 'L1', ...forged })
    expect(routed).toMatchObject({ rep: 'dia', rule: 'otherwise' })
    const note = {
      about: 'lead',
      code: 'hostFields',
      message: 'The lead brought score, ref.rep, company.tier, which only the host says: left out.',
    }
    expect(routed.trace.notes).toEqual([note])
    expect((await router.explain('L1'))?.sentence).toContain(note.message)
  })

  test('what stays is the sender’s, beside what the host says', async () => {
    const store = memoryStore()
    await routerWith(store).route({ id: 'L1', ...forged }, { host: { score: 5, ref: { rep: 'cem' } } })
    expect((await store.lead({ key: 'L1' }))?.intake.lead).toEqual({
      id: 'L1',
      score: 5,
      ref: { rep: 'cem', page: '/x' },
      company: { name: 'Acme' },
    })
  })

  test.each([
    ['ana', { ref: { rep: 'ana' } }],
    ['bob', { score: 90 }],
    ['cem', { company: { tier: 'gold' } }],
  ])('%s, because the host says so', async (rep, host) => {
    expect(await routerWith().route({ id: 'L1', company: 'a text in the way' }, { host })).toMatchObject({ rep })
  })

  test('middleware is the host', async () => {
    const router = routerWith().use((context, next) => {
      context.lead = { ...(context.lead as object), score: 99 }
      return next()
    })
    expect(await router.route({ id: 'L1', ...forged })).toMatchObject({ rep: 'bob' })
  })

  test.each([memoryStore, () => sqliteStore(':memory:')])(
    'what was accepted keeps what the host said then, and nothing that the sender forged',
    async (open) => {
      const store = open()
      const router = routerWith(store)
      await router.accept({ id: 'L1', ...forged }, { host: { score: 81 } })
      await router.accept({ id: 'L2', ...forged })
      await router.sweep()
      expect([(await store.lead({ key: 'L1' }))?.rep, (await store.lead({ key: 'L2' }))?.rep]).toEqual(['bob', 'dia'])
      await store.end()
    },
  )

  test('leads that are the host’s own word are taken as they are', async () => {
    const store = memoryStore()
    const router = routerWith(store)
    expect(await router.route({ id: 'L1', ...forged }, { from: 'host' })).toMatchObject({ rep: 'ana', trace: { notes: [] } })
    const [one] = await router.routeMany([{ id: 'L2', score: 90 }], { from: 'host' })
    expect(one).toMatchObject({ status: 'fulfilled', value: { rep: 'bob' } })
    await router.accept({ id: 'L3', company: { tier: 'gold' } }, { from: 'host', host: { score: 1 } })
    await router.sweep()
    expect((await store.lead({ key: 'L3' }))?.rep).toBe('cem')
    expect(await router.route({ id: 'L4', score: 90 }, { from: 'elsewhere' as 'host' })).toMatchObject({ rep: 'dia' })
    await router.route({ id: 'L5' })
    await router.route({ id: 'L6' }, { from: 'host' })
    expect(await replay(store)).toMatchObject({ same: 6, unrepeatable: 0 })
  })

  test('many at once have no host', async () => {
    const [one] = await routerWith().routeMany([{ id: 'L1', ...forged }])
    expect(one).toMatchObject({ status: 'fulfilled', value: { rep: 'dia' } })
  })

  test('the same lead is the same whatever its sender forges', async () => {
    const router = routerWith()
    await router.route({ id: 'L1', name: 'Ann' })
    expect(await router.route({ id: 'L1', name: 'Ann', score: 100 })).toMatchObject({ duplicate: true, payloadChanged: false })
    expect(await router.route({ id: 'L1', name: 'Ann' }, { host: { score: 100 } })).toMatchObject({ payloadChanged: true })
  })

  test.each([
    ['a field that is not the host’s', { owner: 'ana' }, ['host', 'owner'], 'unknownField'],
    ['a field beside one of the host’s', { ref: { rep: 'ana', page: '/' } }, ['host', 'ref', 'page'], 'unknownField'],
    ['a value where the host’s fields are inside', { ref: 'ana' }, ['host', 'ref'], 'unknownField'],
    ['no object', 'ana', ['host'], 'wrongType'],
    ['no JSON', { score: () => 5 }, ['host', 'score'], 'notJson'],
  ])('%s is refused, and nothing is stored', async (_, host, path, code) => {
    const store = memoryStore()
    const router = routerWith(store)
    const refused = router.route({ id: 'L1' }, { host: host as object })
    await expect(refused).rejects.toMatchObject({ code: 'badLead', issues: [{ path, code }] })
    expect(await store.lead({ key: 'L1' })).toBeUndefined()
  })

  test('without such fields in the plan a lead is what it is, and the host says nothing', () => {
    const lead = { id: 'L1', score: 5 }
    expect(withHostFields(lead, undefined, [])).toEqual({ content: lead, notes: [] })
    expect(() => withHostFields(lead, { score: 6 }, [])).toThrow(expect.objectContaining({ code: 'badLead' }))
  })

  test('a name that is inherited is no field, and __proto__ stays one', () => {
    const lead = JSON.parse('{"id":"L1","__proto__":{"score":1}}')
    const { content, notes } = withHostFields(lead, undefined, [['toString'], ['score']])
    expect(notes).toEqual([])
    expect(JSON.stringify(content)).toBe('{"id":"L1","__proto__":{"score":1}}')
  })
})

describe('a plan that leaves more to the host than the one that a lead came in under', () => {
  const before: Plan = {
    fairlead: 1,
    name: 'trust',
    rules: [{ name: 'asked for', when: { hold: true }, to: { id: 'eve' }, whenNobody: { wait: { hours: 1 } } }],
    otherwise: { to: { id: 'dia' } },
  }
  const after: Plan = { ...before, hostFields: ['hint'], rules: [{ name: 'hint', to: { id: { same: 'hint' } } }] }
  const team: Rep[] = [...roster, { id: 'eve', capacity: 0 }]
  const left = { about: 'lead', code: 'hostFields', message: 'The lead brought hint, which only the host says: left out.' }

  test.each([memoryStore, () => sqliteStore(':memory:')])(
    'is not told by leads that were accepted, held or declined before',
    async (open) => {
      const store = open()
      let now = 1000
      const router = teamRouter({ plan: before, roster: team, store, clock: () => now }).router
      await router.accept({ id: 'accepted', hint: 'ana' })
      expect(await router.route({ id: 'held', hold: true, hint: 'ana' })).toMatchObject({ queue: 'held' })
      await router.route({ id: 'declined', hint: 'ana' })
      await router.publish(after, signed)
      now += 3_600_001
      await router.sweep()
      await router.decline('declined')
      for (const key of ['accepted', 'held']) {
        const stored = await store.lead({ key })
        expect([key, stored?.rep, stored?.decision.trace.notes]).toEqual([key, 'dia', [left]])
      }
      expect((await store.lead({ key: 'declined' }))?.decision.rule).toBe('otherwise')
      expect((await replay(store)).difference).toBeUndefined()
      await store.end()
    },
  )

  test('is not told by leads of a process that has not heard of it yet, and is by its host', async () => {
    const store = memoryStore()
    const other = teamRouter({ plan: before, roster: team, store }).router
    await other.route({ id: 'L0' })
    await teamRouter({ plan: before, roster: team, store }).router.publish(after, signed)
    const many = await other.routeMany(Array.from({ length: 5 }, (_, index) => ({ id: `L${index + 1}`, hint: 'ana' })))
    expect(many.map((one) => one.status === 'fulfilled' && one.value.rule)).toEqual(Array(5).fill('otherwise'))
    const late = teamRouter({ plan: before, roster: team, store }).router
    expect(await late.route({ id: 'L9' }, { host: { hint: 'ana' } })).toMatchObject({ rep: 'ana', rule: 'hint' })
  })

  test('believes what was the host’s own word then', async () => {
    const store = memoryStore()
    const router = teamRouter({ plan: before, roster: team, store }).router
    await router.accept({ id: 'L1', hint: 'ana' }, { from: 'host' })
    await router.accept({ id: 'L2', hint: 'ana', '~host': { host: true } })
    await router.publish(after, signed)
    await router.sweep()
    expect([(await store.lead({ key: 'L1' }))?.rep, (await store.lead({ key: 'L2' }))?.rep]).toEqual(['ana', 'dia'])
  })
})
