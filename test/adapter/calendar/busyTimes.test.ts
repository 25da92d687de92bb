import { describe, expect, test } from 'vitest'
import { type BusyTimesOptions, busyTimes } from '../../../src/adapter/calendar/busyTimes.js'
import { bruteForceParser } from './bruteForce.js'
import { at, calendarOf, shown } from './calendarText.js'

const march: BusyTimesOptions = { from: at('2026-03-01'), to: at('2026-04-01'), timeZone: 'Europe/Berlin', parser: bruteForceParser }
const day = ['UID:a', 'SUMMARY:Knee surgery', 'DTSTART;VALUE=DATE:20260310', 'DTEND;VALUE=DATE:20260312']
const hour = ['UID:b', 'SUMMARY:Lawyer', 'DTSTART:20260310T090000Z', 'DTEND:20260310T100000Z']

function away(ics: string, options: Partial<BusyTimesOptions> = {}): string[] {
  const { away: found, problems } = busyTimes(ics, { ...march, ...options })
  expect(problems).toEqual([])
  return found.map(shown)
}

describe('whole days are days of the rep', () => {
  test.each([
    ['Europe/Berlin', '2026-03-09T23:00 2026-03-11T23:00'],
    ['UTC', '2026-03-10T00:00 2026-03-12T00:00'],
    ['America/Los_Angeles', '2026-03-10T07:00 2026-03-12T07:00'],
    ['Pacific/Auckland', '2026-03-09T11:00 2026-03-11T11:00'],
    ['Asia/Kathmandu', '2026-03-09T18:15 2026-03-11T18:15'],
    ['+05:30', '2026-03-09T18:30 2026-03-11T18:30'],
  ])('%s', (timeZone, expected) => {
    expect(away(calendarOf(day), { timeZone })).toEqual([expected])
  })

  test('a day on which the clocks change is as long as the clocks make it', () => {
    const ics = calendarOf(['UID:a', 'DTSTART;VALUE=DATE:20260329'])
    expect(away(ics)).toEqual(['2026-03-28T23:00 2026-03-29T22:00'])
  })

  test.each([
    ['DTSTART;VALUE=DATE:20260310', '2026-03-10T00:00 2026-03-11T00:00'],
    ['DTSTART;VALUE=DATE:20260310\r\nDURATION:P3D', '2026-03-10T00:00 2026-03-13T00:00'],
    ['DTSTART;VALUE=DATE:20260310\r\nDURATION:P1W', '2026-03-10T00:00 2026-03-17T00:00'],
    ['DTSTART;VALUE=DATE:20260310\r\nDTEND;VALUE=DATE:20260310', '2026-03-10T00:00 2026-03-11T00:00'],
    ['DTSTART:20260310Z', '2026-03-10T00:00 2026-03-11T00:00'],
    ['DTSTART:20260310', '2026-03-10T00:00 2026-03-11T00:00'],
    ['dtstart;value=date:20260310', '2026-03-10T00:00 2026-03-11T00:00'],
    ['DTSTART;VALUE=DATE\r\n :20260\r\n\t310', '2026-03-10T00:00 2026-03-11T00:00'],
    ['DTSTART;X-NOTE="a;b:c";VALUE=DATE:20260310', '2026-03-10T00:00 2026-03-11T00:00'],
  ])('%j', (lines, expected) => {
    expect(away(calendarOf([lines]), { timeZone: 'UTC' })).toEqual([expected])
  })
})

