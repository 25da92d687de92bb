import type { ParseContext } from '../condition/parse.js'
import { always, parseCondition } from '../condition/parse.js'
import { nfc, readPath, splitPath } from '../condition/read.js'
import type { Tree } from '../condition/tree.js'
import type { Json, JsonObject } from '../lead.js'
import { durationMs } from '../time/duration.js'
import { isEffort } from './checkEffort.js'
import type { Effort, Plan, QueueTerms } from './document.js'

/** A queue's terms, ready to decide. */
export interface CompiledQueue {
  /** The field that the highest number of comes first. Missing: the oldest comes first. */
  readonly highest?: readonly string[]
  /** Asked about the rep who claims, with the lead's view for its joins. */
  readonly claims: Tree
  /** After how long without an owner the next rules are tried, in milliseconds. Missing: never. */
  readonly pushMs?: number
}

/** By the queue's name, in NFC as all names are compared. */
export type Queues = ReadonlyMap<string, CompiledQueue>

/** What holds for a queue of which the plan says nothing. */
const plainQueue: CompiledQueue = { claims: always }

export function compileQueues(queues: Plan['queues'], parsing: Pick<ParseContext, 'issues' | 'lists'>): Queues {
  const compile = (name: string, { order, claims, pushAfter }: QueueTerms): CompiledQueue => ({
    ...(typeof order === 'object' ? { highest: splitPath(order.highest) ?? [order.highest] } : {}),
    claims: claims === undefined ? always : parseCondition(claims as Json, { ...parsing, place: ['queues', name, 'claims'], target: true }),
    ...(pushAfter === undefined ? {} : { pushMs: durationMs(pushAfter) }),
  })
  return new Map(Object.entries(queues ?? {}).map(([name, terms]) => [nfc(name), compile(name, terms)]))
}

/** The terms of a queue; the defaults for one of which the plan says nothing, also where it has no such queue (any more). */
export function queueOf({ queues }: { readonly queues: Queues }, name: string): CompiledQueue {
  return queues.get(nfc(name)) ?? plainQueue
}

/** Where a lead with these fields stands in a queue: the lowest rank comes first, so a high number is a low rank. Without a number: last. */
export function rankIn({ highest }: CompiledQueue, view: JsonObject): number {
  if (highest === undefined) return 0
  const value = readPath(view, highest)
  return typeof value === 'number' ? 0 - value : Number.MAX_VALUE
}

/** How much of an open limit leads take. */
export interface CompiledEffort {
  readonly field: readonly string[]
  readonly else: number
}

export function compileEffort(effort: Effort): CompiledEffort {
  return { field: splitPath(effort.field) ?? [effort.field], else: effort.else ?? 1 }
}

/** How much of its owner's open limit a lead takes. */
export function effortOf(effort: CompiledEffort | undefined, view: JsonObject): number {
  if (effort === undefined) return 1
  const value = readPath(view, effort.field)
  return isEffort(value) ? value : effort.else
}
