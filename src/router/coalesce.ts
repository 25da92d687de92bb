import { RoutingError } from '../errors.js'
import { isAboutContent } from './inStore.js'

/** Work that arrives while a batch runs waits and shares the next one: no timer, no delay when idle. */
export interface Coalescer<Item, Result> {
  /**
   * @param patient the caller limits itself how much it sends: its items are never refused and take nobody else's room
   * @throws RoutingError `overload` if too much is waiting already
   */
  push(item: Item, patient?: boolean): Promise<Result>
  /** How many have come in and are not settled. */
  readonly waiting: number
}

/**
 * What comes in during one turn of the event loop shares the first batch. Kept from the moment the module is loaded: a host's tests may
 * put fake timers in place of the global one, and leads must not wait for those.
 */
const afterThisTurn = globalThis.setImmediate

/** More in one transaction gains nothing and holds its lock longer. */
const LARGEST_BATCH = 256

/** One item that is refused fails nine times on the way to it, from 256 down to 1. A store that fails so often without a success between refuses everything. */
const FAILURES_IN_A_ROW = 32

interface Waiting<Item, Result> {
  readonly item: Item
  readonly patient: boolean
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/**
 * @param run settles a batch: puts one result for each item into `done`, in order. If it throws, what it has put there stands. An error
 * that may be about one of the others has their halves tried again, down to the one that is refused; only that one's caller is told.
 */
export function createCoalescer<Item, Result>(
  run: (batch: readonly Item[], done: Result[]) => Promise<void>,
  maxWaiting: number,
): Coalescer<Item, Result> {
  const waiting: Waiting<Item, Result>[] = []
  let impatient = 0
  let underway = 0
  let running = false

  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, LARGEST_BATCH)
      impatient -= batch.filter(({ patient }) => !patient).length
      underway = batch.length
      await settle(batch)
      underway = 0
    }
    running = false
  }

  const settle = async (batch: readonly Waiting<Item, Result>[]): Promise<void> => {
    const groups = [batch]
    let failures = 0
    for (let group = groups.pop(); group !== undefined; group = groups.pop()) {
      const done: Result[] = []
      let failure: { readonly error: unknown } | undefined
      try {
        await run(
          group.map(({ item }) => item),
          done,
        )
      } catch (error) {
        failure = { error }
      }
      for (const [index, result] of done.entries()) group[index]?.resolve(result)
      failures = done.length > 0 ? 0 : failures + 1
      if (failure === undefined) continue
      const rest = group.slice(done.length)
      if (rest.length > 1 && failures < FAILURES_IN_A_ROW && isAboutContent(failure.error)) {
        const half = Math.ceil(rest.length / 2)
        groups.push(rest.slice(half), rest.slice(0, half))
      } else for (const { reject } of rest) reject(failure.error)
    }
  }

  return {
    push: (item, patient = false) =>
      new Promise((resolve, reject) => {
        if (!patient && impatient >= maxWaiting) {
          reject(new RoutingError('overload', { detail: `${impatient} are waiting.` }))
          return
        }
        if (!patient) impatient += 1
        waiting.push({ item, patient, resolve, reject })
        if (running) return
        running = true
        afterThisTurn(() => void work())
      }),
    get waiting() {
      return waiting.length + underway
    },
  }
}
