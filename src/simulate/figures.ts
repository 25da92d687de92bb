import { creditOf, LEAD } from '../ledger/standing.js'
import type { LedgerState } from '../ledger/state.js'
import { giniOf, jainOf, type Outcome, standardDeviationOf } from '../metrics/inequality.js'
import type { RepId } from '../rep.js'
import type { BalanceFigures, RotationFigures } from './report.js'

/**
 * The figures of each rotation at the end, from its ledger: a rep's credit is all its shares less the leads it got by them, in exact whole
 * numbers. So they are those of `balance`, without going through every lead again.
 */
export function rotationFigures(
  ledgers: ReadonlyMap<string, LedgerState>,
  got: ReadonlyMap<string, ReadonlyMap<RepId, number>>,
  uncredited: ReadonlyMap<string, number>,
): ReadonlyMap<string, RotationFigures> {
  const names = [...new Set([...ledgers.keys(), ...uncredited.keys()])].sort()
  return new Map(
    names.map((name) => {
      const ledger = ledgers.get(name)
      const rows = Object.keys(ledger?.members ?? {}).map((rep) => ({
        rep,
        got: got.get(name)?.get(rep) ?? 0,
        deviation: ledger === undefined ? 0 : creditOf(ledger, rep) / LEAD,
      }))
      // Who has neither a lead nor a credit never had a share.
      const shared = rows.filter((row) => row.got !== 0 || row.deviation !== 0)
      const reps = shared.map((row) => [row.rep, { got: row.got, fair: row.got + row.deviation, deviation: row.deviation }] as const)
      return [name, { ...balanceFigures(shared), uncredited: uncredited.get(name) ?? 0, reps: Object.fromEntries(reps) }]
    }),
  )
}

export function balanceFigures(rows: readonly Outcome[]): BalanceFigures {
  return {
    leads: rows.reduce((sum, { got }) => sum + got, 0),
    maxDeviation: rows.reduce((most, { deviation }) => Math.max(most, Math.abs(deviation)), 0),
    stdDeviation: standardDeviationOf(rows),
    gini: giniOf(rows),
    jain: jainOf(rows.filter(({ got, deviation }) => got + deviation > 0)),
  }
}

/** What each rep got and is owed in all rotations together. */
export function sumOfRotations(rotations: ReadonlyMap<string, RotationFigures>): ReadonlyMap<RepId, Outcome> {
  const sums = new Map<RepId, Outcome>()
  for (const { reps } of rotations.values())
    for (const [rep, { got, deviation }] of Object.entries(reps)) {
      const sum = sums.get(rep)
      sums.set(rep, { got: (sum?.got ?? 0) + got, deviation: (sum?.deviation ?? 0) + deviation })
    }
  return sums
}
