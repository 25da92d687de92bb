import type { JsonObject } from '../lead.js'

/** What an analysis can find; each with what it means. docs/analysis.md tells more. */
export const findingTable = {
  contradiction: 'A condition that holds for no lead.',
  shadowed: 'A rule that is never the first: whatever it matches, an earlier rule matches as well.',
  unreachableSegment: 'A value of a label that no lead gets.',
  overlap: 'Two rules with different targets match the same lead; the earlier one gets it.',
  fallsToOtherwise: 'Leads that no rule takes, so that `otherwise` does.',
  nobodyEligible: 'A rule that selects no active rep of the roster, whatever the lead is.',
  fallbackEmpty: '`otherwise` selects no active rep of the roster.',
  fallbackMisses: 'Leads that nobody gets: no rule takes them, and `otherwise` selects nobody for them.',
  inactiveRep: 'A rule names a rep who is inactive.',
  unknownRep: 'A rule names a rep whom the roster does not have.',
  noWeight: 'A weighted rule none of whose reps has a weight.',
  unknownField: 'A condition reads a field that no lead has.',
  unknownRepField: 'A target reads a field that no rep of the roster has.',
  undecided: 'The search came to no end within its budget: nobody knows.',
} as const

export type FindingCode = keyof typeof findingTable

export type Severity = 'error' | 'warning' | 'info'

/** Something that a plan says, and that its author may not have meant. */
export interface Finding {
  /** For machines. */
  readonly code: FindingCode
  readonly severity: Severity
  /** For people. */
  readonly message: string
  /** Where in the plan: keys and indexes from the root. */
  readonly path: readonly (string | number)[]
  /** The remedy. */
  readonly hint: string
  /** The name of the rule that it is about, if it is about one. */
  readonly rule?: string
  /** The names of the other rules that it is about. */
  readonly others?: readonly string[]
  /** A lead that shows it, confirmed by the code that decides. */
  readonly example?: ExampleLead
  /** Of an overlap: how many more rules may overlap with the same one, and were not looked at. */
  readonly more?: number
  /** Of a finding `undecided`: what could not be decided. */
  readonly about?: FindingCode
}

/** A lead, and what becomes of it while everybody is there and has room. */
export interface ExampleLead {
  readonly lead: JsonObject
  /** The account that was matched with it. */
  readonly account?: JsonObject
  /** What is known of its person, where the plan tells persons apart. */
  readonly person?: JsonObject
  /** The rule that gets it; without a roster: the first whose condition holds, of those that do not depend on whom a join finds. */
  readonly rule: string
  /** With a roster: the rep who gets it, on empty ledgers. */
  readonly rep?: string
  /** The queue it waits in. */
  readonly queue?: string
}
