import { describe, expect, test } from 'vitest'
import { memoryStore, RoutingError, replay, type Store } from '../../src/index.js'
import { codeOf, countedSalts, reps, teamRouter, told } from './team.js'

const lead = (id: number, more: object = {}) => ({ id: `${id}`, country: 'DE', ...more })

/** A transaction of a host, as far as a router can tell: what is written stays in here until it commits. */
interface Tx {
  readonly open: Store
  readonly calls: string[]
}

/** A store that works within such transactions: one commits by carrying out in the store what it has done. */
function hostStore(): { readonly store: Store; begin(): Tx & { commit(): Promise<void> } } {
  const inner = memoryStore()
  const store: Store = {
    ...inner,
    within: (tx) => {
      if (typeof tx !== 'object' || tx === null || !('open' in tx)) throw new RoutingError('badOptions', { path: ['tx'] })
      return (tx as Tx).open
    },
  }
  return {
    store,
    begin: () => {
      const calls: string[] = []
      const done: (() => unknown)[] = []
      const open: Store = {
        ...inner,
        transact: (request) => {
          calls.push('transact')
          // As if nobody else could write until the end: the step is run once now, and its rows are written at the commit.
          let kept: ReturnType<typeof request.step> | undefined
          void inner.transact({
            ...request,
            step: (view) => {
              kept = request.step(view)
              return { result: undefined }
            },
          })
          const { result, write } = kept as NonNullable<typeof kept>
          if (write !== undefined) done.push(() => inner.transact({ ...request, step: () => ({ write, result: undefined }) }))
          return result
        },
        accept: (accepted) => {
          calls.push('accept')
          done.push(() => inner.accept(accepted))
          return true
        },
        lead: (by) => {
          calls.push('lead')
          return inner.lead(by)
        },
        loads: (ids) => {
          calls.push('loads')
          return inner.loads(ids)
        },
      }
      return {
        open,
        calls,
        commit: async () => {
          for (const each of done) await each()
        },
      }
    },
  }
}

describe('route with tx', () => {
  test('is there when the host commits, and not before', async () => {
    const { store, begin } = hostStore()
    const { router } = teamRouter({ store, salt: countedSalts() })
    const tx = begin()
    const routed = await router.route(lead(1), { tx })
    expect(told(routed)).toBe('ana by territory')
    expect(await store.lead({ key: '1' })).toBeUndefined()
    await tx.commit()
    expect((await store.lead({ key: '1' }))?.rep).toBe('ana')
    expect(told(await router.route(lead(1)))).toBe('ana by territory*')
    expect((await replay(store)).difference).toBeUndefined()
  })

  test('that is rolled back leaves nothing behind, and nothing remembered', async () => {
    const { store, begin } = hostStore()
    // An answer of the ports makes facts, so that all three kinds of documents are written.
    const { router } = teamRouter({ store, salt: countedSalts(), availability: ({ id }) => id !== 'bob' })
    await router.route(lead(1), { tx: begin() })
    await router.route(lead(1), { tx: begin() })
    expect(await store.audit({ after: 0, limit: 9 })).toEqual([])
    expect((await router.route(lead(1))).duplicate).toBe(false)
    // Documents that the router took for written would be missing here.
    expect(await replay(store)).toMatchObject({ entries: 1, same: 1 })
    await router.explain('1')
  })

  test('writes no document that is there', async () => {
    const { store, begin } = hostStore()
    const { router } = teamRouter({ store, salt: countedSalts() })
    await router.route(lead(1))
    const written: number[] = []
    const tx = begin()
    const open: Store = {
      ...tx.open,
      transact: (request) =>
        tx.open.transact({
          ...request,
          step: (view) => {
            const step = request.step(view)
            written.push(step.write?.documents.length ?? 0)
            return step
          },
        }),
    }
    await router.route(lead(2), { tx: { ...tx, open } })
    expect(written).toEqual([0])
  })

  test('goes through the middleware, and reads by the transaction alone', async () => {
    const { store, begin } = hostStore()
    const main = { ...store, loads: () => Promise.reject(new Error('main')), lead: () => Promise.reject(new Error('main')) }
    const { router } = teamRouter({
      store: { ...main, transact: () => Promise.reject(new Error('main')) },
      capacity: { many: async () => ({ ana: { limit: 0 } }) },
    })
    const seen: string[] = []
    router.use(async ({ key }, next) => {
      seen.push(key)
      await next()
    })
    const tx = begin()
    expect(told(await router.route(lead(1), { tx }))).toBe('bob by territory')
    expect(seen).toEqual(['1'])
    expect(new Set(tx.calls)).toEqual(new Set(['lead', 'loads', 'transact']))
  })

  test('does not wait for what others route, nor they for it', async () => {
    const { store, begin } = hostStore()
    let letGo = (): void => {}
    const slow = new Promise<void>((resolve) => {
      letGo = resolve
    })
    const { router } = teamRouter({
      store: {
        ...store,
        transact: async (request) => {
          await slow
          return store.transact(request)
        },
      },
      salt: countedSalts(),
    })
    const waiting = router.route(lead(1))
    await new Promise((resolve) => setImmediate(resolve))
    expect(told(await router.route(lead(2), { tx: begin() }))).toBe('ana by territory')
    letGo()
    expect(told(await waiting)).toBe('ana by territory')
  })

  test('an error comes as it is, and is not tried again', async () => {
    const { store, begin } = hostStore()
    const { router } = teamRouter({ store })
    let calls = 0
    const tx = begin()
    const open: Store = {
      ...tx.open,
      transact: () => {
        calls += 1
        throw new RoutingError('storeUnavailable')
      },
    }
    expect(await codeOf(router.route(lead(1), { tx: { ...tx, open } }))).toBe('storeUnavailable')
    expect(calls).toBe(1)
  })
})

describe('accept with tx', () => {
  test('is there when the host commits', async () => {
    const { store, begin } = hostStore()
    const { router } = teamRouter({ store })
    const [kept, dropped] = [begin(), begin()]
    expect(await router.accept(lead(1), { tx: kept })).toEqual({ key: '1', receivedAt: 1_000, accepted: true })
    await router.accept(lead(2), { tx: dropped })
    expect(kept.calls).toEqual(['accept'])
    await kept.commit()
    expect((await router.sweep()).accepted).toEqual({ routed: 1, failed: 0, parked: 0 })
    expect([(await store.lead({ key: '1' }))?.rep, await store.lead({ key: '2' })]).toEqual(['ana', undefined])
  })
})

describe('a transaction that cannot be', () => {
  test('a store without them refuses, before anything is asked', async () => {
    const { router } = teamRouter({ roster: { reps: () => reps } })
    const seen: string[] = []
    router.use(async ({ key }, next) => {
      seen.push(key)
      await next()
    })
    for (const way of ['route', 'accept'] as const) expect(await codeOf(router[way](lead(1), { tx: {} }))).toBe('noHostTransaction')
    expect(seen).toEqual([])
  })

  test('what is none is refused, `undefined` is a transaction of its own', async () => {
    const { router } = teamRouter({ store: hostStore().store })
    for (const tx of [null, 7, {}]) {
      expect(await codeOf(router.route(lead(1), { tx }))).toBe('badOptions')
      expect(await codeOf(router.accept(lead(1), { tx }))).toBe('badOptions')
    }
    expect(await codeOf(router.route(lead(1), { tx: undefined }))).toBe('none')
    expect((await router.accept(lead(2), { tx: undefined })).accepted).toBe(true)
  })
})
