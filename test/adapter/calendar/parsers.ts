import { type CalendarParser, findParser } from '../../../src/adapter/calendar/parser.js'
import { bruteForceParser } from './bruteForce.js'

/** What recurrences are tried with: the plain measure, and the library that users have. Loaded late, so that only its own cases need it. */
export const parsers: readonly (readonly [string, () => CalendarParser])[] = [
  ['brute force', () => bruteForceParser],
  ['node-ical', findParser],
]
