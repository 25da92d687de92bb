import { nfc, readPath } from '../condition/read.js'
import type { JsonObject } from '../lead.js'
import { wholeWeights } from '../ledger/weights.js'
import type { CompiledRule } from '../plan/compilePlan.js'
import type { CompiledTerritory } from '../plan/territories.js'
import type { Rep, RepFields } from '../rep.js'
import { isActive, ownLimit, ownLimits } from './roster.js'

/** What their records say of those whom a rule selects, by their place among them. */
export interface Squad {
  readonly fields: RepFields
  readonly active: readonly boolean[]
  /** Limits of open leads; undefined: none. */
  readonly limits: readonly (number | undefined)[]
  /** Whether they have limits beside that. */
  readonly limited: readonly boolean[]
  /** Weights by where they come from. */
  readonly weights: Map<string | CompiledTerritory, readonly number[]>
}

/** A selection is the same list for one lead after another, and its records do not change. */
const squads = new WeakMap<readonly Rep[], Squad>()

export function squadOf(selected: readonly Rep[], fields: RepFields): Squad {
  const known = squads.get(selected)
  if (known !== undefined && known.fields === fields) return known
  const squad: Squad = {
    fields,
    active: selected.map((rep) => isActive(rep, fields)),
    limits: selected.map((rep) => ownLimit(rep, fields)),
    limited: selected.map((rep) => ownLimits(rep, fields) !== undefined),
    weights: new Map(),
  }
  squads.set(selected, squad)
  return squad
}

/** Whole-number weights of everybody selected; 0 for a rep whose field is missing, no number, or not above zero. Undefined: 1 for everybody. */
export function weightsOf({ by }: CompiledRule, selected: readonly Rep[], { weights }: Squad): readonly number[] | undefined {
  if (by.kind !== 'weighted') return undefined
  const source = 'field' in by ? by.field.join('.') : by.territory
  const known = weights.get(source)
  if (known !== undefined) return known
  const given = selected.map((rep) => {
    const value = 'field' in by ? readPath(rep as JsonObject, by.field) : by.territory.weights?.get(nfc(rep.id))
    return typeof value === 'number' && value > 0 ? value : 0
  })
  const whole = wholeWeights(given.filter((weight) => weight > 0))
  let next = 0
  const made = given.map((weight) => (weight > 0 ? (whole[next++] as number) : 0))
  weights.set(source, made)
  return made
}
