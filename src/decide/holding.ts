import type { JsonObject } from '../lead.js'
import type { CompiledPlan } from '../plan/compilePlan.js'

/** The number in `inOrder` of the first rule from `from` on whose condition holds; that of `otherwise` holds always. Behind it: one too many. */
export function holdingFrom(from: number, { matcher, rules }: CompiledPlan, view: JsonObject): number {
  if (from > rules.length) return from
  const number = matcher.first(view, from)
  return number < 0 ? rules.length : number
}
