/** The largest by a measure, without sorting the others. Ties by text, so that the order in which they came is nothing. */
export function largest(
  numbers: readonly number[],
  measure: (number: number) => number,
  textOf: (number: number) => string,
  count: number,
): number[] {
  const best: number[] = []
  const sizes: number[] = []
  for (const number of numbers) {
    const size = measure(number)
    const isAbove = (at: number): boolean => {
      const other = sizes[at] as number
      return size > other || (size === other && textOf(number) < textOf(best[at] as number))
    }
    if (best.length === count && !isAbove(count - 1)) continue
    let at = Math.min(best.length, count - 1)
    for (; at > 0 && isAbove(at - 1); at -= 1) {
      best[at] = best[at - 1] as number
      sizes[at] = sizes[at - 1] as number
    }
    best[at] = number
    sizes[at] = size
  }
  return best
}
