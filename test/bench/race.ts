import type { Case } from './cases.js'
import type { Contestant } from './contestant.js'
import { type Spread, spreadOf } from './spread.js'
import type { Watched } from './verify.js'

/** How a contestant did beside the first one, over all rounds. */
export interface Timed {
  readonly contestant: Contestant
  /** Picks in the time of one pick of the first contestant: above 1 is faster. */
  readonly ratio: Spread
  readonly picksPerSecond: number
}

export interface Rounds {
  readonly rounds: number
  /** About how long each contestant runs in a round. */
  readonly ms: number
}

export const wholeRounds: Rounds = { rounds: 15, ms: 20 }

/**
 * Times contestants side by side: A B C, B C A, C A B .., so that a busy machine slows all of them alike. A ratio compares two figures of
 * the same round.
 */
export function race(one: Case, watched: readonly Watched[], { rounds, ms }: Rounds = wholeRounds): Timed[] {
  const lanes = watched.map((each) => ({ ...each, picks: picksIn(one, each, ms), speeds: [] as number[] }))
  for (let round = 0; round < rounds; round++) {
    for (let place = 0; place < lanes.length; place++) {
      const lane = lanes[(round + place) % lanes.length] as (typeof lanes)[number]
      // Nobody pays for another one's garbage.
      globalThis.gc?.({ type: 'minor' })
      lane.speeds.push(lane.picks / run(one, lane, lane.picks))
    }
  }
  const first = lanes[0]?.speeds ?? []
  return lanes.map(({ contestant, speeds }) => ({
    contestant,
    ratio: spreadOf(speeds.map((speed, round) => speed / (first[round] as number))),
    picksPerSecond: spreadOf(speeds).median * 1_000,
  }))
}

/** How many picks take about so many milliseconds; warms up. */
function picksIn(one: Case, watched: Watched, ms: number): number {
  for (let picks = 1; ; picks *= 2) {
    const taken = run(one, watched, picks)
    if (taken >= ms / 2) return Math.max(1, Math.round((picks * ms) / taken))
  }
}

/** Runs on from where it is. Returns milliseconds. */
function run({ everybody, size }: Case, { pick, presence, contestant }: Watched, picks: number): number {
  let sink = 0
  const start = performance.now()
  if (everybody) for (let index = 0; index < picks; index++) sink += pick().length
  else {
    for (let index = 0; index < picks; index++) {
      presence.next()
      sink += pick(presence.away).length
    }
  }
  const taken = performance.now() - start
  // Read, so that no pick is dead code: an id is `rep` and at least a digit.
  if (sink < 4 * picks) throw new Error(`${contestant.name} of ${size}: ${picks} picks gave too little`)
  return taken
}
