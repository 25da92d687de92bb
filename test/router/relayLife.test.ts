import { describe, expect, test, vi } from 'vitest'
import { createRelay, memoryStore, type RelayOptions, type Store } from '../../src/index.js'
import { setUp } from './relaying.js'

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('start and stop', () => {
  test('delivers what comes, and after stop nothing', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { relay, router, arrived } = await setUp(1, { everyMs: 1_000 })
      relay.start()
      relay.start()
      await vi.advanceTimersByTimeAsync(0)
      for (let turn = 0; turn < 5; turn++) await pause()
      expect(arrived.length).toBe(2)
      await router.route({ id: '2', country: 'DE' })
      await vi.advanceTimersByTimeAsync(999)
      expect(arrived.length).toBe(2)
      await vi.advanceTimersByTimeAsync(1)
      for (let turn = 0; turn < 5; turn++) await pause()
      expect(arrived.length).toBe(4)
      await relay.stop()
      expect(vi.getTimerCount()).toBe(0)
      await router.route({ id: '3', country: 'DE' })
      await vi.advanceTimersByTimeAsync(10_000)
      expect(arrived.length).toBe(4)
    } finally {
      vi.useRealTimers()
    }
  })

  test('stop waits for what is under way and starts nothing new', async () => {
    let letGo = (): void => {}
    const ended: string[] = []
    const { relay, store } = await setUp(40, {
      batch: 4,
      channels: {
        slack: async ({ id }) => {
          await new Promise<void>((resolve) => {
            const before = letGo
            letGo = () => {
              before()
              resolve()
            }
          })
          ended.push(id)
        },
      },
    })
    relay.start()
    for (let turn = 0; turn < 10; turn++) await pause()
    let stopped = false
    const stop = relay.stop().then(() => {
      stopped = true
    })
    for (let turn = 0; turn < 10; turn++) await pause()
    expect([stopped, ended]).toEqual([false, []])
    letGo()
    await stop
    expect(ended.length).toBe(4)
    expect((await store.counts()).messages.waiting).toBe(76)
  })

  test('goes on after an error of the store, which is told', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const inner = memoryStore()
      let broken = true
      const errors: unknown[] = []
      const store: Store = {
        ...inner,
        claim: (query) => {
          if (broken) throw new Error('gone')
          return inner.claim(query)
        },
      }
      const { relay, arrived } = await setUp(1, { onError: (error) => errors.push(error) }, store)
      relay.start()
      await vi.advanceTimersByTimeAsync(1_000)
      expect(errors).toMatchObject([{ code: 'storeFailed' }, { code: 'storeFailed' }])
      broken = false
      await vi.advanceTimersByTimeAsync(1_000)
      for (let turn = 0; turn < 5; turn++) await pause()
      expect(arrived.length).toBe(2)
      await relay.stop()
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('options', () => {
  test.each<[string, object, readonly (string | number)[]]>([
    ['no store', { store: undefined }, ['store']],
    ['a store without an outbox', { store: {} }, ['store']],
    ['no channels', { channels: {} }, ['channels']],
    ['channels that are none', { channels: undefined }, ['channels']],
    ['a channel that is no function', { channels: { slack: 'https://hook' } }, ['channels', 'slack']],
    ['no attempts', { attempts: 0 }, ['attempts']],
    ['half a message', { batch: 0.5 }, ['batch']],
    ['an endless lease', { leaseMs: Number.POSITIVE_INFINITY }, ['leaseMs']],
    ['a clock that is none', { clock: 7 }, ['clock']],
    ['a listener that is none', { onDead: {} }, ['onDead']],
    ['a misspelled one', { leaseMS: 5 }, ['leaseMS']],
  ])('%s', (_, wrong, path) => {
    const make = () => createRelay({ store: memoryStore(), channels: { slack: () => {} }, ...wrong } as RelayOptions)
    expect(make).toThrowError(expect.objectContaining({ code: 'badOptions', issues: [expect.objectContaining({ path })] }))
  })
})
