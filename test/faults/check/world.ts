import { readPath } from '../../../src/condition/read.js'
import { subjectOf } from '../../../src/decide/decide.js'
import type { Absence, CapacityFact, Facts } from '../../../src/decide/decision.js'
import { compileRoster } from '../../../src/decide/roster.js'
import { createSelect, type Select } from '../../../src/decide/select.js'
import type { Json, JsonObject } from '../../../src/lead.js'
import { type CompiledPlan, type CompiledRule, compilePlan } from '../../../src/plan/compilePlan.js'
import type { Limits, Plan } from '../../../src/plan/document.js'
import type { Rep, RepId } from '../../../src/rep.js'
import type { Inputs } from '../../../src/state/event.js'
import type { Load, StoredLead } from '../../../src/state/record.js'

/** What a decision was made on, as the documents say. Whom a rule selects is taken from the rule language; who of them may have the lead is worked out here. */
export interface PastWorld {
  readonly plan: CompiledPlan
  readonly reps: readonly Rep[]
  readonly select: Select
  readonly facts: Facts
  rule(name: string): CompiledRule | undefined
}

export interface Contender {
  readonly id: RepId
  readonly weight: number
}

/** Looks worlds up; each plan and roster is prepared once. `undefined` where a document is missing, which the replay reports. */
export function createWorlds(documents: ReadonlyMap<string, Json>): (inputs: Inputs) => PastWorld | undefined {
  const prepared = new Map<string, Omit<PastWorld, 'facts'>>()
  return ({ plan: planDigest, roster: rosterDigest, facts: factsDigest }) => {
    const facts = documents.get(factsDigest) as Facts | undefined
    const id = `${planDigest} ${rosterDigest}`
    let world = prepared.get(id)
    if (world === undefined) {
      const [plan, reps] = [documents.get(planDigest), documents.get(rosterDigest)]
      if (plan === undefined || reps === undefined) return undefined
      world = prepare(compilePlan(plan as unknown as Plan), reps as unknown as readonly Rep[])
      prepared.set(id, world)
    }
    return facts === undefined ? undefined : { ...world, facts }
  }
}

function prepare(plan: CompiledPlan, reps: readonly Rep[]): Omit<PastWorld, 'facts'> {
  const select = createSelect(plan, compileRoster(reps, plan.repFields))
  const rules = new Map([...plan.rules, plan.otherwise].map((rule) => [rule.name, rule]))
  return { plan, reps, select, rule: (name) => rules.get(name) }
}

/** Open leads that a rep has room for; `undefined`: no limit. */
export function roomOf(rep: RepId, load: Load, { plan, reps, facts }: PastWorld): number | undefined {
  const fact = own<CapacityFact>(facts.capacity, rep)
  const record = reps.find(({ id }) => id === rep)
  const { capacity, limits } = plan.repFields
  const fields = [record?.[capacity], limits === null ? undefined : (record?.[limits] as Limits | undefined)?.open]
  const field = fields.filter((one) => typeof one === 'number').sort((one, two) => one - two)[0]
  const limit = fact?.limit === undefined ? field : fact.limit
  if (typeof limit !== 'number') return undefined
  const open =
    fact?.open === undefined
      ? load.open + (fact?.elsewhere ?? 0)
      : fact.open + Math.max(0, load.assigned - (fact.assigned ?? load.assigned))
  return limit - open
}

/** What a lead's turn depends on beside the world. */
export interface Occasion {
  readonly lead: StoredLead
  readonly declined: readonly RepId[]
  /** Who got it: its room is judged by itself. */
  readonly winner: RepId
  load(rep: RepId): Load
  /** Whether a limit beside that of open leads keeps the rep from it. */
  reached(rep: RepId): boolean
}

/** Who could have had the lead by this rule, in roster order; `undefined` where weights are not whole numbers. */
export function contendersOf(
  rule: CompiledRule,
  world: PastWorld,
  { lead, declined, winner, load, reached }: Occasion,
): readonly Contender[] | undefined {
  const { plan, select, facts } = world
  const { view, effort } = subjectOf(plan, lead.key, lead.intake)
  const selected = select(rule, view)
  const weights = selected.map((rep) => weightOf(rule, rep))
  if (!weights.every(Number.isSafeInteger)) return undefined
  const rows = selected.map((rep, index) => ({
    id: rep.id,
    weight: weights[index] as number,
    gone: rep[plan.repFields.active] === false || declined.includes(rep.id),
    away: own<Absence>(facts.away, rep.id) !== undefined,
    full:
      rep.id !== winner &&
      (own<CapacityFact>(facts.capacity, rep.id)?.unknown !== undefined ||
        (roomOf(rep.id, load(rep.id), world) ?? effort) < effort ||
        reached(rep.id)),
  }))
  const passes = rule.isOtherwise
    ? [{ full: true }, { full: true, weightless: true }, ...(rule.hold ? [] : [{ full: true, away: true }])]
    : [{}]
  for (const ignore of [...passes, { full: true, away: true, weightless: true }] as Partial<
    Record<'full' | 'away' | 'weightless', boolean>
  >[]) {
    const able = rows.filter(
      ({ gone, away, full, weight }) => !gone && (!away || ignore.away) && (!full || ignore.full) && (weight > 0 || ignore.weightless),
    )
    if (able.length > 0) return able.map(({ id, weight }) => ({ id, weight: weight > 0 ? weight : 1 }))
  }
  return []
}

/** The weight by which a rule shares out; 0: none. */
export function weightOf({ by }: CompiledRule, rep: Rep): number {
  if (by.kind !== 'weighted') return 1
  const weight = 'field' in by ? readPath(rep as JsonObject, by.field) : by.territory.weights?.get(rep.id)
  return typeof weight === 'number' && weight > 0 ? weight : 0
}

function own<Value>(record: { readonly [rep: RepId]: Value }, rep: RepId): Value | undefined {
  return Object.hasOwn(record, rep) ? record[rep] : undefined
}
