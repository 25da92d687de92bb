import type { CompiledRoster } from '../decide/roster.js'
import { createSelect, type Select } from '../decide/select.js'
import type { CompiledPlan } from '../plan/compilePlan.js'
import { type ActivePlan, activatePlan } from '../router/activePlan.js'
import { createRosterSource } from '../router/rosterSource.js'
import type { WorkCalendarOf } from '../router/stepTimer.js'
import type { HostStrategy } from '../strategy/strategy.js'
import type { Scenario } from './options.js'

/** A scenario whose plan and roster are checked and compiled. */
export interface Ready extends Pick<Scenario, 'availability' | 'accounts' | 'openFor' | 'contactAfter'> {
  readonly active: ActivePlan
  readonly plan: CompiledPlan
  readonly roster: CompiledRoster
  readonly select: Select
  readonly strategies: ReadonlyMap<string, HostStrategy>
  readonly workCalendar?: WorkCalendarOf
}

/** @throws RoutingError `badPlan`, `badRoster` with every issue, as a router */
export async function makeReady(scenario: Scenario): Promise<Ready> {
  const { strategies = {}, workCalendar, availability, accounts, openFor, contactAfter } = scenario
  const active = activatePlan(scenario.plan, strategies, workCalendar !== undefined)
  const source = createRosterSource(scenario.roster, active, { rosterMs: 0, timeoutMs: 0 })
  const { roster } = await source.current(active, 0)
  return {
    active,
    plan: active.compiled,
    roster,
    select: createSelect(active.compiled, roster),
    strategies: new Map(Object.entries(strategies as { readonly [name: string]: HostStrategy })),
    ...(workCalendar === undefined ? {} : { workCalendar }),
    ...(availability === undefined ? {} : { availability }),
    ...(accounts === undefined ? {} : { accounts }),
    ...(openFor === undefined ? {} : { openFor }),
    ...(contactAfter === undefined ? {} : { contactAfter }),
  }
}
