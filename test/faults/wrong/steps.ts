import type { Store } from '../../../src/port/store.js'
import type { StoredLead } from '../../../src/state/record.js'
import { transacting } from './rewrite.js'

/** Escalations that are wrong. */

/** Nobody writes down that a timer has fired. */
export function firesAgain(base: Store): Store {
  return transacting(base, { write: (write) => ({ ...write, timers: write.timers.filter(({ state }) => state !== 'fired') }) })
}

/** Nobody looks who had the lead before. */
export function goesBack(base: Store): Store {
  const forgetful = ({ past: _past, declined: _declined, ...lead }: StoredLead): StoredLead => lead
  return transacting(base, { view: (view) => ({ ...view, leads: new Map([...view.leads].map(([key, lead]) => [key, forgetful(lead)])) }) })
}
