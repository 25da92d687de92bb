import { RoutingError } from '../errors.js'

/** Work that arrives while a batch runs waits and shares the next one: no timer, no delay when idle. */
export interface Coalescer<Item, Result> {
  /**
   * @param patient the caller limits itself how much it sends: its items are never refused and take nobody else's room
   * @throws RoutingError `overload` if too much is waiting already
   */
  push(item: Item, patient?: boolean): Promise<Result>
}

/**
 * What comes in during one turn of the event loop shares the first batch. Kept from the moment the module is loaded: a host's tests may
 * put fake timers in place of the global one, and leads must not wait for those.
 */
const afterThisTurn = globalThis.setImmediate

/** More in one transaction gains nothing and holds its lock longer. */
const LARGEST_BATCH = 256

/** @param run settles a batch: one result for each item, in order. If it throws, the caller of every item is told. */
export function createCoalescer<Item, Result>(
  run: (batch: readonly Item[]) => Promise<readonly Result[]>,
  maxWaiting: number,
): Coalescer<Item, Result> {
  interface Waiting {
    readonly item: Item
    readonly patient: boolean
    readonly resolve: (result: Result) => void
    readonly reject: (error: unknown) => void
  }
  const waiting: Waiting[] = []
  let impatient = 0
  let running = false

  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, LARGEST_BATCH)
      impatient -= batch.filter(({ patient }) => !patient).length
      try {
        const results = await run(batch.map(({ item }) => item))
        batch.forEach(({ resolve }, index) => {
          resolve(results[index] as Result)
        })
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    running = false
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
  }
}
