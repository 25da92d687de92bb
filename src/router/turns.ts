/** A place in line: leads of one call enter their rotation in the order of the call, however long each one's enrichment takes. */
export interface Turn {
  /**
   * Nothing where everybody before has passed. Else resolves when they have, or after `atMostMs`: a middleware that holds a lock across
   * `next()` lets a later lead overtake an earlier one, and waiting for that one would then never end.
   */
  mine(atMostMs: number): Promise<void> | undefined
  /** Lets the next one pass. Calling it again does nothing. */
  over(): void
  /** A caller that throttles itself waits for room in the line instead of being refused. */
  readonly patient: boolean
}

/** The turn of a lead that comes alone. */
export const atOnce: Turn = { mine: () => undefined, over: () => {}, patient: false }

export function takeTurns(count: number): Turn[] {
  const passed = new Set<number>()
  const called = new Map<number, () => void>()
  let next = 0
  return Array.from({ length: count }, (_, place) => ({
    mine: (atMostMs) => (place <= next ? undefined : wait(atMostMs, (resume) => called.set(place, resume))),
    over: () => {
      passed.add(place)
      for (; passed.has(next); next += 1) called.get(next + 1)?.()
    },
    patient: true,
  }))
}

/** Until it is resumed, at most for so long. */
function wait(atMostMs: number, resumedBy: (resume: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, atMostMs)
    resumedBy(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
