import { describe, expect, test } from 'vitest'
import { type ErrorCode, memoryStore, RoutingError, type Store } from '../../src/index.js'
import { codeOf, countedSalts, plan, teamRouter } from './team.js'

const lead = (id: number) => ({ id: `${id}`, country: 'DE' })

/** A store that refuses a transaction that writes certain leads; counts how often it was asked. */
function picky(refuses: (key: string) => boolean, error: () => unknown) {
  const inner = memoryStore()
  const asked: number[] = []
  const keys: string[] = []
  const store: Store = {
    ...inner,
    transact: (request) => {
      asked.push(request.leads.length)
      keys.push(request.leads.join())
      return inner.transact({
        ...request,
        step: (view) => {
          const step = request.step(view)
          if (step.write?.leads.some(({ key }) => refuses(key))) throw error()
          return step
        },
      })
    },
  }
  return { store, inner, asked, keys }
}

const storeFailed = () => new RoutingError('storeFailed', { detail: 'no such character' })

describe('a lead that the store refuses', () => {
  test.each([0, 100, 255])('number %i of 256 is refused alone', async (bad) => {
    const { store, inner, asked } = picky((key) => key === `${bad}`, storeFailed)
    const { router } = teamRouter({ store, salt: countedSalts() })
    const settled = await Promise.allSettled(Array.from({ length: 256 }, (_, id) => router.route(lead(id))))
    const refused = settled.flatMap(({ status }, id) => (status === 'rejected' ? [id] : []))
    expect(refused).toEqual([bad])
    expect(settled[bad]).toMatchObject({ reason: { code: 'storeFailed' } })
    for (const one of settled) if (one.status === 'fulfilled') expect(one.value.duplicate).toBe(false)
    // 256, then both halves of what failed, down to one.
    expect(asked.length).toBe(17)
    const trail = await inner.audit({ after: 0, limit: 999 })
    expect(trail.length).toBe(255)
    // The others have their order among themselves.
    const seqs = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value.seq] : []))
    expect(seqs).toEqual(seqs.map((_, index) => index + 1))
  })

  test('several are refused, each alone, also by an error that nobody knows', async () => {
    const bad = ['3', '4', '77', '200']
    const { store } = picky(
      (key) => bad.includes(key),
      () => new TypeError('no such character'),
    )
    const { router } = teamRouter({ store, salt: countedSalts() })
    const settled = await router.routeMany(Array.from({ length: 256 }, (_, id) => lead(id)))
    expect(settled.flatMap(({ status }, id) => (status === 'rejected' ? [`${id}`] : []))).toEqual(bad)
  })

  test.each<ErrorCode>(['storeUnavailable', 'storeTimeout', 'storeClosed', 'overload', 'unsettled', 'schemaNewer'])(
    '%s is about none of them: nothing is tried again',
    async (code) => {
      const { store, asked } = picky(
        () => true,
        () => new RoutingError(code),
      )
      const { router } = teamRouter({ store, salt: countedSalts() })
      const codes = await Promise.all([1, 2, 3, 4].map((id) => codeOf(router.route(lead(id)))))
      expect([codes, asked]).toEqual([[code, code, code, code], [4]])
    },
  )

  test('a store that refuses everything is not asked about each', async () => {
    const { store, asked } = picky(() => true, storeFailed)
    const { router } = teamRouter({ store, salt: countedSalts() })
    const settled = await router.routeMany(Array.from({ length: 256 }, (_, id) => lead(id)))
    expect(settled.every(({ status }) => status === 'rejected')).toBe(true)
    expect(asked.length).toBeLessThan(50)
  })

  test('what was settled before the failure stands, and is no duplicate', async () => {
    // In the lazy mode each absence ends a transaction: lead 1 is committed before lead 2 is decided.
    const { store, keys } = picky((key) => key === '2', storeFailed)
    const { router } = teamRouter({
      store,
      plan: { ...plan, rules: [] },
      roster: [
        { id: 'mia', role: 'manager' },
        { id: 'pia', role: 'manager' },
      ],
      availabilityMode: 'lazy',
      availability: ({ id }) => id === 'mia',
      salt: countedSalts(),
    })
    const settled = await Promise.allSettled([1, 2, 3, 4].map((id) => router.route(lead(id))))
    expect(settled.map((one) => (one.status === 'fulfilled' ? one.value.duplicate : one.reason.code))).toEqual([
      false,
      'storeFailed',
      false,
      false,
    ])
    // Lead 1 is not sent again; 2, 3 and 4 are, in halves.
    expect([...new Set(keys)]).toEqual(['1,2,3,4', '2,3,4', '2,3', '2', '3', '4'])
  })
})
