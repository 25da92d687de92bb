import { HELD } from '../plan/document.js'
import type { RepId } from '../rep.js'
import type { Outcome } from './outcome.js'

/** Who has a lead: a rep, or a queue, or nobody, since it was refused. */
export type Place = { readonly rep: RepId } | { readonly queue: string } | { readonly refused: true }

/** Which leads go elsewhere, and whence whither. */
export interface Moves {
  /** Leads that have an outcome in both. */
  readonly leads: number
  /** Of these: with another owner or another queue. */
  readonly moved: number
  /** Of the moved: by another rule. The others go to somebody else of the same rule, since its turns have shifted. */
  readonly byRule: number
  /** Of those that stay: by another rule. */
  readonly stayedByRule: number
  /** Every pair of rules, the same twice included: how many leads the one decided before and the other after. They add up to `leads`. */
  readonly rules: readonly { readonly from: string; readonly to: string; readonly leads: number; readonly moved: number }[]
  /** Every pair of places, the same twice included, most leads first. They add up to `leads`. */
  readonly places: readonly { readonly from: Place; readonly to: Place; readonly leads: number }[]
  /** Of those who have an owner in both: who gets it sooner, and later. */
  readonly sooner: number
  readonly later: number
}

export interface MoveTally {
  settled(scenario: number, index: number, outcome: Outcome): void
  told(): Moves
}

export function createMoves(onMove: ((index: number, before: Outcome, after: Outcome) => void) | undefined): MoveTally {
  /** Leads of which one outcome is known: those that wait in one of the two. */
  const halves = new Map<number, { readonly scenario: number; readonly outcome: Outcome }>()
  const rules = new Map<string, Map<string, { leads: number; moved: number }>>()
  const places = new Map<string, Map<string, number>>()
  const counts = { leads: 0, moved: 0, byRule: 0, stayedByRule: 0, sooner: 0, later: 0 }

  const pair = (index: number, before: Outcome, after: Outcome): void => {
    if (isNothing(before) && isNothing(after)) return
    const [from, to] = [placeOf(before), placeOf(after)]
    const [fromRule, toRule] = [ruleOf(before), ruleOf(after)]
    const moved = from !== to
    counts.leads += 1
    if (moved) counts.moved += 1
    if (fromRule !== toRule) counts[moved ? 'byRule' : 'stayedByRule'] += 1
    if (before.kind === 'owned' && after.kind === 'owned' && before.at !== after.at) counts[after.at < before.at ? 'sooner' : 'later'] += 1
    const rule = cellOf(rules, fromRule, toRule, () => ({ leads: 0, moved: 0 }))
    rule.leads += 1
    if (moved) rule.moved += 1
    const row = places.get(from) ?? new Map<string, number>()
    places.set(from, row.set(to, (row.get(to) ?? 0) + 1))
    if (moved) onMove?.(index, before, after)
  }
  return {
    settled: (scenario, index, outcome) => {
      const half = halves.get(index)
      if (half === undefined) {
        halves.set(index, { scenario, outcome })
        return
      }
      halves.delete(index)
      if (scenario === 1) pair(index, half.outcome, outcome)
      else pair(index, outcome, half.outcome)
    },
    told: () => ({
      ...counts,
      rules: [...rules].flatMap(([from, row]) => [...row].map(([to, cell]) => ({ from, to, ...cell }))).sort(byLeads),
      places: [...places]
        .flatMap(([from, row]) => [...row].map(([to, leads]) => ({ from: readPlace(from), to: readPlace(to), leads })))
        .sort(byLeads),
    }),
  }
}

function byLeads(one: { readonly leads: number }, other: { readonly leads: number }): number {
  return other.leads - one.leads
}

function cellOf<Cell>(rows: Map<string, Map<string, Cell>>, from: string, to: string, make: () => Cell): Cell {
  const row = rows.get(from) ?? new Map<string, Cell>()
  rows.set(from, row)
  const cell = row.get(to) ?? make()
  row.set(to, cell)
  return cell
}

/** Neither counts as a lead. */
function isNothing({ kind }: Outcome): boolean {
  return kind === 'refused' || kind === 'duplicate'
}

/** The rule of leads that no rule has seen. */
const NO_RULE = 'refused'

function ruleOf(outcome: Outcome): string {
  return 'rule' in outcome ? outcome.rule : NO_RULE
}

/** As a text to be compared and counted by: the first letter says what it is. */
function placeOf(outcome: Outcome): string {
  if (outcome.kind === 'owned') return `r${outcome.rep}`
  return outcome.kind === 'waits' ? `q${outcome.queue}` : 'n'
}

function readPlace(text: string): Place {
  const name = text.slice(1)
  return text.startsWith('r') ? { rep: name } : text.startsWith('q') ? { queue: name } : { refused: true }
}

export function nameOf(place: Place): string {
  if ('rep' in place) return place.rep
  return 'queue' in place ? (place.queue === HELD ? 'held' : `queue ${place.queue}`) : 'refused'
}
