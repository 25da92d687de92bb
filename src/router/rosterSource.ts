import { checkFallback } from '../decide/checkFallback.js'
import type { Note } from '../decide/decision.js'
import { type CompiledRoster, compileRoster } from '../decide/roster.js'
import { formatPath, type Issue, RoutingError } from '../errors.js'
import { jsonLimits } from '../json.js'
import type { Instant, Json } from '../lead.js'
import { checkRoster } from '../plan/checkRoster.js'
import type { Roster } from '../port/ports.js'
import type { Rep } from '../rep.js'
import type { ActivePlan } from './activePlan.js'
import { ask } from './ask.js'
import { parseBySchema } from './parseBySchema.js'

export interface RosterSource {
  /** Checks a fixed list against a plan before that comes into force; a port's reps are checked as they come. @throws RoutingError `badPlan`, `badRoster` */
  check(plan: ActivePlan): void
  /**
   * The roster of now. A port that fails leaves the last good roster in force (or nobody, if there never was one), with a note.
   *
   * @throws RoutingError `badRoster` if the host's schema refuses a rep of a fixed list
   */
  current(plan: ActivePlan, now: Instant): Promise<{ readonly roster: CompiledRoster; readonly notes: readonly Note[] }>
}

function repsOf(list: readonly unknown[], { compiled }: ActivePlan): readonly Rep[] {
  const checked = checkRoster(list, compiled.repFields)
  if ('issues' in checked) throw new RoutingError('badRoster', { issues: checked.issues })
  return checked.reps
}

type Checked = { readonly reps: readonly Rep[] } | { readonly issues: readonly Issue[] }

/** @throws RoutingError `badRoster` at once for a list with errors */
export function createRosterSource(
  roster: Roster,
  plan: ActivePlan,
  options: { readonly rosterMs: number; readonly timeoutMs: number },
): RosterSource {
  return 'reps' in roster ? fromPort(roster, options) : fromList(roster as readonly Rep[], plan)
}

function fromList(list: readonly Rep[], plan: ActivePlan): RosterSource {
  // Copied now: whatever the host does to its list later, the router's roster stays what it was.
  const reps = repsOf(list, plan)
  const check = (present: ActivePlan): void => {
    const checked = repsOf(reps, present)
    // What a schema makes of the reps is known only once it ran, which may take its time.
    const issues = present.schemas.rep === undefined ? checkFallback(present.compiled, checked, present.compiled.repFields) : []
    if (issues.length > 0) throw new RoutingError('badPlan', { issues })
  }
  check(plan)
  const compiled = keepLast(compileRoster)
  const parsed = keepLast((present: ActivePlan, _: null) => parse(reps, present))
  return {
    check,
    current: async (present) => {
      const result = await parsed(present, null)
      if ('issues' in result) throw new RoutingError('badRoster', { issues: result.issues })
      return { roster: compiled(result.reps, present.compiled.repFields), notes: [] }
    },
  }
}

function fromPort(
  port: Exclude<Roster, readonly Rep[]>,
  { rosterMs, timeoutMs }: { readonly rosterMs: number; readonly timeoutMs: number },
): RosterSource {
  const compiled = keepLast(compileRoster)
  let good: readonly Rep[] | undefined
  let askedAt = Number.NEGATIVE_INFINITY
  let notes: readonly Note[] = []
  let askedFor: ActivePlan | undefined
  const refresh = async (plan: ActivePlan, now: Instant): Promise<Note[]> => {
    const answer = await ask(now, timeoutMs, (context) => port.reps(context))
    const checked = 'failed' in answer ? answer : await parse(answer.value, plan)
    if ('reps' in checked) {
      good = checked.reps
      return []
    }
    const why = 'failed' in checked ? checked.failed : firstOf(checked.issues)
    const meanwhile = good === undefined ? 'There is no earlier one, so nobody can be picked.' : 'The last good one stays in force.'
    return [{ about: 'roster', code: 'rosterFailed', message: `The roster could not be read: ${why}. ${meanwhile}` }]
  }
  return {
    check: () => {},
    current: async (plan, now) => {
      // Also when the clock went back: how old the answer is, is then not known. A port that failed is asked again no sooner either.
      if (now - askedAt >= rosterMs || now < askedAt || askedFor !== plan) {
        askedAt = now
        askedFor = plan
        notes = await refresh(plan, now)
      }
      return { roster: compiled(good ?? nobody, plan.compiled.repFields), notes }
    },
  }
}

const nobody: readonly Rep[] = []

async function parse(reps: unknown, plan: ActivePlan): Promise<Checked> {
  const checked = checkRoster(reps, plan.compiled.repFields)
  const schema = plan.schemas.rep
  if ('issues' in checked || schema === undefined) return checked
  const parsed: Json[] = []
  const issues: Issue[] = []
  for (const [index, rep] of checked.reps.entries()) {
    const result = await parseBySchema(rep as Json, schema, jsonLimits.lead)
    if ('issues' in result) issues.push(...result.issues.map((issue) => ({ ...issue, path: [index, ...issue.path] })))
    else parsed.push(result.value)
  }
  return issues.length > 0 ? { issues } : checkRoster(parsed, plan.compiled.repFields)
}

function firstOf(issues: readonly Issue[]): string {
  const [first] = issues
  return first === undefined ? 'unknown' : `${formatPath(first.path)}: ${first.message}`
}

/** Remembers the last result: a roster is compiled once, not once for each lead. */
function keepLast<One, Two, Result>(make: (one: One, two: Two) => Result): (one: One, two: Two) => Result {
  let last: { readonly one: One; readonly two: Two; readonly result: Result } | undefined
  return (one, two) => {
    if (last === undefined || last.one !== one || last.two !== two) last = { one, two, result: make(one, two) }
    return last.result
  }
}
