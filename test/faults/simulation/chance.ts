/** A source of chance that is a function of its seed. */
export interface Chance {
  /** A whole number from 0 up to `below`. */
  below(below: number): number
  /** True once in so many times. */
  oneIn(times: number): boolean
  among<Value>(values: readonly Value[]): Value
  hex(digits: number): string
}

/** Small and good enough to shuffle schedules (mulberry32). Neighbouring seeds are told apart by a multiplier. */
export function chanceOf(seed: number): Chance {
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    oneIn: (times) => below(times) === 0,
    among: (values) => values[below(values.length)] as (typeof values)[number],
    hex: (digits) => Array.from({ length: digits }, () => below(16).toString(16)).join(''),
  }
}
