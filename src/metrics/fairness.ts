import type { Instant } from '../lead.js'
import { LEAD } from '../ledger/standing.js'
import type { RepId } from '../rep.js'
import type { Balance, Extreme, RepBalance } from './balance.js'
import { giniOf, jainOf, standardDeviationOf } from './inequality.js'

/**
 * How fairly leads were shared out, in leads. x is what a rep got, y the ideal (the sum of the rep's shares), d = y - x, N all leads.
 * So absences and weights are respected: who was not there is owed nothing.
 */
export interface Fairness {
  /** N. */
  readonly leads: number
  readonly reps: { readonly [rep: RepId]: RepFairness }
  /** Leads got by rep, and nothing else. */
  readonly counts: { readonly [rep: RepId]: number }
  /** max |d| now. */
  readonly maxDeviation: number
  /** max |d| over all reps and every single lead so far: a fair end does not make up for an unfair middle. */
  readonly worstDeviation: number
  /** Where that was. Missing where nobody was ever off. */
  readonly worst?: Worst
  /** sqrt(mean of d^2). */
  readonly stdDeviation: number
  /** Sum over all i, j of |x_i y_j - x_j y_i| / (2 N^2): 0 is ideal, and never more than sum |d| / N. */
  readonly gini: number
  /**
   * (sum x)^2 / (sum y x sum x^2/y) over the reps with y > 0: 1 is ideal. With nobody in `neverEligible` it is N / sum(x^2/y), which is
   * 1 / (1 + sum(d^2/y) / N).
   */
  readonly jain: number
  /** Reps who got leads and never had a share of one (y = 0). They count in everything but `jain`. */
  readonly neverEligible: readonly RepId[]
  /** Where value was observed: the same deviations in typical leads. */
  readonly value?: ValueFairness
}

export interface RepFairness {
  /** x: leads got. */
  readonly got: number
  /** y: the ideal, in leads. */
  readonly fair: number
  /** y - x: positive for a rep who is owed, negative for one who is ahead. */
  readonly deviation: number
  /** Leads of which the rep had a share. */
  readonly eligible: number
  readonly longestWait: LongestWait
  /** Value owed, in typical leads. Only where value was observed. */
  readonly valueDeviation?: number
}

/** The longest time between two leads of a rep; that before the first one and that since the last one count. */
export interface LongestWait {
  /** Shares of the leads that the rep was passed over, added up, in leads: 1 is what a full lead takes, whatever the weight. */
  readonly shares: number
  /** Leads in a row that the rep could have had and did not get. Leads while the rep was not eligible do not count. */
  readonly leads: number
}

export interface Worst {
  readonly rep: RepId
  /** d at that time. */
  readonly deviation: number
  /** After which lead, from 1. */
  readonly lead: number
  readonly at?: Instant
}

export interface ValueFairness {
  readonly maxDeviation: number
  readonly worstDeviation: number
  readonly worst?: Worst
}

/** The figures of a balance. The balance is exact; these are floating point, each rounded once or twice. */
export function fairnessOf({ leads, reps, worst, worstValue }: Balance): Fairness {
  const hasValue = worstValue !== undefined
  const rows = Object.entries(reps).map(([rep, account]) => ({ rep, account, ...figuresOf(account, hasValue) }))
  const withShare = rows.filter(({ eligible }) => eligible > 0)
  return {
    leads,
    reps: Object.fromEntries(rows.map(({ rep, account: _, ...figures }) => [rep, figures])),
    counts: Object.fromEntries(rows.map(({ rep, got }) => [rep, got])),
    maxDeviation: most(rows.map(({ deviation }) => deviation)),
    ...worstOf(worst),
    stdDeviation: standardDeviationOf(rows),
    gini: giniOf(rows),
    jain: jainOf(withShare),
    neverEligible: rows.filter(({ eligible, got }) => eligible === 0 && got > 0).map(({ rep }) => rep),
    ...(hasValue ? { value: { maxDeviation: most(rows.map(({ account }) => account.owedValue / LEAD)), ...worstOf(worstValue) } } : {}),
  }
}

function figuresOf({ got, eligible, owed, mostWaited, mostAccrued, owedValue }: RepBalance, hasValue: boolean): RepFairness {
  const deviation = owed / LEAD
  return {
    got,
    fair: eligible === 0 ? 0 : got + deviation,
    deviation,
    eligible,
    longestWait: { shares: mostAccrued / LEAD, leads: mostWaited },
    ...(hasValue ? { valueDeviation: owedValue / LEAD } : {}),
  }
}

function worstOf(extreme: Extreme | undefined): { readonly worstDeviation: number; readonly worst?: Worst } {
  if (extreme === undefined || extreme.owed === 0) return { worstDeviation: 0 }
  const { owed, ...when } = extreme
  return { worstDeviation: Math.abs(owed) / LEAD, worst: { ...when, deviation: owed / LEAD } }
}

function most(deviations: readonly number[]): number {
  return deviations.reduce((largest, deviation) => Math.max(largest, Math.abs(deviation)), 0)
}
