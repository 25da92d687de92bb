import type { RepId } from '../rep.js'

/**
 * One rep's standing in a rotation: `[credit, last]`.
 * `credit` is what the rep is owed (positive) or ahead (negative), a whole number in units of 1/5,354,228,880 of a lead;
 * `last` is the turn at which the rep last got a lead (or joined), the smaller the longer ago.
 */
export type Standing = readonly [credit: number, last: number]

/** The state of one rotation. Plain JSON; the credits of all members and of those who left sum to zero. */
export interface LedgerState {
  /** Turns taken so far: the next pick's number. */
  readonly turn: number
  readonly members: { readonly [rep: RepId]: Standing }
}

/** What one pick changes: the new turn and the new standings of those whose standing changed. */
export interface LedgerChange {
  readonly rotation: string
  readonly turn: number
  readonly members: { readonly [rep: RepId]: Standing }
}

export const emptyLedger: LedgerState = { turn: 0, members: {} }
