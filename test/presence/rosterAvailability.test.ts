import { describe, expect, test } from 'vitest'
import { holidayTables, rosterAvailability } from '../../src/door/availability.js'

const at = (text: string): number => Date.parse(text)
const tables = holidayTables({ DE: { '2026-10-05': 'Bridge day' } })
const presenceOf = (fields: object, now: string, options = { holidays: tables }) => {
  const presence = rosterAvailability(options)({ id: 'ana', ...fields }, { now: at(now) })
  if (typeof presence === 'boolean') return presence
  return presence.until === undefined ? presence.away : `${presence.away} until ${new Date(presence.until).toISOString().slice(0, 16)}`
}

const berlin = { timeZone: 'Europe/Berlin', hours: { 'mon-fri': '09:00-17:00' }, holidays: ['DE'] }

test.each<[string, object, string, unknown]>([
  ['nothing said', {}, '2026-10-02T12:00:00Z', true],
  ['at work', berlin, '2026-10-02T12:00:00Z', true],
  // Monday is a holiday.
  ['a weekend, and a holiday after it', berlin, '2026-10-02T15:00:00Z', 'outside working hours until 2026-10-06T07:00'],
  ['the holiday', berlin, '2026-10-05T12:00:00Z', 'Bridge day until 2026-10-06T07:00'],
  ['holidays without hours', { timeZone: 'Europe/Berlin', holidays: ['DE'] }, '2026-10-05T12:00:00Z', 'Bridge day until 2026-10-05T22:00'],
  ['hours that never come', { timeZone: 'UTC', hours: {} }, '2026-10-02T12:00:00Z', 'outside working hours'],
  ['a zone alone', { timeZone: 'Asia/Tokyo' }, '2026-10-02T12:00:00Z', true],
  ['away for good', { away: [{ reason: 'gone' }] }, '2026-10-02T12:00:00Z', 'gone'],
  ['away later', { away: [{ from: '2026-10-03T00:00:00Z' }] }, '2026-10-02T12:00:00Z', true],
  ['away without a reason', { away: [{ until: at('2026-10-02T13:00:00Z') }] }, '2026-10-02T12:00:00Z', 'away until 2026-10-02T13:00'],
  ['nulls are nothing', { timeZone: null, hours: null, holidays: null, away: null }, '2026-10-02T12:00:00Z', true],
])('%s', (_, fields, now, expected) => {
  expect(presenceOf(fields, now)).toBe(expected)
})

describe('the end is the moment at which the rep is back', () => {
  const vacation = { ...berlin, away: [{ from: '2026-09-28T00:00:00+02:00', until: '2026-10-03T00:00:00+02:00', reason: 'vacation' }] }
  test.each([
    ['vacation until the night, then a weekend and a holiday', vacation, '2026-09-30T10:00:00Z', 'vacation until 2026-10-06T07:00'],
    ['the evening before the vacation', vacation, '2026-09-27T18:00:00Z', 'outside working hours until 2026-10-06T07:00'],
    [
      'a talk that begins when the shift does',
      { ...berlin, away: [{ from: '2026-10-02T08:30:00+02:00', until: '2026-10-02T10:00:00+02:00', reason: 'talk' }] },
      '2026-10-02T03:00:00Z',
      'outside working hours until 2026-10-02T08:00',
    ],
    [
      'an end that nobody knows',
      { ...berlin, away: [{ from: '2026-10-02T09:00:00+02:00' }] },
      '2026-10-02T03:00:00Z',
      'outside working hours',
    ],
  ])('%s', (_, fields, now, expected) => {
    expect(presenceOf(fields, now)).toBe(expected)
  })

  test('there at that moment, away just before it, whatever was said', () => {
    const availability = rosterAvailability({ holidays: tables })
    let ends = 0
    for (let hour = 0; hour < 24 * 14; hour++) {
      const now = at('2026-09-25T00:00:00Z') + hour * 3_600_000
      const presence = availability({ id: 'ana', ...vacation }, { now })
      if (typeof presence === 'boolean') continue
      const until = presence.until as number
      expect([until - 1, until].map((moment) => availability({ id: 'ana', ...vacation }, { now: moment }) === true)).toEqual([false, true])
      ends += 1
    }
    expect(ends).toBeGreaterThan(200)
  })
})

test('fields under other names, or none', () => {
  const repFields = { timeZone: 'zone', hours: 'shifts', holidays: 'free', away: null }
  const availability = rosterAvailability({ holidays: tables, repFields })
  const rep = { id: 'ana', hours: 40, away: true, holidays: 25, zone: 'Europe/Berlin', shifts: { mon: '09:00-17:00' }, free: 'DE' }
  expect(availability(rep, { now: at('2026-10-05T12:00:00Z') })).toMatchObject({ away: 'Bridge day' })
  expect(availability({ ...rep, free: null }, { now: at('2026-10-05T12:00:00Z') })).toBe(true)
})

test('what cannot be read, and tables that are not there, are a failed question', () => {
  expect(() => presenceOf({ timeZone: 'UTC', hours: 40 }, '2026-10-02T12:00:00Z')).toThrow('[0].hours'.replace('[0]', 'ana'))
  expect(() => presenceOf({ timeZone: 'UTC', holidays: ['FR'] }, '2026-10-02T12:00:00Z')).toThrow('There are: DE.')
})
