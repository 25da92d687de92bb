import type { Place } from '../condition/issueList.js'
import { isGroup, isOperatorWord } from '../condition/words.js'
import type { Json, JsonObject } from '../lead.js'

/** Where a condition says something of a field, as it is written: trees do not know their place in the document. */
export interface Mention {
  readonly field: readonly string[]
  readonly place: Place
  /** `is` for a value, `in` for a list of values. */
  readonly operator: string
  readonly operand: Json
}

/** Every test and join of a condition that `checkPlan` has accepted. */
export function mentionsIn(condition: Json, place: Place, field: readonly string[] = []): readonly Mention[] {
  if (Array.isArray(condition)) return [{ field, place, operator: 'in', operand: condition }]
  if (!isObject(condition)) return [{ field, place, operator: 'is', operand: condition }]
  const entries = Object.entries(condition)
  if (field.length > 0 && entries.some(([word]) => isOperatorWord(word)))
    return entries.flatMap(([operator, operand]) =>
      operator === 'orElse' ? [] : [{ field, place: [...place, operator], operator, operand }],
    )
  return entries.flatMap(([key, value]) =>
    isGroup(key)
      ? (value as readonly Json[]).flatMap((part, index) => mentionsIn(part, [...place, key, index], field))
      : mentionsIn(value, [...place, key], [...field, key]),
  )
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
