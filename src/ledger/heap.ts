/** An item that knows its place in the heap, so that it can be moved or taken out from the middle. */
export interface Placed {
  place: number
}

export interface Heap<Item extends Placed> {
  first(): Item | undefined
  add(item: Item): void
  remove(item: Item): void
  /** To be called when an item came to stand behind others. */
  sink(item: Item): void
}

/** A binary heap: `before` says which of two items comes first. */
export function createHeap<Item extends Placed>(before: (one: Item, two: Item) => boolean): Heap<Item> {
  const items: Item[] = []

  function put(item: Item, place: number): void {
    items[place] = item
    item.place = place
  }

  function rise(item: Item): void {
    let place = item.place
    while (place > 0) {
      const above = (place - 1) >> 1
      const parent = items[above] as Item
      if (!before(item, parent)) break
      put(parent, place)
      place = above
    }
    put(item, place)
  }

  function sink(item: Item): void {
    let place = item.place
    for (;;) {
      let below = 2 * place + 1
      if (below >= items.length) break
      if (below + 1 < items.length && before(items[below + 1] as Item, items[below] as Item)) below += 1
      const child = items[below] as Item
      if (!before(child, item)) break
      put(child, place)
      place = below
    }
    put(item, place)
  }

  return {
    first: () => items[0],
    add(item) {
      put(item, items.length)
      rise(item)
    },
    remove(item) {
      const { place } = item
      const last = items.pop() as Item
      if (last === item) return
      put(last, place)
      rise(last)
      sink(last)
    },
    sink,
  }
}
