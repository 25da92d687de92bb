import type { Instant, LeadKey } from '../lead.js'
import type { Timer } from '../state/record.js'
import type { Draft } from './draft.js'

/** There is one timer for each subject, epoch, name and step. */
export function isSameTimer(one: Timer, other: Timer): boolean {
  return one.subject === other.subject && one.epoch === other.epoch && one.name === other.name && one.step === other.step
}

/**
 * Cancels the timers of a lead that are set.
 *
 * @param concerned which of them; without it, all
 * @returns how many
 */
export function cancelTimers(draft: Draft, key: LeadKey, now: Instant, concerned: (timer: Timer) => boolean = () => true): number {
  const set = draft.timers(key).filter((timer) => timer.state === 'set' && concerned(timer))
  for (const timer of set) draft.setTimer(key, { ...timer, state: 'cancelled', endedAt: now })
  return set.length
}
