import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readRule } from '../../../src/adapter/calendar/rule.js'
import { scheduleOf } from '../../../src/adapter/calendar/schedule.js'
import { walk } from '../../../src/adapter/calendar/walk.js'
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
    joined(fc.constantFrom('FREQ=HOURLY', 'FREQ=DAILY'), maybe('BYDAY', list(weekday)), hours),
    joined(fc.constant('FREQ=DAILY;BYHOUR=15,9,11;BYSETPOS='), list(fc.constantFrom(1, 2, -1)), maybe('BYDAY', list(weekday))),
    joined(
      fc.constant('FREQ=YEARLY'),
      maybe('BYYEARDAY', list(fc.constantFrom(1, 60, 200, 366, -1, -306))),
      months,
      maybe('BYDAY', list(weekday)),
    ),
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
  test('makes what the rule makes that is walked from its start', { timeout: 300_000 }, () => {
    const library = parser()
    let [met, refused] = [0, 0]
    const runs = 400
    fc.assert(
      fc.property(rule, start, window, (text, begun, [after, length]) => {
        const read = readRule(text)
        if (typeof read === 'string') {
          expect([read, text]).toEqual(['it is yearly and names its days in two ways at once', expect.stringMatching(/^FREQ=YEARLY;BY/)])
          refused++
          return
        }
        const [from, to] = [begun + after * day, begun + (after + length) * day]
        const schedule = scheduleOf(read, begun, undefined, from, to)
        const expected = bruteForce(text, begun, to).filter((wall) => wall >= from)
        if (expected.length > 0) met++
        if (schedule === undefined) {
          expect(expected, text).toEqual([])
          return
        }
        const found = walk(schedule, from, () => library)
        expect(found, `${text} as ${JSON.stringify(schedule.walk)}`).toEqual(expected)
        expect(expected.length, text).toBeLessThanOrEqual(schedule.steps)
      }),
      { numRuns: runs },
    )
    // A rule that names nothing within the window proves little.
    expect(met).toBeGreaterThan(runs / 4)
    expect(refused).toBeLessThan(runs / 6)
  })
})
