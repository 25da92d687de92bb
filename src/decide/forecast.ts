import type { CompiledRule } from '../plan/compilePlan.js'
import { queueOf } from '../plan/limited.js'
import { stagesOf } from '../plan/territories.js'
import type { Rep } from '../rep.js'
import type { Snapshot, Subject } from './decide.js'
import { holdingFrom } from './holding.js'
import { isCounted } from './limits.js'
import { isActive, ownLimit } from './roster.js'

/** What a decision about a lead will probably read, so that it can be fetched in one go. A guess: `decide` asks for what is missing. */
export interface Forecast {
  readonly rotations: readonly string[]
  /** Whom the rules in question select, rule by rule. Those of the first rule are the ones to ask first. */
  readonly selections: readonly (readonly Rep[])[]
}

/** Goes through the rules that hold, up to the first with an active rep who has no limit: there the search most likely ends. */
export function forecast({ view }: Subject, { plan, select, roster }: Pick<Snapshot, 'plan' | 'select' | 'roster'>): Forecast {
  const rotations: string[] = []
  const selections: (readonly Rep[])[] = []
  for (let number = holdingFrom(0, plan, view); number < plan.inOrder.length; number = holdingFrom(number + 1, plan, view)) {
    const rule = plan.inOrder[number] as CompiledRule
    if (rule.to.kind === 'queue') {
      if (queueOf(plan, rule.to.queue).pushMs === undefined) break
      continue
    }
    if (stagesOf(rule, view).some(endsAt)) break
  }
  return { rotations, selections }

  function endsAt(rule: CompiledRule): boolean {
    const selected = select(rule, view)
    if (selected.length === 0) return false
    rotations.push(rule.rotation)
    selections.push(selected)
    return selected.some(
      (rep) => isActive(rep, roster.fields) && !isCounted(rep, rule, { roster }) && ownLimit(rep, roster.fields) === undefined,
    )
  }
}
