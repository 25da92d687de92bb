/** More digits have no meaning as a code, and would make numbers inexact. */
export const mostDigits = 12

/**
 * The fewest prefixes that together are all the codes from one to another, in order: 80000 to 81999 is 80 and 81. Both have the same number
 * of digits, `n`; there are at most 18 n - 10 of them (10 for a single digit). At least one digit stays: of nothing every text begins.
 */
export function prefixesOf(from: string, to: string): readonly string[] {
  const found: string[] = []
  let [start, end] = [Number(from), Number(to)]
  const behind: string[] = []
  for (let digits = from.length; start <= end; digits -= 1) {
    const written = (code: number): string => String(code).padStart(digits, '0')
    // What does not fill a ten on either side stands by itself; the tens between go on, one digit shorter.
    if (digits === 1) {
      for (; start <= end; start += 1) found.push(written(start))
      break
    }
    for (; start <= end && start % 10 !== 0; start += 1) found.push(written(start))
    const last: string[] = []
    for (; end >= start && end % 10 !== 9; end -= 1) last.unshift(written(end))
    behind.unshift(...last)
    start = Math.ceil(start / 10)
    end = Math.floor(end / 10)
  }
  return [...found, ...behind]
}

/** Every code from one to another, behind the same letters: where SW1 is not all that begins with SW1, tens are not joined. */
export function codesOf(letters: string, from: string, to: string): readonly string[] {
  const [start, end] = [Number(from), Number(to)]
  return Array.from({ length: end - start + 1 }, (_, index) => letters + String(start + index).padStart(from.length, '0'))
}
