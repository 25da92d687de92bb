import type { RepId } from '../rep.js'
import { type Contender, totalWeight } from './creditWindow.js'
import { dueOf, LEAD, standing, standingOf, standingsOf } from './standing.js'
import type { LedgerState, Standing } from './state.js'
import { wholeWeights } from './weights.js'

/** How a rotation makes up for what happened outside of its turns. */
export interface MakeUp {
  /** Whether shares missed through absence are made up. */
  readonly repay: boolean
  /** The most that is ever outstanding for a rep, either way, in units of a lead. */
  readonly atMost: number
  /** The weight of a rep who is owed is multiplied by this, of one who is ahead divided, until it is made up. A whole number >= 2. */
  readonly rate: number
}

export const noMakeUp: MakeUp = { repay: false, atMost: 0, rate: 2 }

/** Contenders with the weights that make up for something, and what each of them thereby gets more (or less) of this lead. */
export interface Raised {
  readonly contenders: readonly Contender[]
  /** By index, in units of a lead; missing where nothing is made up at this lead. */
  readonly extras: ReadonlyMap<number, number>
  /** The indexes of those for whom something is due. */
  readonly owed: readonly number[]
}

/**
 * Changes weights, never credits: the bound of the credit window holds for any weights at each lead, so it holds while
 * something is made up, and nobody is flooded. Together the extras of a rep come to at most what was due: a weight is
 * changed only while a whole lead's extra fits into the rest.
 */
export function raise(
  ledger: LedgerState,
  contenders: readonly Contender[],
  { rate }: MakeUp,
  standings: readonly Standing[] = standingsOf(ledger, contenders),
): Raised {
  if (standings.every(isSquare)) return { contenders, extras: none, owed: nobody }
  const owed: number[] = []
  standings.forEach((standing, index) => {
    if (!isSquare(standing)) owed.push(index)
  })
  let due: readonly number[] = owed
  while (due.length > 0) {
    const raised = raiseThese(ledger, contenders, due, rate)
    const fitting = due.filter((index) => fits(ledger, contenders, index, raised.extras))
    if (fitting.length === due.length) return { ...raised, owed }
    due = fitting
  }
  return { contenders, extras: none, owed }
}

const none: Raised['extras'] = new Map()
const nobody: Raised['owed'] = []

/** Nothing is due to or by whoever stands like this. */
function isSquare(standing: Standing): boolean {
  return standing.length < 4 || standing[3] === 0
}

function fits(ledger: LedgerState, contenders: readonly Contender[], index: number, extras: Raised['extras']): boolean {
  return Math.abs(extras.get(index) ?? 0) <= Math.abs(dueOf(ledger, (contenders[index] as Contender).id))
}

function raiseThese(ledger: LedgerState, contenders: readonly Contender[], due: readonly number[], rate: number): Omit<Raised, 'owed'> {
  const chosen = new Set(due)
  const factor = (id: RepId, index: number): number => (chosen.has(index) ? (dueOf(ledger, id) > 0 ? rate : 1 / rate) : 1)
  // Dividing is multiplying everybody else: weights stay whole.
  const scale = contenders.some(({ id }, index) => chosen.has(index) && dueOf(ledger, id) < 0) ? rate : 1
  const weights = wholeWeights(contenders.map(({ id, weight }, index) => Math.round(weight * scale * factor(id, index))))
  const raised = contenders.map(({ id }, index) => ({ id, weight: weights[index] as number }))
  const before = Math.floor(LEAD / totalWeight(contenders))
  const after = Math.floor(LEAD / totalWeight(raised))
  const extras = new Map<number, number>()
  for (const index of due) {
    const { id, weight } = contenders[index] as Contender
    const extra = (weights[index] as number) * after - weight * before
    // Where all are owed alike, nobody gets more; what rounding leaves on the wrong side does not count.
    extras.set(index, Math.sign(extra) === Math.sign(dueOf(ledger, id)) ? extra : 0)
  }
  return { contenders: raised, extras }
}

/** What is still due after a lead; a rest smaller than one lead's extra is let go. */
export function workedOff(ledger: LedgerState, { contenders, extras, owed }: Raised): ReadonlyMap<RepId, number> {
  const left = new Map<RepId, number>()
  for (const index of owed) {
    const { id } = contenders[index] as Contender
    const extra = extras.get(index)
    if (extra !== 0) left.set(id, extra === undefined ? 0 : dueOf(ledger, id) - extra)
  }
  return left
}

/**
 * What those who were away will have missed of this lead: the share each would have had, had it been there.
 * Counts up to `atMost`, and from there on changes nothing.
 */
export function missed(
  ledger: LedgerState,
  contenders: readonly Contender[],
  absent: readonly Contender[],
  { repay, atMost }: MakeUp,
): ReadonlyMap<RepId, number> {
  const dues = new Map<RepId, number>()
  if (!repay) return dues
  const sum = totalWeight(contenders)
  for (const { id, weight } of absent) {
    const due = dueOf(ledger, id)
    if (due < atMost) dues.set(id, Math.min(atMost, due + weight * Math.floor(LEAD / (sum + weight))))
  }
  return dues
}

/**
 * Leads that came or went outside of the turns: above zero they are given back to the rep (declined, disqualified, merged, taken
 * away), below they count for the rep (given by hand). Credits stay as they are; it is made up over the next leads.
 */
export function bookOutside(ledger: LedgerState, leads: ReadonlyMap<RepId, number>, { atMost }: MakeUp): LedgerState {
  const dues = new Map(
    [...leads].map(([rep, count]) => [rep, Math.max(-atMost, Math.min(atMost, dueOf(ledger, rep) + count * LEAD))] as const),
  )
  return { ...ledger, members: withDues(ledger, dues) }
}

/** Standings with these dues. */
export function withDues(ledger: LedgerState, dues: ReadonlyMap<RepId, number>): Record<RepId, Standing> {
  const members = noMembers()
  for (const [rep, due] of dues) {
    const [credit, last, weight = 0, , value = 0] = standingOf(ledger, rep)
    members[rep] = standing(credit, last, weight, due, value)
  }
  return members
}

function noMembers(): Record<RepId, Standing> {
  return Object.create(null) as Record<RepId, Standing>
}
