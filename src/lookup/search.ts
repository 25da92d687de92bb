import type { Json } from '../lead.js'
import type { Dimension } from './dimensions.js'
import { AT, BY_CLASS, COUNT, CUTS, DIMENSION, type Forest, hash, LARGEST, LEAF, REST, SMALLEST } from './forest.js'
import type { ClassesIn } from './position.js'
import { LIST, NUMBER, type Reading } from './reading.js'

const NOTHING = 0x7fffffff

/**
 * @param holds whether a rule holds for the lead
 * @returns finds the first rule from `from` on that holds; -1: none
 */
export function createSearch(
  { nodes, cells, cuts, root }: Forest,
  dimensions: readonly Dimension[],
  { read, kinds, classes, numbers, values }: Reading,
  classesIn: ClassesIn,
  holds: (rule: number) => boolean,
): (from: number) => number {
  const slots = Int32Array.from(dimensions, ({ slot }) => slot)
  const byValue = Uint8Array.from(dimensions, ({ kind }) => (kind === 'value' ? 1 : 0))
  let best = NOTHING
  let start = 0

  const visit = (node: number): void => {
    if (node < 0 || (nodes[node + SMALLEST] as number) >= best || (nodes[node + LARGEST] as number) < start) return
    switch (nodes[node]) {
      case LEAF:
        visitLeaf(nodes[node + AT] as number, nodes[node + COUNT] as number)
        break
      case BY_CLASS:
        visitByClass(node)
        break
      default:
        visitByPlace(node)
    }
  }

  const visitLeaf = (at: number, count: number): void => {
    for (let cell = at; cell < at + count; cell += 1) {
      const rule = cells[cell] as number
      if (rule >= best) return
      if (rule >= start && holds(rule)) {
        best = rule
        return
      }
    }
  }

  /** The one with the earlier rules in front: what it finds may spare the other. */
  const visitBoth = (one: number, other: number): void => {
    if (one < 0 || (other >= 0 && (nodes[other + SMALLEST] as number) < (nodes[one + SMALLEST] as number))) {
      visit(other)
      visit(one)
    } else {
      visit(one)
      visit(other)
    }
  }

  const visitByClass = (node: number): void => {
    const dimension = nodes[node + DIMENSION] as number
    const rest = nodes[node + REST] as number
    let ofClass = -1
    if (byValue[dimension] === 1) {
      const slot = slots[dimension] as number
      read(slot)
      ofClass = classes[slot] as number
    }
    // The usual case, at once: one value, one class.
    if (ofClass > 0) visitBoth(childOf(node, ofClass), rest)
    else if (ofClass === 0) visit(rest)
    else visitAll(node, classesIn(dimension), rest)
  }

  const visitAll = (node: number, found: readonly number[], rest: number): void => {
    if (found.length === 0) visit(rest)
    else visitBoth(childOf(node, found[0] as number), rest)
    for (let index = 1; index < found.length; index += 1) visit(childOf(node, found[index] as number))
  }

  const childOf = (node: number, ofClass: number): number => {
    const at = nodes[node + AT] as number
    const mask = nodes[node + COUNT] as number
    for (let place = hash(ofClass) & mask; ; place = (place + 1) & mask) {
      const found = cells[at + 2 * place] as number
      if (found === ofClass) return cells[at + 2 * place + 1] as number
      if (found === 0) return -1
    }
  }

  const visitByPlace = (node: number): void => {
    const slot = slots[nodes[node + DIMENSION] as number] as number
    const rest = nodes[node + REST] as number
    read(slot)
    if (kinds[slot] === NUMBER) visitBoth(binOf(node, numbers[slot] as number), rest)
    else {
      visit(rest)
      if (kinds[slot] === LIST) visitList(node, values[slot] as readonly Json[])
    }
  }

  /** Any element may be above one border and any other below another: everything between the smallest and the largest. */
  const visitList = (node: number, list: readonly Json[]): void => {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (const value of list) {
      if (typeof value !== 'number') continue
      if (value < low) low = value
      if (value > high) high = value
    }
    if (low > high) return
    const from = placeOf(node, low)
    const to = placeOf(node, high)
    for (let bin = from; bin <= to; bin += 1) visit(cells[(nodes[node + AT] as number) + bin] as number)
  }

  const binOf = (node: number, number: number): number => cells[(nodes[node + AT] as number) + placeOf(node, number)] as number

  /** How many cuts are at or below a number. */
  const placeOf = (node: number, number: number): number => {
    const at = nodes[node + CUTS] as number
    let low = 0
    let high = nodes[node + COUNT] as number
    while (low < high) {
      const middle = (low + high) >> 1
      if ((cuts[at + middle] as number) <= number) low = middle + 1
      else high = middle
    }
    return low
  }

  return (from) => {
    best = NOTHING
    start = from
    visit(root)
    return best === NOTHING ? -1 : best
  }
}
