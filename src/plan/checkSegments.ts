import { brief, type IssueList } from '../condition/issueList.js'
import { parseCondition } from '../condition/parse.js'
import { isReserved } from '../condition/words.js'
import type { Json } from '../lead.js'
import { checkName, checkObject, checkUnique, isObject, type PlanNames } from './check.js'

/** Labels and their values, without their conditions: those may refer to names that stand later in the document. */
export function checkSegmentNames(value: Json | undefined, issues: IssueList): Map<string, ReadonlySet<string>> {
  const labels = new Map<string, ReadonlySet<string>>()
  const segments = value === undefined ? undefined : checkObject(value, ['segments'], '`segments`', issues)
  for (const [label, values] of Object.entries(segments ?? {})) {
    const place = ['segments', label]
    checkName(label, place, 'The label', issues)
    if (isReserved(label) || label === 'account' || label === 'queue') {
      issues.report('reservedName', place, `The label ${brief(label)} has a meaning of its own.`, 'Use another name.')
    }
    const conditions = checkObject(values, place, `The segment ${brief(label)}`, issues)
    if (conditions === undefined) continue
    const seen = new Set<string>()
    for (const name of Object.keys(conditions)) {
      const checked = checkName(name, [...place, name], `The value of ${brief(label)}`, issues)
      if (checked === undefined) continue
      checkUnique(checked, seen, [...place, name], 'The value', issues)
      if (isArrayIndex(name)) {
        issues.report(
          'reservedName',
          [...place, name],
          `The value ${brief(name)} is a whole number: JSON objects would change its order among the values.`,
          'Use another name, such as "zone 1".',
        )
      }
    }
    if (Object.keys(conditions).length === 0)
      issues.report(
        'emptyGroup',
        place,
        `The segment ${brief(label)} has no values.`,
        'Name at least one value with its condition, or leave it out.',
      )
    labels.set(label, seen)
  }
  return labels
}

/** The conditions of the labels' values. They see the lead and its account, no other label. */
export function checkSegmentConditions(value: Json | undefined, names: PlanNames, issues: IssueList): void {
  if (!isObject(value)) return
  for (const [label, values] of Object.entries(value)) {
    if (!isObject(values)) continue
    for (const [name, condition] of Object.entries(values)) {
      parseCondition(condition, { issues, place: ['segments', label, name], target: false, lists: names.lists })
    }
  }
}

/** Whether an object would move the key in front of others. */
function isArrayIndex(key: string): boolean {
  const index = Number(key)
  return Number.isInteger(index) && index >= 0 && index < 2 ** 32 - 1 && String(index) === key
}
