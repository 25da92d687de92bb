import type { Store } from '../../../src/port/store.js'
import { inForceAt, type PlanRecord, type PlanTag } from '../../../src/state/planRecord.js'
import { type StoreLife, simulatedStore } from '../simulation/simulatedStore.js'
import { transacting } from './rewrite.js'

/** Stores that see the wrong version of the plan. */

/** The version in force is read outside of the lock: another process may have published, and decided, since. */
export function versionFromBefore(base: Store, life: StoreLife): Store {
  let read: PlanTag | undefined
  const before = transacting(base, {
    view: ({ plan, ...view }) => {
      const seen = read
      read = plan
      return { ...view, ...(seen === undefined ? {} : { plan: seen }) }
    },
  })
  return simulatedStore(before, life)
}

/** What is scheduled is in force by the clock of whoever asks, also where decisions by it were made already. */
export function versionByOwnClock(base: Store): Store {
  return transacting(base, {
    view: ({ plan: _plan, ...view }, { now }) => {
      const found = inForceAt(base.plans({ limit: 1000 }) as readonly PlanRecord[], now)
      return { ...view, ...(found === undefined ? {} : { plan: { version: found.version, digest: found.digest } }) }
    },
  })
}

/** Two who publish at once get the same number, and the second one writes over the first. */
export function publishesUnseen(base: Store): Store {
  return transacting(base, { write: ({ journal: _journal, ...write }) => write })
}
