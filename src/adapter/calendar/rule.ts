/** A recurrence rule that keeps to the grammar of RFC 5545, 3.3.10. */
export interface Rule {
  readonly freq: Frequency
  readonly interval: number
  readonly count: number | undefined
  /** As written: a DATE, or a DATE-TIME. */
  readonly until: string | undefined
  /** The BYxxx parts and their values. */
  readonly by: ReadonlyMap<ByPart, readonly string[]>
  readonly weekStart: string
}

export const frequencies = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export type Frequency = (typeof frequencies)[number]

/** Each with the largest number it takes; -1 stands for "may be counted from the end". */
const byParts = {
  BYSECOND: { least: 0, most: 60 },
  BYMINUTE: { least: 0, most: 59 },
  BYHOUR: { least: 0, most: 23 },
  BYMONTHDAY: { least: 1, most: 31, signed: true },
  BYYEARDAY: { least: 1, most: 366, signed: true },
  BYWEEKNO: { least: 1, most: 53, signed: true },
  BYMONTH: { least: 1, most: 12 },
  BYSETPOS: { least: 1, most: 366, signed: true },
  BYDAY: { least: 1, most: 53, signed: true },
} as const
export type ByPart = keyof typeof byParts

export const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const

/** @returns the rule, or what is wrong with it */
export function readRule(text: string): Rule | string {
  const parts = new Map<string, string>()
  // Longer than the longest that says anything (366 days of the year): not worth a look.
  if (text.length > 5000) return 'it is too long'
  for (const part of text.toUpperCase().split(';')) {
    if (part.trim() === '') continue
    const [name = '', value, ...more] = part.split('=').map((side) => side.trim())
    if (value === undefined || more.length > 0) return 'it has a part without one value'
    if (parts.has(name)) return `it says ${name} twice`
    parts.set(name, value)
  }
  const freq = frequencies.find((one) => one === parts.get('FREQ'))
  if (freq === undefined) return 'it has no known FREQ'
  const by = new Map<ByPart, readonly string[]>()
  for (const [name, value] of parts) {
    if (!Object.hasOwn(byParts, name)) {
      if (!plain.has(name)) return 'it has a part that is not known'
      continue
    }
    const values = [...new Set(value.split(',').map((one) => one.replace(/^\+/, '')))]
    if (!values.every((one) => fits(name as ByPart, one))) return `its ${name} is out of range`
    by.set(name as ByPart, values)
  }
  const [interval, count] = [whole(parts.get('INTERVAL') ?? '1'), whole(parts.get('COUNT') ?? '1')]
  if (interval === undefined || count === undefined) return 'its INTERVAL or COUNT is no number of 1 or more'
  const weekStart = parts.get('WKST') ?? 'MO'
  if (!weekdays.some((day) => day === weekStart)) return 'its WKST is no weekday'
  // RFC 7529; only its plain case is the same as without it.
  if ((parts.get('RSCALE') ?? 'GREGORIAN') !== 'GREGORIAN' || (parts.get('SKIP') ?? 'OMIT') !== 'OMIT')
    return 'it counts in another calendar'
  const until = parts.get('UNTIL')
  const rule: Rule = { freq, interval, count: parts.has('COUNT') ? count : undefined, until, by, weekStart }
  return misfit(rule) ?? mixed(rule) ?? rule
}

const plain: ReadonlySet<string> = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'RSCALE', 'SKIP'])

function whole(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) && Number(text) > 0 ? Number(text) : undefined
}

function fits(name: ByPart, value: string): boolean {
  const { least, most, ...rest } = byParts[name]
  const number = name === 'BYDAY' ? value.slice(0, -2) : value
  if (name === 'BYDAY') {
    if (!weekdays.some((day) => value.endsWith(day))) return false
    if (number === '') return true
  }
  if (!/^-?\d{1,3}$/.test(number)) return false
  const size = Number(number)
  return size < 0 ? 'signed' in rest && -size >= least && -size <= most : size >= least && size <= most
}

/** Parts that the RFC does not allow together. A library makes something of them, and each another thing. */
function misfit({ freq, by, count, until }: Rule): string | undefined {
  const at = frequencies.indexOf(freq)
  if (count !== undefined && until !== undefined) return 'it has both COUNT and UNTIL'
  if (by.has('BYSETPOS') && by.size === 1) return 'it has BYSETPOS and nothing to count'
  if (by.has('BYWEEKNO') && freq !== 'YEARLY') return 'it has BYWEEKNO and is not yearly'
  if (by.has('BYYEARDAY') && at >= frequencies.indexOf('DAILY') && freq !== 'YEARLY') return 'it has BYYEARDAY and is not yearly'
  if (by.has('BYMONTHDAY') && freq === 'WEEKLY') return 'it has BYMONTHDAY and is weekly'
  const numbered = by.get('BYDAY')?.some((day) => day.length > 2) ?? false
  if (numbered && (at < frequencies.indexOf('MONTHLY') || by.has('BYWEEKNO')))
    return 'it numbers weekdays of something that has each only once'
  return undefined
}

/** Allowed, and so rare that `node-ical` looks at one of the parts and forgets the others. */
function mixed({ freq, by }: Rule): string | undefined {
  const weekdayNames = by.get('BYDAY') ?? []
  const [monthDays, weeks, months] = [by.has('BYMONTHDAY'), by.has('BYWEEKNO'), by.has('BYMONTH')]
  const forgotten =
    (by.has('BYYEARDAY') && (weekdayNames.length > 0 || monthDays || weeks)) ||
    (weeks && (monthDays || months)) ||
    (!months && weekdayNames.some((day) => day.length > 2) && (monthDays || weekdayNames.some((day) => day.length === 2)))
  return freq === 'YEARLY' && forgotten ? 'it is yearly and names its days in two ways at once' : undefined
}
