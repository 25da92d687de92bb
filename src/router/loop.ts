import { reasonOf } from '../errors.js'

/** Something that is done again and again until it is stopped. */
export interface Loop {
  /** Begins at once. Running already: changes nothing. */
  start(): void
  /** Begins nothing new, and waits for what is under way. */
  stop(): Promise<void>
}

export interface LoopOptions {
  readonly run: () => Promise<void>
  /** How long to rest between two runs, give or take a quarter: many processes that were started together come apart. */
  readonly everyMs: number
  /** Chance, from 0 up to 1. */
  readonly random: () => number
  /** Told what `run` throws; the loop goes on. Missing: the process is warned. */
  readonly onError: ((error: unknown) => void) | undefined
}

/** The next run begins only after the last one has ended. While it rests it does not keep the process alive. */
export function createLoop({ run, everyMs, random, onError }: LoopOptions): Loop {
  interface Life {
    timer?: ReturnType<typeof setTimeout>
  }
  let life: Life | undefined
  let running = Promise.resolve()

  const work = async (mine: Life): Promise<void> => {
    if (life !== mine) return
    try {
      await run()
    } catch (error) {
      tell(onError, error)
    }
    if (life !== mine) return
    mine.timer = setTimeout(() => begin(mine), everyMs * (0.75 + random() / 2))
    mine.timer.unref()
  }
  // One after the other, also where it is started again before the last run has ended.
  const begin = (mine: Life): void => {
    running = running.then(() => work(mine))
  }
  return {
    start: () => {
      if (life !== undefined) return
      life = {}
      begin(life)
    },
    stop: async () => {
      clearTimeout(life?.timer)
      life = undefined
      await running
    },
  }
}

/** Tells the host what went wrong in the background. What the listener throws in turn, or has nobody to hear it, becomes a warning. */
export function tell(listener: ((error: unknown) => void) | undefined, error: unknown): void {
  let untold = error
  try {
    if (listener !== undefined) {
      listener(error)
      return
    }
  } catch (thrown) {
    untold = thrown
  }
  process.emitWarning(reasonOf(untold), { type: 'FairleadWarning' })
}
