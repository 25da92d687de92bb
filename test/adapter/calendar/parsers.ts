import nodeIcal from 'node-ical'
import type { CalendarParser } from '../../../src/adapter/calendar/parser.js'
import { bruteForceParser } from './bruteForce.js'

/** What recurrences are tried with: the plain measure, and the library that users have, handed over as it is. */
export const parsers: readonly (readonly [string, () => CalendarParser])[] = [
  ['brute force', () => bruteForceParser],
  ['node-ical', () => nodeIcal],
]
