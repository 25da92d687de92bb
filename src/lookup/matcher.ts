import type { Lists } from '../condition/operator/operator.js'
import type { Fields } from '../condition/read.js'
import type { Tree } from '../condition/tree.js'
import { createMatchers } from './matchers.js'
import { type Conditions, revise } from './revise.js'

/** Finds the first of many conditions that holds for a lead, at a cost that hardly grows with their number. See {@link createMatchers}. */
export interface Matcher {
  first(subject: Fields, from?: number): number
  prepare(): void
  /** How many of the conditions were taken over from another matcher's index. */
  kept(): number
  /** The index that was built last, for a matcher of a changed plan to build upon. */
  built(): Built
}

/** An index of all its conditions. */
interface Built extends Conditions {
  first(subject: Fields, from: number): number
}

/** Below this a new index is built in milliseconds. */
const SMALL = 500
/** While fewer than one in so many conditions are new or gone, the old index serves with a small one beside it. */
const SHARE = 8

/**
 * @param lists of the plan, by name
 * @param before of the plan that this one takes the place of: a few changed rules of very many cost little
 */
export function createMatcher(trees: readonly Tree[], lists: Lists, before?: Matcher): Matcher {
  let made: Layers | undefined
  // Let go of once it is used: plan after plan would keep all their predecessors.
  let earlier = before
  const build = (): Layers => {
    made ??= layersOf({ trees, lists }, earlier?.built())
    earlier = undefined
    return made
  }
  return {
    first: (subject, from = 0) => (made ?? build()).first(subject, from),
    prepare: () => void build(),
    kept: () => build().kept,
    built: () => build().built,
  }
}

interface Layers extends Pick<Built, 'first'> {
  readonly kept: number
  readonly built: Built
}

function layersOf(conditions: Conditions, before: Built | undefined): Layers {
  const whole = (): Layers => {
    const built = buildIndex(conditions)
    return { first: built.first, kept: 0, built }
  }
  if (before === undefined || conditions.trees.length < SMALL) return whole()
  const { numbers, added } = revise(before, conditions)
  const kept = conditions.trees.length - added.length
  const changes = added.length + numbers.length - kept
  return changes * SHARE > conditions.trees.length ? whole() : { first: layered(conditions, before, numbers, added), kept, built: before }
}

function buildIndex({ trees, lists }: Conditions): Built {
  const matchers = createMatchers([trees], lists)
  matchers.prepare()
  return { trees, lists, first: (subject, from) => matchers.first(0, subject, from) }
}

/** The earlier of what the old index and that of the new conditions find. */
function layered({ trees, lists }: Conditions, old: Built, numbers: Int32Array, added: readonly number[]): Built['first'] {
  const { first } = buildIndex({ trees: added.map((number) => trees[number] as Tree), lists })
  const oldFrom = startsOf(numbers, trees.length)
  const addedFrom = startsOf(added, trees.length)
  return (subject, from) => {
    if (from >= trees.length) return -1
    let place = old.first(subject, oldFrom[from] as number)
    // Those that are gone are found as well, and passed over.
    while (place >= 0 && (numbers[place] as number) < 0) place = old.first(subject, place + 1)
    const ofNew = first(subject, addedFrom[from] as number)
    if (place < 0) return ofNew < 0 ? -1 : (added[ofNew] as number)
    const number = numbers[place] as number
    return ofNew < 0 ? number : Math.min(number, added[ofNew] as number)
  }
}

/** For each number: the first place with it, or a later one. Places without a number do not count. */
function startsOf(numbers: ArrayLike<number>, count: number): Int32Array {
  const starts = new Int32Array(count)
  let next = 0
  for (let place = 0; place < numbers.length; place += 1) {
    const number = numbers[place] as number
    for (; next <= number; next += 1) starts[next] = place
  }
  starts.fill(numbers.length, next)
  return starts
}
