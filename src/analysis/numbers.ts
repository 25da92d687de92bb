/**
 * One number of each class that bounds and named numbers make: these numbers themselves, one between each two neighbours, one below all of
 * them and one above. Between two neighbouring doubles there is none.
 */
export function numbersFor(named: Iterable<number>): readonly number[] {
  const sorted = [...new Set(named)].sort((one, other) => one - other)
  const first = sorted[0]
  const last = sorted.at(-1)
  if (first === undefined || last === undefined) return [1]
  const found = [...sorted]
  sorted.forEach((low, index) => {
    const high = sorted[index + 1]
    const middle = high === undefined ? undefined : between(low, high)
    if (middle !== undefined) found.push(middle)
  })
  const below = [first - 1, first - Math.abs(first), -Number.MAX_VALUE].find((value) => value < first && Number.isFinite(value))
  const above = [last + 1, last + Math.abs(last), Number.MAX_VALUE].find((value) => value > last && Number.isFinite(value))
  return [...found, ...(above === undefined ? [] : [above]), ...(below === undefined ? [] : [below])]
}

/** Whole where it can be: nobody has 74.5 employees. */
function between(low: number, high: number): number | undefined {
  const middle = low / 2 + high / 2
  return [Math.floor(middle), Math.ceil(middle), middle].find((value) => value > low && value < high)
}
