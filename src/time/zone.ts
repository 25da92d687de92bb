import type { Instant } from '../lead.js'

/** Milliseconds of a calendar day of 24 hours. */
export const DAY = 86_400_000

/**
 * What the clock on the wall shows, as the milliseconds that UTC would have with the same digits: so that dates can be reckoned with,
 * without a zone and without the host's.
 */
export type WallTime = number

/** Whether this machine knows the zone: a name of the IANA list, or a fixed offset such as `+05:30`. */
export function isZone(zone: string): boolean {
  if (fixedOffset(zone) !== undefined) return true
  try {
    formatterOf(zone)
    return true
  } catch {
    return false
  }
}

/** How far the clocks of a zone are ahead of UTC, in milliseconds. */
export function offsetAt(instant: Instant, zone: string): number {
  return wallAt(instant, zone) - instant
}

export function wallAt(instant: Instant, zone: string): WallTime {
  const quarter = Math.floor(instant / QUARTER)
  const known = quarters.get(zone)?.get(quarter)
  if (known !== undefined) return Number.isNaN(known) ? toldBy(instant, zone) : instant + known
  const wall = toldBy(instant, zone)
  if (Math.abs(instant) < LAST) remember(zone, quarter, offsetIn(quarter, zone))
  return wall
}

const QUARTER = 900_000

/** Dates end there. */
const LAST = 8.64e15 - QUARTER

/** So many quarters are remembered for each zone. */
const MOST_QUARTERS = 500

/**
 * How far the clocks of a zone are ahead all through a quarter of an hour: who goes through time asks about the same few quarters a thousand times,
 * and `Intl` takes a hundred times as long as all else.
 */
const quarters = new Map<string, Map<number, number>>()

function remember(zone: string, quarter: number, offset: number): void {
  let mine = quarters.get(zone)
  if (mine === undefined) {
    if (quarters.size >= MOST_FORMATTERS) quarters.clear()
    mine = new Map()
    quarters.set(zone, mine)
  }
  if (mine.size >= MOST_QUARTERS) mine.clear()
  mine.set(quarter, offset)
}

/** Not a number where clocks change within the quarter. No zone ever changed them twice in one. */
function offsetIn(quarter: number, zone: string): number {
  const [begin, end] = [quarter * QUARTER, (quarter + 1) * QUARTER - 1]
  const offset = toldBy(begin, zone) - begin
  return toldBy(end, zone) - end === offset ? offset : Number.NaN
}

function toldBy(instant: Instant, zone: string): WallTime {
  const fixed = fixedOffset(zone)
  if (fixed !== undefined) return instant + fixed
  const fields = { era: '', year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 }
  for (const { type, value } of formatterOf(zone).formatToParts(instant)) {
    if (type === 'era') fields.era = value
    else if (type in fields) fields[type as 'year'] = Number(value)
  }
  const { era, year, month, day, hour, minute, second } = fields
  const seconds = utc(era.startsWith('B') ? 1 - year : year, month, day) + (hour * 3600 + minute * 60 + second) * 1000
  // The part below a second is the same everywhere: no zone has offsets of milliseconds.
  return seconds + (instant - Math.floor(instant / 1000) * 1000)
}

/**
 * The instant at which a clock on the wall shows this. Where it shows it twice (clocks go back), the earlier; where it never does (clocks
 * go forward), later by as much as was skipped. As RFC 5545 (3.3.5) and Temporal's `compatible` have it.
 */
export function instantOf(wall: WallTime, zone: string): Instant {
  // No zone is more than a day off UTC, so a change of clocks nearby lies between these two.
  const [before, after] = [offsetAt(wall - DAY, zone), offsetAt(wall + DAY, zone)]
  const right = [wall - before, wall - after].filter((instant) => wallAt(instant, zone) === wall)
  return right.length === 0 ? wall - before : Math.min(...right)
}

/** Whether the zone has this date at all: one that crosses the date line can leave one out. */
export function hasDate(date: WallTime, zone: string): boolean {
  const last = date + DAY - 1
  return wallAt(instantOf(last, zone), zone) === last || wallAt(instantOf(date, zone), zone) === date
}

/** Midnight of a date as wall time. */
export function utc(year: number, month: number, day: number): WallTime {
  // Years below 100 are not those of the last century.
  return new Date(0).setUTCFullYear(year, month - 1, day)
}

/** Midnight of the date on the wall. */
export function dateOf(wall: WallTime): WallTime {
  return Math.floor(wall / DAY) * DAY
}

/** `2026-12-24` of a wall time. */
export function dateText(wall: WallTime): string {
  return new Date(wall).toISOString().slice(0, 10)
}

/** `Intl` takes offsets in newer versions of Node only, and reads `+01` in each of them as it likes. */
function fixedOffset(zone: string): number | undefined {
  const [, sign, hours, minutes] = /^([+-])([01]\d|2[0-3]):([0-5]\d)$/.exec(zone) ?? []
  if (sign === undefined) return undefined
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

/** More than there are zones: who fills it writes the same ones in ever other letters, which rosters and calendars from outside can. */
const MOST_FORMATTERS = 1000

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Making one costs a thousand times what using it does. Names that are no zone throw and are not kept. */
function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known !== undefined) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  if (formatters.size >= MOST_FORMATTERS) formatters.clear()
  formatters.set(zone, made)
  return made
}
