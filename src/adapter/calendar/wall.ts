import type { Instant } from '../../lead.js'

export const SECOND = 1000
export const DAY = 86_400_000

/**
 * What a clock on the wall shows, as the milliseconds that UTC would have with the same digits. Dates are reckoned in it, so that the
 * host's own zone has no part in anything.
 */
export type WallTime = number

/** The name of a zone that `Intl` knows, or a fixed offset such as `+05:30`. */
export type Zone = string

/** Whether this machine knows the zone. */
export function isZone(zone: Zone): boolean {
  if (fixedOffset(zone) !== undefined) return true
  try {
    formatterOf(zone)
    return true
  } catch {
    return false
  }
}

/** What the clock shows at an instant. */
export function wallAt(instant: Instant, zone: Zone): WallTime {
  const offset = fixedOffset(zone)
  if (offset !== undefined) return instant + offset
  const fields = { era: '', year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 }
  for (const { type, value } of formatterOf(zone).formatToParts(instant)) {
    if (type === 'era') fields.era = value
    else if (Object.hasOwn(fields, type)) fields[type as 'year'] = Number(value)
  }
  const { era, year, month, day, hour, minute, second } = fields
  const shown = utc(era.startsWith('B') ? 1 - year : year, month, day) + (hour * 3600 + minute * 60 + second) * SECOND
  // No zone is off by parts of a second.
  return shown + (instant - Math.floor(instant / SECOND) * SECOND)
}

/**
 * When the clock shows this. Twice (clocks go back): the earlier; never (clocks go forward): later by what was skipped. RFC 5545, 3.3.5;
 * node-ical itself takes the later of two.
 */
export function instantOf(wall: WallTime, zone: Zone): Instant {
  // No zone is more than a day off UTC: a change of clocks nearby lies between these two.
  const before = wallAt(wall - DAY, zone) - (wall - DAY)
  const after = wallAt(wall + DAY, zone) - (wall + DAY)
  const right = [wall - before, wall - after].filter((instant) => wallAt(instant, zone) === wall)
  return right.length === 0 ? wall - before : Math.min(...right)
}

/** Midnight of a date as wall time; the month counts from 1. */
export function utc(year: number, month: number, day: number): WallTime {
  // `Date.UTC` would take years below 100 for those of the last century.
  return new Date(0).setUTCFullYear(year, month - 1, day)
}

/** Midnight of the date on the wall. */
export function dateOf(wall: WallTime): WallTime {
  return Math.floor(wall / DAY) * DAY
}

function fixedOffset(zone: Zone): number | undefined {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(zone) ?? []
  if (sign === undefined) return undefined
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60 * SECOND
}

const formatters = new Map<Zone, Intl.DateTimeFormat>()

/** Making one costs a thousand times what using it does. Names that are no zone throw and are not kept: the map cannot be flooded. */
function formatterOf(zone: Zone): Intl.DateTimeFormat {
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
  // The same zone in other letters is another name for a hostile feed to fill the map with.
  if (formatters.size > 2000) formatters.clear()
  formatters.set(zone, made)
  return made
}
