/** Numbers in [0, 1), the same for the same seed on every machine. */
export type Chance = () => number

/** A generator of its own for each seed and stream (sfc32), so that what a picker draws never moves what a trace draws. */
export function chanceOf(seed: number, stream = 0): Chance {
  let [a, b, c, counter] = [seed | 0, stream | 0, 0x2545f491, 1]
  const next: Chance = () => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }
  for (let round = 0; round < 16; round++) next()
  return next
}

/**
 * A waiting time with mean 1, exponentially distributed. Von Neumann's method: it compares and never takes a logarithm, so that
 * no machine's mathematical library has a say.
 */
export function waitOf(chance: Chance): number {
  for (let whole = 0; ; whole++) {
    const first = chance()
    let length = 1
    for (let last = first, next = chance(); next <= last; next = chance()) {
      last = next
      length += 1
    }
    if (length % 2 === 1) return whole + first
  }
}
