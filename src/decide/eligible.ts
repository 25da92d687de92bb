import { readPath } from '../condition/read.js'
import type { JsonObject } from '../lead.js'
import { wholeWeights } from '../ledger/weights.js'
import type { CompiledRule } from '../plan/compilePlan.js'
import type { Rep, RepId } from '../rep.js'
import type { Load, PastOwner } from '../state/record.js'
import type { Candidate } from '../strategy/strategy.js'
import type { Facts, Skip, SkipReason } from './decision.js'
import { type CompiledRoster, isActive, ownLimit } from './roster.js'

export interface Eligibility {
  readonly candidates: readonly Candidate[]
  readonly skipped: readonly Skip[]
  /** Those who would be candidates if they were there. */
  readonly absent: readonly Candidate[]
}

export interface World {
  readonly roster: CompiledRoster
  readonly facts: Facts
  /** Those who had this lead and handed it back. */
  readonly declined: readonly RepId[]
  /** All who had it, with the words of those who handed it back: for the trace. */
  readonly past?: readonly PastOwner[] | undefined
  /** In an escalation: everybody who had it before. Missing: that does not matter. */
  readonly had?: readonly RepId[]
  load(rep: RepId): Load
}

/**
 * Divides the selected reps into those who may get the lead and those skipped, each with the first reason that holds:
 * inactive, declined or transferred, had it before, away, at capacity, without weight.
 *
 * @param ignoring reasons that do not count this time (`otherwise` ignores capacity); never `inactive`, `declined`, `transferred` or
 * `hadBefore`
 */
export function sift(rule: CompiledRule, selected: readonly Rep[], world: World, ignoring: readonly SkipReason[]): Eligibility {
  const weights = weightsOf(rule, selected)
  // Looked up once for all: facts may be put together anew each time they are asked for.
  const { roster, facts, declined, past, had = [], load } = world
  const present: World = { roster, facts, declined, past, had, load }
  const candidates: Candidate[] = []
  const skipped: Skip[] = []
  const absent: Candidate[] = []
  selected.forEach((rep, index) => {
    const weight = weights[index] ?? 0
    const skips = skipsOf(rep, weight, present, ignoring)
    const candidate = { rep, weight: weight > 0 ? weight : 1, open: openLeads(rep, present) }
    const first = skips[0]
    if (first === undefined) {
      candidates.push(candidate)
      return
    }
    skipped.push(first)
    if (skips.every(isAbsence)) absent.push(candidate)
  })
  return { candidates, skipped, absent }
}

function isAbsence({ reason }: Skip): boolean {
  return reason === 'away' || reason === 'unknownAvailability'
}

/** Everything that speaks against a rep, in the order of {@link sift}. */
export function skipsOf(rep: Rep, weight: number, world: World, ignoring: readonly SkipReason[] = []): readonly Skip[] {
  const { roster, facts, declined, had } = world
  const skips: Skip[] = []
  if (!isActive(rep, roster.fields)) skips.push({ rep: rep.id, reason: 'inactive' })
  if (declined.includes(rep.id)) skips.push(hadIt(rep.id, world.past))
  else if (had?.includes(rep.id)) skips.push({ rep: rep.id, reason: 'hadBefore' })

  const absence = own(facts.away, rep.id)
  if (absence !== undefined) skips.push({ rep: rep.id, ...absence })

  const capacity = own(facts.capacity, rep.id)
  if (capacity?.unknown !== undefined) {
    skips.push({ rep: rep.id, reason: 'unknownCapacity', detail: capacity.unknown })
  } else {
    const limit = capacity?.limit === undefined ? ownLimit(rep, roster.fields) : (capacity.limit ?? undefined)
    const open = limit === undefined ? 0 : openLeads(rep, world)
    if (limit !== undefined && open >= limit) skips.push({ rep: rep.id, reason: 'atCapacity', detail: `${open} open of ${limit}` })
  }

  if (weight <= 0) skips.push({ rep: rep.id, reason: 'noWeight' })
  return ignoring.length === 0 ? skips : skips.filter(({ reason }) => !ignoring.includes(reason))
}

/** Why somebody who had the lead is not offered it again. */
function hadIt(rep: RepId, past: readonly PastOwner[] = []): Skip {
  const owner = past.findLast((one) => one.rep === rep && (one.because === 'declined' || one.because === 'transferred'))
  const detail = owner?.reason === undefined || owner.reason === '' ? {} : { detail: owner.reason }
  return { rep, reason: owner?.because === 'transferred' ? 'transferred' : 'declined', ...detail }
}

/** Open leads: the host's count and what the store assigned since, or the store's own count. */
export function openLeads(rep: Rep, { facts, load }: World): number {
  const capacity = own(facts.capacity, rep.id)
  const { open, assigned } = load(rep.id)
  if (capacity?.open === undefined) return open + (capacity?.elsewhere ?? 0)
  return capacity.open + Math.max(0, assigned - (capacity.assigned ?? assigned))
}

/** Whole-number weights of everybody selected; 0 for a rep whose field is missing, no number, or not above zero. */
export function weightsOf({ by }: CompiledRule, selected: readonly Rep[]): number[] {
  if (by.kind !== 'weighted') return selected.map(() => 1)
  const given = selected.map((rep) => {
    const value = readPath(rep as JsonObject, by.field)
    return typeof value === 'number' && value > 0 ? value : 0
  })
  const whole = wholeWeights(given.filter((weight) => weight > 0))
  let next = 0
  return given.map((weight) => (weight > 0 ? (whole[next++] as number) : 0))
}

function own<Value>(record: { readonly [rep: RepId]: Value }, rep: RepId): Value | undefined {
  return Object.hasOwn(record, rep) ? record[rep] : undefined
}
