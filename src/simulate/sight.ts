import type { Absence, CapacityFact, Facts } from '../decide/decision.js'
import { RoutingError, reasonOf } from '../errors.js'
import type { Instant } from '../lead.js'
import type { PortContext } from '../port/ports.js'
import type { Rep, RepId } from '../rep.js'
import { absenceOf, unknownOf } from '../router/portAnswers.js'
import type { Known } from './history.js'
import type { Scenario } from './options.js'

/** What a simulation knows of reps, decision by decision. */
export interface Sight {
  /** Begins a decision. @param known what the recorded one knew, if there is one @returns its facts: they grow with whom it looks at */
  open(now: Instant, known?: Known): Facts
  look(reps: readonly Rep[]): void
}

/** What a trail told last of a rep. */
interface Last {
  readonly absence: Absence | undefined
  readonly capacity: CapacityFact | undefined
}

/**
 * A recorded decision's own word comes first; for whom it did not look at, the option `availability` is asked, else the latest word of an
 * earlier decision counts for as long as it said.
 */
export function createSight(availability: Scenario['availability']): Sight {
  const last = new Map<RepId, Last>()
  // One signal for all questions: they are answered at once, so nobody ever gives up on one.
  const { signal } = new AbortController()
  let context: PortContext = { now: Number.NaN, signal }
  let known: Known | undefined
  let away: { [rep: RepId]: Absence } = {}
  let capacity: { [rep: RepId]: CapacityFact } = {}

  const learn = ({ facts: told, asked }: Known): void => {
    for (const rep of asked) last.set(rep, { absence: own(told.away, rep), capacity: own(told.capacity, rep) })
  }
  /** What `availability` said last of each rep. */
  const said = new Map<Rep, { readonly now: Instant; readonly absence: Absence | undefined }>()
  const asked = (rep: Rep, ask: NonNullable<Scenario['availability']>): Absence | undefined => {
    const { now } = context
    const latest = said.get(rep)
    // An end is believed: nobody is asked about somebody whose night lasts until nine.
    if (latest !== undefined && (latest.now === now || now < (latest.absence?.until ?? Number.NEGATIVE_INFINITY))) return latest.absence
    const absence = askedOf(ask, rep, context)
    said.set(rep, { now, absence })
    return absence
  }
  const absenceNow = (rep: Rep): Absence | undefined => {
    if (known?.asked.has(rep.id) === true) return own(known.facts.away, rep.id)
    if (availability !== undefined) return asked(rep, availability)
    const absence = last.get(rep.id)?.absence
    return absence?.until !== undefined && absence.until <= context.now ? undefined : absence
  }
  return {
    open: (now, told) => {
      if (context.now !== now) context = { now, signal }
      known = told
      if (told !== undefined) learn(told)
      away = {}
      capacity = {}
      return { away, capacity, straightToOtherwise: told?.facts.straightToOtherwise ?? false }
    },
    look: (reps) => {
      if (availability === undefined && last.size === 0) return
      for (const rep of reps) {
        const absence = absenceNow(rep)
        if (absence !== undefined) away[rep.id] = absence
        const limit = last.get(rep.id)?.capacity
        if (limit !== undefined) capacity[rep.id] = limit
      }
    },
  }
}

function askedOf(availability: NonNullable<Scenario['availability']>, rep: Rep, context: PortContext): Absence | undefined {
  const answer = answerOf(availability, rep, context)
  if ('failed' in answer) return { reason: 'unknownAvailability', detail: answer.failed }
  if (answer.value === true) return undefined
  if (isPromise(answer.value))
    throw new RoutingError('badOptions', {
      detail: 'A simulation asks `availability` a million times: it has to answer at once, without a promise.',
      path: ['availability'],
    })
  const unknown = unknownOf(answer.value)
  if (unknown !== undefined) return { reason: 'unknownAvailability', detail: unknown }
  const absence = absenceOf(answer.value)
  if (absence === undefined) return { reason: 'unknownAvailability', detail: 'it gave no usable answer' }
  return absence ?? undefined
}

function answerOf(
  availability: NonNullable<Scenario['availability']>,
  rep: Rep,
  context: PortContext,
): { readonly value: unknown } | { readonly failed: string } {
  try {
    return { value: availability(rep, context) }
  } catch (error) {
    return { failed: reasonOf(error) }
  }
}

function isPromise(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
}

function own<Value>(record: { readonly [rep: RepId]: Value }, rep: RepId): Value | undefined {
  return Object.hasOwn(record, rep) ? record[rep] : undefined
}
