import { holds } from '../condition/interpret.js'
import { dependsOnLead } from '../decide/checkFallback.js'
import { type CapacityFact, noFacts } from '../decide/decision.js'
import { openLeads, openLimit, type World } from '../decide/eligible.js'
import { type LimitState, limitStates } from '../decide/limits.js'
import { type CompiledRoster, isActive } from '../decide/roster.js'
import type { JsonObject } from '../lead.js'
import type { CompiledPlan, CompiledRule } from '../plan/compilePlan.js'
import type { Clock } from '../port/ports.js'
import type { Store } from '../port/store.js'
import type { Rep, RepId } from '../rep.js'
import { noLoad } from '../state/record.js'
import type { FactSource } from './facts.js'
import { inStore } from './inStore.js'

/** How much of its limits a rep uses. */
export interface RepCapacity {
  readonly rep: RepId
  readonly active: boolean
  /** Open leads: the weights of all that are not closed yet, with what the host counts elsewhere. */
  readonly open: number
  /** The limit of open leads. Missing: none. */
  readonly limit?: number
  /** How many ordinary leads more the rep's own limits leave room for, now. Missing: as many as come. */
  readonly room?: number
  /** It has more than some limit allows: the limit came later, or the fallback or somebody by hand went over it. Nothing is taken away. */
  readonly over?: true
  /** Every other limit that is in force for the rep: its rates, and those of rules. */
  readonly limits: readonly (LimitState & { readonly over?: true })[]
  /** The capacity port failed: why. */
  readonly unknown?: string
}

/** How much room there is, rep by rep, in the order of the roster. */
export async function capacityOf(
  plan: CompiledPlan,
  roster: CompiledRoster,
  source: FactSource,
  store: Store,
  clock: Clock,
): Promise<readonly RepCapacity[]> {
  const { reps } = roster
  const now = clock()
  const told = source.asks ? await source.learn(reps, now) : undefined
  const capacity: { [rep: RepId]: CapacityFact } = {}
  for (const [id, fact] of told ?? []) if (fact.capacity !== undefined) capacity[id] = fact.capacity
  const loads = await inStore(() => store.loads(reps.map(({ id }) => id)))
  const load = (id: RepId) => (Object.hasOwn(loads, id) ? (loads[id] ?? noLoad) : noLoad)
  const world: World = { roster, facts: { ...noFacts, capacity }, declined: [], now, load }
  return reps.map((rep) => capacityOfRep(rep, plan, world))
}

/** Whether a rule selects the rep for some lead, as far as reps alone tell. From a queue anybody may claim, and whose territory it is depends on the lead. */
function mayGive({ to }: CompiledRule, rep: Rep, { lists }: CompiledPlan): boolean {
  return to.kind !== 'reps' || dependsOnLead(to.tree) || holds(to.tree, rep as JsonObject, { lists })
}

function capacityOfRep(rep: Rep, plan: CompiledPlan, world: World): RepCapacity {
  const { roster, facts, load } = world
  const [open, limit] = [openLeads(rep, world), openLimit(rep, world)]
  const own = limitStates(rep, undefined, load(rep.id), world)
  const ofRules = plan.rules
    .filter((rule) => rule.limits !== undefined && mayGive(rule, rep, plan))
    .flatMap((rule) => limitStates(rep, rule, load(rep.id), world).filter((state) => state.rule !== undefined))
  const limits = [...own, ...ofRules].map((state) => (state.used > state.limit ? { ...state, over: true as const } : state))
  const rooms = [...(limit === undefined ? [] : [limit - open]), ...own.map(({ used, limit: most }) => most - used)]
  const over = (limit !== undefined && open > limit) || limits.some((state) => 'over' in state)
  const unknown = Object.hasOwn(facts.capacity, rep.id) ? facts.capacity[rep.id]?.unknown : undefined
  return {
    rep: rep.id,
    active: isActive(rep, roster.fields),
    open,
    ...(limit === undefined ? {} : { limit }),
    ...(rooms.length === 0 ? {} : { room: Math.max(0, Math.floor(Math.min(...rooms))) }),
    ...(over ? { over } : {}),
    limits,
    ...(unknown === undefined ? {} : { unknown }),
  }
}
