import type { MaybePromise } from '../../lead.js'
import { isBusy } from './failure.js'

/** Done, or in the way of somebody else. */
export type Attempt<Result> = { readonly done: true; readonly result: Result } | { readonly done: false; readonly error: unknown }

/** Any error but that of somebody in the way is thrown. */
export function attempted<Result>(call: () => Result): Attempt<Result> {
  try {
    return { done: true, result: call() }
  } catch (error) {
    if (isBusy(error)) return { done: false, error }
    throw error
  }
}

/**
 * Tries at once, and again with short random pauses while others are in the way, for at most `limitMs`; then `giveUp` makes the error.
 *
 * SQLite's own busy handler is not used: it blocks the event loop, and its growing pauses starve whoever waits (among
 * four processes 583, 14,809, 1 and 1 transactions in 3 s). Short pauses of random length are fair: among eight processes that
 * commit without a pause nobody waited longer than half a second, and none was ahead by more than a fifth.
 */
export function patiently<Result>(
  attempt: () => Attempt<Result>,
  limitMs: number,
  giveUp: (error: unknown) => Error,
): MaybePromise<Result> {
  const deadline = performance.now() + limitMs
  const first = attempt()
  return first.done ? first.result : persevere(attempt, deadline, giveUp)
}

/** Always tries once, also after the deadline. */
export async function persevere<Result>(
  attempt: () => Attempt<Result>,
  deadline: number,
  giveUp: (error: unknown) => Error,
): Promise<Result> {
  for (let round = 0; ; round++) {
    const outcome = attempt()
    if (outcome.done) return outcome.result
    if (performance.now() >= deadline) throw giveUp(outcome.error)
    await new Promise((resolve) => setTimeout(resolve, pauseMs(round)))
  }
}

/** The same, blocking: for opening, which answers at once, and which other processes may be doing at the same moment. */
export function patientlyBlocking<Result>(attempt: () => Attempt<Result>, limitMs: number, giveUp: (error: unknown) => Error): Result {
  const deadline = performance.now() + limitMs
  const sleeper = new Int32Array(new SharedArrayBuffer(4))
  for (let round = 0; ; round++) {
    const outcome = attempt()
    if (outcome.done) return outcome.result
    if (performance.now() >= deadline) throw giveUp(outcome.error)
    Atomics.wait(sleeper, 0, 0, pauseMs(round))
  }
}

function pauseMs(round: number): number {
  return 0.5 + Math.random() * Math.min(4, 2 ** round)
}
