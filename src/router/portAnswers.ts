import type { Absence, CapacityFact } from '../decide/decision.js'
import type { RepId } from '../rep.js'

/**
 * Readers of what ports answer. Answers are foreign: nothing inherited counts, nothing they throw gets out, and what means nothing
 * is `undefined`.
 */

/** The furthest moment that a date can say. */
const LAST = 8.64e15

/** `null`: there. */
export function absenceOf(answer: unknown): Absence | null | undefined {
  if (answer === true) return null
  if (answer === false) return { reason: 'away' }
  const fields = fieldsOf(answer)
  if (fields === undefined || typeof fields.away !== 'string') return undefined
  const { away, until } = fields
  // "For ever" is often written as a number beyond all dates: then the end is not known.
  const end = typeof until === 'number' && Math.abs(until) <= LAST ? { until: Math.round(until) } : {}
  return { reason: 'away', detail: away.slice(0, 300), ...end }
}

/** Why nobody can say whether a rep is there, if that is the answer. */
export function unknownOf(answer: unknown): string | undefined {
  const fields = fieldsOf(answer)
  return fields !== undefined && typeof fields.unknown === 'string' && !('away' in fields) ? fields.unknown.slice(0, 300) : undefined
}

export function capacityOf(answer: unknown, assigned: number): CapacityFact | undefined {
  const fields = fieldsOf(answer)
  if (fields === undefined) return undefined
  const { limit, open, elsewhere } = fields
  if (!(limit === undefined || limit === null || isCount(limit) || limit === Number.POSITIVE_INFINITY)) return undefined
  if (!(open === undefined || isCount(open)) || !(elsewhere === undefined || isCount(elsewhere))) return undefined
  return {
    ...(limit === undefined ? {} : { limit: isCount(limit) ? limit : null }),
    ...(elsewhere === undefined ? {} : { elsewhere }),
    ...(open === undefined ? {} : { open, assigned }),
  }
}

/** The port's word about one rep: nothing if reading it failed, a value of `undefined` if it said nothing. */
export function ownOf(answers: unknown, id: RepId): { readonly value: unknown } | undefined {
  try {
    if (!plainObject(answers)) return undefined
    return { value: Object.hasOwn(answers, id) ? (answers as Record<RepId, unknown>)[id] : undefined }
  } catch {
    return undefined
  }
}

/** An object that can hold answers by rep: no list, no Map, no Set. */
export function plainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Map) && !(value instanceof Set)
}

function fieldsOf(answer: unknown): Record<string, unknown> | undefined {
  try {
    return plainObject(answer) ? { ...answer } : undefined
  } catch {
    return undefined
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value)
}
