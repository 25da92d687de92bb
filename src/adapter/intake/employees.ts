import type { Json } from '../../lead.js'
import { type Normalised, textOf } from './normalised.js'

/** How many people work there: from, to. Where an end is open it is missing. Both ends belong to it. */
export interface EmployeeRange {
  readonly [end: string]: number
}

export interface EmployeeOptions {
  /** `range`: `{ min, max }`. `min`, `max`: that end alone, unknown where it is open. By default `range`. */
  readonly form?: 'range' | 'min' | 'max'
}

const LONGEST = 60
const MOST = 100_000_000
const none: { readonly unknown: string } = { unknown: 'is no number of employees' }

// Any of these words says no more than the number does.
const people =
  /\b(?:employees?|people|persons?|staff|headcount|ftes?|workers?|mitarbeiter(?:innen|\*innen|:innen|\/innen)?|beschaftigte|angestellte|ma|salaries|effectifs?|empleados|dipendenti)\b/g
const span = /^(?:between |zwischen |from |von )?(\d[\d.,' ]*?\s?[km]?)\s?(?:-|to|bis|and|und|a)\s?(\d[\d.,' ]*\s?[km]?)$/
const behind = /^(.*?)\s?(?:\+|and more|or more|und mehr|oder mehr|and up)$/
/** What stands before a number, and which end it makes of it. */
const before = [
  [/^(?:>=|at least |mindestens |min |ab |from )\s?/, (count: number) => ({ min: count })],
  [/^(?:>|over |more than |uber |mehr als |above )\s?/, (count: number) => ({ min: count + 1 })],
  [/^(?:<=|up to |bis zu |bis |at most |max |hochstens |maximal )\s?/, (count: number) => ({ max: count })],
  [/^(?:<|under |less than |fewer than |unter |weniger als |below )\s?/, (count: number) => (count === 0 ? undefined : { max: count - 1 })],
  [/^(?:ca |circa |about |approx |approximately |around |rund |etwa |~)?\s?/, (count: number) => ({ min: count, max: count })],
] as const

/**
 * A number of employees, from the ways in which forms, registers and people write it, in English and German.
 *
 * @example
 * normaliseEmployees('51-200')                    // { value: { min: 51, max: 200 } }
 * normaliseEmployees('10.000+', { form: 'min' })  // { value: 10000 }
 * normaliseEmployees('fifty')                     // { unknown: 'is no number of employees' }
 */
export function normaliseEmployees(value: unknown, { form = 'range' }: EmployeeOptions = {}): Normalised<EmployeeRange | number> {
  const range = rangeIn(value)
  if (range === undefined) return none
  if ('unknown' in range) return range as { readonly unknown: string }
  if (form === 'range') return { value: range as EmployeeRange }
  const end = (range as EmployeeRange)[form]
  return end === undefined ? { unknown: form === 'min' ? 'has no lower end' : 'has no upper end' } : { value: end }
}

function rangeIn(value: unknown): EmployeeRange | { readonly unknown: string } | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return sound(value as { readonly [end: string]: Json })
  const text = textOf(value, LONGEST)
  if (typeof text !== 'string') return text
  return parse(plain(text))
}

function parse(text: string): EmployeeRange | undefined {
  const [, first, second] = span.exec(text) ?? []
  if (first !== undefined && second !== undefined) return between(first, second)
  const [, least] = behind.exec(text) ?? []
  const min = least === undefined ? undefined : count(least)
  if (min !== undefined) return { min }
  for (const [words, range] of before) {
    const found = words.test(text) ? count(text.replace(words, '')) : undefined
    if (found !== undefined) return range(found)
  }
  return undefined
}

function between(first: string, second: string): EmployeeRange | undefined {
  // `1-5k`: the thousands count for both.
  const isShort = /^\d+$/.test(first) && /^\d+\s?k$/.test(second) && Number(first) < Number.parseInt(second, 10)
  const [min, max] = [count(isShort ? `${first}k` : first), count(second)]
  return min === undefined || max === undefined || min > max ? undefined : { min, max }
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[‐-―−]/g, '-')
    .replace(/[’`]/g, "'")
    .replace(/≥/g, '>=')
    .replace(/≤/g, '<=')
    .replace(people, ' ')
    .replace(/\b(ca|min|max|approx)\./g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}

/** A whole number, with or without marks between its thousands. `1.5` is none: half a person, or a lost zero. */
function count(written: string): number | undefined {
  const [, digits = '', unit] = /^(\d[\d.,' ]*?)\s?([km])?$/.exec(written.trim()) ?? []
  const found = unit === undefined ? wholeIn(digits) : scaled(digits, unit === 'k' ? 1000 : 1_000_000)
  return found === undefined || found > MOST ? undefined : found
}

function wholeIn(digits: string): number | undefined {
  if (/^\d+$/.test(digits)) return Number(digits)
  return /^\d{1,3}(?:([.,' ])\d{3})(?:\1\d{3})*$/.test(digits) ? Number(digits.replace(/\D/g, '')) : undefined
}

/** `1.5k`; but `1.500k` has two meanings. */
function scaled(digits: string, by: number): number | undefined {
  return /^\d+(?:[.,]\d{1,2})?$/.test(digits) ? Math.round(Number(digits.replace(',', '.')) * by) : undefined
}

function sound(range: { readonly [end: string]: Json }): EmployeeRange | undefined {
  const ends = Object.entries(range)
  const known = ends.every(
    ([end, at]) => (end === 'min' || end === 'max') && typeof at === 'number' && Number.isSafeInteger(at) && at >= 0 && at <= MOST,
  )
  if (ends.length === 0 || !known) return undefined
  const { min, max } = range as { readonly min?: number; readonly max?: number }
  if (min !== undefined && max !== undefined && min > max) return undefined
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
}
