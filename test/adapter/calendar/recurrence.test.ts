import { describe, expect, test } from 'vitest'
import { type BusyTimesOptions, busyTimes } from '../../../src/adapter/calendar/busyTimes.js'
import { at, calendarOf } from './calendarText.js'
import { parsers } from './parsers.js'

const march = { from: at('2026-03-01'), to: at('2026-04-01'), timeZone: 'Europe/Berlin', busy: true }

describe.each(parsers)('by %s', (_, parser) => {
  /** The starts in March 2026, as a clock in Berlin shows them: `10 09:00`. */
  function starts(events: readonly (readonly string[])[], options: Partial<BusyTimesOptions> = {}): string[] {
    const { away, problems } = busyTimes(calendarOf(...events), { ...march, parser: parser(), ...options })
    expect(problems).toEqual([])
    return away.map(({ from }) =>
      new Date(from).toLocaleString('sv-SE', { timeZone: 'Europe/Berlin', day: '2-digit', hour: '2-digit', minute: '2-digit' }),
    )
  }
  const series = (...more: string[]) => ['UID:s', 'DTSTART;TZID=Europe/Berlin:20260302T090000', 'DURATION:PT1H', ...more]
  const days = (date: string, ...more: string[]) => ['UID:d', `DTSTART;VALUE=DATE:${date}`, ...more]

  test.each([
    ['FREQ=WEEKLY', ['02 09:00', '09 09:00', '16 09:00', '23 09:00', '30 09:00']],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR', ['02 09:00', '06 09:00', '16 09:00', '20 09:00', '30 09:00']],
    ['FREQ=WEEKLY;COUNT=2', ['02 09:00', '09 09:00']],
    ['FREQ=WEEKLY;UNTIL=20260316T080000Z', ['02 09:00', '09 09:00', '16 09:00']],
    ['FREQ=WEEKLY;UNTIL=20260316T075959Z', ['02 09:00', '09 09:00']],
    ['FREQ=WEEKLY;UNTIL=20260316', ['02 09:00', '09 09:00', '16 09:00']],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', ['02 09:00', '31 09:00']],
    ['FREQ=MONTHLY;BYDAY=-1SU', ['02 09:00', '29 09:00']],
    ['FREQ=MONTHLY;BYMONTHDAY=-1,15', ['02 09:00', '15 09:00', '31 09:00']],
    ['FREQ=DAILY;BYHOUR=9,15;COUNT=4', ['02 09:00', '02 15:00', '03 09:00', '03 15:00']],
    ['FREQ=HOURLY;INTERVAL=5;COUNT=3', ['02 09:00', '02 14:00', '02 19:00']],
    ['freq=daily;interval=10;', ['02 09:00', '12 09:00', '22 09:00']],
  ])('%s', (rule, expected) => {
    expect(starts([series(`RRULE:${rule}`)])).toEqual(expected)
  })

  test('a start that its own rule does not name is an occurrence', () => {
    expect(starts([series('RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20260312')])).toEqual(['02 09:00', '03 09:00', '10 09:00'])
  })

  test('a series begun long ago keeps its rhythm', () => {
    const fortnightly = ['DTSTART;TZID=Europe/Berlin:19700105T090000', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;INTERVAL=2']
    // 2026-03-02 comes 20,510 days, which are 1,465 fortnights, after it.
    expect(starts([fortnightly])).toEqual(['02 09:00', '16 09:00', '30 09:00'])
    const lastOfMonth = ['DTSTART;TZID=Europe/Berlin:20200131T090000', 'DURATION:PT1H', 'RRULE:FREQ=MONTHLY']
    expect(starts([lastOfMonth])).toEqual(['31 09:00'])
  })

  test.each([
    // Only in a year that has one.
    [2026, 0],
    [2028, 1],
  ])('the 29th of February in %d', (year, times) => {
    const { away } = busyTimes(calendarOf(days('20240229', 'RRULE:FREQ=YEARLY')), {
      ...march,
      parser: parser(),
      from: at(`${year}-01-01`),
      to: at(`${year}-12-31`),
    })
    expect(away).toHaveLength(times)
  })

  test('the clock on the wall goes on when the clocks change', () => {
    expect(starts([series('RRULE:FREQ=DAILY;COUNT=30')]).slice(-4)).toEqual(['28 09:00', '29 09:00', '30 09:00', '31 09:00'])
  })

  test('whole days', () => {
    expect(starts([days('20260309', 'DTEND;VALUE=DATE:20260311', 'RRULE:FREQ=WEEKLY;UNTIL=20260323')])).toEqual([
      '09 00:00',
      '16 00:00',
      '23 00:00',
    ])
    // The last instant of the 23rd in Berlin, and the 23rd with a careless Z.
    expect(starts([days('20260309', 'RRULE:FREQ=WEEKLY;UNTIL=20260323T225959Z')])).toHaveLength(3)
    expect(starts([days('20260309', 'RRULE:FREQ=WEEKLY;UNTIL=20260323T000000Z')])).toHaveLength(3)
    expect(starts([days('20260309', 'RRULE:FREQ=WEEKLY;COUNT=2;BYHOUR=9,10,11')])).toEqual(['09 00:00', '16 00:00'])
  })

  test('one that began before the window and reaches into it', () => {
    expect(starts([days('20251228', 'DURATION:P10D', 'RRULE:FREQ=MONTHLY')])).toEqual(['28 00:00', '28 00:00'])
  })

  test.each([
    ['EXDATE;TZID=Europe/Berlin:20260309T090000', 1],
    ['EXDATE:20260309T080000Z,20260316T080000Z', 2],
    ['EXDATE;VALUE=DATE:20260309', 1],
    ['EXDATE;TZID=America/New_York:20260309T040000', 1],
    ['EXDATE:20260309T090000Z', 0],
    ['EXDATE:nonsense', 0],
    ['EXDATE;TZID=Nowhere/Land:20260309T170000', 0],
    ['EXRULE:FREQ=WEEKLY;INTERVAL=2', 3],
  ])('%s takes away %d', (line, gone) => {
    expect(starts([series('RRULE:FREQ=WEEKLY', line)])).toHaveLength(5 - gone)
  })

  test.each([
    ['RDATE;TZID=Europe/Berlin:20260305T110000,20260306T110000', ['02 09:00', '05 11:00', '06 11:00']],
    ['RDATE:20260305T100000Z', ['02 09:00', '05 11:00']],
    ['RDATE;VALUE=PERIOD:20260305T100000Z/PT3H', ['02 09:00', '05 11:00']],
    ['RDATE;VALUE=DATE:20260305', ['02 09:00', '05 09:00']],
    ['RDATE:20260302T080000Z', ['02 09:00']],
  ])('%s', (line, expected) => {
    expect(starts([series(line)])).toEqual(expected)
  })

  test('a period has a length of its own', () => {
    const ics = calendarOf(series('RDATE;VALUE=PERIOD:20260305T100000Z/20260305T130000Z,20260306T100000Z/PT2H'))
    const { away } = busyTimes(ics, { ...march, parser: parser() })
    expect(away.map(({ from, until }) => (until - from) / 3_600_000)).toEqual([1, 3, 2])
  })

  describe('RECURRENCE-ID', () => {
    const weekly = series('SEQUENCE:1', 'RRULE:FREQ=WEEKLY')
    const id = 'RECURRENCE-ID;TZID=Europe/Berlin:20260309T090000'
    const moved = ['UID:s', id, 'DTSTART;TZID=Europe/Berlin:20260310T140000', 'DURATION:PT1H']
    const others = ['02 09:00', '16 09:00', '23 09:00', '30 09:00']

    test.each([
      ['moved', [weekly, moved], [...others, '10 14:00']],
      ['moved, standing before its series', [moved, weekly], [...others, '10 14:00']],
      ['moved, in UTC', [weekly, ['UID:s', 'RECURRENCE-ID:20260309T080000Z', ...moved.slice(2)]], [...others, '10 14:00']],
      ['moved, by date', [weekly, ['UID:s', 'RECURRENCE-ID;VALUE=DATE:20260309', ...moved.slice(2)]], [...others, '10 14:00']],
      ['moved out of the window', [weekly, ['UID:s', id, 'DTSTART:20260510T140000Z', 'DURATION:PT1H']], others],
      ['cancelled', [weekly, [...moved, 'STATUS:CANCELLED']], others],
      ['free', [weekly, [...moved, 'TRANSP:TRANSPARENT']], others],
      [
        'moved twice: the later version',
        [weekly, [...moved, 'SEQUENCE:3'], ['UID:s', id, 'SEQUENCE:2', 'DTSTART:20260311T140000Z', 'DURATION:PT1H']],
        [...others, '10 14:00'],
      ],
      ['a whole day instead', [weekly, ['UID:s', id, 'DTSTART;VALUE=DATE:20260312']], [...others, '12 00:00']],
      ['of a series that is not here', [moved], ['10 14:00']],
      [
        'of another series',
        [weekly, ['UID:t', ...moved.slice(1)]],
        ['02 09:00', '09 09:00', '10 14:00', '16 09:00', '23 09:00', '30 09:00'],
      ],
    ])('%s', (_name, events, expected) => {
      expect(starts(events).toSorted()).toEqual(expected.toSorted())
    })

    test('from here on (RANGE=THISANDFUTURE)', () => {
      const from = [
        'UID:s',
        'RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260316T090000',
        'DTSTART;TZID=Europe/Berlin:20260317T100000',
        'DURATION:PT2H',
      ]
      expect(starts([weekly, from])).toEqual(['02 09:00', '09 09:00', '17 10:00', '24 10:00', '31 10:00'])
      expect(starts([weekly, [...from, 'STATUS:CANCELLED']])).toEqual(['02 09:00', '09 09:00'])
    })

    test('of several versions of a series the newest counts', () => {
      const cancelled = series('SEQUENCE:2', 'STATUS:CANCELLED')
      expect(starts([weekly, cancelled])).toEqual([])
      expect(starts([cancelled, weekly])).toEqual([])
      expect(starts([weekly, series('SEQUENCE:0')])).toHaveLength(5)
    })
  })
})

describe('by node-ical, zones of Windows', () => {
  test.each([
    ['W. Europe Standard Time', '2026-03-10T08:00:00.000Z'],
    ['Pacific Standard Time', '2026-03-10T16:00:00.000Z'],
    ['Eastern Standard Time', '2026-03-10T13:00:00.000Z'],
    ['(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna', '2026-03-10T08:00:00.000Z'],
    ['Tokyo Standard Time', '2026-03-10T00:00:00.000Z'],
  ])('%s', (zone, expected) => {
    const ics = calendarOf([`DTSTART;TZID="${zone}":20260310T090000`, 'DURATION:PT1H'])
    const { away, problems } = busyTimes(ics, march)
    expect(problems).toEqual([])
    expect(away.map(({ from }) => new Date(from).toISOString())).toEqual([expected])
  })
})
