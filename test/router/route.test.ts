import { describe, expect, test } from 'vitest'
import { createRouter, isRoutingError, memoryStore, type Plan, RoutingError, type RoutingError as Thrown } from '../../src/index.js'
import { acceptedLeads, rejectedLeads } from '../hostileLeads.js'
import { plan, reps, signed, teamRouter, told } from './team.js'

const codeOf = async (promise: Promise<unknown>): Promise<string> => {
  const error: unknown = await promise.then(
    () => 'no error',
    (reason: unknown) => reason,
  )
  return isRoutingError(error) ? error.code : String(error)
}

describe('route', () => {
  test('gives each lead one outcome', async () => {
    const { router } = teamRouter()
    expect(told(await router.route({ id: '1', country: 'DE' }))).toBe('ana by territory')
    expect(told(await router.route({ id: '2', country: 'AT' }))).toBe('bob by territory')
    expect(told(await router.route({ id: '3', country: 'US' }))).toBe('cat by territory')
    expect(told(await router.route({ id: '4', score: 3 }))).toBe('queue nurture by low score')
    expect(told(await router.route({ id: '5' }))).toBe('mia by otherwise')
  })

  test('the same lead again has the same owner, and says whether its content changed', async () => {
    const { router } = teamRouter()
    const first = await router.route({ id: '1', country: 'DE' })
    expect(first).toMatchObject({ duplicate: false, seq: 1, epoch: 1 })
    expect('payloadChanged' in first).toBe(false)
    expect(await router.route({ country: 'DE', id: '1' })).toMatchObject({
      rep: 'ana',
      duplicate: true,
      payloadChanged: false,
      seq: 1,
      epoch: 1,
    })
    expect(await router.route({ id: '1', country: 'US' })).toMatchObject({ rep: 'ana', duplicate: true, payloadChanged: true })
  })

  test('a thousand calls at once with one key have one owner', async () => {
    const { router, store } = teamRouter()
    const all = await Promise.all(Array.from({ length: 1000 }, () => router.route({ id: 'same', country: 'DE' })))
    expect(new Set(all.map((routed) => (routed.kind === 'assigned' ? routed.rep : routed.queue)))).toEqual(new Set(['ana']))
    expect(all.filter(({ duplicate }) => !duplicate).length).toBe(1)
    expect(await store.loads(['ana'])).toMatchObject({ ana: { open: 1, assigned: 1 } })
  })

  test('a plan may form the key from several fields', async () => {
    const { router } = teamRouter({ plan: { ...plan, key: ['source', 'ref'] } })
    expect(told(await router.route({ source: 'web', ref: 1, country: 'DE' }))).toBe('ana by territory')
    expect(told(await router.route({ source: 'web', ref: 2, country: 'DE' }))).toBe('bob by territory')
    expect(told(await router.route({ source: 'web', ref: 1 }))).toBe('ana by territory*')
    expect(await codeOf(router.route({ source: 'web' }))).toBe('badLead')
  })

  test('too many waiting leads are refused, not lost: those taken in are routed', async () => {
    const { router } = teamRouter({ maxWaiting: 10 })
    const settled = await Promise.allSettled(Array.from({ length: 30 }, (_, index) => router.route({ id: `${index}`, country: 'DE' })))
    const refused = settled.filter((one) => one.status === 'rejected')
    expect(refused.map((one) => (one.reason as Thrown).code)).toEqual(Array.from({ length: refused.length }, () => 'overload'))
    expect(refused.length).toBe(20)
    const again = await router.routeMany(
      settled.flatMap((one, index) => (one.status === 'rejected' ? [{ id: `${index}`, country: 'DE' }] : [])).slice(0, 5),
    )
    expect(again.every((one) => one.status === 'fulfilled' && !one.value.duplicate)).toBe(true)
  })

  test('a store that breaks is an error to the caller, and the router goes on', async () => {
    const good = memoryStore()
    let broken = true
    const store = {
      ...good,
      transact: ((request) => {
        if (broken) throw new RoutingError('storeFailed')
        return good.transact(request)
      }) as typeof good.transact,
    }
    const { router } = teamRouter({ store })
    expect(await codeOf(router.route({ id: '1', country: 'DE' }))).toBe('storeFailed')
    broken = false
    expect(told(await router.route({ id: '1', country: 'DE' }))).toBe('ana by territory')
  })
})

const hostileLeads = [...rejectedLeads, ...acceptedLeads]

describe('hostile leads', () => {
  test('there are as many as the README says', () => {
    expect(hostileLeads.length).toBeGreaterThanOrEqual(140)
  })

  test.each(hostileLeads.map((hostile) => [hostile.name, hostile] as const))('%s', async (_, hostile) => {
    const { router, store } = teamRouter()
    const outcome = await router.route(hostile.make() as never).then(told, (error: unknown) => error)
    const after = await store.audit({ after: 0, limit: 10 })
    if (typeof outcome === 'string') {
      expect(after.length).toBe(1)
    } else {
      expect(isRoutingError(outcome) && outcome.code).toBe('badLead')
      expect((outcome as Thrown).issues.length).toBeGreaterThan(0)
      expect(after.length).toBe(0)
    }
    // Nothing of it stays behind: the next lead is routed as if nothing had been.
    expect(told(await router.route({ id: 'next', country: 'DE' }))).toBe('ana by territory')
    expect(router.plan.name).toBe('inbound')
  })
})

