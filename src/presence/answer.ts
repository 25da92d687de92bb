import type { Presence } from '../port/ports.js'

/** What a check said of a rep: there, away (with what it said of it), that nobody can say, or nothing that could be used, with the error to tell of it. */
export type Told =
  | { readonly kind: 'there' }
  | Away
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly error: unknown }

export interface Away {
  readonly kind: 'away'
  readonly reason?: string
  readonly until?: number
}

/** Reads the answer of a check. Answers are foreign: nothing inherited counts, and a trap in them is an answer that means nothing. */
export function toldBy(answer: unknown): Told {
  if (answer === true) return { kind: 'there' }
  if (answer === false) return { kind: 'away' }
  try {
    if (typeof answer === 'object' && answer !== null && !Array.isArray(answer)) {
      const { away, until, unknown } = { ...answer } as { readonly away?: unknown; readonly until?: unknown; readonly unknown?: unknown }
      if (typeof away === 'string') return { kind: 'away', reason: away, ...(isMoment(until) ? { until } : {}) }
      if (typeof unknown === 'string') return { kind: 'unknown', reason: unknown }
    }
  } catch (error) {
    return { kind: 'unknown', error }
  }
  return { kind: 'unknown', error: new Error('a check gave no usable answer') }
}

/** Numbers beyond all dates are often written for "for ever": then the end is not known. */
function isMoment(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15
}

/**
 * What several checks said together. Away is whoever any of them says is away, even where another failed: that is known. Nobody is taken for
 * there while a check failed.
 *
 * @throws the first error of those that failed, if none says away
 */
export function together(told: readonly Told[]): Presence {
  const aways = told.filter((one): one is Away => one.kind === 'away')
  if (aways.length === 0) {
    const failed = told.find((one) => one.kind === 'unknown')
    if (failed !== undefined && 'error' in failed) throw failed.error
    if (failed !== undefined) return { unknown: failed.reason }
    return true
  }
  const reason = aways.find((one) => one.reason !== undefined)?.reason
  if (reason === undefined) return false
  const ends = aways.flatMap(({ until }) => until ?? [])
  return { away: reason, ...(ends.length === aways.length ? { until: Math.max(...ends) } : {}) }
}
