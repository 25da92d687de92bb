import type { Plan } from '../plan/document.js'
import type { LeadInputOf } from '../plan/types.js'
import { checkOptions } from '../presence/checkOptions.js'
import type { History } from './history.js'
import { createMoves, type Moves } from './moves.js'
import type { Course, Scenario } from './options.js'
import type { Outcome } from './outcome.js'
import type { SimulationReport } from './report.js'
import { courseChecks, runAll, scenarioChecks } from './simulate.js'

export interface Comparison {
  readonly before: SimulationReport
  readonly after: SimulationReport
  readonly moves: Moves
}

export interface CompareOptions<Before extends Plan = Plan, After extends Plan = Before> extends Course {
  readonly before: Scenario<Before>
  /** What is different: what is left out is as before. */
  readonly after: Partial<Scenario<After>>
  /** Told of each lead that goes elsewhere, as soon as that is known; leads are numbered as they come, from 0. */
  readonly onMove?: (index: number, before: Outcome, after: Outcome) => void
}

/**
 * What would change: a history goes through two plans, or two rosters, side by side.
 *
 * @throws RoutingError `badPlan`, `badRoster`, `badOptions` with every issue
 */
export async function compare<Before extends Plan, After extends Plan = Before>(
  history: History<LeadInputOf<Before>>,
  options: CompareOptions<Before, After>,
): Promise<Comparison> {
  checkOptions(options, { before: aScenario, after: aScenario, ...courseChecks, onMove: (value) => courseChecks.onProgress(value) })
  const { before, after, onMove, ...course } = options as unknown as CompareOptions
  checkOptions(before, scenarioChecks)
  const other: Scenario = { ...before, ...after }
  checkOptions(other, scenarioChecks)
  const moves = createMoves(onMove)
  const [first, second] = await runAll(history as History<unknown>, [before, other], course, (scenario) => ({
    settled: (index, outcome) => moves.settled(scenario, index, outcome),
  }))
  return { before: first as SimulationReport, after: second as SimulationReport, moves: moves.told() }
}

const aScenario = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null ? undefined : 'Pass an object with `plan`, `roster` and what else a scenario has.'
