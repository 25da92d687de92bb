import type { JsonObject } from '../../../src/lead.js'
import type { Outcome } from '../../../src/state/event.js'
import { type Chance, chanceOf } from './chance.js'

/**
 * A run as data: everything that happens from outside, in order, with every choice of the schedule and every fault. The same script
 * gives the same run, and a shorter script is a script: that is what the shrinker lives on.
 */
export interface Script {
  /** Salts, and which deliveries fail, are drawn from it. */
  readonly seed: number
  readonly setup: Setup
  readonly events: readonly ScriptEvent[]
  /** What befalls the nth question to the store. */
  readonly faults: readonly Fault[]
  /** Which of the questions under way is answered next, one number for each answer, taken modulo how many there are. Used up: the oldest. */
  readonly picks: readonly number[]
}

export interface Setup {
  readonly processes: number
  /** Which of the plans. */
  readonly plan: number
  /** Whether the stores try again by themselves and settle lost answers by the trail, or tell their callers. */
  readonly retries: boolean
  /** Whether an availability port is asked, and how. */
  readonly availability: 'none' | 'exact' | 'lazy'
  /** Every nth attempt to deliver a message fails; 0: none. */
  readonly deliveryFails: number
  /** After so many attempts a message is given up. */
  readonly attempts: number
}

/** `answers`: how many questions to the store are answered before it. `process` is a place, in which a new process starts when one dies. */
export type ScriptEvent = { readonly answers: number; readonly process: number } & (
  | { readonly do: 'route' | 'accept'; readonly lead: JsonObject }
  | { readonly do: 'routeMany'; readonly leads: readonly JsonObject[] }
  /** `fenced`: with the epoch that was told of the lead, the latest or the first. */
  | { readonly do: 'contacted'; readonly key: string; readonly fenced: Fence }
  | { readonly do: 'close'; readonly key: string; readonly fenced: Fence; readonly as?: Outcome }
  | { readonly do: 'decline'; readonly key: string; readonly fenced: Fence; readonly reason?: string }
  /** Somebody leaves. */
  | { readonly do: 'transferAll'; readonly rep: string; readonly to?: string }
  | { readonly do: 'reassign'; readonly key: string; readonly to: string; readonly fenced: Fence }
  | { readonly do: 'erase'; readonly key: string }
  | { readonly do: 'claim'; readonly rep: string }
  | { readonly do: 'deadline'; readonly key: string; readonly inMs: number; readonly name: string }
  | { readonly do: 'cancel'; readonly key: string; readonly name: string }
  | { readonly do: 'sweep' | 'relay' | 'die' }
  /** This clock alone goes wrong by so much. */
  | { readonly do: 'skew'; readonly ms: number }
  /** Time passes for all. */
  | { readonly do: 'pass'; readonly ms: number }
  | { readonly do: 'comeOrGo'; readonly rep: string }
  /** Another plan comes into force, in this process alone. */
  | { readonly do: 'publish'; readonly plan: number; readonly inMs?: number; readonly expects?: boolean; readonly supersede?: boolean }
  | { readonly do: 'rollback' }
  /** Messages that were given up are tried again. */
  | { readonly do: 'revive' }
)

export type Fence = 'no' | 'latest' | 'first'

export interface Fault {
  readonly question: number
  /** The question is lost, or its answer is, or the process ends before it hears the answer. */
  readonly kind: 'before' | 'after' | 'dies'
  /** Where callers are told: by which code. */
  readonly code: 'storeUnavailable' | 'storeFailed'
}

export const reps = ['r0', 'r1', 'r2', 'r3'] as const
const outcomes = ['converted', 'disqualified', 'merged'] as const
/** Speaks of persons: it must not turn up in the trail. */
export const REASON = 'Zoe moved to Rome'
const fences = ['no', 'latest', 'first'] as const
export const deadlineNames = ['call', 'visit'] as const

export function scriptOf(seed: number): Script {
  const chance = chanceOf(seed)
  const setup: Setup = {
    processes: 2 + chance.below(2),
    plan: chance.below(4),
    retries: chance.oneIn(2),
    availability: chance.among(['none', 'none', 'exact', 'lazy']),
    deliveryFails: chance.among([0, 2, 3]),
    attempts: chance.among([2, 8]),
  }
  const keys = Array.from({ length: 2 + chance.below(5) }, (_, index) => `L${index}`)
  const leads = Array.from({ length: 2 + chance.below(3) }, () => arrival(chance, setup, keys))
  const others = Array.from({ length: 6 + chance.below(9) }, () => eventOf(chance, setup, keys))
  const events = [
    ...leads,
    ...others,
    ...(chance.oneIn(4) ? overtaken(chance, setup) : []),
    ...(chance.oneIn(8) ? givenUp(chance) : []),
    ...(chance.oneIn(4) ? replanned(chance, setup) : []),
  ]
  const rate = chance.among([0, 6, 12])
  const faults = Array.from({ length: 120 }, (_, question) => question)
    .filter(() => rate > 0 && chance.oneIn(rate))
    .map((question): Fault => faultOf(chance, question))
  return { seed, setup, events, faults, picks: Array.from({ length: 200 }, () => chance.below(60)) }
}

function arrival(chance: Chance, { processes }: Setup, keys: readonly string[]): ScriptEvent {
  const at = { answers: chance.among([0, 0, 1, 3]), process: chance.below(processes) }
  return { ...at, do: chance.among(['route', 'route', 'accept']), lead: leadOf(chance, chance.among(keys)) }
}

