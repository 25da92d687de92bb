import { createRequire } from 'node:module'
import { RoutingError } from '../../errors.js'

/** What is asked of `node-ical`: its whole module fits. */
export interface CalendarParser {
  readonly sync: { parseICS(text: string): { readonly [uid: string]: unknown } }
}

/**
 * The optional peer `node-ical`, loaded when the first recurrence or foreign zone asks for it.
 *
 * @throws RoutingError `badOptions` where it is not installed
 */
export function findParser(): CalendarParser {
  let module: unknown
  try {
    module = createRequire(import.meta.url)('node-ical')
  } catch (cause) {
    throw new RoutingError('badOptions', {
      detail: 'Calendars need the package `node-ical`: run `npm install node-ical@0.26`, or pass the module as `parser`.',
      cause,
    })
  }
  if (isParser(module)) return module
  // What a bundler makes of a module of the other kind.
  if (typeof module === 'object' && module !== null && 'default' in module && isParser(module.default)) return module.default
  throw new RoutingError('badOptions', { detail: 'The package `node-ical` has another shape than expected: install 0.26 or newer.' })
}

export function isParser(module: unknown): module is CalendarParser {
  const sync: unknown = typeof module === 'object' && module !== null && 'sync' in module ? module.sync : undefined
  return typeof sync === 'object' && sync !== null && 'parseICS' in sync && typeof sync.parseICS === 'function'
}

/** The one event of a text made here: never of a text from outside, whose names and UIDs are no keys to trust. */
export function parseOne(parser: CalendarParser, lines: readonly string[]): { readonly [field: string]: unknown } | undefined {
  const text = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:one', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')
  const parsed = parser.sync.parseICS(text)
  const event: unknown = Object.hasOwn(parsed, 'one') ? parsed.one : undefined
  return typeof event === 'object' && event !== null ? (event as { readonly [field: string]: unknown }) : undefined
}
