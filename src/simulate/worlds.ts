import type { Facts } from '../decide/decision.js'
import { type CompiledRoster, compileRoster } from '../decide/roster.js'
import { createSelect, type Select } from '../decide/select.js'
import { type CompiledPlan, compilePlan } from '../plan/compilePlan.js'
import type { Plan } from '../plan/document.js'
import type { Store } from '../port/store.js'
import type { Rep } from '../rep.js'
import type { Inputs } from '../state/event.js'

/** What a recorded decision was made on. */
export interface PastWorld {
  readonly plan: CompiledPlan
  readonly roster: CompiledRoster
  readonly select: Select
  readonly facts: Facts
}

/** Plans, rosters and facts as they were, each compiled once. */
export function createWorlds(store: Store): { of(inputs: Inputs): Promise<PastWorld | undefined> } {
  const plans = new Map<string, CompiledPlan>()
  const rosters = new Map<string, { readonly roster: CompiledRoster; readonly select: Select }>()
  let lastFacts: { readonly digest: string; readonly facts: Facts } | undefined
  const contentOf = async (digest: string): Promise<unknown> => (await store.document(digest))?.content
  return {
    of: async ({ plan: planDigest, roster: rosterDigest, facts: factsDigest }) => {
      let plan = plans.get(planDigest)
      if (plan === undefined) {
        const content = await contentOf(planDigest)
        if (content === undefined) return undefined
        plan = compilePlan(content as Plan)
        plans.set(planDigest, plan)
      }
      const both = `${planDigest}:${rosterDigest}`
      let compiled = rosters.get(both)
      if (compiled === undefined) {
        const content = await contentOf(rosterDigest)
        if (content === undefined) return undefined
        const roster = compileRoster(content as readonly Rep[], plan.repFields)
        compiled = { roster, select: createSelect(plan, roster) }
        rosters.set(both, compiled)
      }
      if (lastFacts?.digest !== factsDigest) {
        const content = await contentOf(factsDigest)
        if (content === undefined) return undefined
        lastFacts = { digest: factsDigest, facts: content as Facts }
      }
      return { plan, ...compiled, facts: lastFacts.facts }
    },
  }
}
