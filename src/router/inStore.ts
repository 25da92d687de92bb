import { isRoutingError, RoutingError, reasonOf } from '../errors.js'
import type { MaybePromise } from '../lead.js'
import type { Store } from '../port/store.js'

/** Has the store do something. @throws RoutingError, also where the store of a host throws something of its own */
export async function inStore<Result>(work: () => MaybePromise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    throw isRoutingError(cause) ? cause : new RoutingError('storeFailed', { detail: reasonOf(cause), cause })
  }
}

/** The store through a transaction that the host has open, or the store itself where there is none. @throws RoutingError `noHostTransaction`, `badOptions` */
export function storeWithin(store: Store, tx: unknown): Store {
  if (tx === undefined) return store
  if (store.within === undefined) throw new RoutingError('noHostTransaction', { detail: `The store is ${JSON.stringify(store.name)}.` })
  return store.within(tx)
}

/**
 * Whether an error can be about what was to be written, so that less of it might go through. What tells of a store that is away, busy or
 * closed is about none of it.
 */
export function isAboutContent(error: unknown): boolean {
  return !isRoutingError(error) || error.code === 'storeFailed'
}

/** Whether a store is out of order for whatever is sent to it, for now or for good. */
export function isOutOfOrder(error: unknown): boolean {
  return isRoutingError(error) && (outOfOrder as readonly string[]).includes(error.code)
}

const outOfOrder = ['storeUnavailable', 'storeTimeout', 'storeClosed', 'schemaNewer', 'overload', 'planUnusable'] as const
