/** What one rep got (x) and by how much that is short of the ideal (d = y - x), in leads. */
export interface Outcome {
  readonly got: number
  readonly deviation: number
}

/**
 * Gini coefficient of x against the ideal y = x + d: sum over all i, j of |x_i y_j - x_j y_i| / (2 N^2), with N = sum x = sum y.
 * 0: everybody has the ideal; towards 1: few have what is due to many. Not to be had from raw counts where availability differs.
 * Never more than sum |d| / N.
 *
 * In O(n log n): sorted by x/y, no term changes its sign, so sums over the earlier ones do. With d in place of y the large products
 * cancel on paper and not in floating point: x_j y_i - x_i y_j = x_j d_i - x_i d_j.
 */
export function giniOf(outcomes: readonly Outcome[]): number {
  let total = 0
  const rows = outcomes.map(({ got, deviation }) => {
    total += got
    const ideal = got + deviation
    return { got, deviation, ratio: ideal > 0 ? got / ideal : Number.POSITIVE_INFINITY }
  })
  if (total === 0) return 0
  rows.sort((one, two) => (one.ratio < two.ratio ? -1 : one.ratio > two.ratio ? 1 : 0))
  let [sum, got, deviation] = [0, 0, 0]
  for (const row of rows) {
    sum += row.got * deviation - row.deviation * got
    got += row.got
    deviation += row.deviation
  }
  // Each pair was met once, where the definition meets it twice. Rounding may leave less than nothing.
  return Math.max(0, sum / (total * total))
}

/**
 * Jain's index of x/y, weighted by y: (sum x)^2 / (sum y x sum x^2/y). 1: everybody has the ideal; 1/n: one of n equals has it all.
 * Where both sums are N it is N / sum(x^2/y) = 1 / (1 + sum(d^2/y) / N).
 *
 * @param outcomes those with an ideal above 0: the index of anybody else is not defined
 */
export function jainOf(outcomes: readonly Outcome[]): number {
  let [got, ideal, squares] = [0, 0, 0]
  for (const { got: x, deviation } of outcomes) {
    const y = x + deviation
    got += x
    ideal += y
    squares += (x * x) / y
  }
  if (ideal === 0) return 1
  return got === 0 ? 0 : Math.min(1, (got * got) / (ideal * squares))
}

/** Standard deviation from the ideal: sqrt(mean of d^2), in leads. */
export function standardDeviationOf(outcomes: readonly Outcome[]): number {
  return outcomes.length === 0 ? 0 : Math.sqrt(outcomes.reduce((sum, { deviation }) => sum + deviation * deviation, 0) / outcomes.length)
}
