import { issueList, type Place } from '../condition/issueList.js'
import { always } from '../condition/parse.js'
import { nfc } from '../condition/read.js'
import type { Tree } from '../condition/tree.js'
import { digestOf } from '../digest.js'
import { RoutingError } from '../errors.js'
import { canonicalJson } from '../json.js'
import type { Json } from '../lead.js'
import { createMatcher, type Matcher } from '../lookup/matcher.js'
import { createMatchers, type Matchers } from '../lookup/matchers.js'
import { type RepFields, repFields } from '../rep.js'
import { durationMs } from '../time/duration.js'
import { isQueue } from './checkRule.js'
import { type CompiledStep, compileEscalations } from './compileEscalations.js'
import { compileBy, type Parsing, parse, pathOf } from './compileParts.js'
import { type Limits, OTHERWISE, type Otherwise, type Plan, type Rule } from './document.js'
import { type CompiledEffort, compileEffort, compileQueues, type Queues } from './limited.js'
import { type CompiledTerms, compileRotations, type TermsByRotation, termsOf } from './terms.js'
import { type CompiledTerritory, compileTerritories, splitTarget, type TerritoryTarget, withTerritories } from './territories.js'

/** A plan, ready to decide: conditions as trees, lists as sets, defaults filled in. */
export interface CompiledPlan {
  readonly plan: Plan
  /** SHA-256 of the plan's content: names this version in decisions and in the audit trail. */
  readonly digest: string
  /** The number under which it was published. Missing: nobody has published it. */
  readonly version?: number
  /** The paths of the lead's fields that form its key. */
  readonly keyPaths: readonly (readonly string[])[]
  /** Paths that only the host says. */
  readonly hostPaths: readonly (readonly string[])[]
  /** The path of what tells persons apart. */
  readonly personPath?: readonly string[]
  readonly repFields: RepFields
  /** Sets of NFC strings by NFC name. */
  readonly lists: ReadonlyMap<string, ReadonlySet<string>>
  /** The labels of leads: the plan's segments, then its tables of territories. */
  readonly segments: readonly CompiledSegment[]
  /** What the plan says of its rotations, by NFC name. Read it with `termsOf`. */
  readonly terms: TermsByRotation
  /** Missing: each lead takes 1 of its owner's open limit. */
  readonly effort?: CompiledEffort
  /** What the plan says of its queues, by NFC name. Read it with `queueOf`. */
  readonly queues: Queues
  readonly rules: readonly CompiledRule[]
  readonly otherwise: CompiledRule
  /** The rules, and `otherwise` behind them. */
  readonly inOrder: readonly CompiledRule[]
  /** Finds the rules that hold for a lead's view, by their number in `rules`. */
  readonly matcher: Matcher
  /** Finds the values of a lead's labels, by their numbers in `segments`. */
  readonly labeller: Matchers
  /** The steps of those rules that escalate, by the rule's name. */
  readonly escalations: ReadonlyMap<string, readonly CompiledStep[]>
}

/** A label with its values in order: the first whose condition holds is the lead's. */
export interface CompiledSegment {
  readonly label: string
  /** `path`: where in the plan it stands. */
  readonly values: readonly { readonly value: string; readonly tree: Tree; readonly path: Place }[]
}

export interface CompiledRule {
  readonly name: string
  readonly when: Tree
  readonly to: CompiledTarget
  readonly by: CompiledBy
  /** The fairness ledger; by default the rule's name. */
  readonly rotation: string
  /** The terms of its rotation. */
  readonly terms: CompiledTerms
  /** How long a lead waits for somebody eligible, in milliseconds. Missing: the next rule is tried. */
  readonly waitMs?: number
  /** How many leads each rep gets at most by it. */
  readonly limits?: Limits
  /** Of `otherwise`: keep the lead in the queue `held` rather than give it to somebody who is away. */
  readonly hold: boolean
  readonly notify: readonly string[]
  readonly isOtherwise: boolean
  /** Of a stage: the territory that it turns to. */
  readonly territory?: string
}

/** The tree is asked about reps, with the lead's view for its joins. */
export type CompiledTarget =
  | { readonly kind: 'queue'; readonly queue: string }
  | { readonly kind: 'reps'; readonly tree: Tree }
  | TerritoryTarget

export type CompiledBy =
  | { readonly kind: 'roundRobin' }
  | { readonly kind: 'leastLoaded' }
  | { readonly kind: 'weighted'; readonly field: readonly string[] }
  /** By the weights of a territory that names its reps. */
  | { readonly kind: 'weighted'; readonly territory: CompiledTerritory }
  | { readonly kind: 'host'; readonly name: string }

/**
 * Compiles a plan that `checkPlan` has accepted.
 *
 * @param before the plan that it takes the place of: what they have in common is not indexed anew
 * @throws RoutingError `badPlan` where a condition of the plan is wrong after all: a wrong tree would choose a wrong owner.
 */
