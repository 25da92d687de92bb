import { type Issue, RoutingError } from '../errors.js'
import { deepFreeze } from '../json.js'
import { checkRoster } from '../plan/checkRoster.js'
import { type CompiledPlan, compilePlan } from '../plan/compilePlan.js'
import type { Plan } from '../plan/document.js'
import type { RepInputOf } from '../plan/types.js'
import type { Rep } from '../rep.js'
import { askerOf } from './ask.js'
import { confirmerOf } from './confirm.js'
import { type Context, possibilityOf } from './context.js'
import type { Finding } from './finding.js'
import { findLeadFields, findRepFields } from './findFields.js'
import { findGaps } from './findGaps.js'
import { findOverlaps } from './findOverlaps.js'
import { findReps } from './findReps.js'
import { findRules } from './findRules.js'
import { findSegments } from './findSegments.js'
import { findSteps } from './findSteps.js'
import type { Formula } from './formula.js'
import { formulaOf, formulaOfSegment } from './formulate.js'
import { type Subject, subjectOfPlan } from './subject.js'

export interface AnalyseOptions<R = Rep> {
  /** The roster. Without it, what depends on reps is left open: a rule that joins the lead is taken to pass leads on. */
  readonly reps?: readonly R[]
  /** Every path that leads have, such as `company.country`. Conditions on other fields are reported. */
  readonly knownFields?: readonly string[]
  /** How long to search, in looks at single tests: for one question, at most (default 500,000). All questions together get a hundred times as much. */
  readonly budget?: number
}

export interface Analysis {
  /** What was found, in the order of the document. */
  readonly findings: readonly Finding[]
  readonly stats: AnalysisStats
}

export interface AnalysisStats {
  readonly rules: number
  /** What was asked: whether any lead satisfies certain conditions. */
  readonly questions: number
  /** Looks at single tests that it took: the same plan takes the same number, on any machine. */
  readonly steps: number
  /** Questions without an answer; each has a finding `undecided`. */
  readonly undecided: number
}

const defaultBudget = 500_000

/**
 * Looks for what a plan says and its author may not have meant: rules that are never first, conditions that hold for no lead, values of
 * labels that no lead gets, overlaps, gaps, targets that select nobody. Exact: a finding about leads comes with a lead that `decide` itself
 * confirms, or is proved for all leads; where the search ends too early, that is a finding `undecided`. Pure and synchronous.
 *
 * @example
 * const { findings } = analysePlan(plan, { reps })
 * for (const { severity, message, example } of findings) console.log(severity, message, example?.lead)
 *
 * @throws RoutingError `badPlan`, `badRoster` or `badOptions`
 */
export function analysePlan<const P extends Plan>(plan: P, options: AnalyseOptions<RepInputOf<P>> = {}): Analysis {
  const { reps, knownFields, budget = defaultBudget } = options
  checkOptions(options)
  const compiled = compilePlan(plan)
  const subject = subjectOfPlan(compiled, reps === undefined ? undefined : rosterOf(reps, compiled))
  const findings: Finding[] = []
  const report = (finding: Finding): void => {
    findings.push(deepFreeze(finding))
  }
  const asker = askerOf(compiled, formulasOf(subject), { perQuestion: budget, all: budget * 100 })
  const context: Context = { subject, asker, confirmer: confirmerOf(subject), report }
  if (possibilityOf([], context, () => true).kind === 'none') report(noKey)
  else {
    findSegments(context)
    const rules = findRules(context)
    findOverlaps(rules, context)
    findGaps(context)
    findSteps(context)
  }
  if (knownFields !== undefined) findLeadFields(plan, knownFields, report)
  if (subject.roster !== undefined) {
    findReps(plan, subject.roster, report)
    findRepFields(plan, subject.roster.reps, report)
  }
  const undecided = findings.filter(({ code }) => code === 'undecided').length
  return { findings: inOrder(findings, plan), stats: { rules: plan.rules.length, ...asker.stats, undecided } }
}

const noKey: Finding = Object.freeze({
  code: 'contradiction',
  severity: 'error',
  path: ['key'],
  message: 'No lead can have this key: one of its fields would have to stand within another, which is a text or a number itself.',
  hint: 'Name fields that can have values at the same time.',
})

function rosterOf(reps: readonly unknown[], { repFields }: CompiledPlan): readonly Rep[] {
  const checked = checkRoster(reps, repFields)
  if ('issues' in checked) throw new RoutingError('badRoster', { issues: checked.issues })
  return checked.reps
}

function formulasOf({ plan, rules, otherwise }: Subject): readonly Formula[] {
  return [
    ...[...rules, otherwise].flatMap(({ when, takes }) => [when, takes]),
    ...[...plan.escalations.values()].flat().map(({ when }) => formulaOf(when, plan)),
    ...plan.segments.flatMap(({ values }) => values.map(({ tree }) => formulaOfSegment(tree, plan))),
  ]
}

/** Segments, queues, rules, `otherwise`: as plans are written. Findings of one place stay in the order in which they were made. */
function inOrder(findings: readonly Finding[], plan: Plan): readonly Finding[] {
  const parts = ['key', 'segments', 'rotations', 'effort', 'queues', 'rules', 'otherwise']
  const segments = Object.entries(plan.segments ?? {}).flatMap(([label, values]) => Object.keys(values).map((value) => `${label}\n${value}`))
  const place = ({ path: [part, first, second] }: Finding): readonly number[] => [
    parts.indexOf(String(part)),
    typeof first === 'number' ? first : part === 'segments' ? segments.indexOf(`${first}\n${second}`) : 0,
  ]
  return [...findings].sort((one, other) => {
    const [ours, theirs] = [place(one), place(other)]
    return (ours[0] ?? 0) - (theirs[0] ?? 0) || (ours[1] ?? 0) - (theirs[1] ?? 0)
  })
}

const options = ['reps', 'knownFields', 'budget']

/** A misspelled option would be ignored, and the analysis would be about less than was asked. */
function checkOptions(given: object): void {
  const issues: Issue[] = Object.keys(given)
    .filter((name) => !options.includes(name))
    .map((name) => unusable(name, `There are: ${options.join(', ')}.`))
  const { reps, knownFields, budget } = given as { readonly [option: string]: unknown }
  if (reps !== undefined && !Array.isArray(reps)) issues.push(unusable('reps', 'Pass a list of reps.'))
  if (knownFields !== undefined && !(Array.isArray(knownFields) && knownFields.every((path) => typeof path === 'string')))
    issues.push(unusable('knownFields', 'Pass a list of paths: ["company.country"].'))
  if (budget !== undefined && !(Number.isSafeInteger(budget) && (budget as number) > 0)) issues.push(unusable('budget', 'Pass a whole number above 0.'))
  if (issues.length > 0) throw new RoutingError('badOptions', { issues })
}

function unusable(option: string, hint: string): Issue {
  return { code: 'wrongType', message: `The option \`${option}\` cannot be used.`, path: [option], hint }
}
