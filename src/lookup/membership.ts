import type { Lists } from '../condition/operator/operator.js'
import { entryOf } from './entryOf.js'
import type { Slots } from './slots.js'

/**
 * Which of the plan's named lists a field's value is in, by its class: the value is looked up once for each lead, however many lists and
 * rules there are. Only of short lists, since their texts are all kept once more.
 */
export interface Membership {
  /** The number of a list, from 1; undefined for one that is too long. */
  listOf(name: string, lists: Lists): number | undefined
  /** The classes of what is in a list; undefined for one that is too long. */
  classesOf(name: string, lists: Lists): ReadonlySet<number> | undefined
  /** The lists of a class. */
  readonly byClass: ReadonlyMap<number, readonly number[]>
}

/** All entries together, for each field that is asked about. */
const MOST_ENTRIES = 100_000

export function createMembership(slots: Slots, slot: number): Membership {
  const known = new Map<string, Listed | undefined>()
  const byClass = new Map<number, number[]>()
  let entries = 0
  let made = 0
  const add = (list: ReadonlySet<string>): Listed | undefined => {
    if (entries + list.size > MOST_ENTRIES) return undefined
    entries += list.size
    made += 1
    const classes = new Set([...list].map((text) => slots.classOf(slot, text)))
    for (const ofClass of classes) entryOf(byClass, ofClass, (): number[] => []).push(made)
    return { number: made, classes }
  }
  const find = (name: string, lists: Lists): Listed | undefined => {
    if (!known.has(name)) known.set(name, add(lists.get(name) ?? new Set()))
    return known.get(name)
  }
  return { listOf: (name, lists) => find(name, lists)?.number, classesOf: (name, lists) => find(name, lists)?.classes, byClass }
}

interface Listed {
  readonly number: number
  readonly classes: ReadonlySet<number>
}
