/** What is to happen, by its time: no two things at the same millisecond, so that an entry of the trail tells which of them it belongs to. */
export function createEvents(): {
  add(at: number, what: () => Promise<unknown>): void
  run(end: number, reach: (at: number) => void): Promise<void>
} {
  interface Coming {
    readonly at: number
    readonly number: number
    readonly what: () => Promise<unknown>
  }
  /** A heap: the earliest is in front of those at twice its place and one and two on. */
  const heap: Coming[] = []
  let count = 0
  const before = (one: Coming, two: Coming): boolean => one.at < two.at || (one.at === two.at && one.number < two.number)
  const swap = (one: number, two: number): void => {
    ;[heap[one], heap[two]] = [heap[two] as Coming, heap[one] as Coming]
  }
  const take = (): Coming | undefined => {
    const first = heap[0]
    const last = heap.pop()
    if (first === undefined || last === undefined || heap.length === 0) return first
    heap[0] = last
    for (let place = 0; ; ) {
      const next = [2 * place + 1, 2 * place + 2].filter((child) => child < heap.length)
      const least = next.reduce((best, child) => (before(heap[child] as Coming, heap[best] as Coming) ? child : best), place)
      if (least === place) return first
      swap(place, least)
      place = least
    }
  }
  return {
    add: (at, what) => {
      heap.push({ at, number: count++, what })
      for (let place = heap.length - 1; place > 0; ) {
        const parent = (place - 1) >> 1
        if (!before(heap[place] as Coming, heap[parent] as Coming)) break
        swap(place, parent)
        place = parent
      }
    },
    run: async (end, reach) => {
      let now = 0
      for (let next = take(); next !== undefined; next = take()) {
        now = Math.max(next.at, now + 1)
        if (now > end) return
        reach(now)
        await next.what()
      }
    },
  }
}
