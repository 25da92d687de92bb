import type { Instant } from '../lead.js'
import type { KnownPresence } from '../port/ports.js'
import type { Period } from '../time/periods.js'

/** Times away may overlap or follow one another: back is whoever is in none of them. The reason is that of the first. */
export function awayAt(periods: readonly Period[], now: Instant): KnownPresence {
  const first = periods.find(({ from, until }) => from <= now && now < until)
  if (first === undefined) return true
  let { until } = first
  for (let more = true; more; ) {
    const next = periods.find((one) => one.from <= until && until < one.until)
    more = next !== undefined
    until = next?.until ?? until
  }
  return { away: first.reason ?? 'away', ...(Number.isFinite(until) ? { until } : {}) }
}