describe('timed events count when asked for', () => {
  test.each([
    [hour, false, []],
    [hour, true, ['2026-03-10T09:00 2026-03-10T10:00']],
    [['DTSTART;TZID=America/New_York:20260310T090000', 'DURATION:PT1H30M'], true, ['2026-03-10T13:00 2026-03-10T14:30']],
    [['DTSTART:20260310T090000', 'DURATION:PT1H'], true, ['2026-03-10T08:00 2026-03-10T09:00']],
    [['DTSTART;TZID=/mozilla.org/20050126_1/Asia/Tokyo:20260310T090000', 'DURATION:PT1H'], true, ['2026-03-10T00:00 2026-03-10T01:00']],
    [['DTSTART;TZID="UTC+02:00":20260310T090000', 'DURATION:PT1H'], true, ['2026-03-10T07:00 2026-03-10T08:00']],
    // Twice on the clock: the first; never: an hour later (RFC 5545, 3.3.5).
    [['DTSTART;TZID=Europe/Berlin:20260329T023000', 'DURATION:PT1H'], true, ['2026-03-29T01:30 2026-03-29T02:30']],
    // Days of a duration are days of the calendar, hours are exact.
    [['DTSTART;TZID=Europe/Berlin:20260328T120000', 'DURATION:P1D'], true, ['2026-03-28T11:00 2026-03-29T10:00']],
    [['DTSTART;TZID=Europe/Berlin:20260328T120000', 'DURATION:PT24H'], true, ['2026-03-28T11:00 2026-03-29T11:00']],
    // No length: nobody is away.
    [['DTSTART:20260310T090000Z'], true, []],
  ])('%j busy: %j', (lines, busy, expected) => {
    expect(away(calendarOf(lines), { busy })).toEqual(expected)
  })

  test('an hour that the clock shows twice is the first', () => {
    const ics = calendarOf(['DTSTART;TZID=Europe/Berlin:20261025T023000', 'DURATION:PT1H'])
    expect(away(ics, { busy: true, from: at('2026-10-01'), to: at('2026-11-01') })).toEqual(['2026-10-25T00:30 2026-10-25T01:30'])
  })

  test('a whole day that Outlook writes as midnight to midnight', () => {
    const ics = calendarOf([
      'DTSTART;TZID=America/New_York:20260310T000000',
      'DTEND;TZID=America/New_York:20260312T000000',
      'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
    ])
    expect(away(ics)).toEqual(['2026-03-09T23:00 2026-03-11T23:00'])
  })
})

test.each([
  'TRANSP:TRANSPARENT',
  'STATUS:CANCELLED',
  'X-MICROSOFT-CDO-BUSYSTATUS:FREE',
  'X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE',
  'status:cancelled',
])('%s makes nobody absent, even if it cannot be read', (mark) => {
  expect(away(calendarOf([...day, mark]))).toEqual([])
  expect(away(calendarOf(['UID:x', 'DTSTART;VALUE=DATE:nonsense', mark]))).toEqual([])
})

test.each(['TRANSP:OPAQUE', 'STATUS:TENTATIVE', 'X-MICROSOFT-CDO-BUSYSTATUS:OOF', 'CLASS:PRIVATE'])(
  '%s is no reason to be there',
  (mark) => {
    expect(away(calendarOf([...day, mark]))).toHaveLength(1)
  },
)

describe('titles are private', () => {
  test('by default the reason says no more than the kind', () => {
    const result = busyTimes(calendarOf(day, hour), { ...march, busy: true })
    expect(result.away.map(({ reason }) => reason)).toEqual(['vacation', 'calendar'])
    expect(JSON.stringify(result)).not.toMatch(/Knee|Lawyer/)
  })

  test.each([
    ['Knee surgery', 'Knee surgery'],
    ['Zoo\\, then\\nlunch\\; \\\\o/', 'Zoo, then lunch; \\o/'],
    ['', 'vacation'],
    ['\u0000 \u001b[31m', '[31m'],
  ])('asked for: %j', (title, expected) => {
    const ics = calendarOf(['DTSTART;VALUE=DATE:20260310', `SUMMARY:${title}`])
    expect(busyTimes(ics, { ...march, reasons: true }).away[0]?.reason).toBe(expected)
  })
})

test('only what overlaps the window, sorted', () => {
  const on = (date: string) => [`DTSTART;VALUE=DATE:${date}`]
  const ics = calendarOf(on('20260401'), on('20260331'), on('20260228'), on('20260301'))
  expect(away(ics, { timeZone: 'UTC' })).toEqual(['2026-03-01T00:00 2026-03-02T00:00', '2026-03-31T00:00 2026-04-01T00:00'])
})

test.each([
  [{ from: Number.NaN }, /400 days/],
  [{ from: march.to }, /400 days/],
  [{ to: Number.POSITIVE_INFINITY }, /400 days/],
  [{ to: march.from + 401 * 86_400_000 }, /400 days/],
  [{ timeZone: 'Mars/Olympus' }, /Mars/],
  [{ timeZone: '' }, /timeZone/],
  [{ maxEvents: 0 }, /maxEvents/],
])('options %j are refused', (options, message) => {
  expect(() => busyTimes(calendarOf(day), { ...march, ...options })).toThrow(
    expect.objectContaining({ code: 'badOptions', message: expect.stringMatching(message) }),
  )
})
