import type { Store } from '../../src/index.js'

/**
 * The same store, each call answered after so many turns of the event loop: what a router does between two calls comes between those of
 * others, as with a store on the network. Each call is still one step of its own.
 *
 * @param turns how long the next call takes, half of it before it is carried out
 */
export function slowStore(store: Store, turns: () => number): Store {
  const pause = async (count: number): Promise<void> => {
    for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve))
  }
  const slow = (method: unknown): unknown =>
    typeof method !== 'function'
      ? method
      : async (...given: unknown[]) => {
          const count = turns()
          await pause(count >> 1)
          const answer: unknown = method(...given)
          await pause(count - (count >> 1))
          return answer
        }
  return Object.fromEntries(Object.entries(store).map(([name, method]) => [name, slow(method)])) as unknown as Store
}

/** Numbers from 0 up to a limit, the same for the same seed. */
export function chanceOf(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}
