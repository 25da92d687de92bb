import { type Absence, type CapacityFact, type Facts, type Note, noFacts } from '../decide/decision.js'
import type { Instant } from '../lead.js'
import type { Availability, Capacity, CapacityAnswer, PortContext, Presence } from '../port/ports.js'
import type { Store } from '../port/store.js'
import type { Rep, RepId } from '../rep.js'
import { ask } from './ask.js'
import type { RouterOptions } from './options.js'

/** What has been learned about reps while settling one or more leads. */
export interface Knowledge {
  readonly facts: Facts
  /** Everybody who was asked about. */
  readonly known: ReadonlySet<RepId>
  readonly notes: readonly Note[]
}

export const nothingKnown: Knowledge = { facts: noFacts, known: new Set(), notes: [] }

/** Asks the availability and capacity ports about reps; answers come as knowledge, failures as the policy says. */
export interface FactSource {
  /** Whether there is anything to ask. Without ports everybody is known beforehand. */
  readonly asks: boolean
  learn(before: Knowledge, reps: readonly Rep[], now: Instant): Promise<Knowledge>
}

export function createFactSource({ availability, capacity, whenPortFails, portTimeoutMs = 2000, store }: RouterOptions): FactSource {
  return {
    asks: availability !== undefined || capacity !== undefined,
    learn: async (before, reps, now) => {
      const missing = reps.filter(({ id }) => !before.known.has(id))
      if (missing.length === 0) return before
      const [presence, load] = await Promise.all([
        availability === undefined ? undefined : askPresence(availability, missing, now, portTimeoutMs),
        capacity === undefined ? undefined : askCapacity(capacity, store, missing, now, portTimeoutMs),
      ])
      const away: Record<RepId, Absence> = { ...before.facts.away, ...presence?.away }
      const limits: Record<RepId, CapacityFact> = { ...before.facts.capacity, ...load?.capacity }
      const notes = [...before.notes]
      let straight = before.facts.straightToOtherwise
      for (const [about, failed, policy] of [
        ['availability', presence?.failed, whenPortFails?.availability],
        ['capacity', load?.failed, whenPortFails?.capacity],
      ] as const) {
        if (failed === undefined) continue
        const message = `The ${about} port failed: ${failed}.`
        if (!notes.some((note) => note.message === message)) notes.push({ about, code: `${about}Failed`, message })
        if (policy === 'otherwise') straight = true
      }
      // A failed port says nothing of anybody: the policy decides what that means for those it was asked about.
      for (const { id } of missing) {
        if (presence !== undefined && Object.hasOwn(presence.unknown, id) && whenPortFails?.availability !== 'assumeThere') {
          away[id] = { reason: 'unknownAvailability', detail: presence.unknown[id] as string }
        }
        if (load !== undefined && Object.hasOwn(load.unknown, id) && whenPortFails?.capacity !== 'ownCount') limits[id] = { unknown: load.unknown[id] as string }
      }
      return {
        facts: { away, capacity: limits, straightToOtherwise: straight },
        known: new Set([...before.known, ...missing.map(({ id }) => id)]),
        notes,
      }
    },
  }
}

interface PresenceAnswers {
  readonly away: Record<RepId, Absence>
  readonly unknown: Record<RepId, string>
  readonly failed?: string
}

async function askPresence(port: Availability, reps: readonly Rep[], now: Instant, timeoutMs: number): Promise<PresenceAnswers> {
  const away: Record<RepId, Absence> = {}
  const unknown: Record<RepId, string> = {}
  const read = (rep: Rep, answer: unknown): void => {
    const presence = presenceOf(readable(answer))
    if (presence === undefined) unknown[rep.id] = 'the port gave no usable answer'
    else if (presence !== true) away[rep.id] = presence
  }
  if (typeof port !== 'function' && 'many' in port) {
    const answer = await ask(now, timeoutMs, (context) => port.many(reps, context))
    if ('failed' in answer) {
      for (const { id } of reps) unknown[id] = answer.failed
      return { away, unknown, failed: answer.failed }
    }
    for (const rep of reps) read(rep, ownOf(answer.value, rep.id))
    return { away, unknown }
  }
  const one = typeof port === 'function' ? port : (rep: Rep, context: PortContext) => port.one(rep, context)
  const answers = await Promise.all(reps.map((rep) => ask(now, timeoutMs, (context) => one(rep, context))))
  let failed: string | undefined
  reps.forEach((rep, index) => {
    const answer = answers[index]
    if (answer === undefined || 'failed' in answer) {
      failed ??= answer?.failed ?? 'no answer'
      unknown[rep.id] = answer?.failed ?? 'no answer'
    } else read(rep, answer.value)
  })
  return { away, unknown, ...(failed === undefined ? {} : { failed }) }
}

/** `true`: there. `undefined`: the answer means nothing. */
function presenceOf(answer: unknown): true | Absence | undefined {
  if (answer === true) return true
  if (answer === false) return { reason: 'away' }
  if (typeof answer !== 'object' || answer === null) return undefined
  const { away, until } = answer as Partial<Exclude<Presence, boolean>>
  if (typeof away !== 'string') return undefined
  return { reason: 'away', detail: away.slice(0, 300), ...(Number.isFinite(until) ? { until: Math.round(until as number) } : {}) }
}

interface CapacityAnswers {
  readonly capacity: Record<RepId, CapacityFact>
  readonly unknown: Record<RepId, string>
  readonly failed?: string
}

async function askCapacity(port: Capacity, store: Store, reps: readonly Rep[], now: Instant, timeoutMs: number): Promise<CapacityAnswers> {
  const capacity: Record<RepId, CapacityFact> = {}
  const unknown: Record<RepId, string> = {}
  // The store's count first: whatever is assigned while the host counts is added to the host's count later, never lost.
  const loads = await store.loads(reps.map(({ id }) => id))
  const answer = await ask(now, timeoutMs, (context) => port.many(reps, context))
  if ('failed' in answer) {
    for (const { id } of reps) unknown[id] = answer.failed
    return { capacity, unknown, failed: answer.failed }
  }
  for (const { id } of reps) {
    const given = ownOf(answer.value, id)
    if (given === undefined) continue
    const fact = capacityOf(readable(given), Object.hasOwn(loads, id) ? (loads[id]?.assigned ?? 0) : 0)
    if (fact === undefined) unknown[id] = 'the port gave no usable answer'
    else capacity[id] = fact
  }
  return { capacity, unknown }
}

function capacityOf(answer: unknown, assigned: number): CapacityFact | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const { limit, open, elsewhere } = answer as CapacityAnswer
  const usable = (value: unknown): boolean => value === undefined || (typeof value === 'number' && value >= 0)
  if (!(limit === null || usable(limit)) || !usable(open) || !usable(elsewhere)) return undefined
  return { ...(limit === undefined ? {} : { limit: limit === Number.POSITIVE_INFINITY ? null : limit }), ...(elsewhere === undefined ? {} : { elsewhere }), ...(open === undefined ? {} : { open, assigned }) }
}

/** The port's own word about a rep; the answer is foreign, so nothing inherited counts and nothing it throws gets out. */
function ownOf(answers: unknown, id: RepId): unknown {
  try {
    return typeof answers === 'object' && answers !== null && Object.hasOwn(answers, id) ? (answers as Record<RepId, unknown>)[id] : undefined
  } catch {
    return undefined
  }
}

/** The answer as plain data, so that reading it cannot throw; an unlimited limit survives as it is. */
function readable(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer
  try {
    return { ...answer }
  } catch {
    return undefined
  }
}
