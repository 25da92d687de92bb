/** A division of numbers: those below the first cut, from it to the next, and so on. */
export interface Cuts<Item> {
  /** The first places of all children but the first, ascending. */
  readonly cuts: readonly number[]
  readonly children: readonly (readonly Item[])[]
  /** Those that demand nothing, or next to nothing. */
  readonly rest: readonly Item[]
  /** How many stand in more than one child, counted again for each. */
  readonly copies: number
  /** How many a lead is tested for on average, if as many leads fall to a child as it has boxes. */
  readonly expected: number
}

interface Places {
  readonly low: number
  readonly high: number
}

const MOST_CUTS = 64

/**
 * Cuts where many spans begin or end. A span over several children stands in each of them, which is what a cut costs: while that is more
 * than the spans themselves (and the budget), every second cut is left out. One that is in most of the children is in none of them.
 */
export function cutsOf<Item>(items: readonly Item[], placesOf: (item: Item) => Places | undefined, budget: number): Cuts<Item> | undefined {
  const spans: { readonly item: Item; readonly low: number; readonly high: number }[] = []
  const edges = new Set<number>()
  for (const item of items) {
    const places = placesOf(item)
    if (places === undefined) continue
    spans.push({ item, low: places.low, high: places.high })
    edges.add(places.low).add(places.high + 1)
  }
  const sorted = [...edges].sort((one, two) => one - two)
  for (let count = Math.min(sorted.length, MOST_CUTS); count > 1; count >>= 1) {
    const cuts = [...new Set(Array.from({ length: count }, (_, index) => sorted[Math.floor((index * sorted.length) / count)] as number))]
    const children: Item[][] = Array.from({ length: cuts.length + 1 }, () => [])
    const apart = new Set<Item>()
    let placed = 0
    for (const { item, low, high } of spans) {
      const [from, to] = [childOf(cuts, low), childOf(cuts, high)]
      if (to - from + 1 > 1 && 2 * (to - from + 1) > children.length) continue
      apart.add(item)
      for (let child = from; child <= to; child += 1) (children[child] as Item[]).push(item)
      placed += to - from + 1
    }
    const copies = placed - apart.size
    // A child with everything in it would be divided for ever.
    if (copies > budget || children.some((child) => child.length === items.length)) continue
    const squares = children.reduce((sum, child) => sum + child.length * child.length, 0)
    const expected = placed === 0 ? 0 : squares / placed
    return { cuts, children, rest: items.filter((item) => !apart.has(item)), copies, expected }
  }
  return undefined
}

/** The child where a place belongs: the number of cuts at or below it. */
function childOf(cuts: readonly number[], place: number): number {
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cuts[middle] as number) <= place) low = middle + 1
    else high = middle
  }
  return low
}
