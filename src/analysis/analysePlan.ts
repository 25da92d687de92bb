import { type Issue, RoutingError } from '../errors.js'
import { checkRoster } from '../plan/checkRoster.js'
import { type CompiledPlan, compilePlan } from '../plan/compilePlan.js'
import type { Plan } from '../plan/document.js'
import type { RepInputOf } from '../plan/types.js'
import type { Rep } from '../rep.js'
import { type Analysis, analyseSubject } from './analyseSubject.js'
import { subjectOfPlan } from './subject.js'

export interface AnalyseOptions<R = Rep> {
  /** The roster. Without it, what depends on reps is left open: a rule that joins the lead is taken to pass leads on. */
  readonly reps?: readonly R[]
  /** Every path that leads have, such as `company.country`. Conditions on other fields are reported. */
  readonly knownFields?: readonly string[]
  /** How long to search, in looks at single tests: for one question, at most (default 500,000). All questions together get a hundred times as much. */
  readonly budget?: number
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
  return analyseSubject(subjectOfPlan(compiled, reps === undefined ? undefined : rosterOf(reps, compiled)), {
    budget,
    ...(knownFields === undefined ? {} : { knownFields }),
  })
}

function rosterOf(reps: readonly unknown[], { repFields }: CompiledPlan): readonly Rep[] {
  const checked = checkRoster(reps, repFields)
  if ('issues' in checked) throw new RoutingError('badRoster', { issues: checked.issues })
  return checked.reps
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
  if (budget !== undefined && !(Number.isSafeInteger(budget) && (budget as number) > 0))
    issues.push(unusable('budget', 'Pass a whole number above 0.'))
  if (issues.length > 0) throw new RoutingError('badOptions', { issues })
}

function unusable(option: string, hint: string): Issue {
  return { code: 'wrongType', message: `The option \`${option}\` cannot be used.`, path: [option], hint }
}
