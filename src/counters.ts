/** By the counter's name. A name says what is counted (`open`, `hour`, `day`, `week`) and, for the limit of a rule, behind a space the rule. */
export interface Counters {
  readonly [counter: string]: Counter
}

/** A count within a window of time, such as `2026-11-27`: in another window it begins anew. A count of what is open has the window `''`. */
export type Counter = readonly [window: string, count: number]

/** How much a counter stands at within a window. */
export function countIn(counts: Counters | undefined, counter: string, window: string): number {
  const known = counts !== undefined && Object.hasOwn(counts, counter) ? counts[counter] : undefined
  return known !== undefined && known[0] === window ? known[1] : 0
}
