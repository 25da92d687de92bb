import type { Instant } from '../lead.js'
import { brief, type HoursProblem, isRecord } from './hours.js'
import { readInstant, writeInstant } from './instant.js'

/** Somebody is away from `from` on, up to and not including `until`; both may lie at infinity. */
export interface Period {
  readonly from: Instant
  readonly until: Instant
  readonly reason?: string
}

/** A time away as it is written: a missing end has no bound. Instants as milliseconds, or as text with an offset: `2026-07-20T09:00:00+02:00`. */
export interface AwayPeriod {
  readonly from?: Instant | string
  readonly until?: Instant | string
  readonly reason?: string
}

const fields = ['from', 'until', 'reason']

/** Reads one time away from foreign data. Everything that is wrong goes into `problems`; `null` counts as missing. */
export function readPeriod(
  value: unknown,
  path: HoursProblem['path'],
  problems: HoursProblem[],
  more: readonly string[] = [],
): Period | undefined {
  if (!isRecord(value)) {
    problems.push({ path, message: `${brief(value)} is no time away.`, hint: 'Write { "from": …, "until": …, "reason": "vacation" }.' })
    return undefined
  }
  const before = problems.length
  const report = (field: string, message: string, hint: string) => void problems.push({ path: [...path, field], message, hint })
  const given = (field: string): unknown => (Object.hasOwn(value, field) ? (value[field] ?? undefined) : undefined)
  for (const field of Object.keys(value)) {
    if (!fields.includes(field) && !more.includes(field)) report(field, 'A time away has no such field.', 'It has from, until and reason.')
  }
  const instant = (field: string, missing: Instant): Instant => {
    const [moment, read] = [given(field), momentOf(given(field))]
    if (moment !== undefined && read === undefined) report(field, `${brief(moment)} is no instant.`, writeInstant)
    return read ?? missing
  }
  const [from, until] = [instant('from', Number.NEGATIVE_INFINITY), instant('until', Number.POSITIVE_INFINITY)]
  if (until <= from) report('until', 'The time away ends before it begins.', 'Let `until` be later than `from`.')
  const reason = given('reason')
  if (reason !== undefined && (typeof reason !== 'string' || reason === '')) {
    report('reason', `The reason is ${brief(reason)}.`, 'Write a few words, or leave it out.')
  }
  if (problems.length > before) return undefined
  return { from, until, ...(typeof reason === 'string' ? { reason } : {}) }
}

/** The furthest moment that a date can say. */
const LAST = 8.64e15

function momentOf(value: unknown): Instant | undefined {
  if (typeof value === 'string') return readInstant(value)
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= LAST ? value : undefined
}
