import { isGroup, isOperatorWord } from '../condition/words.js'
import type { Json, JsonObject } from '../lead.js'

/** The conditions on single fields of which all have to hold, by path; undefined where a condition is more than that. */
export function flatten(condition: JsonObject): ReadonlyMap<string, Json> | undefined {
  const found = new Map<string, Json>()
  return collect(condition, [], found) ? found : undefined
}

function collect(condition: JsonObject, path: readonly string[], found: Map<string, Json>): boolean {
  for (const [field, value] of Object.entries(condition)) {
    if (isGroup(field)) return false
    const inner = [...path, field]
    if (!isObject(value) || isOfField(value)) {
      // A dot in a name would be read as a step into it.
      if (field.includes('.')) return false
      found.set(inner.join('.'), value)
    } else if (!collect(value, inner, found)) return false
  }
  return true
}

/** Operators, or alternatives that are operators. */
function isOfField(condition: JsonObject): boolean {
  const keys = Object.keys(condition)
  if (keys.some(isOperatorWord)) return true
  const { any } = condition
  return keys.length === 1 && Array.isArray(any) && any.every((part) => isObject(part) && Object.keys(part).every(isOperatorWord))
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
