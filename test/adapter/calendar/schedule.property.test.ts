import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseOne } from '../../../src/adapter/calendar/parser.js'
import { readRule } from '../../../src/adapter/calendar/rule.js'
import { digits, scheduleOf } from '../../../src/adapter/calendar/schedule.js'
import { bruteForce } from './bruteForce.js'
import { parsers } from './parsers.js'

const day = 86_400_000

const list = (values: fc.Arbitrary<string | number>) =>
  fc.uniqueArray(values, { minLength: 1, maxLength: 3 }).map((found) => found.join(','))
const weekday = fc.constantFrom('SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA')
const maybe = (name: string, values: fc.Arbitrary<string>) =>
  fc.option(
    values.map((value) => `;${name}=${value}`),
    { nil: '', freq: 2 },
  )
const months = maybe('BYMONTH', list(fc.integer({ min: 1, max: 12 })))
const monthDays = maybe('BYMONTHDAY', list(fc.constantFrom(1, 15, 28, 29, 30, 31, -1, -2)))
const hours = maybe('BYHOUR', list(fc.integer({ min: 0, max: 23 })))
const numbered = fc.tuple(fc.constantFrom('', '1', '2', '-1', '5'), weekday).map((parts) => parts.join(''))
const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((found) => found.join(''))

const rule = joined(
  fc.oneof(
    joined(fc.constantFrom('FREQ=HOURLY', 'FREQ=DAILY'), months, monthDays),
    joined(fc.constant('FREQ=WEEKLY'), maybe('BYDAY', list(weekday)), maybe('WKST', weekday), hours),
    joined(fc.constantFrom('FREQ=MONTHLY', 'FREQ=YEARLY'), maybe('BYDAY', list(numbered)), monthDays, months, hours),
    joined(fc.constant('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS='), list(fc.constantFrom(1, 2, -1, -3))),
  ),
  maybe('INTERVAL', fc.integer({ min: 1, max: 7 }).map(String)),
  maybe('COUNT', fc.integer({ min: 1, max: 60 }).map(String)),
)
const start = fc.integer({ min: 0, max: 18 * 365 }).map((days) => Date.UTC(2008, 0) + days * day + 9 * 3_600_000 + 30 * 60_000)
const window = fc
  .integer({ min: -40, max: 900 })
  .chain((after) => fc.integer({ min: 1, max: 60 }).map((length) => [after, length] as const))

describe.each(parsers)('a rule begun near the window, by %s', (_, parser) => {
  test('makes what the rule makes that is walked from its start', () => {
    const library = parser()
    let met = 0
    const runs = 600
    fc.assert(
      fc.property(rule, start, window, (text, begun, [after, length]) => {
        const read = readRule(text)
        if (typeof read === 'string') throw new Error(`${text}: ${read}`)
        const [from, to] = [begun + after * day, begun + (after + length) * day]
        const schedule = scheduleOf(read, begun, undefined, from, to)
        const expected = bruteForce(text, begun, to).filter((wall) => wall >= from)
        if (expected.length > 0) met++
        if (schedule === undefined) {
          expect(expected, text).toEqual([])
          return
        }
        const event = parseOne(library, [`DTSTART:${digits(schedule.start)}`, `RRULE:${schedule.rule}`]) as {
          rrule: { between(from: Date, to: Date, inclusive: boolean): Date[] }
        }
        const found = event.rrule.between(new Date(from), new Date(to), true).map((date) => date.getTime())
        expect(
          found.filter((wall) => wall >= begun),
          `${text} as ${schedule.rule}`,
        ).toEqual(expected)
        expect(expected.length, text).toBeLessThanOrEqual(schedule.steps)
      }),
      { numRuns: runs },
    )
    // A rule that names nothing within the window proves little.
    expect(met).toBeGreaterThan(runs / 4)
  })
})
