import { type Box, isSpan } from './boxes.js'
import { type Cuts, cutsOf } from './cuts.js'
import { bordersOf, type Dimension, placeOf, type Span } from './dimensions.js'
import { entryOf } from './entryOf.js'

/**
 * The boxes of all rules, divided again and again by the dimension that tells most of them apart. At each node a lead goes on with
 * those that demand its class (or its number) and with those that demand nothing there: a few short paths, however many rules there
 * are. Whatever is at their ends is tested.
 */
export interface Forest {
  /** Of each node: what it is, then its smallest and largest rule, then what its kind needs. */
  readonly nodes: Int32Array
  /** The rules of leaves, ascending; the children of nodes by class, as open-addressed tables; the children of nodes by place. */
  readonly cells: Int32Array
  /** The cuts of nodes by place, ascending: a number belongs to the child whose number is that of the cuts at or below it. */
  readonly cuts: Float64Array
  readonly root: number
}

export const LEAF = 0
export const BY_CLASS = 1
export const BY_PLACE = 2

/**
 * A node: kind, smallest rule, largest rule, dimension, the node of those that demand nothing (-1: none), where in the cells, how many (of
 * a table: its size less one), and where in the cuts.
 */
export const NODE = 8
export const SMALLEST = 1
export const LARGEST = 2
export const DIMENSION = 3
export const REST = 4
export const AT = 5
export const COUNT = 6
export const CUTS = 7

/** So many rules are tested as fast as they are divided. */
const LEAF_SIZE = 2
/** A division has to spare at least so many tests. Measured with 10 to 100,000 rules: 1 to 4 are alike, from 6 on it gets slower. */
const WORTH = 1
/** A box that demands several classes stands in several children: at most so many times as many as there are boxes, over the whole forest. */
const COPIES = 4

/** One box, with its demands in numbers. */
interface Item {
  readonly rule: number
  readonly demands: readonly Wanted[]
}

type Wanted =
  | { readonly dimension: number; readonly classes: readonly number[]; readonly low: 0; readonly high: 0 }
  | { readonly dimension: number; readonly classes: undefined; readonly low: number; readonly high: number }

/** @param boxes of each rule, in the order of the rules */
export function growForest(boxes: readonly (readonly Box[])[], dimensions: readonly Dimension[]): Forest {
  const borders = dimensions.map((dimension) => (dimension.kind === 'place' ? bordersOf(dimension) : undefined))
  const items = boxes.flatMap((ofRule, rule) => ofRule.map((box) => itemOf(rule, box, borders)))
  const nodes: number[] = []
  const cells: number[] = []
  const thresholds: number[] = []
  let copies = COPIES * items.length + 1000

  const node = (kind: number, of: readonly Item[]): number =>
    nodes.push(kind, (of[0] as Item).rule, (of.at(-1) as Item).rule, -1, -1, cells.length, 0, thresholds.length) - NODE

  const leaf = (of: readonly Item[]): number => {
    const made = node(LEAF, of)
    let before = -1
    for (const { rule } of of) {
      if (rule !== before) cells.push(rule)
      before = rule
    }
    nodes[made + COUNT] = cells.length - (nodes[made + AT] as number)
    return made
  }

  /** @returns the node, -1 for nothing */
  const grow = (of: readonly Item[]): number => {
    if (of.length === 0) return -1
    const split = of.length <= LEAF_SIZE ? undefined : bestSplit(of, copies)
    if (split === undefined) return leaf(of)
    copies -= split.copies
    const made = node(split.kind, of)
    nodes[made + DIMENSION] = split.dimension
    nodes[made + REST] = grow(split.rest)
    if (split.kind === BY_CLASS) {
      const children = [...split.children].map(([ofClass, child]) => [ofClass, grow(child)] as const)
      nodes[made + AT] = cells.length
      nodes[made + COUNT] = writeTable(cells, children)
    } else {
      const children = split.children.map(grow)
      nodes[made + AT] = cells.length
      nodes[made + COUNT] = split.cuts.length
      nodes[made + CUTS] = thresholds.length
      for (const cut of split.cuts) thresholds.push(thresholdOf(cut, borders[split.dimension] as Float64Array))
      for (const child of children) cells.push(child)
    }
    return made
  }

  const root = grow(items)
  return { nodes: Int32Array.from(nodes), cells: Int32Array.from(cells), cuts: Float64Array.from(thresholds), root }
}

function itemOf(rule: number, box: Box, borders: readonly (Float64Array | undefined)[]): Item {
  const demands = box.map(
    ({ dimension, wants }): Wanted =>
      isSpan(wants)
        ? { dimension, classes: undefined, ...placesOf(wants, borders[dimension] as Float64Array) }
        : { dimension, classes: wants, low: 0, high: 0 },
  )
  return { rule, demands }
}

function placesOf({ low, withLow, high, withHigh }: Span, borders: Float64Array): { low: number; high: number } {
  return {
    low: low === Number.NEGATIVE_INFINITY ? 0 : placeOf(borders, low) + (withLow ? 0 : 1),
    high: high === Number.POSITIVE_INFINITY ? 2 * borders.length : placeOf(borders, high) - (withHigh ? 0 : 1),
  }
}

