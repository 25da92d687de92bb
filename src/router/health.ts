import type { Counts, Store } from '../port/store.js'
import { ask } from './ask.js'

/** How a router and its store are. */
export interface Health {
  /** The store, by its name. */
  readonly store: string
  readonly durable: boolean
  /** Whether the store answers. */
  readonly ok: boolean
  /** Why it does not. */
  readonly error?: string
  /** Leads that have come into this router and are not settled yet. */
  readonly waiting: number
  /** What waits in the store. Missing where it does not answer. */
  readonly counts?: Counts
}

/** Never throws, and does not wait longer than `timeoutMs`. */
export async function healthOf(store: Store, waiting: number, timeoutMs: number): Promise<Health> {
  const { name, durable } = store
  const answer = await ask(0, timeoutMs, () => store.counts())
  return {
    store: name,
    durable,
    waiting,
    ...('failed' in answer ? { ok: false, error: answer.failed } : { ok: true, counts: answer.value }),
  }
}
