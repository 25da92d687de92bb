import { holds } from '../condition/interpret.js'
import { limits } from '../condition/limits.js'
import type { Instant, JsonObject } from '../lead.js'
import type { LedgerChange } from '../ledger/state.js'
import type { CompiledStep } from '../plan/compileEscalations.js'
import { type CompiledPlan, tagOf } from '../plan/compilePlan.js'
import type { RepId } from '../rep.js'
import type { Takes } from '../state/record.js'
import { type Attempt, decide, type Needs, notesOn, pickOne, type Snapshot, type Subject, tryRule } from './decide.js'
import type { Assigned, Effect, RuleTrace, SkipReason } from './decision.js'
import { sift, skipsOf } from './eligible.js'
import { takesOf } from './limits.js'
import { lineOf } from './roster.js'

/** A step of an escalation that is due. */
export interface DueStep {
  /** The rule whose escalation it is. */
  readonly rule: string
  /** From 0. */
  readonly step: number
  readonly due: Instant
  /** The present owner. */
  readonly from: RepId
  /** Everybody who had the lead before. */
  readonly past: readonly RepId[]
  /** How often an escalation has given the lead to somebody else. */
  readonly hops: number
}

export type StepVerdict =
  | { readonly kind: 'gives'; readonly decision: Assigned; readonly ledger: LedgerChange; readonly takes?: Takes }
  /** The owner keeps it. */
  | { readonly kind: 'nobody' }
  | ({ readonly kind: 'needs' } & Needs)

/** The first step from a number on whose condition holds for the lead. */
export function nextStep(steps: readonly CompiledStep[], from: number, view: JsonObject, { lists }: CompiledPlan): number | undefined {
  const found = steps.findIndex((step, index) => index >= from && holds(step.when, view, { lists }))
  return found < 0 ? undefined : found
}

/** Decides who gets a lead by a step that gives it to somebody. As pure as `decide`, and repeated from the same documents. */
export function decideStep(step: CompiledStep, due: DueStep, subject: Subject, snapshot: Snapshot): StepVerdict {
  if (step.to === undefined || due.hops >= limits.hops) return { kind: 'nobody' }
  const present = { ...due, subject, snapshot: withParts(snapshot, { had: [...due.past, due.from] }) }
  if (step.to === 'rules') return throughRules(step, present)
  const attempt = step.to === 'reps' ? tryRule(step.rule, subject, present.snapshot) : inLine(step, step.to, present)
  if ('needs' in attempt) return { kind: 'needs', ...attempt.needs }
  if (attempt.ends === undefined || !('rep' in attempt.ends)) return { kind: 'nobody' }
  const { rep, ledger } = attempt.ends
  const takes = takesOf(rep, step.rule, subject.effort, snapshot)
  return { kind: 'gives', decision: decisionOf(step, present, rep.id, [attempt.trace]), ledger, ...(takes === undefined ? {} : { takes }) }
}

interface Present extends DueStep {
  readonly subject: Subject
  readonly snapshot: Snapshot
}

/** Not by spreading: facts and notes grow while the decision is made. */
function withParts(snapshot: Snapshot, parts: Partial<Snapshot>): Snapshot {
  return Object.assign(Object.create(snapshot) as Snapshot, parts)
}

/**
 * Through the rules once more, among those who have not had the lead. It goes from owner to owner: nothing waits for anybody, and rules
 * that send leads to a queue are passed over.
 */
function throughRules(step: CompiledStep, { subject, snapshot, ...due }: Present): StepVerdict {
  const { plan, now } = snapshot
  const waits = Object.fromEntries(plan.rules.flatMap(({ name, waitMs }) => (waitMs === undefined ? [] : [[name, now]])))
  const verdict = decide(subject, withParts(snapshot, { pastQueues: true, waits }))
  if (verdict.kind === 'needs') return verdict
  const { decision, ledger, takes } = verdict
  if (decision.kind === 'queued' || ledger === undefined) return { kind: 'nobody' }
  const effects = [...decision.effects, ...effectsOf(step, subject, decision.rep)]
  const each = effects.filter(({ channel }, index) => effects.findIndex((other) => other.channel === channel) === index)
  const given = { ...decision, escalated: escalatedBy(due), effects: each }
  return { kind: 'gives', decision: given, ledger, ...(takes === undefined ? {} : { takes }) }
}

/** To the nearest of the owner's managers (or backups) who may have it. A manager's capacity does not count. */
function inLine(step: CompiledStep, by: 'manager' | 'backup', { from, subject, snapshot }: Present): Attempt {
  const line = lineOf(snapshot.roster, from, by)
  const unasked = snapshot.unknown(line, 'before')
  if (unasked.length > 0) return { needs: { what: 'reps', reps: unasked, moment: 'before' } }
  const ignoring: SkipReason[] = by === 'manager' ? ['atCapacity', 'unknownCapacity', 'atRate'] : []
  const { candidates, skipped } = sift(step.rule, line, subject.effort, snapshot, ignoring)
  const [first] = candidates
  const trace = { rule: step.rule.name, skipped, eligible: candidates.length } as const
  if (first === undefined) return { trace: { ...trace, outcome: line.length === 0 ? 'nobodySelected' : 'nobodyEligible' } }
  const attempt = pickOne(step.rule, line, { candidates: [first], skipped, absent: [] }, subject, snapshot)
  if ('needs' in attempt || attempt.trace.pick === undefined) return attempt
  const ignored = skipsOf({ rep: first.rep, weight: 1, rule: step.rule, effort: subject.effort }, snapshot).map(({ reason }) => reason)
  const pick = { ...attempt.trace.pick, because: `the ${by} of ${from}${line[0] === first.rep ? '' : ', along the line'}` }
  return { ...attempt, trace: { ...attempt.trace, ...trace, pick, ...(ignored.length === 0 ? {} : { ignored }) } }
}

function decisionOf(step: CompiledStep, { subject, snapshot, ...due }: Present, rep: RepId, rules: readonly RuleTrace[]): Assigned {
  const { plan, now } = snapshot
  return {
    kind: 'assigned',
    rep,
    lead: subject.key,
    rule: due.rule,
    escalated: escalatedBy(due),
    at: now,
    trace: { plan: tagOf(plan), labels: subject.labels, rules, notes: notesOn(subject, snapshot) },
    effects: effectsOf(step, subject, rep),
  }
}

function escalatedBy({ rule, step, from, due }: DueStep): NonNullable<Assigned['escalated']> {
  return { rule, step, from, due }
}

function effectsOf({ notify }: CompiledStep, { key }: Subject, rep: RepId): Effect[] {
  return notify.map((channel) => ({ kind: 'notify', channel, lead: key, rep }))
}
