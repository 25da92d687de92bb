import type { Absence, CapacityFact, Note } from '../decide/decision.js'
import type { Instant } from '../lead.js'
import type { Availability, Capacity, PortContext } from '../port/ports.js'
import type { Store } from '../port/store.js'
import type { Rep, RepId } from '../rep.js'
import { type Answer, ask } from './ask.js'
import type { RouterOptions } from './options.js'
import { absenceOf, capacityOf, ownOf, plainObject, unknownOf } from './portAnswers.js'

/** What the ports said about one rep. */
export interface RepFacts {
  readonly absence?: Absence
  readonly capacity?: CapacityFact
  readonly notes: readonly Note[]
  /** A port failed here, and the host wants such leads to go straight to the fallback. */
  readonly straight: boolean
  /** A port did not answer in time. */
  readonly late: boolean
}

/** Asks the availability and capacity ports about reps; failures become facts as the host's policy says. */
export interface FactSource {
  /** Whether there is anything to ask. Without ports everybody is known beforehand. */
  readonly asks: boolean
  learn(reps: readonly Rep[], now: Instant): Promise<ReadonlyMap<RepId, RepFacts>>
}

/** `failed` where the port broke, `unknown` where it answered and the answer means nothing; both are a reason. */
type Told<Fact> = { readonly fact: Fact | undefined } | { readonly failed: string; readonly late?: true } | { readonly unknown: string }

export function createFactSource(
  options: Pick<RouterOptions, 'availability' | 'capacity' | 'whenPortFails' | 'portTimeoutMs' | 'store'>,
): FactSource {
  const { availability, capacity, whenPortFails = {}, portTimeoutMs = 2000, store } = options
  return {
    asks: availability !== undefined || capacity !== undefined,
    learn: async (reps, now) => {
      const [presences, limits] = await Promise.all([
        availability === undefined ? undefined : askPresence(availability, reps, now, portTimeoutMs),
        capacity === undefined ? undefined : askCapacity(capacity, store, reps, now, portTimeoutMs),
      ])
      return new Map(
        reps.map(({ id }) => {
          const presence = presences?.get(id) ?? { fact: undefined }
          const limit = limits?.get(id) ?? { fact: undefined }
          const absence =
            'fact' in presence
              ? presence.fact
              : whenPortFails.availability === 'assumeThere'
                ? undefined
                : unknownPresence(reasonOfTold(presence))
          const fact = 'fact' in limit ? limit.fact : whenPortFails.capacity === 'ownCount' ? undefined : { unknown: reasonOfTold(limit) }
          const straight =
            (!('fact' in presence) && whenPortFails.availability === 'otherwise') ||
            (!('fact' in limit) && whenPortFails.capacity === 'otherwise')
          return [
            id,
            {
              ...(absence === undefined ? {} : { absence }),
              ...(fact === undefined ? {} : { capacity: fact }),
              notes: [...noteOf('availability', presence), ...noteOf('capacity', limit)],
              straight,
              late: 'late' in presence || 'late' in limit,
            },
          ]
        }),
      )
    },
  }
}

/** The same ports without availability: for questions that do not depend on who is there. */
export function capacityAlone({
  availability: _,
  ...options
}: Parameters<typeof createFactSource>[0]): Parameters<typeof createFactSource>[0] {
  return options
}

function unknownPresence(detail: string): Absence {
  return { reason: 'unknownAvailability', detail }
}

function reasonOfTold(told: { readonly failed: string } | { readonly unknown: string }): string {
  return 'failed' in told ? told.failed : told.unknown
}

function noteOf(about: 'availability' | 'capacity', told: Told<unknown>): Note[] {
  if ('fact' in told) return []
  return [{ about, code: `${about}Failed`, message: `The ${about} port failed: ${reasonOfTold(told).replace(/\.+$/, '')}.` }]
}

const nonsense = { unknown: 'it gave no usable answer' } as const

async function askPresence(
  port: Availability,
  reps: readonly Rep[],
  now: Instant,
  timeoutMs: number,
): Promise<ReadonlyMap<RepId, Told<Absence>>> {
  if (typeof port !== 'function' && 'many' in port) {
    const answer = await ask(now, timeoutMs, (context) => port.many(reps, context))
    return new Map(reps.map(({ id }) => [id, 'failed' in answer ? answer : toldPresence(ownOf(answer.value, id))]))
  }
  const one = typeof port === 'function' ? port : (rep: Rep, context: PortContext) => port.one(rep, context)
  const answers: Answer<unknown>[] = await Promise.all(reps.map((rep) => ask(now, timeoutMs, (context) => one(rep, context))))
  return new Map(
    reps.map(({ id }, index) => {
      const answer = answers[index] as Answer<unknown>
      return [id, 'failed' in answer ? answer : toldPresence(answer)]
    }),
  )
}

function toldPresence(answer: { readonly value: unknown } | undefined): Told<Absence> {
  const unknown = answer === undefined ? undefined : unknownOf(answer.value)
  return unknown === undefined ? told(answer, absenceOf) : { unknown }
}

/** Reads one answer; `undefined` from the reader means nonsense, `null` means no fact. */
function told<Fact>(answer: { readonly value: unknown } | undefined, read: (value: unknown) => Fact | null | undefined): Told<Fact> {
  const fact = answer === undefined ? undefined : read(answer.value)
  return fact === undefined ? nonsense : { fact: fact ?? undefined }
}

async function askCapacity(
  port: Capacity,
  store: Store,
  reps: readonly Rep[],
  now: Instant,
  timeoutMs: number,
): Promise<ReadonlyMap<RepId, Told<CapacityFact>>> {
  // The store's count first: whatever is assigned while the host counts is added to the host's count later, never lost.
  const loads = await store.loads(reps.map(({ id }) => id))
  const answer = await ask(now, timeoutMs, (context) => port.many(reps, context))
  return new Map(
    reps.map(({ id }) => {
      if ('failed' in answer) return [id, answer]
      if (!plainObject(answer.value)) return [id, nonsense]
      const given = ownOf(answer.value, id)
      // Not named: the host has no opinion of this rep.
      if (given !== undefined && given.value === undefined) return [id, { fact: undefined }]
      const assigned = Object.hasOwn(loads, id) ? (loads[id]?.assigned ?? 0) : 0
      return [id, told(given, (value) => capacityOf(value, assigned))]
    }),
  )
}
