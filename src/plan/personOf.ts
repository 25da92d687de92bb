import { nfcScalar, readPath } from '../condition/read.js'
import { digestOf } from '../digest.js'
import { canonicalJson } from '../json.js'
import type { JsonObject } from '../lead.js'
import type { CompiledPlan } from './compilePlan.js'
import { unsealed, without } from './hostPaths.js'

/** Stands for the person of a lead: a digest of what tells persons apart. Undefined where the plan or the lead says nothing of it. */
export function personOf(
  { personPath, hostPaths }: Pick<CompiledPlan, 'personPath' | 'hostPaths'>,
  { lead, host }: { readonly lead: JsonObject; readonly host?: true | readonly string[] },
): string | undefined {
  if (personPath === undefined) return undefined
  const value = readPath(without(lead, unsealed(lead, host, hostPaths)), personPath)
  if (typeof value !== 'number' && (typeof value !== 'string' || value.trim() === '')) return undefined
  // With the path: another plan may tell persons apart by something else.
  return digestOf(canonicalJson(['person', [...personPath], nfcScalar(value)]))
}
