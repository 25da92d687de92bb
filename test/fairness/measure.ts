import type { Member, Picker } from './contest.js'
import { leads, type Play, type Trace } from './traces.js'

/**
 * What a run came to, seen from outside: from who was there and who got the lead, and from nothing that a picker keeps.
 * Shares are exact: whole numbers of any size (BigInt) in units of 1/`unit` of a lead, where `unit` is the least common multiple
 * of 1 to the weight of the whole team, so that every share weight/(weights of those there) is a whole number of units.
 */
export interface Measured {
  readonly unit: bigint
  /** The most that anybody was behind the ideal, and ahead of it, after any lead. */
  readonly behind: bigint
  readonly ahead: bigint
  /** The most leads in a row that somebody could have had and did not get, and the shares of them. */
  readonly waitLeads: number
  readonly waitShares: number
  /** The largest |ideal - got| / ideal at the end. */
  readonly error: number
  /** Leads that could be given to somebody; of these, given to somebody who was not there, and to nobody. */
  readonly offered: number
  readonly toAbsent: number
  readonly toNobody: number
}

/** After each lead that was given: the largest |ideal - got| of all reps at this time, in leads. */
export type Watch = (turn: number, deviation: number) => void

/** Runs a picker over a trace. A lead that nobody gets counts for nobody's ideal. */
export function measure(trace: Pick<Trace, 'team'>, play: Play, picker: Picker, seed: number, watch?: Watch, upTo = leads): Measured {
  const { team } = trace
  const unit = unitOf(team)
  const pick = picker.start(team, seed)
  const accounts = team.map(() => ({ ideal: 0n, got: 0n, there: 0, idealAtLast: 0n, thereAtLast: 0 }))
  const heaviest = Math.max(...team.map(({ weight }) => weight)) + 1
  // By the weights of those there and the own one.
  const shares = new Map<number, bigint>()
  let [behind, ahead, waitUnits] = [0n, 0n, 0n]
  let [waitLeads, offered, toAbsent, toNobody] = [0, 0, 0, 0]
  type Account = (typeof accounts)[number]
  const accountOf = ({ seat }: Member): Account => accounts[seat] as Account

  // A rep falls behind share by share until it gets a lead, and is ahead only by getting one: these are the times to look.
  const closeWait = (account: Account): void => {
    if (account.ideal - account.got > behind) behind = account.ideal - account.got
    if (account.ideal - account.idealAtLast > waitUnits) waitUnits = account.ideal - account.idealAtLast
    if (account.there - account.thereAtLast > waitLeads) waitLeads = account.there - account.thereAtLast
  }

  for (let turn = 0; turn < upTo; turn++) {
    const contest = play.contest(turn)
    if (contest === undefined) continue
    offered += 1
    const winner = pick(contest)
    if (winner === undefined) {
      toNobody += 1
      continue
    }
    play.assign(turn, winner)
    const { contenders } = contest
    const own = accountOf(winner)
    closeWait(own)

    let sum = 0
    for (const { weight } of contenders) sum += weight
    for (const member of contenders) {
      const key = sum * heaviest + member.weight
      let share = shares.get(key)
      if (share === undefined) {
        share = (unit / BigInt(sum)) * BigInt(member.weight)
        shares.set(key, share)
      }
      const account = accountOf(member)
      account.ideal += share
      account.there += 1
    }
    own.got += unit
    own.idealAtLast = own.ideal
    own.thereAtLast = own.there
    if (own.got - own.ideal > ahead) ahead = own.got - own.ideal
    if (!contenders.includes(winner)) toAbsent += 1
    watch?.(
      turn,
      toLeads(
        accounts.reduce((most, { ideal, got }) => larger(most, absolute(ideal - got)), 0n),
        unit,
      ),
    )
  }
  accounts.forEach(closeWait)
  const errors = accounts.filter(({ ideal }) => ideal > 0n).map(({ ideal, got }) => toLeads(absolute(ideal - got), ideal))
  return {
    unit,
    behind,
    ahead,
    waitLeads,
    waitShares: toLeads(waitUnits, unit),
    error: Math.max(0, ...errors),
    offered,
    toAbsent,
    toNobody,
  }
}

/** The largest deviation of a run, in units. */
export function worstOf({ behind, ahead }: Measured): bigint {
  return larger(behind, ahead)
}

/** The largest deviation of a run in leads, for people: exact but for the last of six places. */
export function deviationOf(measured: Measured): number {
  return toLeads(worstOf(measured), measured.unit)
}

/** Whether no deviation exceeds `numerator`/`denominator` leads; exact. */
export function staysWithin(measured: Measured, numerator: number, denominator: number): boolean {
  return worstOf(measured) * BigInt(denominator) <= BigInt(numerator) * measured.unit
}

/** The least common multiple of 1 to the weight of the whole team. */
export function unitOf(team: readonly Member[]): bigint {
  const all = team.reduce((sum, { weight }) => sum + weight, 0)
  let unit = 1n
  for (let divisor = 2n; divisor <= all; divisor++) unit = (unit / gcd(unit, divisor)) * divisor
  return unit
}

function toLeads(amount: bigint, unit: bigint): number {
  return Number((amount * 1_000_000n) / unit) / 1_000_000
}

function gcd(one: bigint, two: bigint): bigint {
  let [larger, smaller] = [one, two]
  while (smaller > 0n) [larger, smaller] = [smaller, larger % smaller]
  return larger
}

function absolute(amount: bigint): bigint {
  return amount < 0n ? -amount : amount
}

function larger(one: bigint, two: bigint): bigint {
  return one > two ? one : two
}
