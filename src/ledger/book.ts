import type { RepId } from '../rep.js'
import { type Contender, totalWeight } from './creditWindow.js'
import { creditOf, LEAD, standing, standingOf, standingsOf, valueCreditOf } from './standing.js'
import type { LedgerState, Standing } from './state.js'

/**
 * A level is folded into the credits before level x weight could leave this: about 750,000 leads of a whole team. Far enough
 * below 2^53 that a credit (at most n/2 leads) added to it is still exact.
 */
export const LEVEL_LIMIT = 4e15

/** What a lead counts, in units of a lead, and what it is worth, in units of a typical lead. */
export interface Price {
  readonly cost: number
  readonly value: number
}

const oneLead: Price = { cost: LEAD, value: 0 }

/**
 * Books one lead: every contender gains its share, the winner pays the lead. What the division leaves over goes to the
 * winner, so that the credits of a rotation always sum to exactly zero; the same in the account of values.
 *
 * Of two ways to write down the same credits it takes the one that changes fewer standings. Either the shares go into the
 * level: then those come and go who take part now and did not before, or the other way round, and a team that stays the same
 * costs one standing, the winner's. Or each contender's own credit is raised, which is cheaper for a few out of many.
 *
 * @param contenders at least one, each once
 * @param winner an index into `contenders`
 * @param standings of the contenders
 * @returns the ledger's new numbers, with the changed standings only
 */
export function bookLead(
  ledger: LedgerState,
  contenders: readonly Contender[],
  winner: number,
  { cost, value }: Price = oneLead,
  standings: readonly Standing[] = standingsOf(ledger, contenders),
): LedgerState {
  const sum = totalWeight(contenders)
  const gain: Gain = { credit: Math.floor(cost / sum), value: Math.floor(value / sum) }
  const booked = sameTeam(ledger, contenders, standings, sum) ? raise(ledger, contenders, sum, gain) : move(ledger, contenders, sum, gain)
  const { id } = contenders[winner] as Contender
  const paid = standingOf(Object.hasOwn(booked.members, id) ? booked : ledger, id)
  booked.members[id] = standing(paid[0] - sum * gain.credit, ledger.turn + 1, paid[2] ?? 0, paid[3] ?? 0, (paid[4] ?? 0) - sum * gain.value)
  return booked
}

/**
 * Books a turn without credits, for strategies that owe nobody a number of leads (credits would drift without a bound).
 * Newcomers join at the back.
 */
export function bookTurn(ledger: LedgerState, contenders: readonly RepId[], winner: RepId): LedgerState {
  const members = noMembers()
  for (const id of contenders) if (!Object.hasOwn(ledger.members, id)) members[id] = standingOf(ledger, id)
  const [credit, , weight = 0, due = 0, value = 0] = standingOf(ledger, winner)
  members[winner] = standing(credit, ledger.turn + 1, weight, due, value)
  return { ...ledger, turn: ledger.turn + 1, members }
}

/** What a unit of weight gains by one lead. */
interface Gain {
  readonly credit: number
  readonly value: number
}

type Booked = LedgerState & { readonly members: Record<RepId, Standing> }

/** Whether exactly these take part in the level already, with these weights. */
function sameTeam(ledger: LedgerState, contenders: readonly Contender[], standings: readonly Standing[], sum: number): boolean {
  return ledger.weight === sum && contenders.every(({ weight }, index) => standings[index]?.[2] === weight)
}

/** The shares of a team that takes part already: the level rises. */
function raise(ledger: LedgerState, contenders: readonly Contender[], sum: number, gain: Gain): Booked {
  const level = ledger.level + gain.credit
  const valueLevel = ledger.valueLevel + gain.value
  if (sum * level <= LEVEL_LIMIT && sum * valueLevel <= LEVEL_LIMIT) {
    return { turn: ledger.turn + 1, level, valueLevel, weight: sum, members: noMembers() }
  }
  return settle(ledger, contenders, [], sum, gain)
}

/** The shares of a team that changed since the lead before. */
function move(ledger: LedgerState, contenders: readonly Contender[], sum: number, gain: Gain): Booked {
  const weights = new Map(contenders.map(({ id, weight }) => [id, weight]))
  const gone = Object.keys(ledger.members).filter((id) => {
    const weight = standingOf(ledger, id)[2] ?? 0
    return weight > 0 && weights.get(id) !== weight
  })
  const come = contenders.filter(({ id, weight }) => standingOf(ledger, id)[2] !== weight)
  const others = gone.filter((id) => !weights.has(id))
  if (others.length + come.length > contenders.length) return credit(ledger, contenders, gain)
  const fold = sum * (ledger.level + gain.credit) > LEVEL_LIMIT || sum * (ledger.valueLevel + gain.value) > LEVEL_LIMIT
  return fold ? settle(ledger, contenders, others, sum, gain) : shift(ledger, come, others, sum, gain)
}

/** Through the level: only those are written who come or go. */
function shift(ledger: LedgerState, come: readonly Contender[], gone: readonly RepId[], sum: number, gain: Gain): Booked {
  const { turn, level, valueLevel } = ledger
  const members = noMembers()
  for (const id of gone) members[id] = takePart(ledger, id, 0, 0, 0)
  for (const { id, weight } of come) members[id] = takePart(ledger, id, weight, level, valueLevel)
  return { turn: turn + 1, level: level + gain.credit, valueLevel: valueLevel + gain.value, weight: sum, members }
}

/** As {@link shift}, from a level of zero: everybody is written. Once in some hundred thousand leads. */
function settle(ledger: LedgerState, contenders: readonly Contender[], gone: readonly RepId[], sum: number, gain: Gain): Booked {
  const members = noMembers()
  for (const id of gone) members[id] = takePart(ledger, id, 0, 0, 0)
  for (const { id, weight } of contenders) members[id] = takePart(ledger, id, weight, 0, 0)
  return { turn: ledger.turn + 1, level: gain.credit, valueLevel: gain.value, weight: sum, members }
}

/** Without the level: each contender's own credit. Who takes part in the level stays there. */
function credit(ledger: LedgerState, contenders: readonly Contender[], gain: Gain): Booked {
  const members = noMembers()
  for (const { id, weight } of contenders) {
    const [own, last, part = 0, due = 0, value = 0] = standingOf(ledger, id)
    members[id] = standing(own + weight * gain.credit, last, part, due, value + weight * gain.value)
  }
  return { ...ledger, turn: ledger.turn + 1, members }
}

/** A standing that takes part with `weight` from these levels on; its credit as of now stays the same. */
function takePart(ledger: LedgerState, id: RepId, weight: number, level: number, valueLevel: number): Standing {
  const [, last, , due = 0] = standingOf(ledger, id)
  return standing(creditOf(ledger, id) - weight * level, last, weight, due, valueCreditOf(ledger, id) - weight * valueLevel)
}

function noMembers(): Record<RepId, Standing> {
  return Object.create(null) as Record<RepId, Standing>
}
