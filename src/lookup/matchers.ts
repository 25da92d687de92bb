import type { Lists } from '../condition/operator/operator.js'
import type { Fields } from '../condition/read.js'
import type { Tree } from '../condition/tree.js'
import { boxesOf } from './boxes.js'
import { createDimensions } from './dimensions.js'
import { entryOf } from './entryOf.js'
import { growForest } from './forest.js'
import { createMembership, type Membership } from './membership.js'
import { createPosition } from './position.js'
import { createProgram } from './program.js'
import { createReading } from './reading.js'
import { createSearch } from './search.js'
import { createSlots } from './slots.js'

/**
 * Several lists of conditions on the same leads. Finds the first that holds for a lead, at a cost that hardly grows with their number;
 * a field is read once for all lists.
 */
export interface Matchers {
  /**
   * The number of the first condition of a list that holds, from `from` on; -1 where none does. The same answer as asking the interpreter
   * about one after another. What was read of a subject is kept until another one comes: an object that is asked about again must not have
   * changed.
   */
  first(list: number, subject: Fields, from?: number): number
  /** Builds what is otherwise built with the first question: for those who would not have a lead wait for it. */
  prepare(): void
}

/** @param lists of the plan, by name */
export function createMatchers(conditions: readonly (readonly Tree[])[], lists: Lists): Matchers {
  let made: Grove | undefined
  let present: Fields | undefined
  const build = (): Grove => {
    made ??= grow(conditions, lists)
    return made
  }
  return {
    first(list, subject, from = 0) {
      const { begin, searches } = made ?? build()
      if (subject !== present) {
        present = subject
        begin(subject)
      }
      return (searches[list] as Search)(from)
    },
    prepare: () => void build(),
  }
}

type Search = (from: number) => number

/** What all lists share, and a search through each. */
interface Grove {
  begin(subject: Fields): void
  readonly searches: readonly Search[]
}

function grow(conditions: readonly (readonly Tree[])[], lists: Lists): Grove {
  const slots = createSlots()
  const memberships = new Map<number, Membership>()
  const membershipOf = (slot: number): Membership => entryOf(memberships, slot, () => createMembership(slots, slot))
  const program = createProgram(slots, membershipOf, lists)
  const dimensions = createDimensions(slots, program, membershipOf, lists)
  const compiled = conditions.map((trees) => ({
    starts: Int32Array.from(trees, program.add),
    boxes: trees.map((tree) => boxesOf(tree, dimensions)),
  }))
  const reading = createReading(slots)
  const { run, ask } = program.ready(reading)
  const position = createPosition(dimensions.all, slots, reading, ask)
  const searches = compiled.map(({ starts, boxes }) =>
    createSearch(growForest(boxes, dimensions.all), dimensions.all, reading, position, (rule) => run(starts[rule] as number)),
  )
  return { begin: reading.begin, searches }
}
