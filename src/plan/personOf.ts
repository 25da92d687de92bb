import { isScalar, nfcScalar, readPath } from '../condition/read.js'
import { digestOf } from '../digest.js'
import { canonicalJson } from '../json.js'
import type { JsonObject } from '../lead.js'
import type { CompiledPlan } from './compilePlan.js'

/** Stands for the person of a lead: a digest of what tells persons apart. Undefined where the plan or the lead says nothing of it. */
export function personOf({ personPath }: Pick<CompiledPlan, 'personPath'>, lead: JsonObject): string | undefined {
  if (personPath === undefined) return undefined
  const value = readPath(lead, personPath)
  if (!isScalar(value) || typeof value === 'boolean' || value === '' || value === null) return undefined
  return digestOf(canonicalJson(['person', nfcScalar(value)]))
}
