import { brief, didYouMean, type IssueList, type Place } from '../condition/issueList.js'
import { parsePath } from '../condition/parsePath.js'
import { nfc } from '../condition/read.js'
import type { Json } from '../lead.js'
import { checkKnownFields, fieldOf, isObject, missingField, type PlanNames } from './check.js'

/** The strategies of fairlead itself. */
export const strategyNames: readonly unknown[] = ['roundRobin', 'leastLoaded', 'weighted']

/** How one rep is picked: a word, or `{ weighted: 'path' }`. */
export function checkBy(value: Json, place: Place, names: PlanNames, issues: IssueList): void {
  if (isObject(value)) {
    checkKnownFields(value, ['weighted'], place, '`by`', issues)
    const field = fieldOf(value, 'weighted')
    if (field === undefined)
      missingField(
        [...place, 'weighted'],
        '`by` does not say what the weight is.',
        'Write { "weighted": "quota" }: the rep\'s field that holds the weight.',
        issues,
      )
    else parsePath(field, 'wrongType', [...place, 'weighted'], issues)
    return
  }
  if (typeof value !== 'string') {
    issues.report(
      'wrongType',
      place,
      `\`by\` is ${brief(value)}.`,
      'Write "roundRobin", "leastLoaded", { "weighted": "field" }, or the name of a strategy of yours.',
    )
    return
  }
  if (value === 'roundRobin' || value === 'leastLoaded' || names.strategies.has(nfc(value))) return
  const remedy =
    value === 'weighted'
      ? 'Write { "weighted": "quota" }: the rep\'s field that holds the weight.'
      : didYouMean(
          value,
          ['roundRobin', 'leastLoaded', ...names.strategies],
          'Use "roundRobin", "leastLoaded" or { "weighted": "field" }, or add it to the plan\'s `strategies`.',
        )
  issues.report('unknownStrategy', place, `There is no strategy ${brief(value)}.`, remedy)
}