describe('routeMany', () => {
  test('a bad lead stops no other', async () => {
    const { router } = teamRouter()
    const settled = await router.routeMany([
      { id: '1', country: 'DE' },
      { nothing: true },
      { id: '2', country: 'DE' },
      { id: '1', country: 'DE' },
    ])
    expect(settled.map((one) => (one.status === 'fulfilled' ? told(one.value) : (one.reason as Thrown).code))).toEqual([
      'ana by territory',
      'badLead',
      'bob by territory',
      'ana by territory*',
    ])
  })

  test("keeps the order of the call, whatever each lead's enrichment takes", async () => {
    const { router } = teamRouter()
    router.use(async ({ key }, next) => {
      for (let turn = 0; turn < (7 * Number(key)) % 11; turn++) await new Promise((resolve) => setImmediate(resolve))
      await next()
    })
    const settled = await router.routeMany(Array.from({ length: 600 }, (_, index) => ({ id: `${index}`, country: 'US' })))
    expect(settled.map((one) => (one.status === 'fulfilled' ? one.value.seq : 0))).toEqual(
      Array.from({ length: 600 }, (_, index) => index + 1),
    )
  })
})

describe('plans', () => {
  test('a bad plan builds no router and replaces none', async () => {
    const bad = { ...plan, rules: [{ name: 'x', to: { queue: '' }, nonsense: 1 }] } as unknown as Plan
    expect(() => createRouter({ plan: bad, roster: reps, store: memoryStore() })).toThrowError(expect.objectContaining({ code: 'badPlan' }))
    const { router } = teamRouter()
    const before = router.plan
    await expect(router.publish(bad, signed)).rejects.toThrowError(expect.objectContaining({ code: 'badPlan' }))
    expect(router.plan).toBe(before)
    expect(told(await router.route({ id: '1', country: 'DE' }))).toBe('ana by territory')
  })

  test('a strategy must be registered', () => {
    const custom: Plan = { ...plan, strategies: ['own'], rules: [{ name: 'r', to: {}, by: 'own' }] }
    expect(() => teamRouter({ plan: custom })).toThrow(/"own" is not registered/)
    expect(() => teamRouter({ plan: custom, strategies: { own: () => 'ana' } })).not.toThrow()
  })

  test('publishing puts the next plan in force and keeps the rotations', async () => {
    const { router } = teamRouter()
    await router.route({ id: '1', country: 'DE' })
    await router.publish({ ...plan, rules: [{ name: 'territory', to: { territory: 'dach' }, by: 'roundRobin' }] }, signed)
    expect(told(await router.route({ id: '2', country: 'DE' }))).toBe('bob by territory')
    expect(told(await router.route({ id: '3', country: 'FR' }))).toBe('ana by territory')
  })

  test('a fallback that can reach nobody active is refused for a fixed roster', async () => {
    const nobody: Plan = { ...plan, otherwise: { to: { role: 'nobody' } } }
    expect(() => teamRouter({ plan: nobody })).toThrow(/otherwise/)
    const { router } = teamRouter()
    await expect(router.publish(nobody, signed)).rejects.toThrowError(
      expect.objectContaining({ issues: [expect.objectContaining({ code: 'fallbackEmpty' })] }),
    )
    expect(() => teamRouter({ plan: nobody, roster: { reps: () => [] } })).not.toThrow()
  })
})

describe('the end of a lead', () => {
  test('closing frees the owner, once', async () => {
    const { router, store } = teamRouter()
    await router.route({ id: '1', country: 'DE' })
    await router.close('1')
    await router.close('1')
    expect(await store.loads(['ana'])).toMatchObject({ ana: { open: 0, assigned: 1 } })
    expect((await store.audit({ after: 0, limit: 9 })).map(({ event }) => event.kind)).toEqual(['assigned', 'closed'])
    expect(told(await router.route({ id: '1', country: 'DE' }))).toBe('ana by territory*')
  })

  test('a former owner and an unknown lead are told so', async () => {
    const { router } = teamRouter()
    await router.route({ id: '1', country: 'DE' })
    expect(await codeOf(router.close('1', { epoch: 2 }))).toBe('staleEpoch')
    expect(await codeOf(router.close('2'))).toBe('unknownLead')
    expect(await codeOf(router.explain('2'))).toBe('unknownLead')
  })

  test('a lead closed in a queue belongs to nobody', async () => {
    const { router, store } = teamRouter()
    await router.route({ id: '1', score: 1 })
    await router.close('1')
    expect(await store.queued({ queue: 'nurture', limit: 5 })).toEqual([])
  })
})
