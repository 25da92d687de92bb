import type { CompiledPlan } from '../plan/compilePlan.js'
import { fieldVariable, isOfAccount } from './atom.js'
import type { Constraint } from './constraint.js'
import { atomsOf, type Formula } from './formula.js'
import { definitionOf, variableOfLabel } from './formulate.js'
import { type Budget, solve } from './solve.js'
import { type Universe, universeOf } from './universe.js'
import { type Witness, witnessOf } from './witness.js'

/**
 * Whether some lead satisfies all of some formulas.
 * `lists`: only leads do in which a field is a list that no condition asks as one. `undecided`: the budget ended.
 */
export type Answer =
  | { readonly kind: 'found'; readonly witness: Witness; readonly lists: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'undecided' }

export interface Asker {
  /** @param lists look among leads whose fields may all be lists; otherwise only those that conditions ask as lists */
  ask(formulas: readonly Formula[], lists: boolean): Answer
  /** The classes of all fields, where only those are lists that conditions ask as lists. */
  readonly usual: Universe
  readonly stats: Stats
}

export interface Stats {
  questions: number
  /** Looks at literals. */
  steps: number
}

/**
 * @param formulas all that will ever be asked about: their atoms make the classes
 * @param make for tests, which make mistakes here that have to be noticed
 */
export function askerOf(
  plan: CompiledPlan,
  formulas: readonly Formula[],
  budget: { readonly perQuestion: number; readonly all: number },
  make: typeof universeOf = universeOf,
): Asker {
  const keyPaths = plan.keyPaths.filter((path) => !isOfAccount({ path })).map(fieldVariable)
  const definitions = new Map(plan.segments.map((segment) => [variableOfLabel(segment).id, definitionOf(segment, plan)]))
  const everything = [...formulas, ...[...definitions.values()].flat()]
  const usual = make(everything, { keyPaths, lists: false })
  let anyLists: Universe | undefined
  const left = { all: budget.all }
  const stats: Stats = { questions: 0, steps: 0 }
  const variables = new WeakMap<Formula, readonly string[]>()
  const variablesOf = (formula: Formula): readonly string[] => {
    const known = variables.get(formula)
    if (known !== undefined) return known
    const found = [...new Set([...atomsOf([formula]).values()].map(({ variable }) => variable.id))]
    variables.set(formula, found)
    return found
  }

  /** The formulas, and the definitions of the labels that they ask about. */
  const closed = (asked: readonly Formula[]): readonly Formula[] => {
    const labels = new Set(asked.flatMap(variablesOf))
    return [...asked, ...[...labels].flatMap((id) => definitions.get(id) ?? [])]
  }

  const isComplete = (universe: Universe, asked: readonly Formula[]): boolean => {
    if (universe.incomplete.size === 0) return true
    const ids = new Set(asked.flatMap(variablesOf))
    return ![...universe.incomplete].some((index) => ids.has(universe.domains[index]?.variable.id ?? ''))
  }

  const tryIn = (universe: Universe, asked: readonly Formula[], lists: boolean): Answer => {
    const constraints: Constraint[] = [...universe.frame, ...asked.map((formula) => universe.constraintOf(formula))]
    const spending: Budget = { question: Math.min(budget.perQuestion, left.all), all: left.all }
    const before = spending.all
    const solution = solve(universe, constraints, spending)
    left.all = Math.max(0, spending.all)
    stats.steps += before - spending.all
    if (solution.kind === 'found') return { kind: 'found', witness: witnessOf(solution.region, universe), lists }
    return { kind: solution.kind === 'none' && isComplete(universe, asked) ? 'none' : 'undecided' }
  }

  return {
    usual,
    stats,
    ask: (formulas, lists) => {
      stats.questions += 1
      if (formulas.some(({ kind }) => kind === 'false')) return { kind: 'none' }
      const asked = closed(formulas)
      if (lists) anyLists ??= make(everything, { keyPaths, lists })
      const universe = lists ? (anyLists as Universe) : usual
      const answer = tryIn(universe, asked, lists)
      if (answer.kind !== 'undecided' || left.all === 0 || isComplete(universe, asked)) return answer
      // With fewer patterns about, all their combinations may be few enough.
      return tryIn(make(asked, { keyPaths, lists }), asked, lists)
    },
  }
}
