import type { Instant, LeadKey } from '../lead.js'
import type { StoredLead, Timer } from '../state/record.js'
import type { Draft } from './draft.js'
import type { Item } from './settleOne.js'

/** The timer of a lead that goes on to the next rules if nobody claims it. Hosts cannot set one of that name. */
export const PUSH = 'push'

/** Sets the timer of a lead that was sent to a queue, and is not to wait there for ever. */
export function setPush(draft: Draft, { key, subject, epoch, until }: StoredLead): void {
  // It may have waited in a queue before without having an owner in between.
  const step = draft.timers(key).filter((timer) => isPush(timer) && timer.epoch === epoch).length
  draft.setTimer(key, { subject, epoch, name: PUSH, step, at: until as Instant, channels: [], state: 'set' })
}

/** It went on: that happens once. */
export function endPush(draft: Draft, key: LeadKey, now: Instant): void {
  for (const timer of draft.timers(key))
    if (isPush(timer) && timer.state === 'set' && timer.at <= now) draft.setTimer(key, { ...timer, state: 'fired', endedAt: now })
}

export function isPush({ name }: Timer): boolean {
  return name === PUSH
}

/** Whether a lead that is to go on still waits, and long enough. */
export function isDue({ state, until }: StoredLead, { push }: Item, now: Instant): boolean {
  return push === true && state === 'queued' && until !== undefined && until <= now
}
