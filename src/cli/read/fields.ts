import type { Issue } from '../../errors.js'
import { jsonLimits, toJson } from '../../json.js'
import type { Json, JsonObject } from '../../lead.js'

/** A row as an object of plain JSON; what is wrong goes into `issues`. */
export function rowObject(value: unknown, row: number, what: string, issues: Issue[]): JsonObject | undefined {
  const copied = toJson(value, jsonLimits.lead)
  if ('issues' in copied) {
    issues.push(...copied.issues.map((issue) => ({ ...issue, path: [row, ...issue.path] })))
    return undefined
  }
  const fields = copied.value
  if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return fields as JsonObject
  issues.push({ code: 'wrongType', message: `${what} is an object.`, path: [row], hint: 'Write { "name": value, … }.' })
  return undefined
}

/** A field that has to be text, if it is there; `null` counts as missing. */
export function textField(
  fields: JsonObject,
  field: string,
  row: number,
  hint: string,
  issues: Issue[],
  needed = false,
): string | undefined {
  const value: Json | undefined = Object.hasOwn(fields, field) ? fields[field] : undefined
  if (typeof value === 'string' && value !== '') return value
  if (value === undefined || value === null) {
    if (needed) issues.push({ code: 'missingField', message: `The field ${field} is missing.`, path: [row, field], hint })
  } else issues.push({ code: 'wrongType', message: `The field ${field} is no text.`, path: [row, field], hint })
  return undefined
}
