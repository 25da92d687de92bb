import { decide, type Needs, type Snapshot, type Subject, subjectOf, type Verdict } from '../decide/decide.js'
import type { Decision, Facts, Intake, Note } from '../decide/decision.js'
import type { CompiledRoster } from '../decide/roster.js'
import type { Select } from '../decide/select.js'
import type { Instant, Json, JsonObject, LeadKey } from '../lead.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import { HELD } from '../plan/document.js'
import { queueOf, rankIn } from '../plan/limited.js'
import type { Clock } from '../port/ports.js'
import type { Store, View } from '../port/store.js'
import { contentDigest, leadDigests, subjectDigest } from '../state/audit.js'
import type { Event, Inputs } from '../state/event.js'
import { type AuditEntry, noLoad, type StoredDocument, type StoredLead } from '../state/record.js'
import type { HostStrategy } from '../strategy/strategy.js'
import { newlyRouted, type Routed, routedOf } from './context.js'
import type { Documents } from './documents.js'
import type { Draft } from './draft.js'
import type { FactSource } from './facts.js'
import type { Knowing, Lens } from './knowing.js'
import { messagesOf } from './messages.js'
import type { Other } from './planWatch.js'
import { endPush, isDue, setPush } from './push.js'
import { type WorkCalendarOf, withChain } from './stepTimer.js'
import { cancelTimers } from './timers.js'

/** One lead on its way to the store. */
export interface Item {
  readonly key: LeadKey
  /** For a held lead: the salt of its record. */
  readonly salt?: string
  /** The lead as it came in; undefined for a held lead that is tried again. */
  readonly content: JsonObject | undefined
  /** It was taken in earlier, and waits in the inbox. */
  readonly accepted?: boolean
  /** Nobody claimed it in time. */
  readonly push?: true
  readonly intake: Intake
  readonly receivedAt: Instant
  readonly notes: readonly Note[]
  readonly straightToOtherwise: boolean
}

/** The world in which a batch is settled. */
export interface Setting {
  readonly plan: CompiledPlan
  /** What a transaction sees is in force, where it is not that plan. */
  readonly otherPlan: (view: View) => Other | undefined
  readonly roster: CompiledRoster
  readonly select: Select
  readonly strategies: ReadonlyMap<string, HostStrategy>
  readonly notes: readonly Note[]
  readonly mode: 'exact' | 'lazy'
  readonly factSource: FactSource
  readonly documents: Documents
  /** Whether the effects of decisions go to the outbox. */
  readonly outbox: boolean
  readonly store: Store
  readonly clock: Clock
  /** When a rep works, for escalations that count working time. */
  readonly workCalendar?: WorkCalendarOf
  /** Draws the salt of a new lead. */
  readonly salt: () => string
}

/** What one transaction knows. */
export interface Present {
  readonly draft: Draft
  readonly knowing: Knowing
  readonly now: Instant
  /** The documents that the entries written so far refer to; grows. */
  readonly used: Set<StoredDocument>
  /** Of the accepted items: those that still wait in the inbox, with the moment each was received. */
  readonly inbox: ReadonlyMap<LeadKey, Instant>
  /** What stands for the item, if it is new; drawn once, however often the step is run. Missing for one that was held. */
  readonly newcomer: Identity | undefined
  /** Stands for the person, where the plan tells persons apart. */
  readonly person: string | undefined
}

/** `routed` is undefined for a held lead that was erased in between. */
export type Settled = { readonly routed: Routed | undefined } | { readonly needs: Needs }

