import { expect, test } from 'vitest'
import { measureTerritories, tableText } from './territories/measure.js'

test('every lead is in the territory that it was made for, and every cost is told', () => {
  const costs = [10, 200].map(measureTerritories)
  for (const { leads, placed, readMs, buildMs, leadMicros, reportMs, findings } of costs) {
    expect(leads).toBe(10_000)
    expect(placed).toBe(9800)
    for (const cost of [readMs, buildMs, leadMicros, reportMs]) expect(cost).toBeGreaterThan(0)
    expect(findings).toBeGreaterThan(0)
  }
  expect(tableText(costs).split('\n')).toHaveLength(4)
})
