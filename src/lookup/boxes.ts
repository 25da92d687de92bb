import type { Tree } from '../condition/tree.js'
import type { Demand, Dimensions, Span } from './dimensions.js'

/**
 * What must be true of a lead for a condition to hold, in one dimension each; nothing is said of the others. A condition holds at most
 * where one of its boxes does: they may be too large, since whatever they let through is tested once more, but never too small.
 */
export type Box = readonly Demand[]

/** A wide condition would become a great number of boxes; above this they are put together into larger ones. */
const MOST_BOXES = 8
/** More values than this of one field are as good as any. */
const MOST_VALUES = 256

const everywhere: readonly Box[] = [[]]

export function boxesOf(tree: Tree, dimensions: Dimensions): readonly Box[] {
  switch (tree.kind) {
    case 'always':
      return everywhere
    case 'test': {
      const demand = dimensions.demandOf(tree)
      return demand === undefined ? everywhere : [[demand]]
    }
    case 'join':
      return []
    case 'all':
      return tree.of.reduce<readonly Box[]>((boxes, part) => both(boxes, boxesOf(part, dimensions)), everywhere)
    case 'any':
      return either(tree.of.flatMap((part) => boxesOf(part, dimensions)))
  }
}

/** Boxes of leads that are in one of each. */
function both(ones: readonly Box[], others: readonly Box[]): readonly Box[] {
  if (ones.length === 0 || others.length === 0) return []
  const [left, right] = ones.length * others.length <= MOST_BOXES ? [ones, others] : [ones, [hull(others)]]
  return left.flatMap((one) => right.map((other) => merge(one, other)))
}

function either(boxes: readonly Box[]): readonly Box[] {
  if (boxes.length < 2) return boxes
  // Values of one field are one demand, however they were written down.
  const [first] = boxes as readonly [Box]
  const alike = boxes.every((box) => box.length === 1 && box[0]?.dimension === first[0]?.dimension)
  return alike || boxes.length > MOST_BOXES ? [hull(boxes)] : boxes
}

/** The demands of both. Of two on the same classes one is kept: a list may meet each with another element, so no class need meet both. */
function merge(one: Box, other: Box): Box {
  const merged = [...one]
  for (const demand of other) {
    const at = merged.findIndex(({ dimension }) => dimension === demand.dimension)
    if (at < 0) merged.push(demand)
    else merged[at] = stricter(merged[at] as Demand, demand)
  }
  return merged
}

function stricter(one: Demand, { dimension, wants }: Demand): Demand {
  if (isSpan(one.wants) && isSpan(wants)) return { dimension, wants: overlap(one.wants, wants) ?? one.wants }
  const [classes, others] = [one.wants as readonly number[], wants as readonly number[]]
  return classes.length <= others.length ? one : { dimension, wants: others }
}

/** What is demanded by every one of them. */
function hull(boxes: readonly Box[]): Box {
  const [first = [], ...others] = boxes
  return first.flatMap(({ dimension, wants }) => {
    let joined: Demand['wants'] | undefined = wants
    for (const box of others) {
      const demand = box.find((one) => one.dimension === dimension)
      joined = demand === undefined || joined === undefined ? undefined : union(joined, demand.wants)
    }
    return joined === undefined ? [] : [{ dimension, wants: joined }]
  })
}

function union(one: Demand['wants'], other: Demand['wants']): Demand['wants'] | undefined {
  if (isSpan(one) && isSpan(other)) {
    const low = Math.min(one.low, other.low)
    const high = Math.max(one.high, other.high)
    const withLow = (one.low === low && one.withLow) || (other.low === low && other.withLow)
    const withHigh = (one.high === high && one.withHigh) || (other.high === high && other.withHigh)
    return { low, withLow, high, withHigh }
  }
  const classes = [...new Set([...(one as readonly number[]), ...(other as readonly number[])])]
  return classes.length > MOST_VALUES ? undefined : classes
}

/** Undefined where no number is in both: some list may be, so the caller keeps one of them. */
function overlap(one: Span, other: Span): Span | undefined {
  const low = Math.max(one.low, other.low)
  const high = Math.min(one.high, other.high)
  const withLow = (one.low < low || one.withLow) && (other.low < low || other.withLow)
  const withHigh = (one.high > high || one.withHigh) && (other.high > high || other.withHigh)
  return low < high || (low === high && withLow && withHigh) ? { low, withLow, high, withHigh } : undefined
}

export function isSpan(wants: Demand['wants']): wants is Span {
  return !Array.isArray(wants)
}
