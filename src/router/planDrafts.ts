import { digestOf } from '../digest.js'
import { type Issue, RoutingError } from '../errors.js'
import { canonicalJson, jsonLimits, toJson } from '../json.js'
import type { Json } from '../lead.js'
import { checkPlan } from '../plan/checkPlan.js'
import { digestOfPlan } from '../plan/compilePlan.js'
import type { Clock } from '../port/ports.js'
import type { Store } from '../port/store.js'
import type { DiscardRecord, DraftRecord, EvidenceRecord, PlanRecord } from '../state/planRecord.js'
import type { StoredDocument } from '../state/record.js'
import { inJournal } from './inJournal.js'
import { draftsIn, type PlanDraft } from './planVersions.js'
import type { Signature } from './publishing.js'

/**
 * Saves a plan with whatever is wrong with it.
 *
 * @param issuesOf what keeps a sound plan from being published by this router
 */
export async function saveDraft(
  plan: unknown,
  { author, reason }: Signature,
  issuesOf: (plan: unknown) => Promise<readonly Issue[]>,
  store: Store,
  clock: Clock,
): Promise<PlanDraft> {
  const copy = toJson(plan, jsonLimits.document)
  if ('issues' in copy) throw new RoutingError('badPlan', { issues: copy.issues })
  const checked = checkPlan(copy.value)
  const content = 'plan' in checked ? (checked.plan as unknown as Json) : copy.value
  const issues = 'issues' in checked ? checked.issues : await issuesOf(checked.plan)
  const digest = 'plan' in checked ? digestOfPlan(checked.plan) : digestOf(canonicalJson(content))
  const document: StoredDocument = { digest, kind: 'plan', content }
  return inJournal<PlanDraft>(store, clock, (journal, { now, number }) => {
    const record: DraftRecord = { kind: 'draft', number, digest, name: nameOf(content), author, reason, at: now, issues }
    return { record, documents: [document], result: draftIn([...journal, record], number) }
  })
}

export async function attachEvidence(
  of: number,
  evidence: unknown,
  { author, reason }: Signature,
  store: Store,
  clock: Clock,
): Promise<PlanDraft> {
  const copy = toJson(evidence, jsonLimits.document)
  if ('issues' in copy) throw new RoutingError('badOptions', { issues: copy.issues })
  const document: StoredDocument = { digest: digestOf(canonicalJson(copy.value)), kind: 'evidence', content: copy.value }
  return inJournal<PlanDraft>(store, clock, (journal, { now, number }) => {
    openDraftIn(journal, of)
    const record: EvidenceRecord = { kind: 'evidence', number, of, digest: document.digest, author, reason, at: now }
    return { record, documents: [document], result: draftIn([...journal, record], of) }
  })
}

export async function discardDraft(of: number, { author, reason }: Signature, store: Store, clock: Clock): Promise<PlanDraft> {
  return inJournal<PlanDraft>(store, clock, (journal, { now, number }) => {
    openDraftIn(journal, of)
    const record: DiscardRecord = { kind: 'discarded', number, of, author, reason, at: now }
    return { record, result: draftIn([...journal, record], of) }
  })
}

/** A draft that can still be published, attached to, discarded. @throws RoutingError `unknownPlan` */
export function openDraftIn(journal: readonly PlanRecord[], number: number): PlanDraft {
  const draft = draftIn(journal, number)
  const { state, version } = draft
  if (state === 'published' || state === 'discarded') {
    const became = state === 'published' ? `was published as version ${version}` : 'was discarded'
    throw new RoutingError('unknownPlan', { detail: `Draft ${number} ${became}.`, path: ['draft'] })
  }
  return draft
}

function draftIn(journal: readonly PlanRecord[], number: number): PlanDraft {
  const found = draftsIn(journal).find(({ draft }) => draft === number)
  if (found === undefined) throw new RoutingError('unknownPlan', { detail: `There is no draft ${number}.`, path: ['draft'] })
  return found
}

function nameOf(content: Json): string {
  const name = typeof content === 'object' && content !== null && !Array.isArray(content) ? (content as { name?: Json }).name : undefined
  return typeof name === 'string' ? name : ''
}
