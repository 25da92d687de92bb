import { asRoutingError, type Failure, failureOf } from './failure.js'

export interface Patience {
  /** How long a call goes on trying, in milliseconds, from its first try. */
  readonly retryMs: number
  /** Between 0 and 1. */
  readonly random: () => number
}

/** A thrown reason that is not the database's: passed on as it is, never tried again. */
export interface Verdict {
  readonly verdict: unknown
}

export function isVerdict(value: unknown): value is Verdict {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'verdict')
}

/**
 * Tries again what another transaction or a lost connection got in the way of, with growing pauses of random length, until `retryMs` are over.
 * @throws RoutingError `storeUnavailable`, `storeTimeout`, `storeFailed`
 */
export async function retrying<Result>(attempt: () => Promise<Result>, { retryMs, random }: Patience): Promise<Result> {
  const deadline = performance.now() + retryMs
  for (let round = 0; ; round++) {
    try {
      return await attempt()
    } catch (error) {
      if (isVerdict(error)) throw error.verdict
      if (!helps(failureOf(error)) || performance.now() >= deadline) throw asRoutingError(error)
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs(round, random)))
  }
}

function helps(failure: Failure): boolean {
  return failure === 'again' || failure === 'lost' || failure === 'busy'
}

/** 5 ms, 10 ms, 20 ms … up to half a second, each give or take a half: those who failed together do not come back together. */
function pauseMs(round: number, random: () => number): number {
  return Math.min(500, 5 * 2 ** round) * (0.5 + random())
}

/** The promise's outcome, or after `ms` an error as of a connection that is gone: a server that does not answer must not hold a lead for ever. */
export async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(noAnswer(ms)), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
    work.catch(() => {})
  }
}

function noAnswer(ms: number): Error {
  return Object.assign(new Error(`The server did not answer within ${ms} ms.`), { code: 'ETIMEDOUT' })
}
