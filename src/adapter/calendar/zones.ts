import { isRoutingError } from '../../errors.js'
import { isZone } from '../../time/zone.js'
import { type CalendarParser, parseOne } from './parser.js'

/**
 * Finds the zone that a TZID means: a name that `Intl` knows, a fixed offset, a name with a prefix (`/mozilla.org/2005/Europe/Berlin`),
 * or one of Windows, which `node-ical` knows. `undefined` where nobody knows it: then nothing is guessed.
 */
export function zoneFinder(parser: () => CalendarParser): (tzid: string) => string | undefined {
  const found = new Map<string, string | undefined>()
  return (tzid) => {
    const name = tzid.trim()
    if (found.has(name)) return found.get(name)
    const zone = plainZone(name) ?? windowsZone(name, parser)
    // A file with thousands of zones is not meant well; those that repeat are still found, only not at once.
    if (found.size < 500) found.set(name, zone)
    return zone
  }
}

function plainZone(name: string): string | undefined {
  const offset = /^(?:UTC|GMT)?([+-])(\d{1,2})(?::?(\d\d))?$/i.exec(name)
  if (offset !== null) return offsetZone(offset[1] ?? '+', Number(offset[2]), Number(offset[3] ?? 0))
  // Only letters: what `Intl` makes of `+01` differs between versions of Node.
  if (!/^[A-Za-z0-9_+\-/ .]{1,80}$/.test(name)) return undefined
  if (/^[A-Za-z]/.test(name) && isZone(name)) return name
  const parts = name.split('/')
  return [3, 2].map((count) => parts.slice(-count).join('/')).find((tail) => parts.length > 2 && /^[A-Za-z]/.test(tail) && isZone(tail))
}

function offsetZone(sign: string, hours: number, minutes: number): string | undefined {
  if (hours > 14 || minutes > 59) return undefined
  return `${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}

/** Names for which `node-ical` takes the zone of the host: a guess, which is refused here. */
const guessed = /^(?:tzone:\/\/microsoft|customized time zone|\(no tz description\))/i

function windowsZone(name: string, parser: () => CalendarParser): string | undefined {
  // Only what such a name can hold goes into the text to be parsed.
  if (guessed.test(name) || !/^[\p{L}\p{N} ,.()'&+:/_-]{3,100}$/u.test(name)) return undefined
  try {
    const start: unknown = parseOne(parser(), [`DTSTART;TZID="${name}":20240701T120000`])?.start
    const zone: unknown = start instanceof Date && 'tz' in start ? start.tz : undefined
    return typeof zone === 'string' && /^[A-Za-z]/.test(zone) && zone !== name && isZone(zone) ? zone : undefined
  } catch (error) {
    if (isRoutingError(error)) throw error
    return undefined
  }
}