/** A relay has messages on loan and is slow about it, and another one comes. */
function overtaken(chance: Chance, { processes }: Setup): ScriptEvent[] {
  const process = chance.below(processes)
  return [
    { do: 'sweep', process, answers: 3 },
    { do: 'relay', process, answers: 9 },
    { do: 'pass', process, answers: 1 + chance.below(3), ms: 1000 + chance.below(1000) },
    { do: 'relay', process: process + 1, answers: 0 },
  ]
}

/** Messages that nobody could deliver, and somebody who wants them delivered all the same. */
function givenUp(chance: Chance): ScriptEvent[] {
  const tried: ScriptEvent[] = [
    { do: 'relay', process: 0, answers: 0 },
    { do: 'pass', process: 0, answers: 12, ms: 4000 },
  ]
  return [
    { do: 'sweep', process: 0, answers: 3 },
    ...tried,
    ...tried,
    { do: 'revive', process: chance.below(2), answers: 6 },
    { do: 'relay', process: 1, answers: 3 },
  ]
}

/** Plans are published, scheduled and rolled back from several processes, whose clocks differ, while leads come in. */
function replanned(chance: Chance, setup: Setup): ScriptEvent[] {
  const where = () => ({ process: chance.below(setup.processes), answers: chance.among([0, 0, 1, 3, 6]) })
  const publish = (): ScriptEvent => ({
    ...where(),
    do: 'publish',
    plan: chance.below(4),
    ...oneOf(chance, 'inMs', [chance.below(4000)]),
    ...oneOf(chance, 'expects', [true]),
    ...oneOf(chance, 'supersede', [true]),
  })
  // New ones: what was decided before is not decided again.
  let fresh = 0
  const lead = (): ScriptEvent => ({ ...where(), do: 'route', lead: leadOf(chance, `N${fresh++}`) })
  const skew = (): ScriptEvent => ({ ...where(), do: 'skew', ms: chance.below(8000) - 4000 })
  const pass = (): ScriptEvent => ({ ...where(), do: 'pass', ms: chance.below(3000) })
  const rollback: ScriptEvent = { ...where(), do: 'rollback' }
  return [
    publish(),
    skew(),
    publish(),
    lead(),
    skew(),
    publish(),
    lead(),
    pass(),
    lead(),
    lead(),
    rollback,
    lead(),
    publish(),
    lead(),
    pass(),
    lead(),
    lead(),
    rollback,
    lead(),
  ]
}

/** An option that is given every other time. */
function oneOf<Name extends string, Value>(chance: Chance, name: Name, values: readonly Value[]): { readonly [Key in Name]?: Value } {
  return (chance.oneIn(2) ? {} : { [name]: chance.among(values) }) as { readonly [Key in Name]?: Value }
}

function faultOf(chance: Chance, question: number): Fault {
  return { question, kind: chance.among(['before', 'after', 'after', 'dies']), code: chance.among(['storeUnavailable', 'storeFailed']) }
}

function eventOf(chance: Chance, { processes, availability }: Setup, keys: readonly string[]): ScriptEvent {
  // Often nothing is answered in between: that is where races are.
  const at = { answers: chance.among([0, 0, 0, 1, 2, 4, 9]), process: chance.below(processes) }
  const key = chance.among(keys)
  const lead = (): JsonObject => leadOf(chance, chance.among(keys))
  switch (chance.below(25)) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
      return { ...at, do: 'route', lead: lead() }
    case 5:
      return { ...at, do: 'routeMany', leads: Array.from({ length: 2 + chance.below(3) }, lead) }
    case 6:
    case 7:
      return { ...at, do: 'accept', lead: lead() }
    case 8:
    case 9:
      return { ...at, do: 'close', key, fenced: chance.among(fences), ...oneOf(chance, 'as', outcomes) }
    case 10:
      return { ...at, do: 'decline', key, fenced: chance.among(fences), ...oneOf(chance, 'reason', [REASON]) }
    case 11:
      return { ...at, do: 'reassign', key, to: chance.among(reps), fenced: chance.among(fences) }
    case 20:
    case 21:
      return { ...at, do: 'contacted', key, fenced: chance.among(fences) }
    case 22: {
      const rep = chance.among(reps)
      return {
        ...at,
        do: 'transferAll',
        rep,
        ...oneOf(
          chance,
          'to',
          reps.filter((other) => other !== rep),
        ),
      }
    }
    case 12:
      return chance.oneIn(2) ? { ...at, do: 'erase', key } : { ...at, do: 'die' }
    case 13:
    case 14:
      return { ...at, do: 'deadline', key, inMs: chance.below(3000), name: chance.among(deadlineNames) }
    case 15:
      return chance.oneIn(2)
        ? { ...at, do: 'cancel', key, name: chance.among(deadlineNames) }
        : { ...at, do: 'skew', ms: chance.below(8000) - 4000 }
    case 23:
    case 24:
      return { ...at, do: 'claim', rep: chance.among(reps) }
    case 16:
      return { ...at, do: 'sweep' }
    case 17:
      return { ...at, do: 'relay' }
    case 18:
      if (chance.oneIn(3)) return chance.oneIn(2) ? { ...at, do: 'publish', plan: chance.below(4) } : { ...at, do: 'revive' }
      return { ...at, do: 'pass', ms: chance.below(3000) }
    default:
      return availability === 'none' ? { ...at, do: 'sweep' } : { ...at, do: 'comeOrGo', rep: chance.among(reps) }
  }
}

/** Small worlds: two regions, some leads for a queue, some that wait for somebody, some that come with other content the next time. */
function leadOf(chance: Chance, id: string): JsonObject {
  const number = Number(id.slice(1))
  return {
    id,
    region: number % 2 === 0 ? 'north' : 'south',
    ...(number % 5 >= 3 ? { later: true } : {}),
    ...(number % 3 === 2 ? { patient: true } : {}),
    ...(chance.oneIn(4) ? { note: chance.below(3) } : {}),
  }
}
