import { holds } from '../condition/interpret.js'
import { decide, subjectOf } from '../decide/decide.js'
import { type Intake, noFacts } from '../decide/decision.js'
import type { CompiledRoster } from '../decide/roster.js'
import { createSelect } from '../decide/select.js'
import type { Json, JsonObject } from '../lead.js'
import { emptyLedger } from '../ledger/state.js'
import { isObject } from '../plan/check.js'
import type { CompiledPlan, CompiledRule } from '../plan/compilePlan.js'
import { leadKey } from '../plan/leadKey.js'
import { stagesOf } from '../plan/territories.js'
import { viewLead } from '../plan/viewLead.js'
import type { Rep } from '../rep.js'
import type { HostStrategy } from '../strategy/strategy.js'
import { isOfAccount } from './atom.js'
import type { ExampleLead } from './finding.js'
import { candidatesOf, type RuleSubject, type Subject } from './subject.js'
import type { Witness } from './witness.js'

/** A lead that the interpreter has seen: no example is told that has not been through here. */
export interface Confirmed {
  readonly view: JsonObject
  readonly labels: { readonly [label: string]: string }
  readonly example: ExampleLead
}

/** Asks the interpreter and `decide` itself about leads that the search has found. */
export interface Confirmer {
  /** Undefined where the lead has no usable key: it would be refused. */
  see(witness: Witness): Confirmed | undefined
  holds(rule: RuleSubject, view: JsonObject): boolean
  /** As {@link RuleSubject.takes} says it, by the code that decides. */
  takes(rule: RuleSubject, view: JsonObject): boolean
  /** Which of the first rules of the plan certainly take it. Found by the plan's index: however many there are, those that do not hold cost little. */
  takers(view: JsonObject, count: number): readonly RuleSubject[]
}

export function confirmerOf(subject: Subject): Confirmer {
  const { plan, roster } = subject
  const select = roster === undefined ? undefined : createSelect(plan, roster)
  const candidates = new Map<RuleSubject, ReadonlySet<Rep>>()
  const takes = (one: RuleSubject, view: JsonObject): boolean => {
    if (!holds(one.rule.when, view, plan)) return false
    if (one.rule.to.kind === 'queue' || select === undefined || roster === undefined) return true
    let able = candidates.get(one)
    if (able === undefined) {
      able = new Set(candidatesOf(one.rule, roster))
      candidates.set(one, able)
    }
    return stagesOf(one.rule, view).some((stage) => select(stage, view).some((rep) => able?.has(rep)))
  }
  return {
    takes,
    takers: (view, count) => {
      const found: RuleSubject[] = []
      for (const rule of holding(view, subject, count)) if (rule.certain && takes(rule, view)) found.push(rule)
      return found
    },
    holds: ({ rule }, view) => holds(rule.when, view, plan),
    see: ({ lead: found, account }) => {
      const { person, lead } = apart(withKeyOfAccount(found, plan), plan)
      const key = leadKey(plan, lead)
      if ('issues' in key) return undefined
      const known = { ...(account === undefined ? {} : { account }), ...(person === undefined ? {} : { person }) }
      const { view, labels } = viewLead(plan, lead, account, person)
      const goesTo = roster === undefined ? firstOf(view, subject) : ownerOf(lead, known, plan, roster)
      return { view, labels, example: { lead, ...known, ...goesTo } }
    },
  }
}

/** Where the plan tells persons apart, what it asks of a person is not the lead's. */
function apart(found: JsonObject, { personPath }: CompiledPlan): { readonly lead: JsonObject; readonly person?: JsonObject } {
  if (personPath === undefined) return { lead: found }
  const { person, ...lead } = found
  return isObject(person) ? { lead, person } : { lead }
}

/** A key that is read from the lead's own field `account`, which rules do not see. */
function withKeyOfAccount(lead: JsonObject, { keyPaths }: CompiledPlan): JsonObject {
  const paths = keyPaths.filter((path) => isOfAccount({ path }))
  if (paths.length === 0) return lead
  const account = paths.reduce<Json>((inner, path) => nested(path.slice(1), inner), {})
  return { ...lead, account }
}

function nested([first, ...rest]: readonly string[], inner: Json): Json {
  return first === undefined ? 'L1' : { ...(inner as JsonObject), [first]: nested(rest, {}) }
}

/** The rules whose condition holds, in their order. */
function* holding(view: JsonObject, { plan, rules }: Subject, count: number): Generator<RuleSubject> {
  for (let at = plan.matcher.first(view); at >= 0 && at < count; at = plan.matcher.first(view, at + 1)) yield rules[at] as RuleSubject
}

/** Without a roster: the first rule whose condition holds, of those that do not depend on a join. */
function firstOf(view: JsonObject, subject: Subject): Pick<ExampleLead, 'rule'> {
  for (const { certain, rule } of holding(view, subject, subject.rules.length)) if (certain) return { rule: rule.name }
  return { rule: subject.otherwise.rule.name }
}

/** What `decide` says while everybody is there and has room. */
function ownerOf(
  lead: JsonObject,
  known: { readonly account?: JsonObject; readonly person?: JsonObject },
  plan: CompiledPlan,
  roster: CompiledRoster,
): Pick<ExampleLead, 'rule' | 'rep' | 'queue'> {
  const roomy = withRoom(plan, roster)
  const asked = subjectOf(roomy.plan, 'L1', { lead, host: true, ...known } as unknown as Intake)
  const verdict = decide(asked, {
    plan: roomy.plan,
    roster: roomy.roster,
    select: roomy.select,
    strategies: roomy.strategies,
    facts: noFacts,
    now: 0,
    waits: {},
    declined: [],
    notes: [],
    ledger: () => emptyLedger,
    load: () => ({ open: 0, assigned: 0 }),
    unknown: () => [],
  })
  if (verdict.kind === 'needs') throw new Error('unreachable: nothing is unknown here')
  const { decision } = verdict
  return decision.kind === 'assigned' ? { rule: decision.rule, rep: decision.rep } : { rule: decision.rule, queue: decision.queue }
}

interface Roomy {
  readonly plan: CompiledPlan
  readonly roster: CompiledRoster
  readonly select: ReturnType<typeof createSelect>
  readonly strategies: ReadonlyMap<string, HostStrategy>
}

const roomyWorlds = new WeakMap<CompiledPlan, Roomy>()

/** The same plan and roster without limits: an analysis is about what rules say, not about who is busy. A host's strategy takes the first. */
function withRoom(plan: CompiledPlan, roster: CompiledRoster): Roomy {
  const known = roomyWorlds.get(plan)
  if (known !== undefined) return known
  const unlimited = ({ limits: _, ...rule }: CompiledRule): CompiledRule => rule
  const rules = plan.rules.map(unlimited)
  const free: CompiledPlan = { ...plan, rules, inOrder: [...rules, plan.otherwise] }
  // No rep has a field of that name: the roster would have been refused.
  const everybody: CompiledRoster = { ...roster, fields: { ...roster.fields, capacity: '\0', limits: null } }
  const first: HostStrategy = ({ eligible }) => eligible[0]?.rep.id as string
  const world: Roomy = {
    plan: free,
    roster: everybody,
    select: createSelect(free, everybody),
    strategies: new Map((plan.plan.strategies ?? []).map((name) => [name, first])),
  }
  roomyWorlds.set(plan, world)
  return world
}