export function compilePlan(plan: Plan, before?: CompiledPlan): CompiledPlan {
  const issues = issueList()
  const lists = new Map(Object.entries(plan.lists ?? {}).map(([name, entries]) => [nfc(name), new Set(entries.map(nfc))]))
  const named = { issues, lists: new Set(lists.keys()) }
  const tables = compileTerritories(plan.territories, (condition, place) => parse(condition, place, false, named))
  const terms = withTerritories(compileRotations(plan.rotations), plan.rules, tables)
  const parsing: Parsing = { ...named, terms, tables }
  const segments = [...compileSegments(plan.segments, parsing), ...[...tables.values()].map(({ segment }) => segment)]
  const queues = compileQueues(plan.queues, parsing)
  const rules = plan.rules.map((rule, index) => compileRule(rule, index, parsing))
  const otherwise = compileOtherwise(plan.otherwise, parsing)
  const compiled: CompiledPlan = {
    plan,
    digest: digestOfPlan(plan),
    keyPaths: [plan.key ?? 'id'].flat().map(pathOf),
    ...(plan.samePerson === undefined ? {} : { personPath: pathOf(plan.samePerson) }),
    hostPaths: (plan.hostFields ?? []).map(pathOf),
    repFields: { ...repFields, ...plan.repFields },
    lists,
    segments,
    terms,
    ...(plan.effort === undefined ? {} : { effort: compileEffort(plan.effort) }),
    queues,
    rules,
    otherwise,
    inOrder: [...rules, otherwise],
    matcher: createMatcher(
      rules.map(({ when }) => when),
      lists,
      before?.matcher,
    ),
    labeller: createMatchers(
      segments.map(({ values }) => values.map(({ tree }) => tree)),
      lists,
    ),
    escalations: compileEscalations(plan, parsing),
  }
  if (issues.issues.length > 0) throw new RoutingError('badPlan', { issues: issues.issues })
  return compiled
}

function compileSegments(segments: Plan['segments'], parsing: Parsing): CompiledSegment[] {
  return Object.entries(segments ?? {}).map(([label, values]) => ({
    label,
    values: Object.entries(values).map(([value, condition]) => {
      const path = ['segments', label, value]
      return { value, tree: parse(condition as Json, path, false, parsing), path }
    }),
  }))
}

function compileRule(rule: Rule, index: number, parsing: Parsing): CompiledRule {
  const { name, when, whenNobody, limits } = rule
  const place = ['rules', index]
  return {
    name,
    when: when === undefined ? always : parse(when as Json, [...place, 'when'], false, parsing),
    ...compileAssignment(rule, name, place, parsing),
    ...(typeof whenNobody === 'object' ? { waitMs: durationMs(whenNobody.wait) } : {}),
    ...(limits === undefined ? {} : { limits }),
    hold: false,
    isOtherwise: false,
  }
}

function compileOtherwise(otherwise: Otherwise, parsing: Parsing): CompiledRule {
  return {
    name: OTHERWISE,
    when: always,
    ...compileAssignment(otherwise, OTHERWISE, [OTHERWISE], parsing),
    hold: otherwise.whenNobody === 'hold',
    isOtherwise: true,
  }
}

function compileAssignment(
  { to, by, rotation, notify }: Rule | Otherwise,
  name: string,
  place: Place,
  parsing: Parsing,
): Pick<CompiledRule, 'to' | 'by' | 'rotation' | 'terms' | 'notify'> {
  return {
    to: compileTarget(to as Json, by === undefined, [...place, 'to'], parsing),
    by: compileBy(by ?? 'roundRobin'),
    rotation: rotation ?? name,
    terms: termsOf(parsing, rotation ?? name),
    notify: notify ?? [],
  }
}

function compileTarget(to: Json, byTable: boolean, place: Place, parsing: Parsing): CompiledTarget {
  if (isQueue(to)) return { kind: 'queue', queue: to.queue as string }
  const { table, rest } = splitTarget(to)
  const tree = parse(rest, place, true, parsing)
  const territories = typeof table === 'string' ? parsing.tables.get(nfc(table)) : undefined
  return territories === undefined ? { kind: 'reps', tree } : { kind: 'territory', table: territories, byTable, tree }
}

/** What decisions say of their plan. */
export function tagOf({ plan, digest, version }: CompiledPlan): {
  readonly name: string
  readonly digest: string
  readonly version?: number
} {
  return version === undefined ? { name: plan.name, digest } : { name: plan.name, digest, version }
}

/** The order of fields does not count, but for a label's values: there the first that holds wins, so another order is another plan. */
export function digestOfPlan(plan: Plan): string {
  const segments = Object.entries(plan.segments ?? {}).map(([label, values]) => [label, Object.entries(values)])
  return digestOf(canonicalJson({ ...plan, segments: Object.fromEntries(segments) } as unknown as Json))
}
