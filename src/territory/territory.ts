import type { Issue } from '../errors.js'
import type { Condition } from '../plan/document.js'

/**
 * A part of the world that somebody works: of its geography, of industries, of sizes, of whatever leads tell. A lead is in the deepest
 * territory of a table that holds for it, among equally deep ones in the first.
 */
export interface Territory {
  /** Unique in its table. */
  readonly name: string
  /** The territory around this one. */
  readonly within?: string
  /** A condition on the lead's own fields and its `account`, beside those of the territories around. Missing: no leads but those of territories within. */
  readonly when?: Condition
  /** Who works it: weights above 0 by the rep's id. */
  readonly reps?: { readonly [rep: string]: number }
}

/** Something wrong with a table. Its `path` begins with the number of the row, from 0, and the heading of the column. */
export interface TerritoryIssue extends Issue {
  /** Of the text, from 1. Missing where rows were given as objects. */
  readonly line?: number
  /** The heading of the column. */
  readonly column?: string
}
