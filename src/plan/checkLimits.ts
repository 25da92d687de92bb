import { brief, type IssueList, type Place } from '../condition/issueList.js'
import type { Json } from '../lead.js'
import { checkKnownFields, checkObject, fieldOf } from './check.js'

/** How many leads may be limited, and within what. */
export const limitFields = ['open', 'perHour', 'perDay', 'perWeek'] as const

/** The limits of a rep, or of a rule. @param more what else may be the remedy */
export function checkLimits(value: Json, place: Place, issues: IssueList, more = ''): void {
  const limits = checkObject(value, place, '`limits`', issues)
  if (limits === undefined) return
  checkKnownFields(
    limits,
    limitFields,
    place,
    '`limits`',
    issues,
    more === '' ? undefined : () => `Fields are ${limitFields.join(', ')}. ${more}`,
  )
  for (const field of limitFields) {
    const limit = fieldOf(limits, field)
    if (limit !== undefined && !(Number.isSafeInteger(limit) && (limit as number) >= 0))
      issues.report(
        'wrongType',
        [...place, field],
        `The limit is ${brief(limit)}.`,
        'Write a whole number of at least 0, or leave it out for no limit.',
      )
  }
}
