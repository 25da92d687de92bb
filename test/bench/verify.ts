import { type Case, canDo, isAway, type Presence, presenceOf, sumOf } from './cases.js'
import type { Contestant, Pick } from './contestant.js'
import { rotation } from './fairlead.js'

/** A run that was watched and can go on. */
export interface Watched {
  readonly contestant: Contestant
  readonly pick: Pick
  readonly presence: Presence
  /** Leads watched. */
  readonly leads: number
  /** The most that anybody was away from the share of the leads it was there for, after any of them, in leads. */
  readonly worst: number
  /** Questions about absence, for each lead. */
  readonly asked: number
}

/** Over how many leads a contestant is watched. */
export interface Extent {
  readonly leads: number
  /** Of those that are slow. */
  readonly slow: (size: number) => number
}

export const wholeExtent: Extent = { leads: 5_000, slow: (size) => (size < 1_000 ? 5_000 : size < 10_000 ? 2_000 : 200) }

const ROUNDING = 1e-6

/**
 * Runs all contestants who can do a case over the same leads, side by side, and compares with the exact shares. Seen from outside: from who
 * was there and who got the lead.
 *
 * @throws where a contestant picks somebody who is not there or no rep, or does not keep what it claims
 */
export function watch(one: Case, contestants: readonly Contestant[], extent: Extent = wholeExtent): Watched[] {
  const { team, size, everybody } = one
  const seats = new Map(team.map(({ id }, seat) => [id, seat]))
  const ideal = new Float64Array(size)
  const runs = contestants
    .filter((contestant) => canDo(contestant, one))
    .map((contestant) => {
      const leads = contestant.slow ? Math.min(extent.leads, extent.slow(size)) : extent.leads
      return { contestant, leads, pick: contestant.start(team), presence: presenceOf(team), got: new Float64Array(size), worst: 0 }
    })
  const period = sumOf(team)
  const clock = presenceOf(team)
  for (let lead = 1; lead <= extent.leads; lead++) {
    clock.next()
    const winners = runs.map(({ contestant, leads, pick, presence }) => {
      if (lead > leads) return -1
      presence.next()
      const id = everybody ? pick() : pick(presence.away)
      const seat = seats.get(id)
      if (seat === undefined || (!everybody && isAway(seat, clock.turn)))
        throw new Error(`${contestant.name} of ${size} picks ${id}, who is not there`)
      return seat
    })
    checkTurns(one, runs, winners)
    // Somebody falls behind share by share until a lead comes, and is ahead by a lead only: these are the times to look.
    for (const [index, run] of runs.entries()) look(run, winners[index] as number, ideal)
    addShares(one, clock.turn, ideal)
    runs.forEach((run, index) => {
      const winner = winners[index] as number
      if (winner >= 0) run.got[winner] = (run.got[winner] as number) + 1
      look(run, winner, ideal)
      if (lead === run.leads) for (let seat = 0; seat < size; seat++) look(run, seat, ideal)
      if (everybody && lead <= run.leads && lead % period === 0) checkPeriod(run, one, lead / period)
    })
  }
  for (const run of runs) checkBound(run, one)
  return runs.map(({ contestant, leads, pick, presence, worst }) => ({
    contestant,
    leads,
    pick,
    presence,
    worst,
    asked: presence.asked / leads,
  }))
}

interface Run {
  readonly contestant: Contestant
  readonly leads: number
  readonly got: Float64Array
  worst: number
}

function look(run: Run, seat: number, ideal: Float64Array): void {
  if (seat < 0) return
  run.worst = Math.max(run.worst, Math.abs((ideal[seat] as number) - (run.got[seat] as number)))
}

function addShares({ team, everybody }: Case, turn: number, ideal: Float64Array): void {
  let sum = 0
  for (let seat = 0; seat < team.length; seat++) if (everybody || !isAway(seat, turn)) sum += team[seat]?.weight ?? 0
  for (let seat = 0; seat < team.length; seat++) {
    if (everybody || !isAway(seat, turn)) ideal[seat] = (ideal[seat] as number) + (team[seat]?.weight ?? 0) / sum
  }
}

/** After whole periods the counts of an exact rule are the weights. */
function checkPeriod({ contestant, got }: Run, { team, size }: Case, periods: number): void {
  if (contestant.exact && team.some(({ weight }, seat) => got[seat] !== weight * periods))
    throw new Error(`${contestant.name} of ${size}: the counts after ${periods} periods are not the weights`)
}

/** While everybody is there all forms of fairlead take the same turns. (With absences they differ in when a newcomer joins, and so in ties.) */
function checkTurns({ everybody, size }: Case, runs: readonly Run[], winners: readonly number[]): void {
  if (!everybody) return
  const turns = winners.filter((winner, index) => winner >= 0 && runs[index]?.contestant.from === 'fairlead')
  if (turns.some((winner) => winner !== turns[0])) throw new Error(`the forms of fairlead differ: ${turns.join(', ')} of ${size}`)
}

/** The bounds of fairlead. The rotation by itself does not know of absences it did not ask about, and so keeps none against them. */
function checkBound({ contestant, worst }: Run, { everybody, size }: Case): void {
  const bound = everybody ? 1 - 1 / (2 * size - 2) : Math.floor(size / 2)
  if (contestant.from === 'fairlead' && (everybody || contestant !== rotation) && worst > bound + ROUNDING)
    throw new Error(`${contestant.name} of ${size}: ${worst} is above the bound ${bound}`)
}
