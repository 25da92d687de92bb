import type { RepId } from '../rep.js'

/**
 * One rep's standing in a rotation: whole numbers, those at the end left out where they are 0.
 *
 * - `credit`: what the rep is owed (positive) or ahead (negative), in units of 1/5,354,228,880 of a lead, without what it gains
 *   through the rotation's level. The credit as of now is `credit + weight * level`: see `creditOf`.
 * - `last`: the turn at which the rep last got a lead (or joined), the smaller the longer ago.
 * - `weight`: the weight with which the rep takes part in the rotation's level; 0 while it does not (away, new).
 * - `due`: what is to be made up by a changed weight, in units of a lead: positive for a rep who is to get more for a while.
 * - `value`: as `credit`, in the account of values, in units of 1/5,354,228,880 of a typical lead.
 */
export type Standing = readonly [credit: number, last: number, weight?: number, due?: number, value?: number]

/**
 * The state of one rotation. Plain JSON of whole numbers; the credits of all members, also of those who left, sum to zero.
 *
 * A lead credits everybody who takes part with a share in proportion to the weight. What all of them gain is kept once, as the
 * `level`, so that a lead changes the level and its winner, and nobody else.
 */
export interface LedgerState {
  /** Turns taken so far: the next pick's number. */
  readonly turn: number
  /** What each unit of weight of those who take part gained, in units of a lead. Folded into the credits before it grows too large. */
  readonly level: number
  /** The same in the account of values. */
  readonly valueLevel: number
  /** The weights of those who take part, added up. */
  readonly weight: number
  /** A `Record`: where the name of a type stands in an index signature and nowhere else, the bundler of declarations loses its import. */
  readonly members: Readonly<Record<RepId, Standing>>
}

/** What one pick changes: the rotation's new numbers, and the new standings of those whose standing changed. */
export interface LedgerChange extends LedgerState {
  readonly rotation: string
}

export const emptyLedger: LedgerState = { turn: 0, level: 0, valueLevel: 0, weight: 0, members: {} }
