import type { JsonObject } from '../lead.js'

/** What a report can find; each with what it means. docs/territories.md tells more. */
export const territoryFindingTable = {
  gap: 'Leads that are in no territory.',
  overlap: 'Two territories hold for the same lead, and neither lies within the other.',
  contradiction: 'A territory that no lead can be in: its condition and those around it exclude each other.',
  unreached: 'A territory that no lead is in, since deeper or earlier ones take all that it has.',
  divided: 'A territory whose leads are all in territories within it.',
  noReps: 'A territory in which nobody works.',
  unknownRep: 'A rep who is named in the table and not in the roster.',
  inactiveRep: 'A rep who is named in the table and inactive.',
  idleRep: 'Reps of the roster who work in no territory.',
  unknownField: 'A condition reads a field that no lead has.',
  undecided: 'The search came to no end within its budget: nobody knows.',
} as const

export type TerritoryFindingCode = keyof typeof territoryFindingTable

/** A territory, and where it stands in its file. */
export interface TerritoryPlace {
  readonly name: string
  /** From 1. Missing: nobody said. */
  readonly line?: number
}

export interface TerritoryExample {
  readonly lead: JsonObject
  /** The account that it needs. */
  readonly account?: JsonObject
  /** The territory it is in. Missing: none. */
  readonly territory?: string
}

/** Something that a table says, and that its author may not have meant. */
export interface TerritoryFinding {
  /** For machines. */
  readonly code: TerritoryFindingCode
  readonly severity: 'error' | 'warning' | 'info'
  /** For people. */
  readonly message: string
  /** The remedy. */
  readonly hint: string
  /** The territory it is about, if it is about one. */
  readonly territory?: TerritoryPlace
  /** The other territories it is about. */
  readonly others?: readonly TerritoryPlace[]
  /** The reps it is about. */
  readonly reps?: readonly string[]
  /** A lead that shows it, confirmed by the code that decides. */
  readonly example?: TerritoryExample
  /** Of an overlap: how many more territories may overlap with the same one, and were not looked at. */
  readonly more?: number
  /** Of a gap among leads that were given: how many. */
  readonly leads?: number
}

/** Who works a territory, and how much of it. */
export interface TerritoryRep {
  readonly id: string
  readonly weight: number
  /** Of the weights of those who are there: from 0 to 1. */
  readonly share: number
}

export interface TerritoryRow extends TerritoryPlace {
  readonly within?: string
  /** How many territories are around it. */
  readonly depth: number
  /** The active ones. Missing: only the roster could tell. */
  readonly reps?: readonly TerritoryRep[]
  /** Of the given leads: how many are in it, those in territories within left out. */
  readonly leads?: number
  /** And with those in territories within. */
  readonly leadsWithin?: number
}

export interface TerritoryReport {
  /** In the order of the table. */
  readonly territories: readonly TerritoryRow[]
  readonly findings: readonly TerritoryFinding[]
  /** Of the leads that were given. */
  readonly leads?: { readonly total: number; readonly placed: number }
  /** As of `analysePlan`: the same table takes the same number of steps, on any machine. */
  readonly stats: { readonly questions: number; readonly steps: number }
}
