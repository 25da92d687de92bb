import { Temporal } from 'temporal-polyfill'

/** Working time by Temporal, day by day and without a thought for speed: what `src/time` is held against. */

export interface OracleHours {
  readonly timeZone: string
  /** By weekday from Monday: `[from, until]` in minutes; `until` may be later than 1,440. */
  readonly week: readonly (readonly (readonly [number, number])[])[]
}

export interface Transition {
  readonly timeZone: string
  readonly at: number
}

/** Every change of a zone's clocks in these years. */
export function transitionsOf(timeZone: string, firstYear: number, lastYear: number): Transition[] {
  const found: Transition[] = []
  let at: Temporal.ZonedDateTime | null = Temporal.PlainDate.from({ year: firstYear, month: 1, day: 1 }).toZonedDateTime(timeZone)
  for (;;) {
    at = at.getTimeZoneTransition('next')
    if (at === null || at.year > lastYear) return found
    found.push({ timeZone, at: at.epochMilliseconds })
  }
}

/** The moments around one change of clocks look at the same days: each is reckoned once. */
const reckoned = new Map<string, readonly { from: number; until: number }[]>()

function shiftsOn(date: Temporal.PlainDate, { timeZone, week }: OracleHours): readonly { from: number; until: number }[] {
  const day = week[date.dayOfWeek - 1] ?? []
  const key = `${timeZone} ${date} ${JSON.stringify(day)}`
  const known = reckoned.get(key)
  if (known !== undefined) return known
  // A date that the zone leaves out has no shifts: neither its first nor its last second comes back as itself.
  const ends = ['00:00:00', '23:59:59'].map((time) =>
    date.toPlainDateTime(time).toZonedDateTime(timeZone, { disambiguation: 'compatible' }),
  )
  const shifts = day
    .filter(() => ends.some((end) => end.toPlainDate().equals(date)))
    .map(([from, until]) => {
      const [start, end] = [from, until].map(
        (minutes) => date.toPlainDateTime().add({ minutes }).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds,
      ) as [number, number]
      return { from: start, until: end }
    })
    .filter(({ from, until }) => from < until)
  if (reckoned.size > 1000) reckoned.clear()
  reckoned.set(key, shifts)
  return shifts
}

/** The shifts around an instant: from two days before to `days` after. */
function shiftsAround(hours: OracleHours, at: number, days: number): { from: number; until: number }[] {
  const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(hours.timeZone).toPlainDate()
  return Array.from({ length: days + 3 }, (_, index) => shiftsOn(today.add({ days: index - 2 }), hours)).flat()
}

/** Open now, next open, and the end of `ms` of working time. */
export function oracle(
  hours: OracleHours,
  at: number,
  ms: number,
): { open: boolean; nextOpen: number | undefined; after: number | undefined } {
  const shifts = shiftsAround(hours, at, 8)
  const isOpen = (moment: number) => shifts.some(({ from, until }) => from <= moment && moment < until)
  const starts = shifts.map(({ from }) => from).filter((from) => from >= at)
  // Between two edges nothing changes: count the open stretches.
  const edges = [...new Set([at, ...shifts.flatMap(({ from, until }) => [from, until])])].filter((edge) => edge >= at).sort((a, b) => a - b)
  let left = ms
  let after: number | undefined
  for (const [index, edge] of edges.entries()) {
    const next = edges[index + 1]
    if (next === undefined || !isOpen(edge)) continue
    if (left <= next - edge) {
      after = edge + left
      break
    }
    left -= next - edge
  }
  return { open: isOpen(at), nextOpen: isOpen(at) ? at : starts.length > 0 ? Math.min(...starts) : undefined, after }
}
