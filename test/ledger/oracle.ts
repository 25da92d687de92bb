import { LEAD } from '../../src/ledger/standing.js'

/**
 * The specification of the ledger: the credit window in its plainest form, in BigInt, every contender's credit raised at every
 * lead. Knows no level, no heaps, no shortcuts. Slow on purpose.
 */
export interface Member {
  readonly id: string
  readonly weight: number
}

export interface Oracle {
  /** Who gets the lead; books it. */
  next(contenders: readonly Member[], price?: { readonly cost?: number; readonly full?: number; readonly value?: number }): string
  /** Somebody whom the ledger knows before their first turn, since something is to be made up for them: they stand in line from now on. */
  join(id: string): void
  credits(): ReadonlyMap<string, bigint>
  values(): ReadonlyMap<string, bigint>
}

export function createOracle(): Oracle {
  const credits = new Map<string, bigint>()
  const values = new Map<string, bigint>()
  const lasts = new Map<string, number>()
  let turn = 0
  return {
    next(contenders, { cost = LEAD, full = LEAD, value } = {}) {
      const sum = BigInt(contenders.reduce((total, { weight }) => total + weight, 0))
      const unit = BigInt(cost) / sum
      const valueUnit = BigInt(value ?? 0) / sum
      const rows = contenders.map(({ id, weight }, order) => ({
        id,
        order,
        weight: BigInt(weight),
        claim: (credits.get(id) ?? 0n) + BigInt(weight) * unit,
        worth: (values.get(id) ?? 0n) + BigInt(weight) * valueUnit,
        last: lasts.get(id) ?? turn,
      }))
      type Row = (typeof rows)[number]
      const earlier = (one: Row, two: Row): number => one.last - two.last || one.order - two.order
      const sign = (number: bigint): number => (number > 0n ? 1 : number < 0n ? -1 : 0)
      const best = (among: readonly Row[], compare: (one: Row, two: Row) => number): Row =>
        [...among].sort((one, two) => compare(one, two) || earlier(one, two))[0] as Row

      const owedMost = best(rows, (one, two) => sign(two.claim - one.claim))
      let winner = owedMost
      if (value !== undefined) {
        const score = ({ claim, worth }: Row): bigint => claim * unit + valueUnit * worth
        winner = best(rows, (one, two) => sign(score(two) - score(one)))
      } else if (rows.length > 1 && owedMost.claim < BigInt(full)) {
        const parts = BigInt(2 * rows.length - 2)
        const paid = unit * sum
        const window = rows.filter(({ claim }) => claim * parts >= paid)
        const left = ({ claim }: Row): bigint => paid - paid / parts - claim
        if (window.length > 0) winner = best(window, (one, two) => sign(left(one) * two.weight - left(two) * one.weight))
      }
      for (const { id, last, claim, worth } of rows) {
        lasts.set(id, last)
        credits.set(id, claim)
        values.set(id, worth)
      }
      credits.set(winner.id, winner.claim - sum * unit)
      values.set(winner.id, winner.worth - sum * valueUnit)
      turn += 1
      lasts.set(winner.id, turn)
      return winner.id
    },
    join: (id) => {
      if (!lasts.has(id)) lasts.set(id, turn)
    },
    credits: () => credits,
    values: () => values,
  }
}
