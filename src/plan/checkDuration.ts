import { brief, type IssueList, type Place } from '../condition/issueList.js'
import type { Json } from '../lead.js'
import { durationMs, durationUnits, longestMs } from '../time/duration.js'
import { checkKnownFields, checkObject, fieldOf } from './check.js'

/** Elapsed time in days, hours, minutes and seconds: above zero, at most 365 days. */
export function checkDuration(value: Json, place: Place, issues: IssueList): void {
  const duration = checkObject(value, place, 'The duration', issues)
  if (duration === undefined) return
  checkKnownFields(duration, durationUnits, place, 'A duration', issues)
  const parts: { [unit in (typeof durationUnits)[number]]?: number } = {}
  let sound = true
  for (const unit of durationUnits) {
    const part = fieldOf(duration, unit)
    if (part === undefined) continue
    if (typeof part === 'number' && part >= 0) parts[unit] = part
    else {
      sound = false
      issues.report(
        'wrongType',
        [...place, unit],
        `The ${unit} are ${brief(part)}, not a number of at least 0.`,
        'Write a number, such as "hours": 2.',
      )
    }
  }
  if (!sound || Object.keys(duration).length > Object.keys(parts).length) return
  const ms = durationMs(parts)
  if (ms > longestMs) issues.report('tooMuch', place, 'The duration is longer than 365 days.', 'Use a shorter one.')
  else if (!(ms > 0)) issues.report('emptyGroup', place, 'The duration is nothing.', 'Write how long, such as { "hours": 2 }.')
}
