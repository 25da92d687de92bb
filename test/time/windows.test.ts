import { describe, expect, test } from 'vitest'
import { type WindowUnit, windowAt, windowUnits } from '../../src/time/windows.js'

const at = (text: string): number => Date.parse(text)
const nameAt = (unit: WindowUnit, text: string, zone: string): string => windowAt(unit, at(text), zone).name
const endAt = (unit: WindowUnit, text: string, zone: string): string => new Date(windowAt(unit, at(text), zone).until).toISOString()

describe('windows of the calendar', () => {
  test.each([
    ['hour', '2026-11-27T13:59:59.999Z', 'Europe/Berlin', '2026-11-27T14', '2026-11-27T14:00:00.000Z'],
    ['day', '2026-11-27T22:59:59.999Z', 'Europe/Berlin', '2026-11-27', '2026-11-27T23:00:00.000Z'],
    ['day', '2026-11-27T23:00:00.000Z', 'Europe/Berlin', '2026-11-28', '2026-11-28T23:00:00.000Z'],
    ['week', '2026-11-29T22:59:59.999Z', 'Europe/Berlin', '2026-W48', '2026-11-29T23:00:00.000Z'],
    ['week', '2026-11-29T23:00:00.000Z', 'Europe/Berlin', '2026-W49', '2026-12-06T23:00:00.000Z'],
    // ISO 8601: the first week is the one with the first Thursday.
    ['week', '2027-01-03T12:00:00.000Z', 'UTC', '2026-W53', '2027-01-04T00:00:00.000Z'],
    ['week', '2024-12-30T00:00:00.000Z', 'UTC', '2025-W01', '2025-01-06T00:00:00.000Z'],
    // Zones that are not whole hours off.
    ['hour', '2026-11-27T10:20:00.000Z', 'Asia/Kathmandu', '2026-11-27T16', '2026-11-27T11:15:00.000Z'],
    ['day', '2026-11-27T18:20:00.000Z', 'Asia/Kathmandu', '2026-11-28', '2026-11-28T18:15:00.000Z'],
    // A day of 23 hours, and one of 25.
    ['day', '2026-03-29T10:00:00.000Z', 'Europe/Berlin', '2026-03-29', '2026-03-29T22:00:00.000Z'],
    ['day', '2026-10-25T10:00:00.000Z', 'Europe/Berlin', '2026-10-25', '2026-10-25T23:00:00.000Z'],
    // The hour that comes twice.
    ['hour', '2026-10-25T00:30:00.000Z', 'Europe/Berlin', '2026-10-25T02', '2026-10-25T01:00:00.000Z'],
    ['hour', '2026-10-25T01:30:00.000Z', 'Europe/Berlin', '2026-10-25T02+01:00', '2026-10-25T02:00:00.000Z'],
    ['hour', '2026-10-25T02:00:00.000Z', 'Europe/Berlin', '2026-10-25T03', '2026-10-25T03:00:00.000Z'],
    // Clocks that go back by half an hour repeat half an hour.
    ['hour', '2026-04-04T14:50:00.000Z', 'Australia/Lord_Howe', '2026-04-05T01', '2026-04-04T15:00:00.000Z'],
    ['hour', '2026-04-04T15:10:00.000Z', 'Australia/Lord_Howe', '2026-04-05T01+10:30', '2026-04-04T15:30:00.000Z'],
    // A date that was left out.
    ['day', '2011-12-30T09:59:59.999Z', 'Pacific/Apia', '2011-12-29', '2011-12-30T10:00:00.000Z'],
    ['day', '2011-12-30T10:00:00.000Z', 'Pacific/Apia', '2011-12-31', '2011-12-31T10:00:00.000Z'],
    // Clocks went back from 00:01 to 23:01: the day before does not come back.
    ['day', '2005-10-30T03:59:00.000Z', 'America/St_Johns', '2005-10-30', '2005-10-31T03:30:00.000Z'],
    ['day', '1969-12-31T23:59:59.999Z', 'UTC', '1969-12-31', '1970-01-01T00:00:00.000Z'],
  ] as const)('the %s at %s in %s is %s, until %s', (unit, instant, zone, name, until) => {
    expect([nameAt(unit, instant, zone), endAt(unit, instant, zone)]).toEqual([name, until])
  })

  test.each(['UTC', 'Europe/Berlin', 'Australia/Lord_Howe', 'America/St_Johns', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Pacific/Apia'])(
    'in %s each instant has one window, windows follow each other, and none comes back',
    (zone) => {
      for (const unit of windowUnits) {
        const names = new Set<string>()
        let now = at('2011-01-01T00:00:00Z')
        const end = unit === 'hour' ? now + 400 * 86_400_000 : at('2014-01-01T00:00:00Z')
        while (now < end) {
          const window = windowAt(unit, now, zone)
          expect(names.has(window.name)).toBe(false)
          names.add(window.name)
          expect(window.until).toBeGreaterThan(now)
          // The last instant of it, asked anew: looked up from an instant before, what is remembered does not answer.
          windowAt(unit, now - 40 * 86_400_000, zone)
          expect(windowAt(unit, window.until - 1, zone).name).toBe(window.name)
          now = window.until
        }
      }
    },
  )

  test('clocks that tell no date count in one window', () => {
    expect(windowAt('day', Number.MAX_SAFE_INTEGER, 'Europe/Berlin').name).toBe('beyond all dates')
    expect(windowAt('day', Date.UTC(12_026, 0, 5), 'UTC').name).toBe('+012026-01-05')
  })
})
