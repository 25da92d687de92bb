import { digestOf } from '../digest.js'
import { canonicalJson } from '../json.js'
import type { Json } from '../lead.js'
import type { Limits } from '../plan/document.js'
import type { Rep, RepFields, RepId } from '../rep.js'

/** The roster, ready to be asked. Built once for each version of the roster. */
export interface CompiledRoster {
  readonly reps: readonly Rep[]
  readonly byId: ReadonlyMap<RepId, Rep>
  /** SHA-256 of the canonical JSON: names this version in the audit trail. */
  readonly digest: string
  readonly fields: RepFields
}

/** @param reps as `checkRoster` returned them */
export function compileRoster(reps: readonly Rep[], fields: RepFields): CompiledRoster {
  return {
    reps,
    byId: new Map(reps.map((rep) => [rep.id, rep])),
    digest: digestOf(canonicalJson(reps as unknown as Json)),
    fields,
  }
}

export function isActive(rep: Rep, fields: RepFields): boolean {
  return !(Object.hasOwn(rep, fields.active) && rep[fields.active] === false)
}

/** The rep's own limit of open leads, the smaller one where both fields say one; `undefined`: none. */
export function ownLimit(rep: Rep, fields: RepFields): number | undefined {
  const limit = Object.hasOwn(rep, fields.capacity) ? rep[fields.capacity] : undefined
  const open = ownLimits(rep, fields)?.open
  if (typeof limit !== 'number') return open
  return open === undefined ? limit : Math.min(limit, open)
}

/** The limits that the rep's record says. */
export function ownLimits(rep: Rep, { limits }: RepFields): Limits | undefined {
  const own = limits !== null && Object.hasOwn(rep, limits) ? rep[limits] : undefined
  return typeof own === 'object' && own !== null ? (own as Limits) : undefined
}

/** The zone in which the rep's hours, days and weeks are counted. */
export function zoneOf(rep: Rep, { timeZone }: RepFields): string {
  const own = timeZone !== null && Object.hasOwn(rep, timeZone) ? rep[timeZone] : undefined
  return typeof own === 'string' ? own : 'UTC'
}

/** A rep's managers (or backups), the nearest first: the manager, the manager's manager, and so on, each once and never the rep. */
export function lineOf(roster: CompiledRoster, id: RepId, by: 'manager' | 'backup'): readonly Rep[] {
  const field = roster.fields[by]
  const line = new Set<Rep>()
  for (let rep = roster.byId.get(id); rep !== undefined; ) {
    const next = Object.hasOwn(rep, field) ? rep[field] : undefined
    const after = typeof next === 'string' && next !== id ? roster.byId.get(next) : undefined
    if (after === undefined || line.has(after)) break
    line.add(after)
    rep = after
  }
  return [...line]
}

/**
 * Who stands in for a rep: the rep itself while active, else the manager (or backup), else theirs, and so on.
 * `undefined` where the chain ends or runs in a circle.
 */
export function standIn(roster: CompiledRoster, id: RepId, by: 'manager' | 'backup'): Rep | undefined {
  const field = roster.fields[by]
  const seen = new Set<RepId>()
  let rep = roster.byId.get(id)
  while (rep !== undefined && !isActive(rep, roster.fields)) {
    if (seen.has(rep.id)) return undefined
    seen.add(rep.id)
    const next = Object.hasOwn(rep, field) ? rep[field] : undefined
    rep = typeof next === 'string' ? roster.byId.get(next) : undefined
  }
  return rep
}
