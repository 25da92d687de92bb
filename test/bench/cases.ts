import { LARGEST_SUM } from '../../src/ledger/weights.js'
import type { Away, Contestant, Seat } from './contestant.js'

/** A team and who of it is there: what a picker is measured on. */
export interface Case {
  readonly size: number
  readonly team: readonly Seat[]
  readonly weights: Weights
  /** Else each rep is there for 70 % of the leads. */
  readonly everybody: boolean
}

export type Weights = 'equal' | 'five' | 'distinct'

export const weightsInWords: Readonly<Record<Weights, string>> = {
  equal: 'equal weights',
  five: 'five weights (1 to 5)',
  distinct: 'distinct weights',
}

export const sizes = [10, 100, 1_000, 10_000] as const

/** The largest number of weights 1, 2, 3 .. with which a team of 10,000 stays within what the ledger takes as it is. */
const MOST_WEIGHTS = 499

export function teamOf(size: number, weights: Weights): Seat[] {
  const distinct = size <= 1_000 ? size : MOST_WEIGHTS
  const weightOf = (seat: number): number => (weights === 'equal' ? 1 : 1 + (seat % (weights === 'five' ? 5 : distinct)))
  const team = Array.from({ length: size }, (_, seat) => ({ id: `rep${seat}`, weight: weightOf(seat) }))
  const sum = sumOf(team)
  if (sum > LARGEST_SUM) throw new Error(`the weights of ${size} reps sum to ${sum}`)
  return team
}

export function casesOf(ofSizes: readonly number[]): Case[] {
  return ofSizes.flatMap((size) =>
    (['equal', 'five', 'distinct'] as const).flatMap((weights) => {
      const team = teamOf(size, weights)
      return [true, false].map((everybody) => ({ size, team, weights, everybody }))
    }),
  )
}

/** Whether a picker has what the case asks for. */
export function canDo({ weighs, skips, onlyAbsence }: Contestant, { weights, everybody }: Case): boolean {
  return (weighs || weights === 'equal') && (everybody ? onlyAbsence !== true : skips)
}

export function sumOf(team: readonly Seat[]): number {
  return team.reduce((sum, { weight }) => sum + weight, 0)
}

/** Who is away at each lead: drawn from seat and turn alone, so that it is the same for whoever asks, in whatever order. */
export interface Presence {
  /** The present lead. */
  readonly turn: number
  /** Goes on to the next lead for which anybody is there. */
  next(): void
  /** How often it was asked. */
  readonly asked: number
  /** A question costs a look-up by id and a hash: about the least that a real one costs. */
  readonly away: Away
}

export function presenceOf(team: readonly Seat[]): Presence {
  const seats = new Map(team.map(({ id }, seat) => [id, seat]))
  const presence = {
    turn: -1,
    asked: 0,
    next() {
      do presence.turn += 1
      while (isEmpty(team.length, presence.turn))
    },
    away(id: string) {
      presence.asked += 1
      return isAway(seats.get(id) as number, presence.turn)
    },
  }
  return presence
}

function isEmpty(size: number, turn: number): boolean {
  for (let seat = 0; seat < size; seat++) if (!isAway(seat, turn)) return false
  return true
}

/** True for 30 of 100 seats and turns. */
export function isAway(seat: number, turn: number): boolean {
  let hash = Math.imul(seat + 1, 0x9e3779b1) ^ Math.imul(turn + 1, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
  return (hash ^ (hash >>> 15)) >>> 0 < 0.3 * 2 ** 32
}
