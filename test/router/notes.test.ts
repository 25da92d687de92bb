import { describe, expect, test } from 'vitest'
import {
  createRouter,
  isRoutingError,
  type Middleware,
  memoryStore,
  type Note,
  type Plan,
  replay,
  type StoredLead,
} from '../../src/index.js'
import { handClock, teamRouter } from './team.js'

const said: Note = { about: 'lead', code: 'enriched', message: 'The size is from the register.' }
const noting: Middleware = async (context, next) => {
  context.note(said)
  await next()
}

describe('what middleware notes about a lead', () => {
  test('stands in the trace, in what is stored, and in the explanation', async () => {
    const { router, store } = teamRouter()
    router.use(noting)
    const decision = await router.route({ id: '1', country: 'DE' })
    expect(decision.trace.notes).toEqual([said])
    expect((await store.lead({ key: '1' }))?.intake.notes).toEqual([said])
    expect((await router.explain('1')).sentence).toMatch(/ The size is from the register\.$/)
    expect((await router.route({ id: '1', country: 'DE' })).trace.notes).toEqual([said])
  })

  test('a lead of which nothing is noted is stored as ever', async () => {
    const { router, store } = teamRouter()
    router.use((_, next) => next())
    await router.route({ id: '1', country: 'DE' })
    expect(Object.keys((await store.lead({ key: '1' }))?.intake ?? {})).toEqual(['lead'])
  })

  test('comes before what the world failed to tell, and beside an account', async () => {
    const { router } = teamRouter({ accounts: () => Promise.reject(new Error('down')) })
    router.use(noting)
    const { trace } = await router.route({ id: '1', country: 'DE' })
    expect(trace.notes.map(({ code }) => code)).toEqual(['enriched', 'accountsFailed'])
  })

  test('outlives being held, handed back and escalated; the trail has none of it and replays to the same', async () => {
    const plan: Plan = {
      fairlead: 1,
      name: 'p',
      rules: [{ name: 'all', to: { team: 'a' }, escalate: [{ after: { hours: 1 }, to: 'backup' }] }],
      otherwise: { to: { team: 'b' }, whenNobody: 'hold' },
    }
    const [clock, store] = [handClock(), memoryStore()]
    let there = false
    const roster = [{ id: 'ana', team: 'a', backup: 'bob' }, { id: 'bob', team: 'a' }, { id: 'cat' }, { id: 'dan', team: 'b' }]
    const router = createRouter({ plan, roster, store, clock, availability: () => there })
    router.use(noting)
    expect(await router.route({ id: '1' })).toMatchObject({ kind: 'queued', queue: 'held', trace: { notes: [said] } })
    there = true
    const { placed } = await router.sweep()
    expect(placed).toMatchObject([{ kind: 'assigned', rep: 'ana', trace: { notes: [said] } }])
    clock.now += 2 * 3_600_000
    const { escalated } = await router.sweep()
    expect(escalated).toMatchObject([{ rep: 'bob', escalated: { from: 'ana' }, trace: { notes: [said] } }])
    expect(await router.decline('1')).toMatchObject({ trace: { notes: [said] } })
    expect(await replay(store)).toMatchObject({ entries: 5, same: 4, unrepeatable: 0 })
    expect(JSON.stringify(await store.audit({ after: 0, limit: 100 }))).not.toContain('register')
  })

  test('belongs to what a decision was made on: a record whose notes were changed is not repeated', async () => {
    const { router, store } = teamRouter()
    router.use(noting)
    await router.route({ id: '1', country: 'DE' })
    expect(await replay(store)).toMatchObject({ same: 1, unrepeatable: 0 })
    const lead = store.lead.bind(store)
    const forged = async (by: Parameters<typeof lead>[0]): Promise<StoredLead | undefined> => {
      const stored = await lead(by)
      return stored && { ...stored, intake: { lead: stored.intake.lead } }
    }
    expect(await replay({ ...store, lead: forged })).toMatchObject({ same: 0, unrepeatable: 1 })
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['about nothing known', { ...said, about: 'toString' }],
    ['without a code', { ...said, code: '' }],
    ['whose message is no text', { ...said, message: 7 }],
    ['of endless length', { ...said, message: 'x'.repeat(1001) }],
    ['that stores cannot keep', { ...said, message: 'a\0b' }],
  ])('a note %s is refused', async (_, note) => {
    const { router, store } = teamRouter()
    router.use(async (context, next) => {
      context.note(note as Note)
      await next()
    })
    const error: unknown = await router.route({ id: '1', country: 'DE' }).catch((reason: unknown) => reason)
    expect(isRoutingError(error) && error.code).toBe('badOptions')
    expect(await store.lead({ key: '1' })).toBeUndefined()
  })

  test('a hundred are enough', async () => {
    const { router } = teamRouter()
    router.use(async (context, next) => {
      for (let count = 0; count < Number((context.lead as { notes: number }).notes); count++) context.note(said)
      await next()
    })
    expect((await router.route({ id: '1', country: 'DE', notes: 100 })).trace.notes).toHaveLength(100)
    await expect(router.route({ id: '2', country: 'DE', notes: 101 })).rejects.toThrow('more than 100 notes')
  })

  test.each(['1', '2'])('after the decision it is too late, and said so (lead %s)', async (id) => {
    // Lead 2 is a duplicate, which is found before anything is asked.
    const { router } = teamRouter({ availability: () => true })
    await router.route({ id: '2', country: 'DE' })
    router.use(async (context, next) => {
      await next()
      context.note(said)
    })
    await expect(router.route({ id, country: 'DE' })).rejects.toThrow('The lead has been decided.')
  })
})