/** Decides about one lead within a transaction and books the decision in the draft; a lead that has been routed before keeps its owner. */
export function settleOne(index: number, given: Item, prepared: Subject, present: Present, setting: Setting): Settled {
  const { draft, now, used } = present
  const { item, subject } = knowingPerson(given, prepared, present, setting)
  const stored = draft.lead(item.key)
  // What was held came from the store and not from the host: nothing may bring an erased lead back, or mix it with one that came after.
  if (item.content === undefined && stored?.salt !== item.salt) return { routed: undefined }
  // What was accepted may have been erased since it was read, and have come in again.
  if (stored === undefined && item.accepted && present.inbox.get(item.key) !== item.receivedAt) return { routed: undefined }
  if (stored !== undefined && !(item.content === undefined && (isHeld(stored) || isDue(stored, item, now))))
    return { routed: routedOf(stored, item.content) }

  const { verdict, facts } = decideWith(index, item, stored, present, setting, (snapshot) => decide(subject, snapshot))
  if (verdict.kind === 'needs') return { needs: verdict }
  const identity = identityIn(present, item, stored)
  const { decision, timer } = withChain(verdict.decision, identity.subject, (stored?.epoch ?? 0) + 1, subject, now, setting)
  // Still waiting for the same: nothing has happened.
  if (stored !== undefined && decision.kind === 'queued' && decision.queue === HELD && decision.until === stored.until && isWaiting(stored))
    return { routed: routedOf(stored) }

  const refer = (document: StoredDocument): string => {
    used.add(document)
    return document.digest
  }
  const { documents, plan, roster } = setting
  const rank = decision.kind === 'queued' && decision.queue !== HELD ? rankIn(queueOf(plan, decision.queue), subject.view) : 0
  const inputs: Inputs = {
    plan: refer(documents.plan(plan)),
    ...(plan.version === undefined ? {} : { version: plan.version }),
    roster: refer(documents.roster(roster)),
    facts: refer(documents.facts(facts)),
    intake: identity.intake,
  }
  const written = draft.record(eventOf(verdict, identity.subject, stored, inputs), (entry) =>
    recordOf(decision === verdict.decision ? verdict : { ...verdict, decision }, entry, {
      item,
      stored,
      identity,
      now,
      rank,
      person: present.person,
    }),
  )
  if (setting.outbox) draft.tell(messagesOf(written))
  if (item.push) endPush(draft, item.key, now)
  if (stored !== undefined && written.epoch !== stored.epoch) cancelTimers(draft, item.key, now)
  if (written.until !== undefined && written.queue !== HELD) setPush(draft, written)
  if (timer !== undefined) draft.setTimer(item.key, timer)
  return { routed: newlyRouted(written) }
}

/** What stands for a lead, and for its data, where neither may be told. */
export interface Identity {
  readonly salt: string
  readonly subject: string
  /** Of the lead as it first came in. */
  readonly digest: string
  /** Of what it is decided on. */
  readonly intake: string
}

export function identityOf({ key, content, intake }: Item, salt: string): Identity {
  const digests = leadDigests(salt, content ?? null, intake)
  return { salt, subject: subjectDigest(salt, key), digest: digests.content, intake: digests.intake }
}

/** What is known of a lead's person turns out under the lock only, and is a part of what it is decided on. */
function knowingPerson(
  item: Item,
  subject: Subject,
  { draft, person }: Present,
  { plan }: Setting,
): { readonly item: Item; readonly subject: Subject } {
  const earlier = person === undefined ? undefined : draft.ofPerson(person)
  const { person: before, ...intake } = item.intake
  if (earlier?.rep === undefined && before === undefined) return { item, subject }
  const known: Intake = earlier?.rep === undefined ? intake : { ...intake, person: { owner: earlier.rep, since: earlier.receivedAt } }
  return { item: { ...item, intake: known }, subject: subjectOf(plan, item.key, known) }
}

function identityIn({ newcomer }: Present, item: Item, stored: StoredLead | undefined): Identity {
  if (stored !== undefined) return identityAgain(stored, item)
  const identity = newcomer as Identity
  // Digested before anything was known of the person.
  return item.intake.person === undefined ? identity : { ...identity, intake: contentDigest(identity.salt, item.intake as unknown as Json) }
}

function identityAgain({ salt, subject, digest }: StoredLead, { intake }: Item): Identity {
  return { salt, subject, digest, intake: contentDigest(salt, intake as unknown as Json) }
}

/**
 * Decides through the lead's own lens. A port that turns out to have failed may send the lead straight to the fallback: then the
 * decision is made once more, with that known from the start.
 */
export function decideWith<V>(
  index: number,
  item: Pick<Item, 'straightToOtherwise' | 'notes'>,
  stored: StoredLead | undefined,
  present: Pick<Present, 'draft' | 'knowing' | 'now'>,
  setting: Setting,
  decideOn: (snapshot: Snapshot) => V,
): { readonly verdict: V; readonly facts: Facts } {
  const lens = present.knowing.lens(index)
  const first = snapshotOf(item.straightToOtherwise, [...setting.notes, ...item.notes], lens, stored, present, setting)
  const verdict = decideOn(first)
  if (item.straightToOtherwise || !lens.facts.straightToOtherwise) return { verdict, facts: first.facts }
  const second = snapshotOf(true, first.notes, present.knowing.lens(index), stored, present, setting)
  return { verdict: decideOn(second), facts: second.facts }
}

