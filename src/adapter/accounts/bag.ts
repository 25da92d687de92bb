import { longer } from './textTable.js'

/** Several numbers for each key: linked lists within two arrays. The same number twice in a row is kept once. */
export interface Bag {
  add(key: number, value: number): void
  /** The latest first. */
  valuesOf(key: number): number[]
  readonly bytes: number
}

export function bag(): Bag {
  let used = 0
  let heads = new Uint32Array(512)
  let values = new Uint32Array(512)
  let nexts = new Uint32Array(512)
  return {
    add(key, value) {
      while (key >= heads.length) heads = longer(heads)
      if (used >= values.length) {
        values = longer(values)
        nexts = longer(nexts)
      }
      const head = heads[key] as number
      if (head !== 0 && values[head - 1] === value) return
      values[used] = value
      nexts[used] = head
      used += 1
      heads[key] = used
    },
    valuesOf(key) {
      const found: number[] = []
      for (let link = heads[key] ?? 0; link !== 0; link = nexts[link - 1] as number) found.push(values[link - 1] as number)
      return found
    },
    get bytes() {
      return heads.byteLength + values.byteLength + nexts.byteLength
    },
  }
}
