import type { Issue } from '../errors.js'

/** Something wrong with a table. Its `path` begins with the number of the row, from 0, and the heading of the column. */
export interface TerritoryIssue extends Issue {
  /** Of the text, from 1. Missing where rows were given as objects. */
  readonly line?: number
  /** The heading of the column. */
  readonly column?: string
}
