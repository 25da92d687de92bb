import { describe, expect, test } from 'vitest'
import { createRouter, isRoutingError, memoryStore, type Plan, type RouterOptions } from '../../src/index.js'
import { plan, reps, signed, teamRouter, told } from './team.js'

const lead = (id: number) => ({ id: `${id}`, country: 'DE' })
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('options are checked before any lead meets them', () => {
  test.each<[string, object]>([
    ['availabilty', { availabilty: () => false }],
    ['store', { store: undefined }],
    ['roster', { roster: undefined }],
    ['availabilityMode', { availabilityMode: 'Exact' }],
    ['availability', { availability: 7 }],
    ['capacity', { capacity: () => ({}) }],
    ['accounts', { accounts: {} }],
    ['portTimeoutMs', { portTimeoutMs: Number.POSITIVE_INFINITY }],
    ['rosterMs', { rosterMs: Number.NaN }],
    ['maxWaiting', { maxWaiting: 0 }],
    ['whenPortFails', { whenPortFails: 'skip' }],
    ['whenPortFails', { whenPortFails: { availability: 'assumethere' } }],
    ['whenPortFails', { whenPortFails: { accounts: 'skip' } }],
    ['whenPortFails', { whenPortFails: { roster: 'skip' } }],
    ['whenPortFails', { whenPortFails: { toString: 'skip' } }],
    ['outbox', { outbox: 'yes' }],
    ['clock', { clock: 0 }],
    ['salt', { salt: 'salt' }],
  ])('%s', (option, bad) => {
    const make = () => createRouter({ plan, roster: reps, store: memoryStore(), ...bad } as RouterOptions)
    expect(make).toThrowError(expect.objectContaining({ code: 'badOptions', issues: [expect.objectContaining({ path: [option] })] }))
  })

  test('a clock without time and a salt without secret are refused when they answer', async () => {
    for (const bad of [{ clock: () => Number.NaN }, { salt: () => 'x' }]) {
      const error: unknown = await teamRouter(bad)
        .router.route(lead(1))
        .catch((reason: unknown) => reason)
      expect(isRoutingError(error) && error.code).toBe('badOptions')
    }
    expect((await teamRouter({ clock: () => 1.75 }).router.route(lead(1))).at).toBe(1)
  })
})

test('idle waits for leads that are still in a middleware', async () => {
  const { router, store } = teamRouter()
  router.use(async (_, next) => {
    for (let turn = 0; turn < 5; turn++) await pause()
    await next()
  })
  const routed = router.route(lead(1))
  await router.idle()
  await store.end()
  expect(told(await routed)).toBe('ana by territory')
})

test('a lock around next does not stop routeMany for ever', async () => {
  const { router } = teamRouter({ portTimeoutMs: 50 })
  const waiting: (() => void)[] = []
  let busy = false
  router.use(async ({ key }, next) => {
    if (key === '0') for (let turn = 0; turn < 5; turn++) await pause()
    await next()
  })
  router.use(async (_, next) => {
    if (busy) await new Promise<void>((resolve) => waiting.push(resolve))
    busy = true
    try {
      await next()
    } finally {
      busy = false
      waiting.shift()?.()
    }
  })
  const settled = await router.routeMany([lead(0), lead(1), lead(2)])
  expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
})

test('routeMany and sweep wait for room instead of being refused', async () => {
  let there = false
  const { router } = teamRouter({
    maxWaiting: 2,
    plan: { ...plan, rules: [], otherwise: { to: {}, whenNobody: 'hold' } },
    availability: () => there,
  })
  const settled = await router.routeMany(Array.from({ length: 50 }, (_, id) => lead(id)))
  expect(settled.every(({ status }) => status === 'fulfilled')).toBe(true)
  there = true
  expect(await router.sweep()).toMatchObject({ held: 0, failed: 0, placed: { length: 50 } })
})

test('what was routed before the source of leads broke is told', async () => {
  const { router } = teamRouter()
  function* source() {
    for (let id = 0; id < 300; id++) yield lead(id)
    throw new Error('file ended early')
  }
  const settled = await router.routeMany(source())
  expect(settled.length).toBe(257)
  expect(settled.at(-1)).toEqual({ status: 'rejected', reason: new Error('file ended early') })
})

test('what a store throws of its own comes as storeFailed', async () => {
  const store = {
    ...memoryStore(),
    transact: () => {
      throw new TypeError('no connection')
    },
  }
  const error: unknown = await teamRouter({ store })
    .router.route(lead(1))
    .catch((reason: unknown) => reason)
  expect(isRoutingError(error) && [error.code, error.cause instanceof TypeError]).toEqual(['storeFailed', true])
})

test('a fixed roster is checked against the next plan before that comes into force', async () => {
  const roster = reps.map((rep) => ({ ...rep, max: 'three' }))
  const { router } = teamRouter({ roster })
  const mapped: Plan = { ...plan, repFields: { capacity: 'max' } }
  await expect(router.publish(mapped, signed)).rejects.toThrowError(expect.objectContaining({ code: 'badRoster' }))
  expect(router.plan.repFields).toBeUndefined()
  expect(told(await router.route(lead(1)))).toBe('ana by territory')
})

test('a closed lead says so when it comes again', async () => {
  const { router } = teamRouter()
  await router.route(lead(1))
  await router.close('1')
  expect(await router.route(lead(1))).toMatchObject({ duplicate: true, closed: true })
})

test('a middleware that does not wait for next leaves no unhandled rejection behind', async () => {
  const unhandled: unknown[] = []
  const listen = (reason: unknown): void => {
    unhandled.push(reason)
  }
  process.on('unhandledRejection', listen)
  const store = {
    ...memoryStore(),
    transact: () => {
      throw new TypeError('no connection')
    },
  }
  const { router } = teamRouter({ store })
  router.use((_, next) => {
    void next()
  })
  const error: unknown = await router.route(lead(1)).catch((reason: unknown) => reason)
  expect(isRoutingError(error) && error.code).toBe('notRouted')
  await router.idle()
  for (let turn = 0; turn < 5; turn++) await pause()
  process.off('unhandledRejection', listen)
  expect(unhandled).toEqual([])
})
