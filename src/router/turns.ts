/** A place in line: leads of one call enter their rotation in the order of the call, however long each one's enrichment takes. */
export interface Turn {
  /**
   * Resolves when everybody before has passed, or after `atMostMs`: a middleware that holds a lock across `next()` lets a later
   * lead overtake an earlier one, and waiting for that one would then never end.
   */
  mine(atMostMs: number): Promise<void>
  /** Lets the next one pass. Calling it again does nothing. */
  over(): void
  /** A caller that throttles itself waits for room in the line instead of being refused. */
  readonly patient: boolean
}

/** The turn of a lead that comes alone. */
export const atOnce: Turn = { mine: () => Promise.resolve(), over: () => {}, patient: false }

export function takeTurns(count: number): Turn[] {
  let before: Promise<void> = Promise.resolve()
  return Array.from({ length: count }, () => {
    const earlier = before
    let over = (): void => {}
    const left = new Promise<void>((resolve) => {
      over = resolve
    })
    before = earlier.then(() => left)
    return { mine: (atMostMs) => atMost(earlier, atMostMs), over, patient: true }
  })
}

async function atMost(promise: Promise<void>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([promise, late])
  clearTimeout(timer)
}
