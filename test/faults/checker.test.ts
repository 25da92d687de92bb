import { describe, expect, test } from 'vitest'
import { bad, history, staleSettle } from './badHistories.js'
import { type Call, check } from './checker.js'

describe('a history that is right', () => {
  test('has no violation, and holds everything that is judged', () => {
    expect(check(history)).toEqual([])
    expect(new Set(history.audit.map(({ event }) => event.kind)).size).toBe(10)
    expect(new Set((history.timers ?? []).map(({ state }) => state))).toEqual(new Set(['set', 'fired', 'cancelled']))
    expect(history.received?.length).toBe(history.loans?.filter(({ what }) => what === 'claim').length)
  })

  test('calls that nobody answered, or that failed, prove nothing', () => {
    const silent: Call[] = [
      { kind: 'route', key: 'X' },
      { kind: 'close', key: 'L2', error: 'storeFailed' },
      { kind: 'accept', key: 'Y', error: 'storeUnavailable' },
    ]
    expect(check({ ...history, calls: [...history.calls, ...silent] })).toEqual([])
  })

  test('parts that were not gathered are not judged', () => {
    const { received: _received, timers: _timers, replay: _replay, ...rest } = history
    expect(check(rest)).toEqual([])
  })
})

describe('histories that are wrong: each is reported under its own invariant', () => {
  test.each(bad)('%s: %s', (invariant, _name, evidence) => {
    const violations = check(evidence())
    expect(violations.length).toBeGreaterThan(0)
    expect(violations.map((violation) => violation.invariant)).toEqual(violations.map(() => invariant))
  })

  test.each(['I1', 'I2', 'I3', 'I4', 'I6', 'I7', 'I8', 'I9', 'I10'])('%s has at least three of them', (invariant) => {
    expect(bad.filter(([one]) => one === invariant).length).toBeGreaterThanOrEqual(3)
  })

  test('what a stale loan was refused is right', () => {
    expect(check(staleSettle(false))).toEqual([])
  })
})
