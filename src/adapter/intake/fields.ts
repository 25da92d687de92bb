import type { Json, JsonObject } from '../../lead.js'

/** The value at the end of a path; undefined where the lead has none. Own fields only. */
export function valueAt(lead: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json | undefined = lead
  for (const field of path) {
    if (!isObject(value) || !Object.hasOwn(value, field)) return undefined
    value = value[field]
  }
  return value
}

/** A copy of the lead with the value at the end of the path; undefined where something else than an object is in the way. */
export function withValue(lead: JsonObject, path: readonly string[], value: Json): JsonObject | undefined {
  const [field, ...rest] = path
  if (field === undefined) return undefined
  if (rest.length === 0) return { ...lead, [field]: value }
  const inner = Object.hasOwn(lead, field) ? lead[field] : {}
  if (!isObject(inner)) return undefined
  const changed = withValue(inner, rest, value)
  return changed === undefined ? undefined : { ...lead, [field]: changed }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
