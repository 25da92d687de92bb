import { expect, test } from 'vitest'
import { holidayTables, rosterCalendar } from '../../src/door/availability.js'
import { errorOf } from '../../src/testing/storeContractCase.js'

const at = (text: string): number => Date.parse(text)
const tables = holidayTables({ DE: { '2026-10-03': 'Unity Day' }, company: { '2026-10-05': 'Bridge day', '2026-10-03': 'Party' } })
const office = ['09:00-12:30', '13:30-18:00']

test.each([
  ['a week in the zone of the rep', { timeZone: 'Europe/Berlin', hours: { 'mon-fri': office } }],
  ['in one text', { timeZone: 'Europe/Berlin', hours: { 'mon-fri': '09:00-12:30; 13:30-18:00' } }],
  ['a week under its name', { timeZone: 'Europe/Berlin', hours: { week: { 'mon-fri': office } } }],
  ['with dates', { timeZone: 'Europe/Berlin', hours: { week: { 'mon-fri': office }, dates: { '2026-12-24': [] } } }],
  ['in a zone of its own', { timeZone: 'Asia/Tokyo', hours: { timeZone: 'Europe/Berlin', week: { 'mon-fri': office } } }],
  ['in a zone of its own alone', { hours: { timeZone: 'Europe/Berlin', week: { 'mon-fri': office } } }],
])('hours of a rep: %s', (_, fields) => {
  const calendar = rosterCalendar()({ id: 'ana', ...fields })
  // Friday, 16:00 in Berlin, and four hours of work: Monday, 11:00. Clocks went forward on Sunday.
  expect(calendar?.after(at('2026-03-27T15:00:00Z'), 4 * 3_600_000)).toBe(at('2026-03-30T09:00:00Z'))
})

test('holidays by the names of their tables; the first names a date that two have', () => {
  const calendarOf = rosterCalendar({ holidays: tables })
  const rep = { id: 'ana', timeZone: 'Europe/Berlin', hours: { 'mon-sun': '09:00-17:00' }, holidays: ['DE', 'company'] }
  const calendar = calendarOf(rep)
  expect(['2026-10-03T10:00:00Z', '2026-10-05T10:00:00Z', '2026-10-06T10:00:00Z'].map((text) => calendar?.holiday(at(text)))).toEqual([
    'Unity Day',
    'Bridge day',
    undefined,
  ])
  expect(calendarOf({ ...rep, holidays: 'company;DE' })?.holiday(at('2026-10-03T10:00:00Z'))).toBe('Party')
})

test('holidays without hours: every other day, all day, in the zone of the rep', () => {
  const calendar = rosterCalendar({ holidays: tables })({ id: 'ana', timeZone: 'Asia/Tokyo', holidays: ['DE'] })
  expect(
    ['2026-10-02T14:59:59Z', '2026-10-02T15:00:00Z', '2026-10-03T14:59:59Z', '2026-10-03T15:00:00Z'].map((text) =>
      calendar?.open(at(text)),
    ),
  ).toEqual([true, false, false, true])
})

test('neither hours nor holidays: no calendar', () => {
  const calendarOf = rosterCalendar({ holidays: tables })
  expect([{ id: 'a' }, { id: 'b', timeZone: 'UTC' }, { id: 'c', hours: null, holidays: [] }].map((rep) => calendarOf(rep))).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

test('reps of the same hours share one calendar; other holidays are another one', () => {
  const calendarOf = rosterCalendar({ holidays: tables })
  const rep = { timeZone: 'UTC', hours: { mon: '09:00-17:00' } }
  expect(calendarOf({ id: 'a', ...rep })).toBe(calendarOf({ id: 'b', ...rep, hours: { mon: ['09:00-17:00'] } }))
  expect(calendarOf({ id: 'a', ...rep })).not.toBe(calendarOf({ id: 'c', ...rep, holidays: ['DE'] }))
})

test('fields under other names', () => {
  const calendar = rosterCalendar({ holidays: tables, repFields: { timeZone: 'zone', hours: 'shifts', holidays: 'free' } })({
    id: 'ana',
    hours: 40,
    zone: 'UTC',
    shifts: { 'mon-sun': '09:00-17:00' },
    free: ['DE'],
  })
  expect(calendar?.holiday(at('2026-10-03T10:00:00Z'))).toBe('Unity Day')
})

test('what cannot be read is an error with its place; a table that is not there names those that are', async () => {
  expect(await errorOf(async () => rosterCalendar()({ id: 'ana', timeZone: 'UTC', hours: { mon: ['09:00-25:00'] } }))).toMatchObject({
    code: 'badRoster',
    issues: [{ path: ['ana', 'hours', 'mon', 0] }],
  })
  expect(await errorOf(async () => rosterCalendar({ holidays: tables })({ id: 'ana', timeZone: 'UTC', holidays: ['FR'] }))).toMatchObject({
    code: 'badOptions',
    issues: [{ message: 'No table of holidays is called "FR".', hint: 'There are: DE, company.' }],
  })
})
