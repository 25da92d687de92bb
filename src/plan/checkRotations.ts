import { brief, didYouMean, type IssueList } from '../condition/issueList.js'
import { limits } from '../condition/limits.js'
import { nfc } from '../condition/read.js'
import type { Json, JsonObject } from '../lead.js'
import { checkName, checkObject, checkUnique, fieldOf, isObject, type PlanNames } from './check.js'
import { isQueue } from './checkRule.js'
import { checkTerms } from './checkTerms.js'
import { nameOfStep } from './compileEscalations.js'
import { OTHERWISE } from './document.js'

/** A rule that takes turns in a rotation. */
interface Taker {
  readonly rule: string
  /** Not so where it picks by open leads or by a strategy of the host: then it neither reads nor books credit. */
  readonly usesCredit: boolean
}

/** The rotations that the rules of a plan take turns in. All names in NFC. */
interface Rotations {
  readonly takers: ReadonlyMap<string, readonly Taker[]>
  /** Rules that send leads to a queue. */
  readonly queues: ReadonlySet<string>
  /** Whether every rule says its rotation. Else nobody can tell which rotations there are, and the rules have issues of their own. */
  readonly complete: boolean
}

/** More names than this in a hint tell nobody more. */
const mostListed = 10

/** The terms of the plan's rotations, each on its own and against the rules that take turns in it. */
export function checkRotations(plan: JsonObject, names: PlanNames, issues: IssueList): void {
  const given = fieldOf(plan, 'rotations')
  const terms = given === undefined ? undefined : checkObject(given, ['rotations'], '`rotations`', issues)
  if (terms === undefined) return
  const rotations = rotationsOf(plan, names)
  const seen = new Set<string>()
  for (const [key, value] of Object.entries(terms)) {
    const place = ['rotations', key]
    const name = checkName(key, place, 'The name of the rotation', issues)
    if (name !== undefined) checkUnique(name, seen, place, 'The rotation', issues)
    const checked = checkTerms(value, place, issues)
    if (name === undefined) continue
    const takers = rotations.takers.get(name)
    if (takers !== undefined) checkCredit(key, checked ?? {}, takers, issues)
    else if (rotations.complete) reportUnknown(key, name, rotations, issues)
  }
}

function rotationsOf(plan: JsonObject, names: PlanNames): Rotations {
  const takers = new Map<string, Taker[]>()
  const queues = new Set<string>()
  const rules = fieldOf(plan, 'rules')
  let complete = Array.isArray(rules) && rules.length <= limits.rules
  /** Steps of an escalation that pick among reps take turns like rules. Those that are no steps have issues of their own. */
  const addSteps = (rule: Json | undefined, name: Json | undefined): void => {
    const steps = isObject(rule) ? fieldOf(rule, 'escalate') : undefined
    if (!Array.isArray(steps) || typeof name !== 'string') return
    steps.forEach((step: Json, index) => {
      const to = isObject(step) ? fieldOf(step, 'to') : undefined
      if (to !== undefined && to !== 'rules') add(step, nameOfStep(name, index))
    })
  }
  const add = (rule: Json | undefined, name: Json | undefined): void => {
    const rotation = isObject(rule) ? (fieldOf(rule, 'rotation') ?? name) : undefined
    if (!isObject(rule) || typeof name !== 'string' || typeof rotation !== 'string') complete = false
    else if (isQueue(fieldOf(rule, 'to') ?? null)) queues.add(nfc(name))
    else {
      const taker = { rule: name, usesCredit: usesCredit(fieldOf(rule, 'by'), names) }
      const others = takers.get(nfc(rotation))
      if (others === undefined) takers.set(nfc(rotation), [taker])
      else others.push(taker)
    }
    addSteps(rule, name)
  }
  if (complete) for (const rule of rules as readonly Json[]) add(rule, isObject(rule) ? fieldOf(rule, 'name') : undefined)
  add(fieldOf(plan, OTHERWISE), OTHERWISE)
  return { takers, queues, complete }
}

/** A `by` that is wrong has an issue of its own, and no second one here. */
function usesCredit(by: Json | undefined, { strategies }: PlanNames): boolean {
  return typeof by !== 'string' || by === 'roundRobin' || !(by === 'leastLoaded' || strategies.has(nfc(by)))
}

/** Terms are carried out through credits; values are balanced only if every rule of the rotation picks by them. */
function checkCredit(rotation: string, terms: JsonObject, takers: readonly Taker[], issues: IssueList): void {
  const without = takers.filter((taker) => !taker.usesCredit).map(({ rule }) => rule)
  if (without.length === 0 || Object.keys(terms).length === 0) return
  const remedy = '"roundRobin" or { "weighted": "field" }'
  if (without.length === takers.length)
    issues.report(
      'misplaced',
      ['rotations', rotation],
      `The rotation ${brief(rotation)} keeps no credits: ${rulesPick(without)} by open leads or by a strategy of yours.`,
      `Terms are carried out through credits. Leave them out, or pick by ${remedy}.`,
    )
  else if (fieldOf(terms, 'value') !== undefined)
    issues.report(
      'misplaced',
      ['rotations', rotation, 'value'],
      `\`value\` cannot be balanced in the rotation ${brief(rotation)}: ${rulesPick(without)} by open leads or by a strategy of yours.`,
      `With \`value\`, the \`by\` of each rule in the rotation must be ${remedy}. Change it, or give the rule another \`rotation\`.`,
    )
}

function rulesPick(rules: readonly string[]): string {
  return `the ${rules.length === 1 ? 'rule' : 'rules'} ${listed(rules)} ${rules.length === 1 ? 'picks' : 'pick'}`
}

function reportUnknown(key: string, name: string, { takers, queues }: Rotations, issues: IssueList): void {
  const known = [...takers.keys()]
  issues.report(
    'unknownRotation',
    ['rotations', key],
    queues.has(name)
      ? `The rule ${brief(key)} sends its leads to a queue: there is no such rotation.`
      : `No rule takes turns in a rotation ${brief(key)}.`,
    didYouMean(
      name,
      known,
      known.length === 0
        ? 'The plan has no rotation, since all its leads go to queues. Leave the terms out.'
        : `A rotation is named by its rules' \`rotation\`, or else after its rule. Rotations are ${listed(known)}.`,
    ),
  )
}

function listed(names: readonly string[]): string {
  const rest = names.length - mostListed
  const shown = names.slice(0, mostListed).map((name) => brief(name))
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
