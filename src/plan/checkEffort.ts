import { brief, type IssueList } from '../condition/issueList.js'
import { parsePath } from '../condition/parsePath.js'
import type { Json } from '../lead.js'
import { checkKnownFields, checkObject, fieldOf, missingField } from './check.js'

/** The most that one lead may take of an open limit. */
export const mostEffort = 1000

const example = '{ "field": "seats", "else": 1 }'

/** Where the plan says how much of an open limit a lead takes. */
export function checkEffort(value: Json | undefined, issues: IssueList): void {
  const effort = value === undefined ? undefined : checkObject(value, ['effort'], '`effort`', issues)
  if (effort === undefined) return
  checkKnownFields(effort, ['field', 'else'], ['effort'], '`effort`', issues)
  const field = fieldOf(effort, 'field')
  if (field === undefined)
    missingField(
      ['effort', 'field'],
      '`effort` does not say where the effort of a lead stands.',
      `Name the lead's field: ${example}.`,
      issues,
    )
  else parsePath(field, 'wrongType', ['effort', 'field'], issues)
  const otherwise = fieldOf(effort, 'else')
  if (otherwise === undefined || isEffort(otherwise)) return
  issues.report(
    typeof otherwise === 'number' && otherwise > mostEffort ? 'tooMuch' : 'wrongType',
    ['effort', 'else'],
    `\`else\` is ${brief(otherwise)}, not a whole number from 0 to ${mostEffort}.`,
    `Write what a lead takes whose field says nothing of use: ${example}.`,
  )
}

/** Whether a value tells how much of an open limit a lead takes. */
export function isEffort(value: Json | undefined): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= mostEffort
}
