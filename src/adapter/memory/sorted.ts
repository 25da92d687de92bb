/** A list that is kept in order: finding a place is a binary search, and what comes last in order goes to the end. */
export interface Sorted<Item> {
  /** In order, the very list: copy what you hand out. */
  readonly items: readonly Item[]
  add(item: Item): void
  /** Takes out what stands at the item's place, if anything does. */
  remove(item: Item): void
}

/** `before` is a total order: of two different items one is before the other. */
export function createSorted<Item>(before: (a: Item, b: Item) => boolean): Sorted<Item> {
  const items: Item[] = []
  const place = (item: Item) => countWhile(items, (other) => before(other, item))
  return {
    items,
    add: (item) => void items.splice(place(item), 0, item),
    remove(item) {
      const at = place(item)
      const found = items[at]
      if (found !== undefined && !before(item, found)) items.splice(at, 1)
    },
  }
}

/** How many from the front a test holds for, where it holds for a front part and for none behind it. */
export function countWhile<Item>(items: readonly Item[], holds: (item: Item) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(items[middle] as Item)) low = middle + 1
    else high = middle
  }
  return low
}

/** The first that a test holds for, at most `limit` of them, without looking at more than it takes. */
export function firstOf<Item>(items: Iterable<Item>, limit: number, holds: (item: Item) => boolean): Item[] {
  const found: Item[] = []
  if (limit <= 0) return found
  for (const item of items) {
    if (!holds(item)) continue
    found.push(item)
    if (found.length >= limit) break
  }
  return found
}
