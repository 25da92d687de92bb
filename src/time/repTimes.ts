import { brief, type Hours, type HoursProblem, isRecord, own, readHours, type Shifts, type WorkingHours, weekdays } from './hours.js'
import { type Period, readPeriod } from './periods.js'
import { isZone } from './zone.js'

/**
 * The hours of a rep as a field of the rep: a week (`{ "mon-fri": "09:00-17:00" }`), or a week with single dates
 * (`{ "week": …, "dates": … }`), in the rep's `timeZone`; or hours with a time zone of their own.
 */
export type RepHours = WorkingHours | Omit<WorkingHours, 'timeZone'> | { readonly [days: string]: Shifts }

/** The values of a rep's conventional fields about time: foreign data. `null` counts as missing. */
export interface RepTimes {
  readonly timeZone: unknown
  readonly hours: unknown
  readonly holidays: unknown
  readonly away: unknown
}

export const timeFields = ['timeZone', 'hours', 'holidays', 'away'] as const

export type TimeField = (typeof timeFields)[number]

export function isTimeField(field: string): field is TimeField {
  return (timeFields as readonly string[]).includes(field)
}

/** `path` is that within the field. */
export interface TimeProblem extends HoursProblem {
  readonly field: TimeField
}

export interface ReadTimes {
  /** Missing: the rep is there at any hour. */
  readonly hours?: Hours
  /** Names of tables of holidays. */
  readonly holidays: readonly string[]
  readonly away: readonly Period[]
}

/** Who has holidays and no hours is there all day on every other day. */
const always = weekdays.map(() => [{ from: 0, until: 24 * 3_600_000 }])

/** Reads what a rep says of its times. Everything that is wrong is reported, at once. */
export function readRepTimes(times: RepTimes): { readonly times: ReadTimes } | { readonly problems: readonly TimeProblem[] } {
  const problems: TimeProblem[] = []
  const report =
    (field: TimeField) =>
    (problem: HoursProblem): void =>
      void problems.push({ ...problem, field })
  const holidays = readNames(times.holidays ?? [], report('holidays'))
  const away = readAway(times.away ?? [], report('away'))
  const zone = times.timeZone ?? undefined
  if (zone !== undefined && (typeof zone !== 'string' || !isZone(zone))) {
    const foreign = typeof zone === 'string' ? {} : { foreign: true as const }
    report('timeZone')({
      path: [],
      message: `${brief(zone)} is no time zone.`,
      hint: 'Write its IANA name, such as "Europe/Berlin".',
      ...foreign,
    })
  }
  const zoneMissing = (what: string): void =>
    report('timeZone')({ path: [], message: `${what} need a time zone.`, hint: 'Write its IANA name: "timeZone": "Europe/Berlin".' })

  let hours: Hours | undefined
  if (times.hours !== undefined && times.hours !== null) {
    const { whole, within } = wholeHours(times.hours, zone)
    const read = readHours(whole)
    if ('hours' in read) hours = read.hours
    else
      for (const problem of read.problems) {
        if (problem.path[0] !== 'timeZone' || within.includes('timeZone')) report('hours')(placed(problem, within, times.hours))
        else if (zone === undefined) zoneMissing('Hours')
      }
  } else if (holidays.length > 0) {
    if (zone === undefined) zoneMissing('Holidays')
    else hours = { timeZone: zone as string, week: always, dates: new Map() }
  }
  if (problems.length > 0) return { problems }
  return { times: { ...(hours === undefined ? {} : { hours }), holidays, away } }
}

const parts = ['timeZone', 'week', 'dates'] as const

/** Hours in their whole form, and which parts of it the field itself has; none of them where the field is a mere week. */
function wholeHours(value: unknown, zone: unknown): { readonly whole: unknown; readonly within: readonly string[] } {
  if (!isRecord(value)) return { whole: value, within: parts }
  const within = parts.filter((part) => Object.hasOwn(value, part))
  if (within.length === 0) return { whole: { timeZone: zone, week: value }, within }
  return { whole: within.includes('timeZone') ? value : { timeZone: zone, ...value }, within }
}

/** A problem at its place within the field. */
function placed({ foreign: _, ...problem }: HoursProblem, within: readonly string[], value: unknown): HoursProblem {
  const looksLikeHours =
    within.length > 0 || (isRecord(value) && Object.keys(value).some((key) => weekdays.some((day) => key.startsWith(day))))
  const path = within.length === 0 ? problem.path.slice(1) : problem.path
  return { ...problem, path, ...(isRecord(value) && looksLikeHours ? {} : { foreign: true }) }
}

function readNames(value: unknown, report: (problem: HoursProblem) => void): string[] {
  const hint = 'Name tables of holidays: ["DE", "DE-BY"], or in one text "DE;DE-BY".'
  const names: unknown = typeof value === 'string' ? value.split(';').map((name) => name.trim()) : value
  if (!Array.isArray(names)) {
    report({ path: [], message: `The holidays are ${brief(value)}.`, hint, foreign: true })
    return []
  }
  return names.filter((name, index): name is string => {
    const good = typeof name === 'string' && name !== ''
    if (!good) report({ path: typeof value === 'string' ? [] : [index], message: `${brief(name)} is no name of holidays.`, hint })
    return good
  })
}

function readAway(value: unknown, report: (problem: HoursProblem) => void): Period[] {
  if (!Array.isArray(value)) {
    const hint = 'Write a list: [{ "from": "2026-07-20T00:00:00+02:00", "until": …, "reason": "vacation" }].'
    report({ path: [], message: `The times away are ${brief(value)}.`, hint, foreign: true })
    return []
  }
  const problems: HoursProblem[] = []
  const periods = value.flatMap((one, index) => readPeriod(one, [index], problems) ?? [])
  for (const problem of problems) report(problem)
  return periods
}

/** The values of a rep's fields about time, by the names that the plan gives them; `null`: the rep has no such field. */
export function timesOf(rep: object, fields: { readonly [Field in TimeField]: string | null }): RepTimes {
  const value = (field: TimeField): unknown => {
    const name = fields[field]
    return name === null ? undefined : own(rep as Record<string, unknown>, name)
  }
  return { timeZone: value('timeZone'), hours: value('hours'), holidays: value('holidays'), away: value('away') }
}
