import { isScalar, nfcScalar, readPath } from '../condition/read.js'
import type { Test, Tree } from '../condition/tree.js'
import type { Json, JsonObject } from '../lead.js'
import { entryOf } from '../lookup/entryOf.js'
import type { Rep } from '../rep.js'

/** Reps by the values of a field, each list in roster order. */
export type ByValue = ReadonlyMap<Json, readonly Rep[]>

/** Finds reps by what their records say, without looking at each of them. */
export interface RosterIndex {
  /** The reps for whom all parts may hold: whoever is left out is out by one of them. */
  candidates(parts: readonly Tree[]): readonly Rep[]
  /** The reps with one of these values in a field, each once, in roster order. */
  lookUp(byValue: ByValue, values: readonly Json[]): readonly Rep[]
}

/** Indexes a field when a rule first asks about it, once for all rules. */
export function indexRoster(reps: readonly Rep[]): RosterIndex {
  const fields = new Map<string, ByValue>()
  const places = new Map(reps.map((rep, place) => [rep, place]))
  const place = (rep: Rep): number => places.get(rep) as number
  const field = (path: readonly string[]): ByValue => entryOf(fields, JSON.stringify(path), () => indexBy(reps, path))
  const lookUp = (byValue: ByValue, values: readonly Json[]): readonly Rep[] => {
    const found = values.map((value) => byValue.get(value) ?? nobody)
    if (found.length < 2) return found[0] ?? nobody
    return [...new Set(found.flat())].sort((one, two) => place(one) - place(two))
  }
  return {
    candidates(parts) {
      let fewest = reps
      for (const part of parts) {
        if (!namesValues(part)) continue
        const found = lookUp(field(part.path), [part.operand].flat() as Json[])
        if (found.length < fewest.length) fewest = found
      }
      return fewest
    },
    lookUp,
  }
}

const nobody: readonly Rep[] = []

/** Whether a test holds only for those with one of its values. */
function namesValues(part: Tree): part is Test {
  if (part.kind !== 'test' || part.negated) return false
  return part.operator === 'is' || part.operator === 'in' || part.operator === 'has' || part.operator === 'hasAny'
}

export function indexBy(reps: readonly Rep[], path: readonly string[]): ByValue {
  const byValue = new Map<Json, Rep[]>()
  for (const rep of reps) {
    for (const value of new Set(elements(readPath(rep as JsonObject, path)))) entryOf(byValue, value, (): Rep[] => []).push(rep)
  }
  return byValue
}

/** The scalars of a field: itself, or its elements; text after Unicode NFC. */
export function elements(value: Json | undefined): Json[] {
  if (!Array.isArray(value)) return isScalar(value) ? [nfcScalar(value)] : []
  return (value as readonly Json[]).filter(isScalar).map(nfcScalar)
}
