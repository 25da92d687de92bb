import { expect, test } from 'vitest'
import { calendarAvailability } from '../../../src/adapter/calendar/index.js'

test.each([
  [{ waitMs: 3_000_000_000 }, /waitMs/],
  [{ maxKept: 10 }, /maxKept/],
  [{ calendar: 'https://example.com' }, /calendar/],
  [{ timeZone: undefined }, /timeZone/],
  [{ refreshMs: 0 }, /refreshMs/],
  [{ concurrency: 1.5 }, /concurrency/],
  [{ timeoutMs: 3_000_000_000 }, /timeoutMs/],
  [{ staleMs: 10, refreshMs: 20 }, /staleMs/],
  [{ maxSteps: -1 }, /maxSteps/],
  [{ parser: {} }, /parser/],
  [{ buzy: true }, /buzy.*There are: .*busy/s],
])('options %j are refused', (options, message) => {
  expect(() => calendarAvailability({ calendar: () => undefined, timeZone: () => 'UTC', ...(options as object) })).toThrow(
    expect.objectContaining({ code: 'badOptions', message: expect.stringMatching(message) }),
  )
})

test('no options', () => {
  expect(() => calendarAvailability(undefined as never)).toThrow(expect.objectContaining({ code: 'badOptions' }))
})
