import type { Decision, RuleTrace, SkipReason } from '../decide/decision.js'

/** Who the rules had somebody for, and why the others went to the fallback: a fold of decisions. Plain JSON of whole numbers. */
export interface Coverage {
  /** Decisions counted. */
  readonly leads: number
  /** How many each rule decided, `otherwise` included. */
  readonly rules: { readonly [rule: string]: number }
  readonly fallbacks: Fallbacks
}

export interface Fallbacks {
  /** How many the fallback decided. */
  readonly leads: number
  /** Of these: no rule held. */
  readonly noRule: number
  /** Of these: some rule held, and all whom the rules that held selected were full (`atCapacity`, `atRate`). What more capacity would have changed. */
  readonly full: number
  /** Of these: in how many somebody was skipped for this reason by a rule that held. A lead counts once under each of its reasons. */
  readonly because: { readonly [reason in SkipReason]?: number }
}

export const emptyCoverage: Coverage = { leads: 0, rules: {}, fallbacks: { leads: 0, noRule: 0, full: 0, because: {} } }

/** The coverage after one more decision: what `route` returns, or a stored lead's. A duplicate is counted by whoever counts it again. The old one is left as it was. */
export function cover(coverage: Coverage, { rule, trace }: Pick<Decision, 'rule' | 'trace'>): Coverage {
  const { leads, rules, fallbacks } = coverage
  const counted = { leads: leads + 1, rules: added(rules, rule) }
  return { ...counted, fallbacks: rule === 'otherwise' ? afterFallback(fallbacks, trace.rules.slice(0, -1)) : fallbacks }
}

function afterFallback({ leads, noRule, full, because }: Fallbacks, held: readonly RuleTrace[]): Fallbacks {
  const reasons = new Set(held.flatMap(({ skipped }) => skipped.map(({ reason }) => reason)))
  const allFull = held.length > 0 && held.every(({ outcome, skipped }) => outcome === 'nobodyEligible' && skipped.every(isFull))
  return {
    leads: leads + 1,
    noRule: noRule + (held.length === 0 ? 1 : 0),
    full: full + (allFull ? 1 : 0),
    because: [...reasons].reduce(added<SkipReason>, because),
  }
}

function isFull({ reason }: { readonly reason: SkipReason }): boolean {
  return reason === 'atCapacity' || reason === 'atRate'
}

/** One more under this name. */
function added<Name extends string>(counts: { readonly [name in Name]?: number }, name: Name): { readonly [name in Name]: number } {
  const before = Object.hasOwn(counts, name) ? (counts[name] ?? 0) : 0
  return { ...counts, [name]: before + 1 } as { readonly [name in Name]: number }
}
