import type { Instant } from '../../lead.js'
import type { Presence } from '../../port/ports.js'
import type { BusyTimes } from './busyTimes.js'
import type { FeedFailure } from './getFeed.js'
import type { CalendarProblem } from './problem.js'

/** Everything for which a calendar counts as broken. */
export type CalendarFailure = FeedFailure | CalendarProblem['kind'] | 'reading' | 'failed'

/** Fixed words: a reason is stored with the decision, and the address of a calendar is a secret. */
const reasons: Readonly<Record<CalendarFailure, string>> = {
  refused: 'its address is not allowed',
  unreachable: 'its server cannot be reached',
  slow: 'its server does not answer in time',
  redirected: 'its address leads elsewhere',
  answered: 'its server refuses it',
  encoded: 'its server compresses it',
  tooLarge: 'it is too large',
  shape: 'it is no whole calendar',
  date: 'an event has no valid time',
  zone: 'an event has an unknown time zone',
  rule: 'an event has an unknown recurrence',
  tooMuch: 'it takes more work than the limits allow',
  reading: 'it is still being read',
  failed: 'it failed',
}

export function brokenReason(failure: CalendarFailure): string {
  return `calendar unreadable: ${reasons[failure]}`
}

/** Whether somebody is there at an instant; or why nobody knows. */
export function presenceAt({ away, problems }: BusyTimes, now: Instant): Presence | CalendarProblem['kind'] {
  const first = away.find(({ from, until }) => from <= now && now < until)
  if (first !== undefined) {
    // Absences that follow each other without a gap are one.
    const until = away.reduce((end, next) => (next.from <= end && next.until > end ? next.until : end), first.until)
    return { away: first.reason, until }
  }
  return problems.find(({ from = now, until = now + 1 }) => from <= now && now < until)?.kind ?? true
}
