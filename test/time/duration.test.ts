import { expect, test } from 'vitest'
import { durationMs, longestMs } from '../../src/time/duration.js'

test.each([
  [{}, 0],
  [{ seconds: 1 }, 1000],
  [{ minutes: 1.5 }, 90_000],
  [{ hours: 2, minutes: 30 }, 9_000_000],
  [{ days: 1 }, 86_400_000],
  [{ days: 1, hours: 1, minutes: 1, seconds: 1 }, 90_061_000],
  [{ seconds: 0.0015 }, 1],
  [{ days: 365 }, longestMs],
])('%j is %d ms', (parts, ms) => expect(durationMs(parts)).toBe(ms))
