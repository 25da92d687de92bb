import type { Instant } from '../lead.js'
import type { CompiledRule } from '../plan/compilePlan.js'
import type { Rep, RepId } from '../rep.js'
import type { Load, PastOwner } from '../state/record.js'
import type { Candidate } from '../strategy/strategy.js'
import type { Facts, Skip, SkipReason } from './decision.js'
import { isCounted, limitSkips } from './limits.js'
import { type CompiledRoster, isActive, ownLimit } from './roster.js'
import { type Squad, squadOf, weightsOf } from './squad.js'

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
  readonly now: Instant
}

/**
 * Divides the selected reps into those who may get the lead and those skipped, each with the first reason that holds:
 * inactive, declined or transferred, had it before, away, at capacity, at a rate, without weight.
 *
 * @param effort how much of an open limit the lead takes
 * @param ignoring reasons that do not count this time (`otherwise` ignores capacity); never `inactive`, `declined`, `transferred` or
 * `hadBefore`
 */
export function sift(
  rule: CompiledRule,
  selected: readonly Rep[],
  effort: number,
  world: World,
  ignoring: readonly SkipReason[],
): Eligibility {
  // Looked up once for all: facts may be put together anew each time they are asked for.
  const { roster, facts, declined, past, had = [], load, now } = world
  const present: World = { roster, facts, declined, past, had, load, now }
  const squad = squadOf(selected, roster.fields)
  const weights = weightsOf(rule, selected, squad)
  // Of most reps the world says nothing at all.
  const [away, capacity] = [unlessEmpty(facts.away), unlessEmpty(facts.capacity)]
  const isNew = (rep: RepId): boolean => !declined.includes(rep) && !had.includes(rep)
  const candidates: Candidate[] = []
  const skipped: Skip[] = []
  const absent: Candidate[] = []
  for (let index = 0; index < selected.length; index += 1) {
    const rep = selected[index] as Rep
    const weight = weights === undefined ? 1 : (weights[index] as number)
    const isPlain = capacity === undefined || own(capacity, rep.id) === undefined
    const open = isPlain ? load(rep.id).open : openLeads(rep, present)
    const candidate = { rep, weight: weight > 0 ? weight : 1, open }
    const isThere = away === undefined || own(away, rep.id) === undefined
    if (isPlain && isThere && weight > 0 && rule.limits === undefined && isNew(rep.id) && hasRoom(squad, index, open, effort)) {
      candidates.push(candidate)
      continue
    }
    const skips = skipsOf({ rep, weight, rule, effort }, present, ignoring)
    const first = skips[0]
    if (first === undefined) candidates.push(candidate)
    else {
      skipped.push(first)
      if (skips.every(isAbsence)) absent.push(candidate)
    }
  }
  return { candidates, skipped, absent }
}

/** Where only the rep's own record speaks: seen at once, with nothing written down. */
function hasRoom({ active, limits, limited }: Squad, index: number, open: number, effort: number): boolean {
  const limit = limits[index]
  return (
    active[index] === true && limited[index] === false && (limit === undefined || (effort === 1 ? open < limit : open + effort <= limit))
  )
}

function unlessEmpty<Entries extends object>(record: Entries): Entries | undefined {
  for (const _ in record) return record
  return undefined
}

function isAbsence({ reason }: Skip): boolean {
  return reason === 'away' || reason === 'unknownAvailability'
}

/** A rep, and a lead that it may get. */
export interface Trial {
  readonly rep: Rep
  /** The rep's weight in the rule's rotation. */
  readonly weight: number
  readonly rule: CompiledRule
  /** How much of an open limit the lead takes. */
  readonly effort: number
}

/** Everything that speaks against a rep, in the order of {@link sift}. */
export function skipsOf({ rep, weight, rule, effort }: Trial, world: World, ignoring: readonly SkipReason[] = []): readonly Skip[] {
  const { roster, facts, declined, had } = world
  const skips: Skip[] = []
  if (!isActive(rep, roster.fields)) skips.push({ rep: rep.id, reason: 'inactive' })
  if (declined.includes(rep.id)) skips.push(hadIt(rep.id, world.past))
  else if (had?.includes(rep.id)) skips.push({ rep: rep.id, reason: 'hadBefore' })

  const absence = own(facts.away, rep.id)
  if (absence !== undefined) skips.push({ rep: rep.id, ...absence })

  addRoomSkips(skips, rep, rule, effort, world)

  if (weight <= 0) skips.push({ rep: rep.id, reason: 'noWeight' })
  return ignoring.length === 0 ? skips : skips.filter(({ reason }) => !ignoring.includes(reason))
}

/** What the limits say against a rep: those of open leads, of the host too, then rates. */
export function roomSkips(rep: Rep, rule: CompiledRule | undefined, effort: number, world: World): readonly Skip[] {
  const skips: Skip[] = []
  addRoomSkips(skips, rep, rule, effort, world)
  return skips
}

/** Into a list that is there already: this is asked of every rep that a rule selects. */
function addRoomSkips(skips: Skip[], rep: Rep, rule: CompiledRule | undefined, effort: number, world: World): void {
  const { facts, load } = world
  const capacity = own(facts.capacity, rep.id)
  if (capacity?.unknown !== undefined) {
    skips.push({ rep: rep.id, reason: 'unknownCapacity', detail: capacity.unknown })
  } else {
    const limit = openLimit(rep, world)
    const open = limit === undefined ? 0 : openLeads(rep, world)
    const full = limit !== undefined && (effort === 1 ? open >= limit : open + effort > limit)
    const heavy = effort === 1 ? '' : `, and it takes ${effort}`
    if (full) skips.push({ rep: rep.id, reason: 'atCapacity', detail: `${open} open of ${limit}${heavy}` })
  }
  if (isCounted(rep, rule, world)) skips.push(...limitSkips(rep, rule, load(rep.id), world))
}

/** The limit of open leads: the host's, else the rep's own; `undefined`: none. */
export function openLimit(rep: Rep, { facts, roster }: Pick<World, 'facts' | 'roster'>): number | undefined {
  const capacity = own(facts.capacity, rep.id)
  return capacity?.limit === undefined ? ownLimit(rep, roster.fields) : (capacity.limit ?? undefined)
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

function own<Value>(record: { readonly [rep: RepId]: Value }, rep: RepId): Value | undefined {
  return Object.hasOwn(record, rep) ? record[rep] : undefined
}
