/** A `Map` by ids in 256 parts: one of a million keys would be rehashed as a whole while everybody waits. */
export interface IdMap<Value> {
  has(id: string): boolean
  get(id: string): Value | undefined
  set(id: string, value: Value): void
  readonly size: number
}

export function idMap<Value>(): IdMap<Value> {
  const parts: Map<string, Value>[] = []
  let size = 0
  const partOf = (id: string): number =>
    (Math.imul(id.charCodeAt(id.length - 1), 31) + Math.imul(id.charCodeAt(id.length >>> 1), 7) + id.charCodeAt(id.length - 2)) & 255
  return {
    has: (id) => parts[partOf(id)]?.has(id) === true,
    get: (id) => parts[partOf(id)]?.get(id),
    set(id, value) {
      const part = partOf(id)
      const map = parts[part] ?? new Map<string, Value>()
      parts[part] = map
      if (!map.has(id)) size += 1
      map.set(id, value)
    },
    get size() {
      return size
    },
  }
}
