import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSweeper, type SweeperOptions } from '../../src/index.js'
import { createLoop } from '../../src/router/loop.js'
import { teamRouter } from './team.js'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const pause = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve))
}

describe('a loop', () => {
  test.each([
    [0, 750],
    [0.5, 1_000],
    [0.96, 1_230],
  ])('rests between its runs, by chance %d: %i ms', async (chance, rest) => {
    const runs: number[] = []
    const loop = createLoop({ run: async () => void runs.push(1), everyMs: 1_000, random: () => chance, onError: undefined })
    loop.start()
    await pause()
    expect(runs.length).toBe(1)
    await vi.advanceTimersByTimeAsync(rest - 1)
    expect(runs.length).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(runs.length).toBe(2)
    await loop.stop()
  })

  test('never runs twice at once, however often it is started and stopped', async () => {
    let [open, most, runs] = [0, 0, 0]
    const loop = createLoop({
      run: async () => {
        runs += 1
        open += 1
        most = Math.max(most, open)
        await pause()
        open -= 1
      },
      everyMs: 10,
      random: () => 0.5,
      onError: undefined,
    })
    const stops: Promise<void>[] = []
    for (let round = 0; round < 5; round++) {
      loop.start()
      await Promise.resolve()
      stops.push(loop.stop())
    }
    loop.start()
    await pause()
    await vi.advanceTimersByTimeAsync(100)
    await loop.stop()
    await Promise.all(stops)
    expect([most, open]).toEqual([1, 0])
    expect(runs).toBeGreaterThan(1)
    expect(vi.getTimerCount()).toBe(0)
  })

  test('that was stopped while it ran leaves no timer, and stopping twice is nothing', async () => {
    const loop = createLoop({ run: pause, everyMs: 10, random: () => 0.5, onError: undefined })
    loop.start()
    await Promise.all([loop.stop(), loop.stop()])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('warns of an error that nobody listens to, and of one in the listener', async () => {
    const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    try {
      const failing = { run: () => Promise.reject(new Error('run')), everyMs: 10, random: () => 0.5 }
      const onError = () => {
        throw new Error('listener')
      }
      for (const loop of [createLoop({ ...failing, onError: undefined }), createLoop({ ...failing, onError })]) {
        loop.start()
        await pause()
        await loop.stop()
      }
      expect(warn.mock.calls.map(([message]) => message)).toEqual(['run', 'listener'])
    } finally {
      warn.mockRestore()
    }
  })
})

describe('a sweeper', () => {
  test('sweeps every so often, tells what came of it, and goes on after an error', async () => {
    const { router } = teamRouter()
    await router.accept({ id: '1', country: 'DE' })
    const told: unknown[] = []
    let broken = false
    const sweeper = createSweeper({
      router: { sweep: () => (broken ? Promise.reject(new Error('away')) : router.sweep()) },
      everyMs: 1_000,
      random: () => 0.5,
      onReport: ({ accepted }) => told.push(accepted.routed),
      onError: (error) => told.push(String(error)),
    })
    sweeper.start()
    await pause()
    broken = true
    await vi.advanceTimersByTimeAsync(1_000)
    await pause()
    broken = false
    await vi.advanceTimersByTimeAsync(1_000)
    await pause()
    await sweeper.stop()
    expect(told).toEqual([1, 'Error: away', 0])
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each<[string, object]>([
    ['router', { router: {} }],
    ['everyMs', { everyMs: 0 }],
    ['onReport', { onReport: 'log' }],
    ['every', { every: 5 }],
  ])('refuses what it cannot use: %s', (option, wrong) => {
    const make = () => createSweeper({ router: teamRouter().router, ...wrong } as SweeperOptions)
    expect(make).toThrowError(expect.objectContaining({ code: 'badOptions', issues: [expect.objectContaining({ path: [option] })] }))
  })
})
