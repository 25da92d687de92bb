import type { Instant } from '../lead.js'
import { type DraftRecord, inForceAt, type PlanRecord, type VersionRecord } from '../state/planRecord.js'

/** A plan that was published. */
export interface PlanVersion extends Omit<VersionRecord, 'kind' | 'number'> {
  /**
   * - `inForce`: decisions are made by it.
   * - `scheduled`: it comes into force at `from`.
   * - `past`: it was in force.
   * - `superseded`: it was scheduled, and a later one came before its time.
   */
  readonly state: 'inForce' | 'scheduled' | 'past' | 'superseded'
}

/** A plan that was saved and not published yet. */
export interface PlanDraft extends Omit<DraftRecord, 'kind' | 'number'> {
  /** Its number, to publish or discard it by. Drafts and versions are counted apart. */
  readonly draft: number
  /** `broken`: it has issues, and cannot be published. */
  readonly state: 'broken' | 'checked' | 'simulated' | 'published' | 'discarded'
  /** What was put beside it, the latest last. */
  readonly evidence: readonly { readonly digest: string; readonly author: string; readonly reason: string; readonly at: Instant }[]
  /** The version it became. */
  readonly version?: number
}

/** Every version, the first one first, as it is at an instant. */
export function versionsAt(journal: readonly PlanRecord[], now: Instant): readonly PlanVersion[] {
  const versions = journal.filter((record) => record.kind === 'version').sort((one, other) => one.version - other.version)
  const present = inForceAt(versions, now)?.version ?? 0
  return versions.map((record, index) => {
    const { kind: _kind, number: _number, ...version } = record
    const { from } = record
    const overtaken = from !== undefined && versions.slice(index + 1).some((later) => overtakes(later, from))
    const late = record.version > present ? 'scheduled' : record.version === present ? 'inForce' : 'past'
    return { ...version, state: overtaken && record.version !== present ? 'superseded' : late }
  })
}

/** Whether a version keeps an earlier one, scheduled for that time, from ever coming into force: at that time it is in force itself. */
function overtakes({ from, at }: VersionRecord, time: Instant): boolean {
  return from === undefined ? at < time : from <= time
}

/** Every draft, the first one first. */
export function draftsIn(journal: readonly PlanRecord[]): readonly PlanDraft[] {
  const inOrder = [...journal].sort((one, other) => one.number - other.number)
  return inOrder.flatMap((record) => {
    if (record.kind !== 'draft') return []
    const { kind: _kind, number, ...draft } = record
    const evidence = inOrder.flatMap((one) => {
      if (one.kind !== 'evidence' || one.of !== number) return []
      const { digest, author, reason, at } = one
      return [{ digest, author, reason, at }]
    })
    const published = inOrder.find((one): one is VersionRecord => one.kind === 'version' && one.draft === number)
    const discarded = inOrder.some((one) => one.kind === 'discarded' && one.of === number)
    const alive = draft.issues.length > 0 ? 'broken' : evidence.length > 0 ? 'simulated' : 'checked'
    const state = published !== undefined ? 'published' : discarded ? 'discarded' : alive
    return [{ ...draft, draft: number, state, evidence, ...(published === undefined ? {} : { version: published.version }) }]
  })
}