function snapshotOf(
  straight: boolean,
  notes: readonly Note[],
  lens: Lens,
  stored: StoredLead | undefined,
  { draft, now }: Pick<Present, 'draft' | 'now'>,
  { plan, roster, select, strategies }: Setting,
): Snapshot {
  const facts = (): Facts => (straight ? { ...lens.facts, straightToOtherwise: true } : lens.facts)
  const snapshot: Snapshot = {
    plan,
    roster,
    select,
    strategies,
    now,
    facts: facts(),
    notes,
    waits: stored?.waits ?? {},
    declined: stored?.declined ?? [],
    past: stored?.past,
    ledger: draft.ledger,
    load: (rep) => draft.load(rep) ?? noLoad,
    unknown: (reps, moment) => {
      const unasked = lens.look(reps, moment)
      return reps.filter((rep) => draft.load(rep.id) === undefined || unasked.includes(rep))
    },
  }
  if (!lens.grows) return snapshot
  // Both grow while the decision is made, with every rule that is tried.
  return Object.defineProperties(snapshot, {
    facts: { get: facts },
    notes: { get: () => [...notes, ...lens.notes.filter(({ message }) => !notes.some((note) => note.message === message))] },
  })
}

type Decided = Extract<Verdict, { kind: 'decided' }>

function eventOf({ decision, ledger, takes }: Decided, subject: string, stored: StoredLead | undefined, inputs: Inputs): Event {
  const epoch = stored?.epoch ?? 0
  const { rule } = decision
  if (decision.kind === 'assigned' && ledger !== undefined) {
    const from = stored?.queue
    const { rep } = decision
    const event = { kind: 'assigned', subject, epoch: epoch + 1, rep, rule, ledger, inputs } as const
    if (from === undefined && takes === undefined) return event
    return { ...event, ...(from === undefined ? {} : { from }), ...(takes === undefined ? {} : { takes }) }
  }
  const { queue, until } = decision as Decision & { kind: 'queued' }
  return { kind: 'queued', subject, epoch, queue, rule, ...(until === undefined ? {} : { until }), inputs }
}

interface Recorded {
  readonly item: Item
  readonly stored: StoredLead | undefined
  readonly identity: Identity
  readonly now: Instant
  /** Its place in the queue, if it goes to one. */
  readonly rank: number
  readonly person: string | undefined
}

function recordOf({ decision, takes }: Decided, entry: AuditEntry, { item, stored, identity, now, rank, person }: Recorded): StoredLead {
  const { salt, subject, digest } = identity
  const waits = stored?.waits ?? {}
  // Grows field by field: fields left out by spreading nothing cost more than the rest of the record.
  const record: { -readonly [Field in keyof StoredLead]?: StoredLead[Field] } = {
    key: item.key,
    subject,
    salt,
    digest,
    intake: item.intake,
    epoch: entry.event.epoch,
    decision,
    seq: entry.seq,
    receivedAt: stored?.receivedAt ?? item.receivedAt,
    at: now,
  }
  if (person !== undefined) record.person = person
  if (stored?.declined !== undefined) record.declined = stored.declined
  if (stored?.past !== undefined) record.past = stored.past
  if (decision.kind === 'assigned') {
    const charged = chargedIn(decision)
    if (charged !== undefined) record.charged = charged
    if (takes !== undefined) record.takes = takes
    record.state = 'assigned'
    record.rep = decision.rep
    record.waits = waits
  } else {
    const { queue, until, rule } = decision
    record.state = 'queued'
    record.queue = queue
    if (until !== undefined) record.until = until
    if (rank !== 0) record.rank = rank
    record.waits = until === undefined ? waits : { ...waits, [rule]: until }
  }
  return record as StoredLead
}

/** The rotation whose credits paid for the lead, if it has any. */
export function chargedIn({ trace }: Decision): string | undefined {
  const pick = trace.rules.at(-1)?.pick
  return pick !== undefined && (pick.strategy === 'roundRobin' || pick.strategy === 'weighted') ? pick.rotation : undefined
}

/** Whether the rules hold it. What was just taken from its owner is held as well, and the rules have not been asked. */
function isWaiting({ decision }: StoredLead): boolean {
  return decision.trace.rules.at(-1)?.outcome === 'waits'
}

export function isHeld({ state, queue }: StoredLead): boolean {
  return state === 'queued' && queue === HELD
}
