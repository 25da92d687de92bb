import { isRoutingError } from '../../errors.js'
import { DAY, dateOf, instantOf, type WallTime, wallAt } from '../../time/zone.js'
import type { CalendarParser } from './parser.js'
import { type Budget, type CalendarLimits, type CalendarProblem, quoted } from './problem.js'
import { type Rule, readRule } from './rule.js'
import { scheduleOf } from './schedule.js'
import { walk } from './walk.js'
import { readWhen, type When } from './when.js'

/** What all events of one reading share. */
export interface Reading {
  readonly parser: () => CalendarParser
  readonly budget: Budget
  readonly limits: CalendarLimits
  /** The rep's zone: where dates and floating times count. */
  readonly home: string
}

/** A stretch of wall time in which the starts of occurrences are looked for. */
export interface Window {
  readonly from: WallTime
  readonly to: WallTime
}

type Fault = Pick<CalendarProblem, 'kind' | 'message'>

/** `node-ical` takes a millisecond or two to take in a rule, which is as long as so many steps take. */
const STEPS_OF_ANY_RULE = 50

/** The starts that a rule makes within a window, in wall time. Never more than the limits allow, and nothing is thrown. */
export function recur(text: string, start: When, window: Window, reading: Reading): { walls: readonly WallTime[] } | { fault: Fault } {
  const rule = readRule(text)
  if (typeof rule === 'string') return faulty('rule', text, rule)
  const fitted = start.kind === 'date' ? wholeDays(rule) : rule
  if (fitted === undefined) return faulty('rule', text, 'it repeats a whole day within the day')
  const until = fitted.until === undefined ? undefined : lastWall(fitted.until, start, reading.home)
  if (until === undefined && fitted.until !== undefined) return faulty('rule', text, 'its UNTIL is no date')
  const schedule = scheduleOf(fitted, start.wall, until, window.from, window.to)
  if (schedule === undefined) return { walls: [] }
  if (schedule.steps > reading.limits.maxStepsOfRule || !reading.budget.spend(schedule.steps + STEPS_OF_ANY_RULE)) {
    return faulty('tooMuch', text, 'it takes more steps than the limits allow')
  }
  try {
    return { walls: walk(schedule, window.from, reading.parser) }
  } catch (error) {
    if (isRoutingError(error)) throw error
    // Whatever it was, it may have taken long.
    reading.budget.spend(reading.limits.maxStepsOfRule)
    return faulty('rule', text, 'it cannot be worked out')
  }
}

function faulty(kind: Fault['kind'], text: string, message: string): { fault: Fault } {
  return { fault: { kind, message: `The recurrence ${quoted(text)} is not read: ${message}.` } }
}

/** RFC 5545: for a DATE the parts below a day are to be ignored. */
function wholeDays(rule: Rule): Rule | undefined {
  if (rule.freq === 'SECONDLY' || rule.freq === 'MINUTELY' || rule.freq === 'HOURLY') return undefined
  const by = new Map(rule.by)
  for (const part of ['BYHOUR', 'BYMINUTE', 'BYSECOND'] as const) by.delete(part)
  return { ...rule, by }
}

function lastWall(text: string, start: When, home: string): WallTime | undefined {
  const read = readWhen(text, new Map())
  if (read === undefined) return undefined
  if (start.kind === 'time') {
    if (read.kind === 'date') return read.wall + DAY - 1
    return read.utc ? wallAt(read.wall, start.zone ?? home) : read.wall
  }
  // Some say when the last day ends in UTC, some write the day and a Z after it. The later of both: rather away than wrongly there.
  return read.utc ? Math.max(dateOf(read.wall), dateOf(wallAt(instantOf(read.wall, '+00:00'), home))) : dateOf(read.wall)
}
