import { describe, expect, test } from 'vitest'
import { busyTimes } from '../../../src/adapter/calendar/busyTimes.js'
import type { CalendarParser } from '../../../src/adapter/calendar/parser.js'
import { at, calendarOf } from './calendarText.js'
import { parsers } from './parsers.js'

const march = { from: at('2026-03-01'), to: at('2026-04-01'), timeZone: 'UTC', busy: true }
const good = ['UID:good', 'DTSTART;VALUE=DATE:20260310']
const from = (...lines: string[]) => ['UID:bad', 'DTSTART:20200101T000000Z', 'DURATION:PT1M', ...lines]

/** Asked for nothing: what is refused here is refused before any library sees it. */
const untouched: CalendarParser = {
  sync: {
    parseICS() {
      throw new Error('it was asked')
    },
  },
}

describe('refused before it is worked out', () => {
  test.each([
    ['tooMuch', 'FREQ=SECONDLY'],
    ['tooMuch', 'FREQ=MINUTELY'],
    ['tooMuch', 'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;COUNT=1'],
    ['tooMuch', `FREQ=DAILY;BYHOUR=${upTo(23)};BYMINUTE=${upTo(59)};BYSECOND=${upTo(59)}`],
    ['tooMuch', `FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=${upTo(9).slice(2)};BYHOUR=${upTo(23)};BYMINUTE=${upTo(59)};BYSETPOS=-1`],
    ['tooMuch', 'FREQ=HOURLY;BYMINUTE=0;COUNT=999999999'],
    ['rule', 'FREQ=DAILY;INTERVAL=0'],
    ['rule', 'FREQ=DAILY;INTERVAL=-1'],
    ['rule', 'FREQ=DAILY;INTERVAL=1e9'],
    ['rule', 'FREQ=DAILY;COUNT=99999999999999999999'],
    ['rule', 'FREQ=MONTHLY;BYSETPOS=1'],
    ['rule', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0'],
    ['rule', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=367'],
    ['rule', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=NaN'],
    ['rule', 'FREQ=MONTHLY;BYDAY=54MO'],
    ['rule', 'FREQ=WEEKLY;BYDAY=2MO'],
    ['rule', 'FREQ=DAILY;BYHOUR=24'],
    ['rule', 'FREQ=DAILY;BYMONTH='],
    ['rule', 'FREQ=DAILY;FREQ=SECONDLY'],
    ['rule', 'FREQ=DAILY;COUNT=3;UNTIL=20270101'],
    ['rule', 'FREQ=DAILY;__proto__=1'],
    ['rule', 'FREQ=DAILY;WKST=XX'],
    ['rule', 'RSCALE=CHINESE;FREQ=YEARLY'],
    ['rule', 'FREQ=DAILY\u0000'],
    ['rule', `FREQ=DAILY;BYMONTHDAY=${'1,'.repeat(50_000)}1`],
    ['rule', ''],
  ])('%s: %s', (kind, rule) => {
    const { away, problems } = busyTimes(calendarOf(from(`RRULE:${rule}`), good), { ...march, parser: untouched })
    expect(away).toHaveLength(1)
    expect(problems.map((problem) => [problem.kind, problem.from])).toEqual([[kind, at('2020-01-01')]])
    expect(problems[0]?.message.length).toBeLessThan(200)
  })
})

function upTo(most: number): string {
  return Array.from({ length: most + 1 }, (_, index) => index).join(',')
}

describe.each(parsers)('worked out within bounds, by %s', (_, parser) => {
  test.each([
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 0],
    ['FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2,4,6,9,11', 0],
    ['FREQ=SECONDLY;COUNT=5', 0],
    ['FREQ=SECONDLY;UNTIL=20200101T000500Z', 0],
    ['FREQ=DAILY;COUNT=999999999', 31],
    ['FREQ=SECONDLY;INTERVAL=86400', 31],
  ])('%s', (rule, occurrences) => {
    const { away, problems } = busyTimes(calendarOf(from(`RRULE:${rule}`), good), { ...march, parser: parser() })
    // A rule that can never be met may also be told as one that cannot be worked out.
    expect(away.length + problems.length).toBeGreaterThanOrEqual(occurrences + 1)
    expect(away.length).toBe(occurrences + 1)
  })

  // Were each walked on to the limit of the library, this would take minutes.
  test('rules that are never met again cost no more than others', { timeout: 120_000 }, () => {
    const rules = ['FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=32', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6', 'FREQ=YEARLY;BYDAY=53MO;INTERVAL=2']
    const events = Array.from({ length: 300 }, (_value, index) => [`UID:${index}`, ...from(`RRULE:${rules[index % 3]}`).slice(1)])
    const { away, problems } = busyTimes(calendarOf(good, ...events), { ...march, parser: parser() })
    expect(away).toHaveLength(1)
    // There is no 32nd; the others are looked for, and found not to come.
    expect(problems.map(({ kind }) => kind)).toEqual(Array(100).fill('rule'))
  })

  test('many rules share one budget', () => {
    const rules = Array.from({ length: 5000 }, (_value, index) => [`UID:${index}`, ...from('RRULE:FREQ=DAILY').slice(1)])
    const { away, problems } = busyTimes(calendarOf(good, ...rules), { ...march, parser: parser(), maxSteps: 2000 })
    expect(away.length).toBeGreaterThan(30)
    expect(away.length).toBeLessThan(2000)
    expect(problems.filter(({ kind }) => kind === 'tooMuch').length).toBeGreaterThan(4900)
  })
})

describe('floods', () => {
  test('100,000 events: as many as the limit allows, and it is told', () => {
    const { away, problems } = busyTimes(calendarOf(good, ...Array.from({ length: 100_000 }, () => ['DTSTART;VALUE=DATE:20270101'])), march)
    expect(away).toHaveLength(1)
    expect(problems.map(({ kind }) => kind)).toEqual(['tooMuch'])
  })

  test('a file that is too large is not read', () => {
    const { away, problems } = busyTimes(calendarOf(good), { ...march, maxSize: 50 })
    expect([away, problems.map(({ kind }) => kind)]).toEqual([[], ['tooMuch']])
  })

  test.each(['RDATE', 'EXDATE'])('a flood of %s', (name) => {
    const many = Array.from({ length: 2000 }, () => `${name}:${'20260311T000000Z,'.repeat(100)}20260000`)
    const { away, problems } = busyTimes(calendarOf(from('RRULE:FREQ=YEARLY', ...many), good), march)
    expect(away.length).toBeLessThanOrEqual(2)
    expect(problems.some(({ kind }) => kind === 'tooMuch')).toBe(true)
  })

  test.each([
    ['a line of 4 MB', `DESCRIPTION:${'x'.repeat(4_000_000)}`, []],
    ['a line folded a million times', `DESCRIPTION:${'\n x'.repeat(1_000_000)}`, []],
    ['a date of 4 MB', `DTEND:${'9'.repeat(4_000_000)}`, ['shape']],
    ['a million parameters', `DTEND${';A=B'.repeat(1_000_000)}:20260310T000000Z`, ['shape']],
    ['open quotes', `DTEND;X="${'"'.repeat(100_000)}:20260310T000000Z`, ['shape']],
    ['a million carriage returns', '\r'.repeat(1_000_000), []],
    ['NUL everywhere', '\u0000'.repeat(1_000_000), []],
    ['a deep nest', 'BEGIN:X\n'.repeat(200_000) + 'END:X\n'.repeat(200_000), []],
  ])('%s', (_, line, kinds) => {
    const { problems } = busyTimes(calendarOf(['DTSTART:20260310T000000Z', line], good), march)
    expect(new Set(problems.map(({ kind }) => kind))).toEqual(new Set(kinds))
  })

  test('names that objects have by birth', () => {
    const named = (uid: string) => [`UID:${uid}`, 'DTSTART;VALUE=DATE:20260310', '__proto__:x', 'CONSTRUCTOR:x', 'X-__PROTO__:x']
    const { away, problems } = busyTimes(calendarOf(named('__proto__'), named('constructor'), named('toString')), march)
    expect([away.length, problems]).toEqual([3, []])
    expect(Object.hasOwn(Object.prototype, 'val')).toBe(false)
  })

  test('a library that throws, or answers nonsense, hides nothing else', () => {
    for (const answer of [
      undefined,
      null,
      1,
      {},
      { rrule: 1 },
      { rrule: { all: 1 } },
      { rrule: { all: (take: (date: unknown) => boolean) => take(new Date(Number.NaN)) } },
    ]) {
      const parser: CalendarParser = { sync: { parseICS: () => ({ one: answer }) } }
      const { away, problems } = busyTimes(calendarOf(from('RRULE:FREQ=WEEKLY'), good), { ...march, parser })
      expect([away.length, problems.map(({ kind }) => kind)]).toEqual([1, ['rule']])
    }
    const { problems } = busyTimes(calendarOf(from('RRULE:FREQ=WEEKLY'), good), { ...march, parser: untouched })
    expect(problems.map(({ kind }) => kind)).toEqual(['rule'])
  })
})
