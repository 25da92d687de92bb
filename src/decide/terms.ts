import { readPath } from '../condition/read.js'
import type { JsonObject } from '../lead.js'
import type { MakeUp } from '../ledger/makeUp.js'
import { LEAD } from '../ledger/standing.js'
import type { CompiledTerms } from '../plan/terms.js'
import type { Worth } from '../strategy/strategy.js'

/** The terms of a rotation in the ledger's units. */
export function makeUpOf({ repay, atMost, rate }: CompiledTerms): MakeUp {
  return { repay, atMost: Math.round(atMost * LEAD), rate }
}

/** What a lead is worth, in typical leads. A missing, mistyped or negative value counts as nothing: such a lead is shared out by count alone. */
export function worthOf(view: JsonObject, { field, typical }: NonNullable<CompiledTerms['value']>): Worth {
  const value = readPath(view, field)
  return { field: field.join('.'), typical: typeof value === 'number' && value >= 0 ? value / typical : undefined }
}
