import type { Store } from '../../../src/port/store.js'
import type { StoredLead, Timer } from '../../../src/state/record.js'
import { transacting } from './rewrite.js'

/** Escalations that are wrong. */

/** Nobody writes down that a timer has fired, once: it is fired again. (Never written down, sweepers would never come to an end.) */
export function firesAgain(base: Store): Store {
  const forgotten = new Set<string>()
  const forget = ({ subject, epoch, name, step, state }: Timer): boolean => {
    const timer = JSON.stringify([subject, epoch, name, step])
    if (state !== 'fired' || forgotten.has(timer)) return false
    forgotten.add(timer)
    return true
  }
  return transacting(base, { write: (write) => ({ ...write, timers: write.timers.filter((timer) => !forget(timer)) }) })
}

/** Nobody looks who had the lead before. */
export function goesBack(base: Store): Store {
  const forgetful = ({ past: _past, declined: _declined, ...lead }: StoredLead): StoredLead => lead
  return transacting(base, { view: (view) => ({ ...view, leads: new Map([...view.leads].map(([key, lead]) => [key, forgetful(lead)])) }) })
}
