import { describe, expect, test } from 'vitest'
import { memoryStore, RoutingError, type Store } from '../../src/index.js'
import { codeOf, countedSalts, handClock, signed, teamRouter, told } from './team.js'

const lead = (id: number, more: object = {}) => ({ id: `${id}`, country: 'DE', ...more })
const quiet = { accepted: { routed: 0, failed: 0, parked: 0 }, fired: [], escalated: [], pushed: [], placed: [], held: 0, failed: 0 }

describe('accept', () => {
  test('keeps a lead without deciding, until a sweep routes it as of when it came in', async () => {
    const clock = handClock(5_000)
    const { router, store } = teamRouter({ clock })
    expect(await router.accept(lead(1))).toEqual({ key: '1', receivedAt: 5_000, accepted: true })
    expect([await store.lead({ key: '1' }), await store.audit({ after: 0, limit: 9 })]).toEqual([undefined, []])
    clock.now = 9_000
    const seen: number[] = []
    router.use(async (context, next) => {
      seen.push(context.receivedAt)
      await next()
    })
    expect(await router.sweep()).toEqual({ ...quiet, accepted: { routed: 1, failed: 0, parked: 0 } })
    expect(seen).toEqual([5_000])
    expect(await store.lead({ key: '1' })).toMatchObject({ rep: 'ana', receivedAt: 5_000, at: 9_000 })
    expect(await router.sweep()).toEqual(quiet)
  })

  test('the same lead again changes nothing, whether it waits or was routed', async () => {
    const { router } = teamRouter()
    expect((await router.accept(lead(1))).accepted).toBe(true)
    expect((await router.accept(lead(1, { more: true }))).accepted).toBe(false)
    await router.sweep()
    expect((await router.accept(lead(1))).accepted).toBe(false)
    await router.route(lead(2))
    expect((await router.accept(lead(2))).accepted).toBe(false)
  })

  test('what is no lead is refused at once', async () => {
    const { router, store } = teamRouter()
    for (const bad of [7, {}, { id: '1', at: Number.NaN }]) expect(await codeOf(router.accept(bad as never))).toBe('badLead')
    expect((await store.counts()).accepted).toEqual({ waiting: 0, parked: 0 })
  })

  test('what the host does to a lead afterwards changes nothing', async () => {
    const { router, store } = teamRouter()
    const mine = { ...lead(1), tags: ['new'] }
    const accepted = router.accept(mine)
    mine.tags.push('changed')
    await accepted
    mine.country = 'US'
    expect((await store.accepted({ now: 1_000, limit: 1 }))[0]?.content).toEqual({ id: '1', country: 'DE', tags: ['new'] })
  })

  test('a lead keeps the key that was told, also under a plan that names another', async () => {
    const { router, store } = teamRouter()
    const { key } = await router.accept(lead(1, { email: 'x@y.example' }))
    await router.publish({ ...router.plan, key: 'email' }, signed)
    await router.sweep()
    expect([(await store.lead({ key }))?.rep, await store.lead({ key: 'x@y.example' })]).toEqual(['ana', undefined])
  })

  test('leads are routed in the order in which they came, as if one by one', async () => {
    const ids = Array.from({ length: 600 }, (_, id) => id)
    const clock = handClock()
    const [swept, alone] = [teamRouter({ clock, salt: countedSalts() }), teamRouter({ salt: countedSalts() })]
    for (const id of ids) {
      clock.now += 1
      await swept.router.accept(lead(id))
    }
    expect((await swept.router.sweep()).accepted.routed).toBe(600)
    for (const id of ids) await alone.router.route(lead(id))
    for (const id of ids) expect((await swept.store.lead({ key: `${id}` }))?.rep).toBe((await alone.store.lead({ key: `${id}` }))?.rep)
  })

  test('one that was routed in between is done with', async () => {
    const { router, store } = teamRouter()
    await router.accept(lead(1))
    await router.route(lead(1))
    expect((await router.sweep()).accepted).toEqual({ routed: 1, failed: 0, parked: 0 })
    expect(await store.counts()).toMatchObject({ accepted: { waiting: 0 } })
  })

  test('many sweepers route each lead once', async () => {
    const { router, store } = teamRouter({ salt: countedSalts() })
    await Promise.all(Array.from({ length: 300 }, (_, id) => router.accept(lead(id))))
    const others = Array.from({ length: 7 }, () => teamRouter({ store, salt: countedSalts() }).router)
    await Promise.all([router, ...others].map((each) => each.sweep()))
    expect((await store.audit({ after: 0, limit: 999 })).length).toBe(300)
    expect((await store.counts()).accepted).toEqual({ waiting: 0, parked: 0 })
  })
})

