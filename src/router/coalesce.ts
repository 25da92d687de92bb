import { RoutingError } from '../errors.js'

/** Work that arrives while a batch runs waits and shares the next one: no timer, no delay when idle. */
export interface Coalescer<Item, Result> {
  /** @throws RoutingError `overload` if too much is waiting already */
  push(item: Item): Promise<Result>
  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void>
}

/**
 * What comes in during one turn of the event loop shares the first batch. Kept from the moment the module is loaded: a host's tests may
 * put fake timers in place of the global one, and leads must not wait for those.
 */
const afterThisTurn = globalThis.setImmediate

/** More in one transaction gains nothing and holds its lock longer. */
const LARGEST_BATCH = 256

/** @param run settles a batch: one result for each item, in order. If it throws, the whole batch was left undone. */
export function createCoalescer<Item, Result>(run: (batch: readonly Item[]) => Promise<readonly Result[]>, maxWaiting: number): Coalescer<Item, Result> {
  interface Waiting {
    readonly item: Item
    readonly resolve: (result: Result) => void
    readonly reject: (error: unknown) => void
  }
  const waiting: Waiting[] = []
  let running: Promise<void> | undefined

  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, LARGEST_BATCH)
      try {
        const results = await run(batch.map(({ item }) => item))
        batch.forEach(({ resolve }, index) => resolve(results[index] as Result))
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    running = undefined
  }
  return {
    push: (item) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= maxWaiting) {
          reject(new RoutingError('overload', { detail: `${waiting.length} are waiting.` }))
          return
        }
        waiting.push({ item, resolve, reject })
        running ??= new Promise<void>((start) => afterThisTurn(() => start())).then(work)
      }),
    idle: async () => {
      while (running !== undefined) await running
    },
  }
}
