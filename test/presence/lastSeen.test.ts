import { expect, test } from 'vitest'
import { lastSeen } from '../../src/door/availability.js'
import { errorOf } from '../../src/testing/storeContractCase.js'

const HOUR = 3_600_000
const now = 1_000_000 * HOUR
const presenceOf = (seen: unknown, never: 'there' | 'away' = 'away') =>
  lastSeen<{ id: string }>({ at: () => seen as number, within: { hours: 24 }, never })({ id: 'ana' }, { now })

test.each([
  [now, true],
  [now + HOUR, true],
  [now - 24 * HOUR, true],
  [now - 24 * HOUR - 1, { away: 'last seen 24 hours ago' }],
  [now - 27 * HOUR, { away: 'last seen 27 hours ago' }],
  [now - 48 * HOUR + 1, { away: 'last seen 47 hours ago' }],
  [now - 48 * HOUR, { away: 'last seen 2 days ago' }],
  [now - 24 * 400 * HOUR, { away: 'last seen 400 days ago' }],
  [undefined, { away: 'never seen' }],
  [null, { away: 'never seen' }],
])('seen at %s', (seen, expected) => {
  expect(presenceOf(seen)).toEqual(expected)
})

test('whoever was never seen may count as there', () => {
  expect(presenceOf(undefined, 'there')).toBe(true)
})

test('a moment that comes later', async () => {
  expect(await presenceOf(Promise.resolve(now - 30 * HOUR))).toEqual({ away: 'last seen 30 hours ago' })
  expect(await presenceOf(Promise.resolve(undefined))).toEqual({ away: 'never seen' })
})

test('short times in small units', () => {
  const within = (minutes: number, ago: number) =>
    lastSeen<{ id: string }>({ at: () => now - ago, within: { minutes }, never: 'away' })({ id: 'ana' }, { now })
  expect([within(30, 30 * 60_000), within(30, 61 * 60_000), within(1, 61_000)]).toEqual([
    true,
    { away: 'last seen 61 minutes ago' },
    { away: 'last seen 61 seconds ago' },
  ])
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, '2026-01-05T12:00:00Z'])('%s is no instant: nobody is taken for there', (seen) => {
  expect(() => presenceOf(seen)).toThrow('which is no instant')
})

test.each([
  [{ within: {}, never: 'away' }, 'within'],
  [{ within: { hours: -1 }, never: 'away' }, 'within'],
  [{ within: { hours: '24' }, never: 'away' }, 'within'],
  [{ within: { weeks: 1 }, never: 'away' }, 'within'],
  [{ within: { hours: 24 } }, 'never'],
])('bad options: %j', async (options, path) => {
  expect(await errorOf(async () => lastSeen({ at: () => 0, ...options } as never))).toMatchObject({
    code: 'badOptions',
    issues: [{ path: [path] }],
  })
})