describe('an accepted lead that cannot be routed', () => {
  test('is tried again after 1 s, 5 s, 30 s, 2 min, 10 min, 30 min and 2 h, then parked', async () => {
    const clock = handClock(0)
    const { router, store } = teamRouter({ clock })
    await router.accept(lead(1))
    let broken = true
    router.use(async (_, next) => {
      if (broken) throw new Error('the CRM is down')
      await next()
    })
    const [second, minute] = [1_000, 60_000]
    for (const wait of [second, 5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, 120 * minute]) {
      expect((await router.sweep()).accepted).toEqual({ routed: 0, failed: 1, parked: 0 })
      clock.now += wait - 1
      expect((await router.sweep()).accepted).toEqual({ routed: 0, failed: 0, parked: 0 })
      clock.now += 1
    }
    expect((await router.sweep()).accepted).toEqual({ routed: 0, failed: 0, parked: 1 })
    expect(await store.parked({ limit: 9 })).toEqual([expect.objectContaining({ key: '1', attempts: 8, error: 'the CRM is down' })])
    broken = false
    clock.now += 1e9
    expect((await router.sweep()).accepted).toEqual({ routed: 0, failed: 0, parked: 0 })
    await router.route(lead(1))
    expect(told(await router.route(lead(1)))).toBe('ana by territory*')
  })

  test('is parked at once where the lead itself is refused', async () => {
    const { router, store } = teamRouter()
    await router.accept(lead(1))
    await router.accept(lead(2))
    router.use(async (context, next) => {
      if (context.key === '1') context.lead = 'nonsense' as never
      await next()
    })
    expect((await router.sweep()).accepted).toEqual({ routed: 1, failed: 0, parked: 1 })
    expect((await store.parked({ limit: 9 })).map(({ key }) => key)).toEqual(['1'])
  })

  test.each(['storeUnavailable', 'storeTimeout', 'storeClosed', 'overload'] as const)(
    '%s of the store counts against no lead',
    async (code) => {
      const inner = memoryStore()
      let broken = false
      const store: Store = {
        ...inner,
        transact: (request) => {
          if (broken) throw new RoutingError(code)
          return inner.transact(request)
        },
      }
      const { router } = teamRouter({ store, salt: countedSalts() })
      for (const id of [1, 2, 3]) await router.accept(lead(id))
      broken = true
      expect(await codeOf(router.sweep())).toBe(code)
      expect((await store.accepted({ now: 1_000, limit: 9 })).map(({ key, attempts }) => [key, attempts])).toEqual([
        ['1', 0],
        ['2', 0],
        ['3', 0],
      ])
      broken = false
      expect((await router.sweep()).accepted).toEqual({ routed: 3, failed: 0, parked: 0 })
    },
  )

  test('a store that takes a lead but cannot note it ends the sweep, and the next one goes on', async () => {
    const inner = memoryStore()
    let broken = true
    const store: Store = {
      ...inner,
      acceptedDone: (key) => {
        if (broken) throw new TypeError('disk full')
        return inner.acceptedDone(key)
      },
    }
    const { router } = teamRouter({ store })
    await router.accept(lead(1))
    expect(await codeOf(router.sweep())).toBe('storeFailed')
    broken = false
    expect((await router.sweep()).accepted).toEqual({ routed: 1, failed: 0, parked: 0 })
    expect((await store.audit({ after: 0, limit: 9 })).length).toBe(1)
  })
})

describe('health', () => {
  test('tells what waits', async () => {
    const { router } = teamRouter()
    await router.accept(lead(1))
    await router.route(lead(2, { country: 'FR', score: 3 }))
    expect(await router.health()).toEqual({
      store: 'memory',
      durable: false,
      ok: true,
      waiting: 0,
      counts: {
        accepted: { waiting: 1, parked: 0, oldest: 1_000 },
        queued: { nurture: 1 },
        messages: { waiting: 0, dead: 0 },
        timers: { set: 0 },
      },
    })
  })

  test('counts the leads on their way', async () => {
    const { router } = teamRouter()
    const routed = [router.route(lead(1)), router.route(lead(2))]
    await Promise.resolve().then(() => {})
    for (let turn = 0; turn < 20 && (await router.health()).waiting < 2; turn++) await Promise.resolve()
    expect((await router.health()).waiting).toBe(2)
    await Promise.all(routed)
    expect((await router.health()).waiting).toBe(0)
  })

  test.each<[string, Partial<Store>, string]>([
    [
      'throws',
      {
        counts: () => {
          throw new Error('no connection')
        },
      },
      'no connection',
    ],
    ['rejects', { counts: () => Promise.reject(new RoutingError('storeUnavailable')) }, 'The store cannot be reached.'],
    ['hangs', { counts: () => new Promise(() => {}) }, 'no answer within 20 ms'],
  ])('never throws: the store %s', async (_, part, error) => {
    const { router } = teamRouter({ store: { ...memoryStore(), ...part }, portTimeoutMs: 20 })
    expect(await router.health()).toEqual({ store: 'memory', durable: false, ok: false, error, waiting: 0 })
  })
})
