import { AssertionError } from 'node:assert'
import type { Account } from '../decide/decision.js'
import type { Instant, LeadKey } from '../lead.js'
import type { Plan } from '../plan/document.js'
import type { LeadOf, RepInputOf, RepOf } from '../plan/types.js'
import type { Accounts, Capacity, Presence } from '../port/ports.js'
import type { Rep, RepId } from '../rep.js'
import type { HostStrategy } from '../strategy/strategy.js'

/** The world in which a plan is tried. Everything that is not said is as usual: everybody there, nobody busy, no accounts. */
export interface World<P extends Plan = Plan> {
  readonly plan: P
  readonly reps: readonly RepInputOf<P>[]
  /** Who is away: why, and until when if that is known (milliseconds or ISO text). From then on they are there again. */
  readonly away?: { readonly [rep: RepId]: string | { readonly why: string; readonly until: Moment } }
  /** Open leads that reps have already, before the first lead of the test. Leads of the test come on top. */
  readonly open?: { readonly [rep: RepId]: number }
  /** The account of a lead, by the lead's key; or the host's own accounts port. */
  readonly accounts?: { readonly [lead: LeadKey]: Account } | Accounts<LeadOf<P>>
  /** What the clock says. Default: Monday, 2026-01-05T09:00:00Z. */
  readonly now?: Moment
  /** The host's strategies, if the plan names some. */
  readonly strategies?: { readonly [name: string]: HostStrategy<LeadOf<P>, RepOf<P>> }
}

/** Milliseconds since 1970, or ISO 8601 text with a zone: `2026-01-05T09:00:00Z`. */
export type Moment = Instant | string

/** What the host counts is what was there before and what the store has assigned since, so that a test can fill a rep up. */
export function openBefore(open: { readonly [rep: RepId]: number }): Capacity<unknown> {
  return { many: () => Object.fromEntries(Object.entries(open).map(([rep, elsewhere]) => [rep, { elsewhere }])) }
}

/** Reps of a plan's own type; whatever they are, they have an id. */
export function idsOf(reps: readonly unknown[]): readonly RepId[] {
  return (reps as readonly Pick<Rep, 'id'>[]).map(({ id }) => id)
}

type Away = Extract<Presence, { readonly away: string }>
type Absence = NonNullable<World['away']>[string]

export function presenceOf(rep: RepId, absence: Absence): Away {
  if (typeof absence === 'string') return { away: absence }
  return { away: absence.why, until: instantOf(absence.until, `away.${rep}.until`) }
}

export function presenceAt(presence: Away | undefined, now: Instant): Presence {
  return presence === undefined || (presence.until !== undefined && presence.until <= now) ? true : presence
}

type Matching<Lead> = { readonly port: Accounts<Lead> } | { readonly byKey: { readonly [lead: LeadKey]: Account } }

/** A lead's key may be `match`, so the port is told by what stands there. */
export function matchingOf<Lead>(accounts: { readonly [lead: LeadKey]: Account } | Accounts<Lead> = {}): Matching<Lead> {
  const isPort = typeof accounts === 'function' || typeof accounts.match === 'function'
  return isPort ? { port: accounts as Accounts<Lead> } : { byKey: accounts as { readonly [lead: LeadKey]: Account } }
}

/** Text without a zone would mean another moment on another machine. */
export function instantOf(moment: Moment, field: string): Instant {
  const instant = typeof moment === 'number' ? moment : /(?:Z|[+-]\d\d:\d\d)$/.test(moment) ? Date.parse(moment) : Number.NaN
  if (Number.isSafeInteger(instant)) return instant
  throw new AssertionError({
    message: `given: ${field} is ${JSON.stringify(moment)}, which is no moment. Write milliseconds or 2026-01-05T09:00:00Z.`,
  })
}

/** A misspelled rep would make a test that tests nothing. */
export function assertKnown(ids: readonly RepId[], world: { readonly [field: string]: { readonly [rep: RepId]: unknown } }): void {
  for (const [field, named] of Object.entries(world)) {
    const unknown = Object.keys(named).find((rep) => !ids.includes(rep))
    if (unknown !== undefined) {
      throw new AssertionError({ message: `given: ${field} names ${unknown}, whom the roster lacks. It has ${ids.join(', ')}.` })
    }
  }
}
