import type { JsonObject } from '../lead.js'
import type { MakeUp } from '../ledger/makeUp.js'
import type { LedgerState } from '../ledger/state.js'
import type { Rep, RepId } from '../rep.js'

/** What a strategy may know. Everything is in roster order and none of it may be changed. */
export interface Contest {
  /** The lead as the rules see it: its own fields, its labels, its account. */
  readonly lead: JsonObject
  /** Those who may get it, at least one. */
  readonly eligible: readonly Candidate[]
  /** Those who would be eligible if they were there. */
  readonly absent: readonly Candidate[]
  readonly ledger: LedgerState
  readonly makeUp: MakeUp
  /** Where the rotation balances values. */
  readonly value?: Worth
}

export interface Worth {
  /** The lead's field, for people. */
  readonly field: string
  /** What the lead is worth, in typical leads; undefined where it does not tell. */
  readonly typical: number | undefined
}

export interface Candidate {
  readonly rep: Rep
  /** A whole number >= 1; 1 for everybody unless the rule is weighted. */
  readonly weight: number
  /** Open leads now. */
  readonly open: number
}

export interface Choice {
  /** Index into `eligible`. */
  readonly winner: number
  readonly because: string
  readonly ranks: readonly Rank[]
  /** The rotation's new numbers, with the changed standings only. */
  readonly change: LedgerState
}

/** Picks one of the eligible. Pure: the same contest gives the same choice, for ever. */
export type Strategy = (contest: Contest) => Choice

/**
 * A strategy of the host, registered by name in `createRouter({ strategies })` and named in a rule's `by`.
 * Must be pure and synchronous, or replay will not find the same owners. If it throws or names somebody who is not
 * eligible, the rule passes the lead on (and `otherwise` picks by rotation), which the trace says.
 *
 * @returns the id of one of the eligible
 */
export type HostStrategy<Lead = JsonObject, R = Rep> = (contest: HostContest<Lead, R>) => RepId

export interface HostContest<Lead = JsonObject, R = Rep> {
  readonly lead: Lead
  readonly eligible: readonly HostCandidate<R>[]
}

export interface HostCandidate<R = Rep> {
  readonly rep: R
  readonly open: number
  /** The turn of the rotation at which the rep last got a lead (or joined); the smaller, the longer ago. */
  readonly lastTurn: number
}

/** How a rule picked one of the eligible, for the trace. */
export interface Pick {
  /** `roundRobin`, `weighted`, `leastLoaded`, or the name of the host's strategy. */
  readonly strategy: string
  readonly rotation: string
  /** In the words of the strategy. */
  readonly because: string
  /** Those who were eligible, the winner first, at most twenty. */
  readonly ranks: readonly Rank[]
}

export interface Rank {
  readonly rep: RepId
  /** What the rep was owed before this lead, in leads; negative: ahead. Rounded, for reading: decisions use exact integers. */
  readonly owed?: number
  /** The same in the account of values, in typical leads, where the rotation balances values. */
  readonly owedValue?: number
  /** What is being made up for the rep (negative: by the rep), in leads. */
  readonly due?: number
  /** The rep's share of this lead, 0 to 1, rounded. */
  readonly share?: number
  /** Open leads before this one. */
  readonly open?: number
}
