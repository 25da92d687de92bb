import { readPath } from '../condition/read.js'
import type { Issue } from '../errors.js'
import { canonicalJson } from '../json.js'
import type { Json, JsonObject, LeadKey } from '../lead.js'
import type { CompiledPlan } from './compilePlan.js'

/** The longest key, in characters. */
export const longestKey = 512

/**
 * The key of a lead: what stands at the plan's `key` (by default the lead's `id`), as text; of several paths, the canonical JSON
 * of the list of their values, so that different parts never make the same key.
 */
export function leadKey(
  { keyPaths }: Pick<CompiledPlan, 'keyPaths'>,
  lead: JsonObject,
): { readonly key: LeadKey } | { readonly issues: readonly Issue[] } {
  const parts = keyPaths.map((path) => readPath(lead, path))
  const issues = parts.flatMap((part, index) => checkPart(part, keyPaths[index] ?? []))
  if (issues.length > 0) return { issues }
  const [only] = parts
  const key = parts.length === 1 ? String(only) : canonicalJson(parts as readonly Json[])
  return key.length > longestKey
    ? { issues: [issue(keyPaths[0] ?? [], `The key has more than ${longestKey} characters.`, 'Use a shorter field as the key.')] }
    : { key }
}

function checkPart(part: Json | undefined, path: readonly string[]): Issue[] {
  const field = path.join('.')
  if (part === undefined || part === null)
    return [issue(path, `The lead has no ${field}.`, "Give it one, or name the field that identifies a lead in the plan's `key`.")]
  if (typeof part === 'number' && Number.isFinite(part)) return []
  if (typeof part !== 'string' || part === '')
    return [issue(path, `The lead's ${field} is no key.`, 'Use a text that is not empty, or a number.')]
  return part.includes('\0') ? [issue(path, `The lead's ${field} has a NUL character.`, 'Remove the character.')] : []
}

function issue(path: readonly string[], message: string, hint: string): Issue {
  return { code: 'badKey', message, path, hint }
}
