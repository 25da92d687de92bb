/** How long something took, for many leads, in milliseconds. */
export interface Quantiles {
  /** How many were measured. */
  readonly count: number
  /** Half of them took no longer, within one part in 128; so do the others. */
  readonly p50: number
  readonly p90: number
  readonly p99: number
  /** Exact, as all that follows. */
  readonly max: number
  readonly mean: number
  /** How many took no longer than each of {@link waitBounds}, and longer than the one before; the last number counts those beyond. */
  readonly within: readonly number[]
}

const [MINUTE, HOUR] = [60_000, 3_600_000]

/** Nothing, a minute, five, an hour, a working day, a day, three days; in milliseconds. */
export const waitBounds: readonly number[] = [0, MINUTE, 5 * MINUTE, HOUR, 8 * HOUR, 24 * HOUR, 72 * HOUR]

export interface Measure {
  add(ms: number): void
  quantiles(): Quantiles
}

/** Doubling steps are divided into so many parts: what is below is counted exactly. */
const PARTS = 128

/** Counts by size, in little memory. Only whole numbers are compared and added: every engine comes to the same. */
export function createMeasure(): Measure {
  const parts = new Map<number, { count: number; most: number }>()
  const within = [...waitBounds.map(() => 0), 0]
  let count = 0
  let sum = 0
  let max = 0
  return {
    add: (ms) => {
      const whole = Math.max(0, Math.round(ms))
      const place = waitBounds.findIndex((bound) => whole <= bound)
      const index = place < 0 ? waitBounds.length : place
      within[index] = (within[index] as number) + 1
      count += 1
      sum += whole
      if (whole > max) max = whole
      const id = partOf(whole)
      const part = parts.get(id)
      if (part === undefined) parts.set(id, { count: 1, most: whole })
      else {
        part.count += 1
        if (whole > part.most) part.most = whole
      }
    },
    quantiles: () => {
      const sorted = [...parts].sort(([one], [other]) => one - other)
      const at = (share: number): number => {
        let left = Math.ceil(count * share)
        for (const [, part] of sorted) {
          left -= part.count
          if (left <= 0) return part.most
        }
        return max
      }
      return { count, p50: at(0.5), p90: at(0.9), p99: at(0.99), max, mean: count === 0 ? 0 : sum / count, within: [...within] }
    },
  }
}

/** Which numbers are counted together: named by the smallest of them. */
function partOf(value: number): number {
  let width = 1
  while (value >= 2 * PARTS * width) width *= 2
  return Math.floor(value / width) * width
}
