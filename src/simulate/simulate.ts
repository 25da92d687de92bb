import type { Decision } from '../decide/decision.js'
import { type Issue, RoutingError } from '../errors.js'
import type { Plan } from '../plan/document.js'
import type { LeadInputOf } from '../plan/types.js'
import { anything, type Check, checkOptions, optional } from '../presence/checkOptions.js'
import { durationMs, longestMs } from '../time/duration.js'
import { type History, isStore, listed } from './history.js'
import type { Course, Scenario } from './options.js'
import type { Outcome } from './outcome.js'
import { makeReady } from './ready.js'
import { recorded } from './recorded.js'
import type { SimulationReport } from './report.js'
import { createRun, type Run } from './run.js'
import type { Witness } from './stage.js'

export interface SimulateOptions<P extends Plan = Plan> extends Scenario<P>, Course {
  /** Told what came of each lead, once, as soon as that is known; leads are numbered as they come, from 0. */
  readonly onOutcome?: (index: number, outcome: Outcome) => void
  /** Told each decision of the rules, with its trace, as it is made; about a lead that waits there are several. */
  readonly onDecision?: (index: number, decision: Decision) => void
}

/**
 * What a plan and a roster would make of a history, without routing anything: a pure, deterministic run in memory, a million leads in well
 * under a minute.
 *
 * @throws RoutingError `badPlan`, `badRoster`, `badOptions` with every issue
 */
export async function simulate<P extends Plan>(history: History<LeadInputOf<P>>, options: SimulateOptions<P>): Promise<SimulationReport> {
  checkOptions(options, { ...scenarioChecks, ...courseChecks, onOutcome: optional(aFunction), onDecision: optional(aFunction) })
  const { onOutcome = () => {}, onDecision, ...rest } = options as unknown as SimulateOptions
  const [report] = await runAll(history as History<unknown>, [rest], rest, () => ({ settled: onOutcome, decided: onDecision }))
  return report as SimulationReport
}

/**
 * Goes through a history once, with several scenarios at the same time.
 *
 * @param witness of the scenario with this number
 */
export async function runAll(
  history: History<unknown>,
  scenarios: readonly Scenario[],
  { sweep = { minutes: 1 }, until, onProgress }: Course,
  witness: (scenario: number) => Witness,
): Promise<readonly SimulationReport[]> {
  const follows = isStore(history)
  if (sweep === 'recorded' && !follows) refuse('sweep', "'recorded' is for the audit trail of a store: give the time between two sweeps.")
  const sweepMs = sweep === 'recorded' ? undefined : durationMs(sweep)
  const ready = await Promise.all(scenarios.map(makeReady))
  const runs = ready.map((one, scenario): Run => createRun(one, { follows, sweepMs }, witness(scenario)))
  const erased = (): void => {
    for (const run of runs) run.erased()
  }
  let leads = 0
  for await (const entry of follows ? recorded(history, erased) : listed(history)) {
    if (entry.kind === 'act') for (const run of runs) run.act(entry)
    else {
      for (const run of runs) {
        const pending = run.lead(entry, leads)
        if (pending !== undefined) await pending
      }
      leads += 1
      if (leads % STEP === 0) onProgress?.(leads)
    }
  }
  return runs.map((run) => run.end(until))
}

/** Progress is told after so many leads. */
const STEP = 5000

const aDuration: Check = (value) => {
  const hint = 'Give a duration such as { minutes: 5 }, up to 365 days.'
  if (typeof value !== 'object' || value === null) return hint
  const ms = durationMs(value)
  return ms > 0 && ms <= longestMs && Number.isSafeInteger(ms) ? undefined : hint
}
const aLasting: Check = (value) => (typeof value === 'function' ? undefined : aDuration(value))
const aFunctionOr =
  (method: string): Check =>
  (value) =>
    typeof value === 'function' || (typeof value === 'object' && value !== null && method in value)
      ? undefined
      : `Pass a function, or \`{ ${method} }\`.`
const aFunction: Check = (value) => (typeof value === 'function' ? undefined : 'Pass a function.')

export const scenarioChecks: { readonly [Option in keyof Scenario]-?: Check } = {
  plan: anything,
  roster: (value) => (Array.isArray(value) ? undefined : 'Pass a list of reps: a simulation has one roster from beginning to end.'),
  availability: optional(aFunction),
  workCalendar: optional(aFunction),
  accounts: optional(aFunctionOr('match')),
  strategies: optional((value) => (typeof value === 'object' && value !== null ? undefined : 'Pass an object with functions by name.')),
  openFor: optional(aLasting),
  contactAfter: optional(aLasting),
}

export const courseChecks: { readonly [Option in keyof Course]-?: Check } = {
  sweep: optional((value) => (value === 'recorded' ? undefined : aDuration(value))),
  until: optional((value) => (Number.isSafeInteger(value) ? undefined : 'Give milliseconds since 1970, a whole number.')),
  onProgress: optional(aFunction),
}

function refuse(option: string, hint: string): never {
  const issue: Issue = { code: 'wrongType', message: `The option \`${option}\` cannot be used.`, path: [option], hint }
  throw new RoutingError('badOptions', { issues: [issue] })
}
