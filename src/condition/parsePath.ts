import type { IssueCode } from '../errors.js'
import type { Json } from '../lead.js'
import { brief, type IssueList, type Place } from './issueList.js'
import { limits } from './limits.js'
import { splitPath } from './read.js'
import { isReserved } from './words.js'

/** A path written as text, `company.country`, as its parts; undefined (and an issue) where it is none. */
export function parsePath(value: Json | undefined, code: IssueCode, place: Place, issues: IssueList): readonly string[] | undefined {
  const parts = typeof value === 'string' ? splitPath(value) : undefined
  if (parts === undefined) {
    issues.report(code, place, `${brief(value)} is no path to a field.`, 'Write the field names with dots between them: "company.country".')
    return undefined
  }
  if (parts.length > limits.depth || parts.some((part) => part.length > limits.name)) {
    issues.report(
      'tooMuch',
      place,
      `A path of more than ${limits.depth} fields, or a field name of more than ${limits.name} characters.`,
      'Use a shorter path.',
    )
    return undefined
  }
  const reserved = parts.find(isReserved)
  if (reserved !== undefined) {
    issues.report(
      'reservedName',
      place,
      `\`${reserved}\` is a word of the plan language, not a field.`,
      'A field of that name has to be renamed.',
    )
    return undefined
  }
  return parts
}