/** The smallest number at or behind a place. */
function thresholdOf(place: number, borders: Float64Array): number {
  if (place % 2 === 1) return borders[(place - 1) / 2] as number
  return place === 0 ? Number.NEGATIVE_INFINITY : next(borders[place / 2 - 1] as number)
}

const float = new Float64Array(1)
const bits = new BigInt64Array(float.buffer)

/** The next larger number that there is. */
function next(number: number): number {
  if (number === 0) return Number.MIN_VALUE
  float[0] = number
  bits[0] = (bits[0] as bigint) + (number > 0 ? 1n : -1n)
  return float[0]
}

interface ByClass {
  readonly kind: typeof BY_CLASS
  readonly dimension: number
  readonly rest: readonly Item[]
  readonly children: ReadonlyMap<number, readonly Item[]>
  readonly copies: number
}

interface ByPlace extends Cuts<Item> {
  readonly kind: typeof BY_PLACE
  readonly dimension: number
}

type Split = ByClass | ByPlace

/** The division after which fewest tests are left to be made, if it spares any. */
function bestSplit(of: readonly Item[], copies: number): Split | undefined {
  const spared = [...tally(of)].map(([dimension, counted]) => [dimension, sparedBy(counted, of, dimension)] as const)
  spared.sort(([, one], [, other]) => other - one)
  for (const [dimension, spares] of spared) {
    if (spares < WORTH) return undefined
    const split = splitBy(of, dimension, copies)
    if (split !== undefined) return split
  }
  return undefined
}

/** How many boxes demand something of a dimension, and how many each of its classes. */
interface Counted {
  boxes: number
  /** Undefined for a dimension of places. */
  readonly classes: Map<number, number> | undefined
}

function tally(of: readonly Item[]): ReadonlyMap<number, Counted> {
  const counted = new Map<number, Counted>()
  for (const { demands } of of) {
    for (const { dimension, classes } of demands) {
      const own = entryOf(counted, dimension, (): Counted => ({ boxes: 0, classes: classes === undefined ? undefined : new Map() }))
      own.boxes += 1
      for (const ofClass of classes ?? []) own.classes?.set(ofClass, (own.classes.get(ofClass) ?? 0) + 1)
    }
  }
  return counted
}

/** The boxes that a lead need not be tested for, on average: as many leads are taken to have a class as boxes demand it, and some have none of them. */
function sparedBy({ boxes, classes }: Counted, of: readonly Item[], dimension: number): number {
  if (classes === undefined) {
    const cuts = cutsFor(of, dimension, of.length)
    return cuts === undefined ? 0 : boxes - cuts.expected - (cuts.rest.length - (of.length - boxes))
  }
  let sum = 0
  let squares = 0
  for (const count of classes.values()) {
    sum += count
    squares += count * count
  }
  return boxes - squares / (sum + sum / classes.size)
}

function cutsFor(of: readonly Item[], dimension: number, copies: number): Cuts<Item> | undefined {
  return cutsOf(of, (item) => item.demands.find((demand) => demand.dimension === dimension), copies)
}

function splitBy(of: readonly Item[], dimension: number, budget: number): Split | undefined {
  const children = new Map<number, Item[]>()
  const rest: Item[] = []
  let copies = 0
  for (const item of of) {
    const at = item.demands.findIndex((demand) => demand.dimension === dimension)
    if (at < 0) {
      rest.push(item)
      continue
    }
    const { classes } = item.demands[at] as Wanted
    if (classes === undefined) {
      const cuts = cutsFor(of, dimension, Math.min(of.length, budget))
      return cuts === undefined ? undefined : { kind: BY_PLACE, dimension, ...cuts }
    }
    // What is demanded here is met on the way to the children: there it tells nothing apart any more.
    const left = { rule: item.rule, demands: item.demands.filter((_, index) => index !== at) }
    if (classes.length > 1 && copies + classes.length - 1 > budget) {
      rest.push(left)
      continue
    }
    copies += classes.length - 1
    for (const ofClass of classes) entryOf(children, ofClass, (): Item[] => []).push(left)
  }
  return { kind: BY_CLASS, dimension, rest, children, copies }
}

/** Appends a table of pairs [class, node], 0 where nothing is; linear probing from {@link hash}. @returns its size less one */
function writeTable(cells: number[], children: readonly (readonly [ofClass: number, node: number])[]): number {
  const at = cells.length
  let size = 2
  while (size < 2 * children.length) size *= 2
  for (let cell = 0; cell < 2 * size; cell += 1) cells.push(0)
  for (const [ofClass, node] of children) {
    let place = hash(ofClass) & (size - 1)
    while (cells[at + 2 * place] !== 0) place = (place + 1) & (size - 1)
    cells[at + 2 * place] = ofClass
    cells[at + 2 * place + 1] = node
  }
  return size - 1
}

export function hash(ofClass: number): number {
  return Math.imul(ofClass, 0x9e3779b1) >>> 15
}
