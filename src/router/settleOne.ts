import { decide, type Needs, type Snapshot, type Subject } from '../decide/decide.js'
import type { Decision, Intake, Note } from '../decide/decision.js'
import type { CompiledRoster } from '../decide/roster.js'
import type { Select } from '../decide/select.js'
import type { Instant, Json, JsonObject, LeadKey } from '../lead.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import { HELD } from '../plan/document.js'
import type { Clock } from '../port/ports.js'
import type { Store } from '../port/store.js'
import { contentDigest, subjectDigest } from '../state/audit.js'
import { type AuditEntry, type Event, type Inputs, noLoad, type StoredDocument, type StoredLead } from '../state/record.js'
import type { HostStrategy } from '../strategy/strategy.js'
import type { Routed } from './context.js'
import type { Documents } from './documents.js'
import type { Draft } from './draft.js'
import type { FactSource, Knowledge } from './facts.js'
import { straightened } from './knowing.js'

/** One lead on its way to the store. */
export interface Item {
  readonly key: LeadKey
  /** For new leads: digests are made with it. */
  readonly salt: string
  /** The lead as it came in; undefined for a held lead that is tried again. */
  readonly content: JsonObject | undefined
  readonly intake: Intake
  readonly receivedAt: Instant
  readonly notes: readonly Note[]
  readonly straightToOtherwise: boolean
}

/** The world in which a batch is settled. */
export interface Setting {
  readonly plan: CompiledPlan
  readonly roster: CompiledRoster
  readonly select: Select
  readonly strategies: ReadonlyMap<string, HostStrategy>
  readonly notes: readonly Note[]
  readonly mode: 'exact' | 'lazy'
  readonly factSource: FactSource
  readonly documents: Documents
  readonly store: Store
  readonly clock: Clock
}

/** What one transaction knows. */
export interface Moment {
  readonly draft: Draft
  readonly knowledge: Knowledge
  readonly now: Instant
  /** The documents that the entries written so far refer to; grows. */
  readonly used: Set<StoredDocument>
}

export type Settled = { readonly routed: Routed } | { readonly needs: Needs }

/** Decides about one lead within a transaction and books the decision in the draft; a lead that has been routed before keeps its owner. */
export function settleOne(item: Item, subject: Subject, moment: Moment, setting: Setting): Settled {
  const { draft, now, used } = moment
  const stored = draft.lead(item.key)
  if (stored !== undefined && !(item.content === undefined && isHeld(stored))) return { routed: routedOf(stored, item.content) }

  const snapshot = snapshotOf(item, stored, moment, setting)
  const verdict = decide(subject, snapshot)
  if (verdict.kind === 'needs') return { needs: verdict }
  const { decision } = verdict
  // Still waiting for the same: nothing has happened.
  if (stored !== undefined && decision.kind === 'queued' && decision.queue === HELD && decision.until === stored.until) return { routed: routedOf(stored) }

  const { documents, plan, roster } = setting
  const [planDocument, rosterDocument, factsDocument] = [documents.plan(plan), documents.roster(roster), documents.facts(snapshot.facts)]
  for (const document of [planDocument, rosterDocument, factsDocument]) used.add(document)
  const salt = stored?.salt ?? item.salt
  const inputs: Inputs = {
    plan: planDocument.digest,
    roster: rosterDocument.digest,
    facts: factsDocument.digest,
    intake: contentDigest(salt, item.intake as unknown as Json),
  }
  const subjectId = stored?.subject ?? subjectDigest(salt, item.key)
  const written = draft.record(eventOf(decision, verdict.ledger, subjectId, stored, inputs), (entry) =>
    recordOf(decision, entry, { item, stored, salt, subject: subjectId, now }),
  )
  return { routed: { ...routedOf(written), duplicate: false } }
}

function snapshotOf(item: Item, stored: StoredLead | undefined, { draft, knowledge, now }: Moment, setting: Setting): Snapshot {
  const { plan, roster, select, strategies, notes, mode, factSource } = setting
  const facts = item.straightToOtherwise ? straightened(knowledge.facts) : knowledge.facts
  return {
    plan,
    roster,
    select,
    strategies,
    now,
    facts,
    waits: stored?.waits ?? {},
    notes: [...notes, ...item.notes, ...knowledge.notes],
    ledger: draft.ledger,
    load: (rep) => draft.load(rep) ?? noLoad,
    unknown: (reps, when) => {
      const asked = factSource.asks && (mode === 'exact' || when === 'picked')
      return reps.filter(({ id }) => draft.load(id) === undefined || (asked && !knowledge.known.has(id)))
    },
  }
}

function eventOf(
  decision: Decision,
  ledger: (Event & { kind: 'assigned' })['ledger'] | undefined,
  subject: string,
  stored: StoredLead | undefined,
  inputs: Inputs,
): Event {
  const epoch = stored?.epoch ?? 0
  const { rule } = decision
  if (decision.kind === 'assigned' && ledger !== undefined) {
    const from = stored?.queue
    return { kind: 'assigned', subject, epoch: epoch + 1, rep: decision.rep, rule, ...(from === undefined ? {} : { from }), ledger, inputs }
  }
  const { queue, until } = decision as Decision & { kind: 'queued' }
  return { kind: 'queued', subject, epoch, queue, rule, ...(until === undefined ? {} : { until }), inputs }
}

function recordOf(
  decision: Decision,
  entry: AuditEntry,
  { item, stored, salt, subject, now }: { item: Item; stored: StoredLead | undefined; salt: string; subject: string; now: Instant },
): StoredLead {
  const { key, intake, receivedAt } = item
  const waits = stored?.waits ?? {}
  const common = {
    key,
    subject,
    salt,
    digest: stored?.digest ?? contentDigest(salt, item.content ?? null),
    intake,
    epoch: entry.event.epoch,
    decision,
    seq: entry.seq,
    receivedAt: stored?.receivedAt ?? receivedAt,
    at: now,
  }
  if (decision.kind === 'assigned') return { ...common, state: 'assigned', rep: decision.rep, waits }
  const { queue, until, rule } = decision
  return {
    ...common,
    state: 'queued',
    queue,
    ...(until === undefined ? { waits } : { until, waits: { ...waits, [rule]: until } }),
  }
}

export function isHeld({ state, queue }: StoredLead): boolean {
  return state === 'queued' && queue === HELD
}

/** The stored decision, as the answer to a lead that comes in again. */
export function routedOf(stored: StoredLead, content?: JsonObject): Routed {
  const { decision, seq, epoch, salt, digest } = stored
  return {
    ...decision,
    seq,
    epoch,
    duplicate: true,
    ...(content === undefined ? {} : { payloadChanged: contentDigest(salt, content) !== digest }),
  }
}
