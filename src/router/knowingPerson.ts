import { type Subject, subjectOf } from '../decide/decide.js'
import type { Intake } from '../decide/decision.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import type { Item, Present } from './settleOne.js'

/** What is known of a lead's person turns out under the lock only, and is a part of what it is decided on. */
export function knowingPerson(
  item: Item,
  subject: Subject,
  { draft, person }: Pick<Present, 'draft' | 'person'>,
  plan: CompiledPlan,
): { readonly item: Item; readonly subject: Subject } {
  const earlier = person === undefined ? undefined : draft.ofPerson(person)
  if (earlier?.rep === undefined && item.intake.person === undefined) return { item, subject }
  const { person: _, ...rest } = item.intake
  const intake: Intake = earlier?.rep === undefined ? rest : { ...rest, person: { owner: earlier.rep, since: earlier.receivedAt } }
  return { item: { ...item, intake }, subject: subjectOf(plan, item.key, intake) }
}
