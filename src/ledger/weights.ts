/** The largest sum of weights, and the largest weight, that the ledger takes as they are: products with a lead stay below 2^53. */
export const LARGEST_SUM = 2_500_000
export const LARGEST = 1_500_000
/** The sum to which other weights are scaled. */
const SCALED = 1_000_000

/**
 * Whole-number weights in the same proportions. Whole numbers that sum to at most 2,500,000 (none above 1,500,000) are taken as they are;
 * anything else (0.85 of quota, 1,250,000 of pipeline) is scaled to millionths of the sum, at least 1.
 *
 * Takes the weights of everybody a rule selects, not only of those there today, so that nobody's weight moves when a colleague is away.
 *
 * @param weights finite numbers > 0
 */
export function wholeWeights(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  if (sum <= LARGEST_SUM && weights.every((weight) => Number.isSafeInteger(weight) && weight <= LARGEST)) return [...weights]
  // Dividing by the largest first keeps the sum finite, however large the weights are.
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0)
  const relative = weights.map((weight) => weight / largest)
  const relativeSum = relative.reduce((total, weight) => total + weight, 0)
  return relative.map((weight) => Math.max(1, Math.round((weight / relativeSum) * SCALED)))
}
