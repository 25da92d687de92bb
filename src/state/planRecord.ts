import type { Issue } from '../errors.js'
import type { Instant } from '../lead.js'

/** A line of the journal of plans: what somebody did with a plan, never changed afterwards. The plan itself is a document of the store. */
export type PlanRecord = VersionRecord | DraftRecord | EvidenceRecord | DiscardRecord

interface Signed {
  /** Its place in the journal: from 1, without a gap, whatever kind it is. */
  readonly number: number
  /** Who did it, in the words of the host. */
  readonly author: string
  readonly reason: string
  readonly at: Instant
}

/** A plan was published. */
export interface VersionRecord extends Signed {
  readonly kind: 'version'
  /** Counts the versions: from 1, without a gap. */
  readonly version: number
  /** Of the document that is the plan. */
  readonly digest: string
  /** The plan's name. */
  readonly name: string
  /** When it comes into force. Missing: at once, for every transaction after its own, whatever clocks say. */
  readonly from?: Instant
  /** The draft it was, by the draft's number. */
  readonly draft?: number
  /** The earlier version whose plan it is once more. */
  readonly restores?: number
}

/** A plan was saved. It may have errors. */
export interface DraftRecord extends Signed {
  readonly kind: 'draft'
  readonly digest: string
  /** The plan's name, as far as it has one. */
  readonly name: string
  /** What was wrong with it when it was saved. */
  readonly issues: readonly Issue[]
}

/** Something that speaks for a draft, or against it, was put beside it: the report of a simulation. */
export interface EvidenceRecord extends Signed {
  readonly kind: 'evidence'
  /** The number of the draft. */
  readonly of: number
  /** Of the document that is the evidence. */
  readonly digest: string
}

/** A draft was given up. */
export interface DiscardRecord extends Signed {
  readonly kind: 'discarded'
  /** The number of the draft. */
  readonly of: number
}

/** What a transaction needs to know of the version in force. */
export interface PlanTag {
  readonly version: number
  readonly digest: string
}

/** The version in force at an instant, if any is: of those whose time has come the one with the highest number. */
export function inForceAt(records: Iterable<PlanRecord>, now: Instant): VersionRecord | undefined {
  let found: VersionRecord | undefined
  for (const record of records) {
    if (record.kind !== 'version' || (record.from !== undefined && record.from > now)) continue
    if (found === undefined || record.version > found.version) found = record
  }
  return found
}
