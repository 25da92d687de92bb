/** What a contestant did in one round. */
export interface Round {
  readonly leads: number
  readonly perSecond: number
  /** Milliseconds from the call to its answer. */
  readonly p50: number
  readonly p99: number
}

/** So many callers at once, each with its next lead as soon as it has an answer, for so long. */
export async function load(callers: number, ms: number, route: (number: number) => Promise<unknown>, from = 0): Promise<Round> {
  const took: number[] = []
  const started = performance.now()
  let next = from
  await Promise.all(
    Array.from({ length: callers }, async () => {
      for (let begun = performance.now(); begun - started < ms; begun = performance.now()) {
        await route(next++)
        took.push(performance.now() - begun)
      }
    }),
  )
  return roundOf(took, performance.now() - started)
}

export function roundOf(took: readonly number[], ms: number): Round {
  const sorted = [...took].sort((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0
  return { leads: took.length, perSecond: (1000 * took.length) / ms, p50: at(0.5), p99: at(0.99) }
}
