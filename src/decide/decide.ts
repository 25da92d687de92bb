import type { Instant, JsonObject, LeadKey } from '../lead.js'
import type { LedgerChange, LedgerState } from '../ledger/state.js'
import { type CompiledPlan, type CompiledRule, tagOf } from '../plan/compilePlan.js'
import { HELD, OTHERWISE } from '../plan/document.js'
import { type Path, unsealed, without } from '../plan/hostPaths.js'
import { effortOf, queueOf } from '../plan/limited.js'
import { stagesOf } from '../plan/territories.js'
import { viewLead } from '../plan/viewLead.js'
import type { Rep, RepId } from '../rep.js'
import type { Takes } from '../state/record.js'
import { roundRobin, weighted } from '../strategy/byCredit.js'
import { chooseByHost, type HostChoice } from '../strategy/host.js'
import { leastLoaded } from '../strategy/leastLoaded.js'
import type { Contest, HostStrategy } from '../strategy/strategy.js'
import type { Decision, Effect, Intake, Note, RuleTrace, SkipReason } from './decision.js'
import { sift, skipsOf, type World } from './eligible.js'
import { holdingFrom } from './holding.js'
import { takesOf } from './limits.js'
import type { Select } from './select.js'
import { squadOf, weightsOf } from './squad.js'
import { makeUpOf, worthOf } from './terms.js'

/** Everything a decision is a function of, beside the lead. The same snapshot and lead give the same decision, for ever. */
export interface Snapshot extends World {
  readonly plan: CompiledPlan
  readonly select: Select
  readonly strategies: ReadonlyMap<string, HostStrategy>
  /** Undefined where the caller has not read that rotation (yet): the verdict then asks for it. */
  ledger(rotation: string): LedgerState | undefined
  /**
   * Whether the world was asked about these reps: the ones it was not, if that keeps the decision from being made.
   * In the exact mode everybody selected must be known beforehand, in the lazy one only whoever is picked.
   */
  unknown(reps: readonly Rep[], moment: Moment): readonly Rep[]
  /** Rules that send leads to a queue are passed over. */
  readonly pastQueues?: true
  /** Ends of the waits that this lead has already begun, by rule. */
  readonly waits: { readonly [rule: string]: Instant }
  readonly notes: readonly Note[]
}

export type Verdict =
  | { readonly kind: 'decided'; readonly decision: Decision; readonly ledger?: LedgerChange; readonly takes?: Takes }
  | ({ readonly kind: 'needs' } & Needs)

/** What the snapshot lacks: reps nobody was asked about (or whose load was not read), or a rotation. */
export type Needs =
  | { readonly what: 'reps'; readonly reps: readonly Rep[]; readonly moment: Moment }
  | { readonly what: 'rotation'; readonly rotation: string }

/** `before`: the rule selects them. `picked`: the strategy chose this one. */
export type Moment = 'before' | 'picked'

/** A lead as the rules see it, prepared once: labels worked out, own copies of nothing. */
export interface Subject {
  readonly key: LeadKey
  readonly view: JsonObject
  readonly labels: { readonly [label: string]: string }
  /** How much of its owner's open limit it takes. */
  readonly effort: number
  /** What was noted when it came in. */
  readonly notes: readonly Note[]
}

const noNotes: readonly Note[] = []

export function subjectOf(plan: CompiledPlan, key: LeadKey, intake: Intake): Subject {
  const forged = unsealed(intake.lead, intake.host, plan.hostPaths)
  const lead = forged.length === 0 ? intake.lead : without(intake.lead, forged)
  const { view, labels } = viewLead(plan, lead, intake.account as JsonObject | undefined, intake.person as JsonObject | undefined)
  const { notes = noNotes } = intake
  return { key, view, labels, effort: effortOf(plan.effort, view), notes: forged.length === 0 ? notes : [...notes, leftOut(forged)] }
}

/** What a lead brought and only the host may say. */
export function leftOut(paths: readonly Path[]): Note {
  const fields = paths.map((path) => path.join('.')).join(', ')
  return { about: 'lead', code: 'hostFields', message: `The lead brought ${fields}, which only the host says: left out.` }
}

/**
 * Decides about one lead: the first rule that holds and has somebody eligible, else `otherwise`.
 * Pure and synchronous; reads no clock and draws no chance. Never throws on a lead, whatever it holds.
 */
