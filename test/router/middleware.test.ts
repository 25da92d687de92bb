import { expect, test } from 'vitest'
import { isRoutingError } from '../../src/index.js'
import { teamRouter, told } from './team.js'

test('runs around the routing, in order, like in Hono or Koa', async () => {
  const { router } = teamRouter()
  const seen: string[] = []
  router
    .use(async (context, next) => {
      seen.push(`outer before ${context.decision === undefined}`)
      await next()
      seen.push(`outer after ${context.decision?.rule}`)
    })
    .use(async (_, next) => {
      seen.push('inner before')
      await next()
      seen.push('inner after')
    })
  await router.route({ id: '1', country: 'DE' })
  expect(seen).toEqual(['outer before true', 'inner before', 'inner after', 'outer after territory'])
})

test('enriches the lead; its key stays what it was', async () => {
  const { router, store } = teamRouter()
  router.use(async (context, next) => {
    context.lead = { ...(context.lead as object), country: 'US', id: 'other' }
    await next()
  })
  expect(told(await router.route({ id: '1' }))).toBe('cat by territory')
  expect((await store.lead({ key: '1' }))?.intake.lead).toEqual({ id: 'other', country: 'US' })
  // The content that came in is compared, not what enrichment made of it.
  expect(await router.route({ id: '1' })).toMatchObject({ duplicate: true, payloadChanged: false })
})

test('sets the account, or says that there is none; then the port is not asked', async () => {
  let asked = 0
  const { router } = teamRouter({
    accounts: () => {
      asked += 1
      return { id: 'acme', owner: 'bob' }
    },
  })
  router.use(async (context, next) => {
    if (context.key === '1') context.account = { id: 'acme', owner: 'cat' }
    if (context.key === '2') context.account = null
    await next()
  })
  expect(told(await router.route({ id: '1' }))).toBe('cat by account owner')
  expect(told(await router.route({ id: '2' }))).toBe('mia by otherwise')
  expect(asked).toBe(0)
  expect(told(await router.route({ id: '3' }))).toBe('bob by account owner')
  expect(asked).toBe(1)
})

test('refuses a lead with an error of its own; nothing is stored', async () => {
  const { router, store } = teamRouter()
  router.use((context, next) => {
    if ((context.lead as { spam?: boolean }).spam) throw new TypeError('spam')
    return next()
  })
  await expect(router.route({ id: '1', spam: true })).rejects.toThrow(new TypeError('spam'))
  expect(await store.lead({ key: '1' })).toBeUndefined()
  expect(told(await router.route({ id: '1', country: 'DE' }))).toBe('ana by territory')
})

test.each([
  ['ends without next', (async () => {}) as never, 'notRouted'],
  [
    'calls next twice',
    (async (_: unknown, next: () => Promise<void>) => {
      await next()
      await next()
    }) as never,
    'nextTwice',
  ],
  [
    'leaves no JSON behind',
    (async (context: { lead: unknown }, next: () => Promise<void>) => {
      context.lead = { n: Number.NaN }
      await next()
    }) as never,
    'badLead',
  ],
  [
    'leaves no object behind',
    (async (context: { lead: unknown }, next: () => Promise<void>) => {
      context.lead = 7
      await next()
    }) as never,
    'badLead',
  ],
])('one that %s is told', async (_, middleware, code) => {
  const { router } = teamRouter()
  router.use(middleware)
  const error: unknown = await router.route({ id: '1', country: 'DE' }).catch((reason: unknown) => reason)
  expect(isRoutingError(error) && error.code).toBe(code)
})

test('a failure after the decision leaves the owner in place', async () => {
  const { router } = teamRouter()
  let fail = true
  router.use(async (_, next) => {
    await next()
    if (fail) throw new Error('log is full')
  })
  await expect(router.route({ id: '1', country: 'DE' })).rejects.toThrow('log is full')
  fail = false
  expect(told(await router.route({ id: '1', country: 'DE' }))).toBe('ana by territory*')
})
