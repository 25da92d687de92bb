import { RoutingError } from '../errors.js'
import type { Instant } from '../lead.js'
import { LEAD } from '../ledger/standing.js'
import { wholeWeights } from '../ledger/weights.js'
import type { RepId } from '../rep.js'

/**
 * One lead as fairness sees it: who got it, and to whom what part of it was due. Whole numbers in units of 1/{@link LEAD} of a lead.
 * Ledgers give observations of their own (`observationsOf`); for another picker {@link observationOf} makes them.
 */
export interface Observation {
  /** Who got the lead. Usually somebody with a share; somebody without one is counted, and named, in `neverEligible`. */
  readonly winner: RepId
  /** The ideal part of each rep who could have had the lead: whole units >= 0 that sum to exactly {@link LEAD}. */
  readonly shares: { readonly [rep: RepId]: number }
  readonly at?: Instant
  /**
   * Where the value of leads is balanced: by how much the value that each rep is owed changes. That is the rep's part of the lead's
   * worth, for the winner less the worth. Whole units of 1/{@link LEAD} of a typical lead that sum to exactly 0.
   */
  readonly value?: { readonly [rep: RepId]: number }
}

/** A lead that some picker gave to one of several. */
export interface PickedLead {
  readonly winner: RepId
  /** Everybody who could have had it, each once; the share goes by the weight (finite, >= 0; whoever has 0 has no share). */
  readonly contenders: readonly { readonly id: RepId; readonly weight: number }[]
  readonly at?: Instant
  /** What the lead is worth, in typical leads: 0 to 1,000,000. */
  readonly value?: number
}

/**
 * An observation of a lead that anything picked: fairlead, another program, a person.
 *
 * Each contender's share is LEAD x weight / (all weights), rounded down. What that leaves over, less than one unit for each
 * contender, goes to the winner, as in the ledger; if the winner is no contender, one unit each to those who lost most by rounding.
 *
 * @throws RoutingError `badObservation` where weights or value cannot be used
 */
export function observationOf({ winner, contenders, at, value }: PickedLead): Observation {
  const taking = contenders.filter(({ weight }) => weight !== 0)
  if (taking.length === 0) refuse('Nobody of the contenders has a weight above 0.')
  if (taking.some(({ weight }) => !(weight > 0 && weight < Number.POSITIVE_INFINITY))) refuse('A weight is no finite number >= 0.')
  if (new Set(taking.map(({ id }) => id)).size < taking.length) refuse('A contender is named twice.')
  if (value !== undefined && !(value >= 0 && value <= MOST_WORTH)) refuse('The value is not from 0 to 1,000,000 typical leads.')

  const weights = wholeWeights(taking.map(({ weight }) => weight))
  const part = (amount: number): { [rep: RepId]: number } => {
    const parts = divide(
      amount,
      weights,
      taking.findIndex(({ id }) => id === winner),
    )
    return Object.fromEntries(taking.map(({ id }, index) => [id, parts[index] as number]))
  }
  return {
    winner,
    shares: part(LEAD),
    ...(at === undefined ? {} : { at }),
    ...(value === undefined ? {} : { value: paid(part(Math.round(value * LEAD)), winner) }),
  }
}

const MOST_WORTH = 1_000_000

/** Divides whole units by whole weights, rounded down; the rest goes to one, or (index -1) by the largest remainders. */
function divide(amount: number, weights: readonly number[], heir: number): number[] {
  const sum = BigInt(weights.reduce((total, weight) => total + weight, 0))
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight))
  const parts = exact.map((part) => Number(part / sum))
  const rest = amount - parts.reduce((total, part) => total + part, 0)
  const heirs = heir >= 0 ? Array.from({ length: rest }, () => heir) : byRemainder(exact, sum).slice(0, rest)
  for (const index of heirs) parts[index] = (parts[index] as number) + 1
  return parts
}

/** Indexes, the largest remainder first; among equals in their order. */
function byRemainder(exact: readonly bigint[], sum: bigint): number[] {
  const remainders = exact.map((part) => part % sum)
  return remainders.map((_, index) => index).sort((one, two) => Number((remainders[two] as bigint) - (remainders[one] as bigint)))
}

/** What each is owed more by this lead: the part of its worth, and for the winner less the worth. */
function paid(parts: { [rep: RepId]: number }, winner: RepId): { [rep: RepId]: number } {
  const worth = Object.values(parts).reduce((total, part) => total + part, 0)
  const own = Object.hasOwn(parts, winner) ? (parts[winner] as number) : 0
  return Object.fromEntries([...Object.entries(parts), [winner, own - worth]])
}

function refuse(detail: string): never {
  throw new RoutingError('badObservation', { detail })
}
