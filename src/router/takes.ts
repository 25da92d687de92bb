import { subjectOf } from '../decide/decide.js'
import { takesOf } from '../decide/limits.js'
import type { CompiledRoster } from '../decide/roster.js'
import type { Instant } from '../lead.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import type { RepId } from '../rep.js'
import type { StoredLead, Takes } from '../state/record.js'

/** What a lead takes of the capacity of whoever gets it. */
export type TakesOf = (stored: StoredLead, now: Instant) => Takes | undefined

/**
 * What a lead takes of a rep who gets it past the rules: their limits do not count it, those of the rep do.
 *
 * @param present the plan in force, asked when the lead is given
 */
export function takesByHand(to: RepId, roster: CompiledRoster, present: () => CompiledPlan): TakesOf {
  const rep = roster.byId.get(to)
  return ({ key, intake }, now) => {
    if (rep === undefined) return undefined
    const plan = present()
    // A plan that came meanwhile may call the fields of reps by other names.
    return takesOf(rep, undefined, subjectOf(plan, key, intake).effort, { roster: { ...roster, fields: plan.repFields }, now })
  }
}
