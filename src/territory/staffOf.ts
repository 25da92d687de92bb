import { nfc } from '../condition/read.js'
import { isActive } from '../decide/roster.js'
import type { Json } from '../lead.js'
import type { Rep, RepFields } from '../rep.js'
import type { TerritoryFinding, TerritoryRep } from './report.js'
import type { Table } from './tableOf.js'
import { namesOf, quoted } from './words.js'

export interface Roster {
  readonly reps: readonly Rep[]
  readonly fields: RepFields
  /** The name of the table: reps say in a field of that name where they work. */
  readonly label: string
}

/** Who works each territory, undefined where only a roster could tell; and what is wrong with it. */
export function staffOf(
  table: Table,
  roster: Roster | undefined,
): { readonly staff: readonly (readonly TerritoryRep[] | undefined)[]; readonly findings: readonly TerritoryFinding[] } {
  const { territories } = table
  const byId = new Map(roster?.reps.map((rep) => [nfc(rep.id), rep]))
  const claimed = roster === undefined ? new Map<string, Rep[]>() : claimsOf(roster)
  const strangers = new Map<string, number[]>()
  const gone = new Map<string, number[]>()
  const staff = territories.map(({ name, reps }, number) => {
    if (reps === undefined) return roster === undefined ? undefined : withShares((claimed.get(nfc(name)) ?? []).map(({ id }) => [id, 1]))
    return withShares(
      Object.entries(reps).filter(([id]) => {
        if (roster === undefined) return true
        const rep = byId.get(nfc(id))
        if (rep === undefined) add(strangers, id, number)
        else if (!isActive(rep, roster.fields)) add(gone, id, number)
        return rep !== undefined && isActive(rep, roster.fields)
      }),
    )
  })
  return {
    staff,
    findings: [
      ...about('unknownRep', strangers, 'is not in the roster', 'Check the id against the roster.', table),
      ...about('inactiveRep', gone, 'is inactive', 'Name somebody in place of that rep.', table),
      ...empty(table, staff),
      ...idle(staff, roster),
    ],
  }
}

function add(to: Map<string, number[]>, id: string, number: number): void {
  const numbers = to.get(id)
  if (numbers === undefined) to.set(id, [number])
  else numbers.push(number)
}

/** Active reps by the territories of which they say that they work there. */
function claimsOf({ reps, fields, label }: Roster): Map<string, Rep[]> {
  const found = new Map<string, Rep[]>()
  for (const rep of reps) {
    const said: Json | undefined = Object.hasOwn(rep, label) ? rep[label] : undefined
    if (said === undefined || !isActive(rep, fields)) continue
    for (const name of new Set(([said].flat() as Json[]).filter((one) => typeof one === 'string').map(nfc))) {
      const there = found.get(name)
      if (there === undefined) found.set(name, [rep])
      else there.push(rep)
    }
  }
  return found
}

function withShares(weights: readonly (readonly [id: string, weight: number])[]): readonly TerritoryRep[] {
  const sum = weights.reduce((total, [, weight]) => total + weight, 0)
  return weights.map(([id, weight]) => ({ id, weight, share: weight / sum }))
}

function about(
  code: 'unknownRep' | 'inactiveRep',
  reps: ReadonlyMap<string, readonly number[]>,
  what: string,
  hint: string,
  table: Table,
): TerritoryFinding[] {
  return [...reps].map(([id, numbers]) => {
    const others = numbers.map(table.placeOf)
    return {
      code,
      severity: 'warning',
      message: `The rep ${JSON.stringify(id)} ${what}; named by ${namesOf(others)}.`,
      hint,
      reps: [id],
      others,
    }
  })
}

/** Territories in which nobody works. Their leads go up, as long as there is somebody. */
function empty(table: Table, staff: readonly (readonly TerritoryRep[] | undefined)[]): TerritoryFinding[] {
  const told = staff.some((reps) => reps !== undefined && reps.length > 0)
  return table.territories.flatMap((_, number): TerritoryFinding[] => {
    const reps = staff[number]
    // Without a roster and with no reps anywhere, reps say themselves where they work.
    if (table.conditions[number] === undefined || (reps === undefined && !told) || (reps?.length ?? 0) > 0) return []
    const territory = table.placeOf(number)
    const next = table.around[number]?.find((outer) => (staff[outer]?.length ?? 0) > 0)
    const name = quoted(territory)
    return [
      next === undefined
        ? {
            code: 'noReps',
            severity: 'warning',
            territory,
            message: `Nobody works ${name}, nor any territory around it.`,
            hint: 'Name reps in the column `reps`, or let reps say in their own field that they work there.',
          }
        : {
            code: 'noReps',
            severity: 'info',
            territory,
            others: [table.placeOf(next)],
            message: `Nobody works ${name}; its leads go to the reps of ${quoted(table.placeOf(next))}.`,
            hint: 'If that is what you want, all is well.',
          },
    ]
  })
}

function idle(staff: readonly (readonly TerritoryRep[] | undefined)[], roster: Roster | undefined): TerritoryFinding[] {
  if (roster === undefined) return []
  const busy = new Set(staff.flatMap((reps) => reps ?? []).map(({ id }) => nfc(id)))
  const reps = roster.reps.filter((rep) => isActive(rep, roster.fields) && !busy.has(nfc(rep.id))).map(({ id }) => id)
  if (reps.length === 0) return []
  const listed = reps.length > 5 ? `${reps.slice(0, 5).join(', ')} and ${reps.length - 5} more` : reps.join(', ')
  return [
    {
      code: 'idleRep',
      severity: 'info',
      reps,
      message: `${reps.length === 1 ? 'A rep works' : `${reps.length} reps work`} no territory: ${listed}.`,
      hint: 'If they get leads by other rules, all is well.',
    },
  ]
}
