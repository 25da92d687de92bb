import { expect, test } from 'vitest'
import { createSalts } from '../../src/router/salts.js'

test('salts are 32 hex digits, and no two are the same, also after many have been drawn', () => {
  const salt = createSalts()
  const drawn = Array.from({ length: 1000 }, salt)
  for (const one of drawn) expect(one).toMatch(/^[0-9a-f]{32}$/)
  expect(new Set(drawn).size).toBe(1000)
})
