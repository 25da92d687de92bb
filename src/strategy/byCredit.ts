import { valueUnits } from '../ledger/byValue.js'
import { totalWeight } from '../ledger/creditWindow.js'
import { type Picked, pickByCredit } from '../ledger/pick.js'
import { creditAt, LEAD, valueCreditAt } from '../ledger/standing.js'
import type { Contest, Rank, Strategy } from './strategy.js'

/** How many ranks a trace keeps: enough to read, whatever the size of the team. */
const SHOWN = 20

/** Everybody's turn, in roster order while all are there. */
export const roundRobin: Strategy = (contest) => byCredit(contest, () => 1)

/** Shares in proportion to the weights. */
export const weighted: Strategy = (contest) => byCredit(contest, (weight) => weight)

function byCredit(contest: Contest, weigh: (weight: number) => number): ReturnType<Strategy> {
  const { eligible, absent, ledger, makeUp, value } = contest
  const weightOf = ({ rep, weight }: Contest['eligible'][number]) => ({ id: rep.id, weight: weigh(weight) })
  const picked = pickByCredit(
    ledger,
    {
      contenders: eligible.map(weightOf),
      absent: absent.map(weightOf),
      ...(value === undefined ? {} : { value: valueUnits(value.typical ?? 0) }),
    },
    makeUp,
  )
  const ranks = ranksOf(picked, contest)
  return { winner: picked.winner, because: reason(ranks[0] as CreditRank, eligible.length, value), ranks, change: picked.change }
}

type CreditRank = Rank & { readonly owed: number }

/** The winner first, then those owed most. */
function ranksOf({ winner, contenders, standings }: Picked, { ledger, value }: Contest): CreditRank[] {
  const credits = standings.map((standing) => creditAt(ledger.level, standing))
  const sum = totalWeight(contenders)
  return [winner, ...largest(credits, SHOWN - 1, winner)].map((index) => {
    const { id, weight } = contenders[index] as (typeof contenders)[number]
    const standing = standings[index] as (typeof standings)[number]
    const owed = leads(credits[index] as number)
    const due = leads(standing[3] ?? 0)
    const share = round(weight / sum)
    if (value === undefined && due === 0) return { rep: id, owed, share }
    return {
      rep: id,
      owed,
      ...(value === undefined ? {} : { owedValue: leads(valueCreditAt(ledger.valueLevel, standing)) }),
      ...(due === 0 ? {} : { due }),
      share,
    }
  })
}

/** The indexes of the largest numbers but one, the largest in front, equal ones in their order. Of a large team few are shown: one pass, no sorting. */
function largest(numbers: readonly number[], count: number, except: number): number[] {
  const found: number[] = []
  const before = (place: number): number => numbers[found[place - 1] as number] as number
  numbers.forEach((number, index) => {
    if (index === except || (found.length === count && number <= before(count))) return
    let place = Math.min(found.length, count - 1)
    for (; place > 0 && before(place) < number; place--) found[place] = found[place - 1] as number
    found[place] = index
  })
  return found
}

function reason({ owed, owedValue, due }: CreditRank, count: number, value: Contest['value']): string {
  if (count === 1) return 'the only one eligible'
  const before = [
    ...(owed === 0 ? [] : [`${standing(owed, 'lead')} before this one`]),
    ...(owedValue === undefined || owedValue === 0 ? [] : [`${standing(owedValue, 'typical lead')} in value`]),
    ...(due === undefined ? [] : [due > 0 ? `${amount(due, 'lead')} to be made up` : `${amount(-due, 'lead')} too many to be worked off`]),
    value === undefined ? `next in turn among ${count}` : `balances count and value among ${count}`,
    ...(value !== undefined && value.typical === undefined ? [`the lead tells no ${value.field}`] : []),
  ]
  return before.join('; ')
}

function standing(owed: number, what: string): string {
  return owed > 0 ? `owed ${amount(owed, what)}` : `ahead by ${amount(-owed, what)}`
}

/** `0.5 of a lead`, `1 lead`, `2.5 leads`. */
function amount(count: number, what: string): string {
  if (count < 1) return `${count} of a ${what}`
  return count === 1 ? `1 ${what}` : `${count} ${what}s`
}

function leads(units: number): number {
  return round(units / LEAD)
}

/** Three places, for reading. Never used in a decision. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000 + 0
}
