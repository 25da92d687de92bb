import { checkBackground } from './checkBackground.js'
import { createLoop, type Loop } from './loop.js'
import type { Router } from './router.js'
import type { SweepReport } from './sweep.js'

export interface SweeperOptions {
  readonly router: Pick<Router, 'sweep'>
  /** How long to rest between two sweeps, in milliseconds. Default 5,000. It is also how late a deadline may be. */
  readonly everyMs?: number
  /** Told after each sweep. */
  readonly onReport?: (report: SweepReport) => void
  /** Told what a sweep threw; the next one comes all the same. Missing: the process is warned. */
  readonly onError?: (error: unknown) => void
  /** Chance, from 0 up to 1. Default `Math.random`. */
  readonly random?: () => number
}

/**
 * Calls `router.sweep()` in a loop. Any number of processes may have one.
 *
 * @example
 * const sweeper = createSweeper({ router })
 * sweeper.start()
 * process.once('SIGTERM', () => sweeper.stop())
 * @throws RoutingError `badOptions`
 */
export function createSweeper(options: SweeperOptions): Loop {
  checkBackground('createSweeper', options, known, [['router', 'sweep', 'Pass a router.']])
  const { router, everyMs = 5000, onReport, onError, random = Math.random } = options
  const run = async (): Promise<void> => {
    const report = await router.sweep()
    onReport?.(report)
  }
  return createLoop({ run, everyMs, random, onError })
}

const known = ['router', 'everyMs', 'onReport', 'onError', 'random'] as const satisfies readonly (keyof SweeperOptions)[]
