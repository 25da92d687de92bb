import type { Picker } from './contest.js'
import { deviationOf, type Measured, measure } from './measure.js'
import { pickers } from './pickers.js'
import { leads, seeds, type Trace, traces } from './traces.js'

/** The worst of all seeds. */
export interface Finding {
  readonly trace: Trace
  readonly picker: Picker
  readonly runs: readonly Measured[]
  /** In leads. */
  readonly deviation: number
  readonly waitLeads: number
  readonly waitShares: number
  readonly error: number
  /** Parts of the leads offered. */
  readonly toAbsent: number
  readonly toNobody: number
}

/** A rule that needs open leads goes over the traces that have them, every other rule over all. */
export function survey(): Finding[] {
  return traces.flatMap((trace) => {
    const starts = seeds.map((seed) => ({ seed, start: trace.draw(seed) }))
    return pickers
      .filter(({ needsOpen }) => needsOpen !== true || trace.hasOpen)
      .map((picker) => {
        // Where nobody draws lots, all seeds give the same run.
        const distinct = trace.lots || picker.lots === true ? starts : starts.slice(0, 1)
        return worst(
          trace,
          picker,
          distinct.map(({ seed, start }) => measure(trace, start(), picker, seed)),
        )
      })
  })
}

function worst(trace: Trace, picker: Picker, runs: readonly Measured[]): Finding {
  const most = (figureOf: (run: Measured) => number): number => Math.max(...runs.map(figureOf))
  return {
    trace,
    picker,
    runs,
    deviation: most(deviationOf),
    waitLeads: most(({ waitLeads }) => waitLeads),
    waitShares: most(({ waitShares }) => waitShares),
    error: most(({ error }) => error),
    toAbsent: most(({ toAbsent, offered }) => toAbsent / offered),
    toNobody: most(({ toNobody, offered }) => toNobody / offered),
  }
}

/** Of each stretch of leads the largest deviation of anybody, for one run with the first seed. */
export function courseOf(trace: Trace, picker: Picker, stretches: number): number[] {
  const [seed] = seeds
  const course = Array.from({ length: stretches }, () => 0)
  measure(trace, trace.draw(seed)(), picker, seed, (turn, deviation) => {
    const stretch = Math.floor((turn * stretches) / leads)
    course[stretch] = Math.max(course[stretch] as number, deviation)
  })
  return course
}
