import { RoutingError } from '../errors.js'
import type { Instant } from '../lead.js'
import { LEAD } from '../ledger/standing.js'
import type { RepId } from '../rep.js'
import type { Observation } from './observation.js'

/**
 * What leads add up to: a fold of observations. Plain JSON of whole numbers, exact however many leads; read it with `fairnessOf`.
 * Deviations may reach 1.6 million leads before a number becomes too large, which is refused.
 */
export interface Balance {
  /** Leads observed. */
  readonly leads: number
  readonly reps: { readonly [rep: RepId]: RepBalance }
  /** The largest deviation of all reps at all leads so far, the first where there are several. Missing: nobody was ever off. */
  readonly worst?: Extreme
  /** The same in value. Missing where no value was observed. */
  readonly worstValue?: Extreme
}

/** One rep's account. Units are 1/LEAD of a lead (of a typical lead where it is value). */
export interface RepBalance {
  /** Leads got. */
  readonly got: number
  /** Leads of which the rep had a share. */
  readonly eligible: number
  /** All shares less the leads got, in units: positive for a rep who is owed. */
  readonly owed: number
  /** Leads passed over, and the shares of them in units, since the rep's last lead... */
  readonly waited: number
  readonly accrued: number
  /** ...and the most that these ever were. */
  readonly mostWaited: number
  readonly mostAccrued: number
  /** Value owed, in units. */
  readonly owedValue: number
}

/** A deviation, when it was reached. */
export interface Extreme {
  readonly rep: RepId
  /** Units, positive: owed. */
  readonly owed: number
  /** After which lead, from 1. */
  readonly lead: number
  readonly at?: Instant
}

export const emptyBalance: Balance = { leads: 0, reps: {} }

/**
 * The balance after one more lead. The old one is left as it was. Costs as much as there are reps; for many leads at once,
 * {@link observeAll} costs as much as there are contenders.
 *
 * @throws RoutingError `badObservation` where shares are no whole numbers >= 0 that sum to LEAD, or values do not sum to 0
 */
export function observe(balance: Balance, observation: Observation): Balance {
  return observeAll(balance, [observation])
}

/**
 * The balance after all these leads, the same as one by one with {@link observe}. Works on a copy of its own; the old balance is
 * left as it was, also if an observation is refused.
 *
 * @throws RoutingError `badObservation`, as `observe`
 */
export function observeAll(balance: Balance, observations: Iterable<Observation>): Balance {
  const draft = openDraft(balance)
  for (const observation of observations) add(draft, observation)
  const { leads, reps, worst, worstValue } = draft
  return { leads, reps, ...(worst === undefined ? {} : { worst }), ...(worstValue === undefined ? {} : { worstValue }) }
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] }

interface Draft {
  leads: number
  readonly reps: { [rep: RepId]: RepBalance }
  worst: Extreme | undefined
  worstValue: Extreme | undefined
  /** The rep's own copy, made when it is first asked for. */
  account(rep: RepId): Mutable<RepBalance>
}

const newAccount: RepBalance = { got: 0, eligible: 0, owed: 0, waited: 0, accrued: 0, mostWaited: 0, mostAccrued: 0, owedValue: 0 }

function openDraft({ leads, reps: before, worst, worstValue }: Balance): Draft {
  // Without a prototype, so that a rep of any name is a rep.
  const reps: { [rep: RepId]: RepBalance } = Object.assign(Object.create(null), before)
  const own = new Map<RepId, Mutable<RepBalance>>()
  const account = (rep: RepId): Mutable<RepBalance> => {
    let copy = own.get(rep)
    if (copy === undefined) {
      copy = { ...(reps[rep] ?? newAccount) }
      own.set(rep, copy)
      reps[rep] = copy
    }
    return copy
  }
  return { leads, reps, worst, worstValue, account }
}

function add(draft: Draft, { winner, shares, at, value }: Observation): void {
  draft.leads += 1
  let sum = 0
  const others: RepId[] = []
  for (const rep of Object.keys(shares)) {
    const share = shares[rep] as number
    if (!(Number.isSafeInteger(share) && share >= 0)) refuse(draft, `The share of ${rep} is no whole number >= 0.`)
    sum += share
    if (share === 0) continue
    const account = draft.account(rep)
    account.eligible += 1
    account.owed += share
    if (rep === winner) continue
    others.push(rep)
    account.waited += 1
    account.accrued += share
    if (account.waited > account.mostWaited) account.mostWaited = account.waited
    if (account.accrued > account.mostAccrued) account.mostAccrued = account.accrued
  }
  if (sum !== LEAD) refuse(draft, `The shares sum to ${sum} units in place of ${LEAD}, which is one lead.`)
  const account = draft.account(winner)
  account.got += 1
  account.owed -= LEAD
  account.waited = 0
  account.accrued = 0
  // Only now, when share and lead are both booked: in between everybody would look owed.
  draft.worst = [winner, ...others].reduce((worst, rep) => larger(worst, rep, draft.account(rep).owed, draft.leads, at), draft.worst)
  if (draft.worst !== undefined && !Number.isSafeInteger(draft.worst.owed)) refuse(draft, 'A deviation is too large to be exact.')
  if (value !== undefined) addValue(draft, value, at)
}

function addValue(draft: Draft, value: NonNullable<Observation['value']>, at: Instant | undefined): void {
  let sum = 0
  for (const rep of Object.keys(value)) {
    const change = value[rep] as number
    const account = draft.account(rep)
    account.owedValue += change
    sum += change
    if (!Number.isSafeInteger(change) || !Number.isSafeInteger(account.owedValue))
      refuse(draft, `The value of ${rep} is no exact whole number.`)
    draft.worstValue = larger(draft.worstValue, rep, account.owedValue, draft.leads, at)
  }
  if (sum !== 0) refuse(draft, `The changes of value sum to ${sum} in place of 0.`)
  // That value was observed at all is worth knowing, also where everybody got the right part of it.
  const [first] = Object.keys(value)
  if (draft.worstValue === undefined && first !== undefined) draft.worstValue = extreme(first, 0, draft.leads, at)
}

function larger(worst: Extreme | undefined, rep: RepId, owed: number, lead: number, at: Instant | undefined): Extreme | undefined {
  return Math.abs(owed) > Math.abs(worst?.owed ?? 0) ? extreme(rep, owed, lead, at) : worst
}

function extreme(rep: RepId, owed: number, lead: number, at: Instant | undefined): Extreme {
  return { rep, owed, lead, ...(at === undefined ? {} : { at }) }
}

function refuse({ leads }: Draft, detail: string): never {
  throw new RoutingError('badObservation', { detail: `Lead ${leads}: ${detail}` })
}
