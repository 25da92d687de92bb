import { type Issue, RoutingError } from '../errors.js'
import type { MaybePromise } from '../lead.js'
import type { AnyRep, Availability, PortContext, Presence } from '../port/ports.js'
import { isRecord } from '../time/hours.js'
import { type Told, together, toldBy } from './answer.js'
import { inBulk } from './inBulk.js'

type Ask<R> = (rep: R, context: PortContext) => MaybePromise<Told>

/**
 * One availability out of several. A rep is away if any check says so, for the reason of the first of them that gives one, and until the
 * latest of their ends; where one of them knows no end, neither does the answer.
 *
 * All checks are asked at once. A check in bulk (`many`) is one question for all reps that the router asks about together, and leaves
 * out those whom an earlier check found away without a promise, so what costs nothing stands first.
 *
 * A check that throws or makes no sense fails for the reps it was asked about and nobody else: the router's policy for availability
 * decides about them, unless another check knows that they are away. One that hangs runs into the router's time-out, likewise.
 *
 * @throws RoutingError `badOptions` for what is no check
 */
export function allOf<R extends AnyRep>(...checks: readonly Availability<R>[]): (rep: R, context: PortContext) => MaybePromise<Presence> {
  refuseOthers(checks)
  const asks = checks.map((check) => ({ bulk: isBulk(check), ask: askOf(check) }))
  return (rep, context) => {
    const told: MaybePromise<Told>[] = []
    let away = false
    for (const { bulk, ask } of asks) {
      if (bulk && away) continue
      const one = ask(rep, context)
      told.push(one)
      away ||= 'kind' in one && one.kind === 'away'
    }
    return told.every((one) => 'kind' in one) ? together(told) : Promise.all(told).then(together)
  }
}

function refuseOthers(checks: readonly unknown[]): void {
  const isCheck = (check: unknown): boolean =>
    typeof check === 'function' || (isRecord(check) && (typeof check.many === 'function' || typeof check.one === 'function'))
  const issues = checks.flatMap((check, index): Issue[] => {
    const hint = 'Pass functions, `{ one }` or `{ many }`, one after the other: allOf(rosterAvailability(), book).'
    return isCheck(check) ? [] : [{ code: 'wrongType', message: `Check ${index + 1} is no availability.`, path: [index], hint }]
  })
  if (issues.length > 0) throw new RoutingError('badOptions', { issues })
}

function isBulk<R>(check: Availability<R>): check is Extract<Availability<R>, { many: unknown }> {
  return typeof check !== 'function' && 'many' in check
}

/** A question that never throws and never rejects: a failure is what is told. */
function askOf<R extends AnyRep>(check: Availability<R>): Ask<R> {
  const failed = (error: unknown): Told => ({ kind: 'unknown', error })
  const one = isBulk(check)
    ? inBulk<R>((reps, context) => check.many(reps, context))
    : typeof check === 'function'
      ? check
      : (rep: R, context: PortContext) => check.one(rep, context)
  return (rep, context) => {
    try {
      const answer: unknown = one(rep, context)
      return isPromise(answer) ? Promise.resolve(answer).then(toldBy, failed) : toldBy(answer)
    } catch (error) {
      return failed(error)
    }
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
}
