/** What a figure is over all rounds: half of them lie between the quartiles. */
export interface Spread {
  readonly low: number
  readonly median: number
  readonly high: number
}

/** Quartiles, interpolated. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, two) => one - two)
  const at = (part: number): number => {
    const place = part * (sorted.length - 1)
    const below = sorted[Math.floor(place)] as number
    return below + (place - Math.floor(place)) * ((sorted[Math.ceil(place)] as number) - below)
  }
  return { low: at(0.25), median: at(0.5), high: at(0.75) }
}
