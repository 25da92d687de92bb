import { subjectOf } from '../decide/decide.js'
import type { Intake } from '../decide/decision.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import { personOf } from '../plan/personOf.js'
import type { Live } from './live.js'

/** Whose leads are whose, where the plan tells persons apart. */
export interface Persons {
  /** A new lead. */
  meet(live: Live, intake: Intake): void
  /** Before the rules see a lead: what is known of its person by now. */
  recall(live: Live): void
}

interface Met {
  readonly intake: Intake
  readonly leads: Live[]
}

export function createPersons(plan: CompiledPlan): Persons {
  const byPerson = new Map<string, Live[]>()
  const met = new WeakMap<Live, Met>()
  return {
    meet(live, intake) {
      const person = personOf(plan, intake)
      if (person === undefined) return
      const leads = byPerson.get(person) ?? []
      byPerson.set(person, leads)
      // As a store has them, the one received first in front. Hardly anybody has many.
      const at = leads.findIndex((other) => isBefore(live, other))
      leads.splice(at < 0 ? leads.length : at, 0, live)
      met.set(live, { intake, leads })
    },
    recall(live) {
      const known = met.get(live)
      const earlier = known?.leads.find(({ rep }) => rep !== undefined)
      if (known === undefined) return
      const { intake } = known
      const told = earlier?.rep === undefined ? intake : { ...intake, person: { owner: earlier.rep, since: earlier.receivedAt } }
      live.subject = subjectOf(plan, live.key, told)
    },
  }
}

function isBefore(one: Live, other: Live): boolean {
  return one.receivedAt === other.receivedAt ? one.key < other.key : one.receivedAt < other.receivedAt
}