export function decide(subject: Subject, snapshot: Snapshot): Verdict {
  const tried: RuleTrace[] = []
  const { plan, facts } = snapshot
  const start = facts.straightToOtherwise ? plan.rules.length : 0
  for (
    let number = holdingFrom(start, plan, subject.view);
    number < plan.inOrder.length;
    number = holdingFrom(number + 1, plan, subject.view)
  ) {
    const rule = plan.inOrder[number] as CompiledRule
    if (snapshot.pastQueues === true && rule.to.kind === 'queue' && !rule.isOtherwise) continue
    const stages = stagesOf(rule, subject.view)
    if (stages.length === 0) tried.push({ rule: rule.name, skipped: [], eligible: 0, outcome: 'nobodySelected' })
    for (const stage of stages) {
      const verdict = rule.to.kind === 'queue' ? tryQueue(rule, rule.to.queue, snapshot) : tryRule(stage, subject, snapshot)
      if ('needs' in verdict) return { kind: 'needs', ...verdict.needs }
      tried.push(stage.territory === undefined ? verdict.trace : { ...verdict.trace, territory: stage.territory })
      if (verdict.ends !== undefined) return conclude(stage, verdict.ends, tried, subject, snapshot)
    }
  }
  throw new Error('unreachable: otherwise always ends')
}

type Ending = { readonly rep: Rep; readonly ledger: LedgerChange } | { readonly queue: string; readonly until?: Instant }

export type Attempt =
  | { readonly needs: Needs }
  /** Without an ending the next rule is tried. */
  | { readonly trace: RuleTrace; readonly ends?: Ending }

function tryQueue(rule: CompiledRule, name: string, { plan, waits, now }: Snapshot): Attempt {
  const trace = { rule: rule.name, skipped: [], eligible: 0 }
  const { pushMs } = queueOf(plan, name)
  if (pushMs === undefined || rule.isOtherwise) return { trace: { ...trace, outcome: 'queues' }, ends: { queue: name } }
  const until = endOfWait(rule, waits, now + pushMs)
  return now < until
    ? { trace: { ...trace, outcome: 'queues', until }, ends: { queue: name, until } }
    : { trace: { ...trace, outcome: 'waited' } }
}

/** When waiting by this rule ends, or ended: it begins once. */
function endOfWait({ name }: CompiledRule, waits: Snapshot['waits'], end: Instant): Instant {
  return Object.hasOwn(waits, name) ? (waits[name] as Instant) : end
}

/** What comes of a rule whose condition holds. */
export function tryRule(rule: CompiledRule, subject: Subject, snapshot: Snapshot): Attempt {
  const selected = snapshot.select(rule, subject.view)
  if (selected.length === 0) {
    const trace = { rule: rule.name, skipped: [], eligible: 0 }
    return rule.isOtherwise
      ? { trace: { ...trace, outcome: 'waits' }, ends: { queue: HELD } }
      : { trace: { ...trace, outcome: 'nobodySelected' } }
  }
  const unasked = snapshot.unknown(selected, 'before')
  if (unasked.length > 0) return { needs: { what: 'reps', reps: unasked, moment: 'before' } }

  for (const ignoring of rule.isOtherwise ? passesOfOtherwise(rule) : [[]]) {
    const sifted = sift(rule, selected, subject.effort, snapshot, ignoring)
    if (sifted.candidates.length === 0) continue
    return pickOne(rule, selected, sifted, subject, snapshot)
  }
  return nobody(rule, selected, subject, snapshot)
}

/**
 * The fallback gives way step by step: first capacity is ignored, then a missing weight, then (unless the plan would rather
 * hold the lead) absence. Inactive reps are never taken: they have left.
 */
function passesOfOtherwise(rule: CompiledRule): SkipReason[][] {
  const full: SkipReason[] = ['atCapacity', 'unknownCapacity', 'atRate']
  const away: SkipReason[] = ['away', 'unknownAvailability']
  const there: SkipReason[][] = [full, [...full, 'noWeight']]
  return rule.hold ? there : [...there, [...full, ...away], [...full, ...away, 'noWeight']]
}

