import { describe, expect, test } from 'vitest'
import { type BusyTimesOptions, busyTimes } from '../../../src/adapter/calendar/busyTimes.js'
import { bruteForceParser } from './bruteForce.js'
import { at, calendarOf, shown } from './calendarText.js'

const march: BusyTimesOptions = { from: at('2026-03-01'), to: at('2026-04-01'), timeZone: 'UTC', busy: true, parser: bruteForceParser }
const good = ['UID:good', 'DTSTART;VALUE=DATE:20260310']
const goodShown = '2026-03-10T00:00 2026-03-11T00:00'

/** What becomes of a calendar that holds something bad beside something good. */
function read(ics: string, options: Partial<BusyTimesOptions> = {}) {
  const { away, problems } = busyTimes(ics, { ...march, ...options })
  return { away: away.map(shown), kinds: problems.map(({ kind }) => kind) }
}

describe('what is not read is told, and hides nothing else', () => {
  test.each([
    ['date', ['DTSTART:20260230T090000Z', 'DURATION:PT1H']],
    ['date', ['DTSTART:tomorrow']],
    ['date', ['DTSTART:20260310T250000Z']],
    ['date', ['DTSTART:\u000020260310']],
    ['date', ['DTSTART;VALUE=DATE:20260310', 'DTEND;VALUE=DATE:20260309']],
    ['date', ['DTSTART:20260310T090000Z', 'DTEND:20260310T080000Z']],
    ['date', ['DTSTART:20260310T090000Z', 'DURATION:-PT1H']],
    ['date', ['DTSTART:20260310T090000Z', 'DURATION:P']],
    ['date', ['DTSTART:20260310T090000Z', 'DURATION:PT1H', 'RECURRENCE-ID:?']],
    ['shape', ['SUMMARY:no start']],
    ['shape', ['DTSTART;VALUE=DATE:20260310', 'DTSTART;VALUE=DATE:20260311']],
    ['shape', ['DTSTART;VALUE="DATE:20260310']],
    ['rule', ['DTSTART;VALUE=DATE:20250305', 'RRULE:FREQ=HOURLY']],
    ['rule', ['DTSTART;VALUE=DATE:20250305', 'RRULE:FREQ=SOMETIMES']],
    ['rule', ['DTSTART;VALUE=DATE:20250305', 'RRULE:FREQ=DAILY;UNTIL=never']],
    ['date', ['DTSTART;VALUE=DATE:20250305', 'RDATE;VALUE=DATE:20260399']],
  ])('%s: %j', (kind, lines) => {
    const bad = ['UID:bad', ...lines]
    expect(read(calendarOf(bad, good))).toEqual({ away: [goodShown], kinds: [kind] })
    expect(read(calendarOf(good, bad))).toEqual({ away: [goodShown], kinds: [kind] })
  })

  test('timed events that are not asked for are no problem', () => {
    const bad = ['UID:bad', 'DTSTART;TZID=Nowhere/At All:20260310T090000', 'DTEND:?', 'RRULE:FREQ=SOMETIMES']
    expect(read(calendarOf(bad, good), { busy: false })).toEqual({ away: [goodShown], kinds: [] })
  })

  test('a problem says the line', () => {
    expect(busyTimes(calendarOf(good, ['DTSTART:?']), march).problems).toEqual([
      { kind: 'date', message: 'The DTSTART "?" is no date.', line: 8 },
    ])
  })
})

describe('a zone that nobody knows', () => {
  const unknown = (date: string, ...more: string[]) => ['UID:z', `DTSTART;TZID=Nowhere/Land:${date}T090000`, 'DURATION:PT1H', ...more]

  test.each([
    'Nowhere/Land',
    'Customized Time Zone',
    'tzone://Microsoft/Custom',
    '(no TZ description)',
    '__proto__',
    'constructor',
    '+99:00',
    '',
  ])('%j is a problem for the time in which the event may be', (zone) => {
    const ics = calendarOf([`DTSTART;TZID="${zone}":20260310T090000`, 'DURATION:PT1H'])
    const { away, problems } = busyTimes(ics, march)
    expect(away).toEqual([])
    expect(problems.map((problem) => [problem.kind, shown({ from: problem.from ?? 0, until: problem.until ?? 0 })])).toEqual([
      ['zone', '2026-03-09T09:00 2026-03-11T10:00'],
    ])
  })

  test.each([
    ['20260101', [], []],
    ['20260520', [], []],
    ['20250110', ['RRULE:FREQ=MONTHLY'], ['zone']],
    ['20250110', ['RRULE:FREQ=MONTHLY;COUNT=3'], []],
  ])('%s %j: only where it can matter', (date, more, kinds) => {
    expect(read(calendarOf(unknown(date, ...more))).kinds).toEqual(kinds)
  })
})

describe('files that are not whole', () => {
  const whole = calendarOf(good)

  test.each([
    ['', ['shape']],
    ['<!doctype html><title>Sign in</title>', ['shape']],
    ['\u0000\u0000\u0000', ['shape']],
    ['{"error":"gone"}', ['shape']],
  ])('%j is no calendar', (text, kinds) => {
    expect(read(text)).toEqual({ away: [], kinds })
  })

  test('an empty calendar is one', () => {
    expect(read(calendarOf())).toEqual({ away: [], kinds: [] })
  })

  test('cut off anywhere, it says so', () => {
    for (let end = 0; end < whole.length - 2; end++) expect(read(whole.slice(0, end)).kinds, `after ${end}`).not.toEqual([])
  })

  test('a lost END:VEVENT loses no event', () => {
    const ics = whole.replace('END:VEVENT\r\n', 'BEGIN:VEVENT\r\nUID:c\r\nDTSTART;VALUE=DATE:20260312\r\nEND:VEVENT\r\n')
    expect(read(ics)).toEqual({ away: [goodShown, '2026-03-12T00:00 2026-03-13T00:00'], kinds: ['shape'] })
  })

  test('broken folding of what is never read does no harm', () => {
    const ics = calendarOf(['DTSTART;VALUE=DATE:20260310', 'DESCRIPTION:first', 'second: DTSTART', '', 'third', ' END:VEVENT'])
    expect(read(ics)).toEqual({ away: [goodShown], kinds: [] })
  })

  test('what stands in an alarm or a to-do is not the event', () => {
    const alarm = ['BEGIN:VALARM', 'DURATION:PT15M', 'DTSTART:?', 'END:VALARM']
    const ics = calendarOf([...good, ...alarm]).replace('END:VCALENDAR', 'BEGIN:VTODO\r\nDTSTART:?\r\nEND:VTODO\r\nEND:VCALENDAR')
    expect(read(ics)).toEqual({ away: [goodShown], kinds: [] })
  })

  test.each([
    ['LF', whole.replaceAll('\r\n', '\n')],
    ['CR', whole.replaceAll('\r\n', '\r')],
    ['a byte order mark', `\uFEFF${whole}`],
    ['small letters', whole.toLowerCase()],
  ])('%s is read', (_, text) => {
    expect(read(text)).toEqual({ away: [goodShown], kinds: [] })
  })
})
