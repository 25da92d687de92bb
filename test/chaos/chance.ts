/** Small, seeded, good enough to shuffle a schedule. */
export interface Chance {
  /** From 0 up to 1. */
  (): number
  below(limit: number): number
  happens(share: number): boolean
}

export function chanceOf(seed: string): Chance {
  let state = 0x811c9dc5
  for (const character of seed) state = Math.imul(state ^ character.charCodeAt(0), 0x01000193)
  const draw = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return Object.assign(draw, { below: (limit: number) => Math.floor(draw() * limit), happens: (share: number) => draw() < share })
}
