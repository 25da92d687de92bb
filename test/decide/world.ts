import { decide, subjectOf, type Verdict } from '../../src/decide/decide.js'
import { type Account, type Decision, type Facts, noFacts } from '../../src/decide/decision.js'
import { compileRoster } from '../../src/decide/roster.js'
import { createSelect } from '../../src/decide/select.js'
import type { JsonObject } from '../../src/lead.js'
import { emptyLedger } from '../../src/ledger/state.js'
import { checkPlan } from '../../src/plan/checkPlan.js'
import { checkRoster } from '../../src/plan/checkRoster.js'
import { compilePlan } from '../../src/plan/compilePlan.js'
import type { Plan } from '../../src/plan/document.js'
import { repFields } from '../../src/rep.js'
import type { HostStrategy } from '../../src/strategy/strategy.js'

export interface WorldOptions {
  readonly plan: Omit<Plan, 'fairlead' | 'name'>
  readonly reps: readonly JsonObject[]
  readonly facts?: Partial<Facts>
  readonly open?: { readonly [rep: string]: number }
  readonly strategies?: { readonly [name: string]: HostStrategy }
  readonly waits?: { readonly [rule: string]: number }
  readonly declined?: readonly string[]
  readonly account?: Account
  readonly now?: number
}

/** One decision in a world made for it, on empty ledgers. */
export function verdictOn(
  lead: JsonObject,
  { plan, reps, facts, open = {}, strategies = {}, waits = {}, declined = [], account, now = 0 }: WorldOptions,
): Verdict {
  const checked = checkPlan({ fairlead: 1, name: 'test', ...plan })
  if ('issues' in checked) throw new Error(JSON.stringify(checked.issues))
  const compiled = compilePlan(checked.plan)
  const roster = checkRoster(reps, { ...repFields, ...plan.repFields })
  if ('issues' in roster) throw new Error(JSON.stringify(roster.issues))
  const compiledRoster = compileRoster(roster.reps, compiled.repFields)
  return decide(subjectOf(compiled, 'L1', account === undefined ? { lead } : { lead, account }), {
    plan: compiled,
    roster: compiledRoster,
    select: createSelect(compiled, compiledRoster),
    strategies: new Map(Object.entries(strategies)),
    facts: { ...noFacts, ...facts },
    now,
    waits,
    declined,
    notes: [],
    ledger: () => emptyLedger,
    load: (rep) => ({ open: open[rep] ?? 0, assigned: open[rep] ?? 0 }),
    unknown: () => [],
  })
}

export function decisionOn(lead: JsonObject, options: WorldOptions): Decision {
  const verdict = verdictOn(lead, options)
  if (verdict.kind === 'needs') throw new Error('nothing should be missing')
  return verdict.decision
}

/** `ana by 'a rule'`, `queue nurture by 'otherwise'`. */
export function outcomeOf(decision: Decision): string {
  return decision.kind === 'assigned' ? `${decision.rep} by ${decision.rule}` : `queue ${decision.queue} by ${decision.rule}`
}
