import { digestOf } from '../digest.js'
import { RoutingError } from '../errors.js'
import { canonicalJson } from '../json.js'
import type { Instant, Json } from '../lead.js'
import type { Clock } from '../port/ports.js'
import type { Store } from '../port/store.js'
import { PLAN_SUBJECT, type PublishedEvent } from '../state/event.js'
import type { PlanRecord, VersionRecord } from '../state/planRecord.js'
import type { StoredDocument } from '../state/record.js'
import { inJournal } from './inJournal.js'
import { type PlanVersion, versionsAt } from './planVersions.js'
import type { Published, PublishOptions } from './publishing.js'

/** What is to be published: a plan that was checked, and where it comes from. */
export interface Candidate extends Pick<VersionRecord, 'digest' | 'name' | 'draft' | 'restores'> {
  /** Missing where the store has it. */
  readonly document?: StoredDocument
}

/**
 * Publishes a plan in one transaction that sees every version there is: of two who publish at once the second sees what the first one did.
 *
 * @param codeDigest what `expect` may name as long as nobody has published anything
 */
export async function publishPlan(
  candidate: Candidate,
  { author, reason, at, expect, supersede = false }: PublishOptions,
  codeDigest: string,
  store: Store,
  clock: Clock,
): Promise<Published> {
  const { document, digest, name, draft, restores } = candidate
  return inJournal<Published>(store, clock, (journal, { now, number }) => {
    const versions = versionsAt(journal, now)
    const latest = versions.at(-1)
    assertLatest(latest, expect, codeDigest)
    if (draft !== undefined) assertOpen(draft, journal)
    const from = at !== undefined && at > now ? { from: at } : {}
    if (draft === undefined && latest?.digest === digest && isAsWanted(latest, from.from))
      return { result: { ...latest, unchanged: true, superseded: [] } }
    const overtaken = overtakenBy(from.from, versions)
    if (overtaken.length > 0 && !supersede) throw wouldSupersede(overtaken)
    const origin = { ...(draft === undefined ? {} : { draft }), ...(restores === undefined ? {} : { restores }) }
    const version = { version: (latest?.version ?? 0) + 1, digest, name, author, reason, at: now, ...from, ...origin }
    const record: VersionRecord = { kind: 'version', number, ...version }
    return {
      record,
      documents: document === undefined ? [] : [document],
      event: eventOf(record),
      result: {
        ...version,
        state: record.from === undefined ? 'inForce' : 'scheduled',
        superseded: overtaken.map((one) => one.version),
      },
    }
  })
}

/** What its publication says in the audit trail. */
function eventOf(record: VersionRecord): PublishedEvent {
  const { version, digest, from } = record
  return {
    kind: 'published',
    subject: PLAN_SUBJECT,
    epoch: 0,
    version,
    plan: digest,
    ...(from === undefined ? {} : { from }),
    record: recordDigest(record),
  }
}

/** Stands in the audit trail for a line of the journal: who changes author or reason afterwards is found out. */
export function recordDigest(record: PlanRecord): string {
  return digestOf(canonicalJson(record as unknown as Json))
}

function assertLatest(latest: PlanVersion | undefined, expect: number | string | undefined, codeDigest: string): void {
  if (expect === undefined) return
  const present = typeof expect === 'number' ? (latest?.version ?? 0) : (latest?.digest ?? codeDigest)
  if (present === expect) return
  const detail =
    latest === undefined ? 'Nobody has published a plan.' : `The latest is version ${latest.version}, by ${latest.author}: ${latest.reason}`
  throw new RoutingError('stalePlan', { detail, path: ['expect'] })
}

function assertOpen(draft: number, journal: readonly PlanRecord[]): void {
  const over = journal.find((one) => (one.kind === 'version' && one.draft === draft) || (one.kind === 'discarded' && one.of === draft))
  if (over === undefined) return
  const became = over.kind === 'version' ? `was published as version ${over.version}` : 'was discarded'
  throw new RoutingError('unknownPlan', { detail: `Draft ${draft} ${became}.`, path: ['draft'] })
}

function isAsWanted({ state, from }: PlanVersion, wanted: Instant | undefined): boolean {
  return wanted === undefined ? state === 'inForce' : state === 'scheduled' && from === wanted
}

/** Versions that are scheduled for a time at which a later one is in force already. */
function overtakenBy(from: Instant | undefined, versions: readonly PlanVersion[]): readonly PlanVersion[] {
  return versions.filter((one) => one.state === 'scheduled' && (from === undefined || (one.from ?? 0) >= from))
}

function wouldSupersede(overtaken: readonly PlanVersion[]): RoutingError {
  const [first] = overtaken as [PlanVersion]
  const when = first.from === undefined ? '' : ` for ${new Date(first.from).toISOString()}`
  return new RoutingError('stalePlan', {
    detail: `Version ${first.version} is scheduled${when} and would never come into force. Pass \`supersede: true\` if that is meant, or an \`at\` behind it.`,
    path: ['supersede'],
  })
}
