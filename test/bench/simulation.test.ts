import { expect, test } from 'vitest'
import { measureSimulation } from './simulation.js'

test('every lane takes every lead, and the first is beside itself 1', async () => {
  const { leads, lanes } = await measureSimulation(300, 2)
  expect(leads).toBe(300)
  expect(lanes).toHaveLength(4)
  for (const { speed } of lanes) expect(speed.median).toBeGreaterThan(0)
  expect(lanes[0]?.beside).toEqual({ low: 1, median: 1, high: 1 })
})