/** Has a rule pick one of the candidates. */
export function pickOne(
  rule: CompiledRule,
  selected: readonly Rep[],
  { candidates, skipped, absent }: ReturnType<typeof sift>,
  subject: Subject,
  snapshot: Snapshot,
): Attempt {
  const ledger = snapshot.ledger(rule.rotation)
  if (ledger === undefined) return { needs: { what: 'rotation', rotation: rule.rotation } }
  const contest: Contest = {
    lead: subject.view,
    eligible: candidates,
    absent,
    ledger,
    makeUp: makeUpOf(rule.terms),
    ...(rule.terms.value === undefined ? {} : { value: worthOf(subject.view, rule.terms.value) }),
  }
  const eligible = candidates.length
  let made = choose(rule, contest, snapshot.strategies)
  let failure: string | undefined
  if ('failed' in made) {
    if (!rule.isOtherwise) return { trace: { rule: rule.name, skipped, eligible, outcome: 'strategyFailed', failure: made.failed } }
    failure = made.failed
    made = { choice: roundRobin(contest) }
  }
  const { winner, because, ranks, change } = made.choice
  const { rep } = contest.eligible[winner] as Contest['eligible'][number]
  const unasked = snapshot.unknown([rep], 'picked')
  if (unasked.length > 0) return { needs: { what: 'reps', reps: unasked, moment: 'picked' } }

  const strategy = failure !== undefined ? 'roundRobin' : rule.by.kind === 'host' ? rule.by.name : rule.by.kind
  const ignored = rule.isOtherwise ? ignoredOf(rule, selected, rep, subject.effort, snapshot) : []
  const pick = { strategy, rotation: rule.rotation, because, ranks }
  const assigns = { rule: rule.name, skipped, eligible, outcome: 'assigns', pick } as const
  const trace =
    failure === undefined && ignored.length === 0
      ? assigns
      : { ...assigns, ...(failure === undefined ? {} : { failure }), ...(ignored.length === 0 ? {} : { ignored }) }
  return { trace, ends: { rep, ledger: { rotation: rule.rotation, ...change } } }
}

/** What would have kept the winner out of any other rule. */
function ignoredOf(rule: CompiledRule, selected: readonly Rep[], rep: Rep, effort: number, snapshot: Snapshot): SkipReason[] {
  const weights = weightsOf(rule, selected, squadOf(selected, snapshot.roster.fields))
  const weight = weights === undefined ? 1 : (weights[selected.indexOf(rep)] ?? 0)
  return skipsOf({ rep, weight, rule, effort }, snapshot).map(({ reason }) => reason)
}

function choose({ by }: CompiledRule, contest: Contest, strategies: Snapshot['strategies']): HostChoice {
  switch (by.kind) {
    case 'roundRobin':
      return { choice: roundRobin(contest) }
    case 'weighted':
      return { choice: weighted(contest) }
    case 'leastLoaded':
      return { choice: leastLoaded(contest) }
    case 'host': {
      const strategy = strategies.get(by.name)
      return strategy === undefined ? { failed: `no strategy ${by.name} is registered` } : chooseByHost(by.name, strategy, contest)
    }
  }
}

function nobody(rule: CompiledRule, selected: readonly Rep[], { effort }: Subject, snapshot: Snapshot): Attempt {
  const trace = { rule: rule.name, skipped: sift(rule, selected, effort, snapshot, []).skipped, eligible: 0 }
  if (rule.isOtherwise) return { trace: { ...trace, outcome: 'waits' }, ends: { queue: HELD } }
  if (rule.waitMs === undefined) return { trace: { ...trace, outcome: 'nobodyEligible' } }
  const until = endOfWait(rule, snapshot.waits, snapshot.now + rule.waitMs)
  return snapshot.now < until
    ? { trace: { ...trace, outcome: 'waits', until }, ends: { queue: HELD, until } }
    : { trace: { ...trace, outcome: 'waited' } }
}

/** What was noted about the lead itself, then about the world. */
export function notesOn({ notes }: Subject, world: Pick<Snapshot, 'notes'>): readonly Note[] {
  return notes.length === 0 ? world.notes : [...notes, ...world.notes]
}

function conclude(rule: CompiledRule, ending: Ending, tried: readonly RuleTrace[], subject: Subject, snapshot: Snapshot): Verdict {
  const { plan, now } = snapshot
  const lead = subject.key
  const name = rule.isOtherwise ? OTHERWISE : rule.name
  const trace = { plan: tagOf(plan), labels: subject.labels, rules: tried, notes: notesOn(subject, snapshot) }
  if ('rep' in ending) {
    const { rep, ledger } = ending
    const effects = notifications(rule, lead, rep.id)
    const takes = takesOf(rep, rule, subject.effort, snapshot)
    const decision: Decision = { kind: 'assigned', rep: rep.id, lead, rule: name, at: now, trace, effects }
    return takes === undefined ? { kind: 'decided', decision, ledger } : { kind: 'decided', decision, ledger, takes }
  }
  const effects = ending.queue === HELD ? [] : notifications(rule, lead)
  return { kind: 'decided', decision: { kind: 'queued', ...ending, lead, rule: name, at: now, trace, effects } }
}

function notifications(rule: CompiledRule, lead: LeadKey, rep?: RepId): Effect[] {
  return rule.notify.map((channel) => ({ kind: 'notify', channel, lead, ...(rep === undefined ? {} : { rep }) }))
}
