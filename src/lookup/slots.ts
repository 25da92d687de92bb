import type { Scalar } from '../lead.js'
import { entryOf } from './entryOf.js'

/**
 * Where leads are read: every path that some test names, and every path above one. A path is read once for each lead, whatever the
 * number of tests that ask; a text, number or boolean that tests compare with becomes a small integer, its class.
 */
export interface Slots {
  readonly count: () => number
  /** The slot of a path; made where it is new. */
  at(path: readonly string[]): number
  /** The last part of a slot's path. */
  readonly parts: readonly string[]
  /** The slot of the path above; -1 for a field of the lead itself. */
  readonly parents: readonly number[]
  /** The classes of each slot by value (text in NFC), from 1; nothing where nobody compares. 0 is any other value. */
  readonly dictionaries: readonly (ReadonlyMap<Scalar, number> | undefined)[]
  /** The class of a value (text in NFC); made where it is new. */
  classOf(slot: number, value: Scalar): number
}

export function createSlots(): Slots {
  const parts: string[] = []
  const parents: number[] = []
  const dictionaries: (Map<Scalar, number> | undefined)[] = []
  const children = new Map<number, Map<string, number>>()
  const child = (parent: number, part: string): number => {
    const below = entryOf(children, parent, () => new Map<string, number>())
    return entryOf(below, part, () => {
      parents.push(parent)
      dictionaries.push(undefined)
      return parts.push(part) - 1
    })
  }
  return {
    count: () => parts.length,
    at: (path) => path.reduce(child, -1),
    parts,
    parents,
    dictionaries,
    classOf(slot, value) {
      const known = dictionaries[slot] ?? new Map<Scalar, number>()
      dictionaries[slot] = known
      return entryOf(known, value, () => known.size + 1)
    },
  }
}
