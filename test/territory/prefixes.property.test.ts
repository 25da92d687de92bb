import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codesOf, prefixesOf } from '../../src/territory/prefixes.js'

const written = (code: number, digits: number): string => String(code).padStart(digits, '0')

/** The fewest by trial: a prefix is taken as soon as all its codes belong. */
function byTrial(from: number, to: number, digits: number, prefix = ''): string[] {
  const size = 10 ** (digits - prefix.length)
  const start = prefix === '' ? 0 : Number(prefix) * size
  if (start > to || start + size - 1 < from) return []
  if (prefix !== '' && start >= from && start + size - 1 <= to) return [prefix]
  return Array.from({ length: 10 }, (_, digit) => byTrial(from, to, digits, prefix + digit)).flat()
}

test('a range is the fewest prefixes, in order', () => {
  const range = fc
    .integer({ min: 1, max: 6 })
    .chain((digits) => fc.tuple(fc.constant(digits), fc.nat(10 ** digits - 1), fc.nat(10 ** digits - 1)))
  let joined = 0
  fc.assert(
    fc.property(range, ([digits, one, other]) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)]
      const prefixes = prefixesOf(written(from, digits), written(to, digits))
      expect(prefixes).toEqual(byTrial(from, to, digits))
      expect(prefixes.length).toBeLessThanOrEqual(Math.max(10, 18 * digits - 10))
      if (prefixes.length < to - from + 1) joined += 1
    }),
    { numRuns: 1000 },
  )
  expect(joined).toBeGreaterThan(500)
})

test('exactly the codes of a range begin with one of its prefixes', () => {
  const prefixes = prefixesOf('0207', '1311')
  for (let code = 0; code < 10_000; code += 1) {
    const text = written(code, 4)
    expect(prefixes.some((prefix) => text.startsWith(prefix))).toBe(code >= 207 && code <= 1311)
  }
})

test.each([
  ['80000', '81999', ['80', '81']],
  ['00000', '99999', ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']],
  ['02139', '02139', ['02139']],
  ['02101', '02103', ['02101', '02102', '02103']],
  ['31', '33', ['31', '32', '33']],
  ['0', '9', ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']],
])('%s to %s', (from, to, prefixes) => {
  expect(prefixesOf(from, to)).toEqual(prefixes)
})

test('the bound is reached', () => {
  expect(prefixesOf('00001', '99998')).toHaveLength(80)
  expect(prefixesOf('000000000001', '999999999998')).toHaveLength(206)
})

test('behind letters tens are not joined: SW1 begins SW1A as well', () => {
  expect(codesOf('SW', '09', '11')).toEqual(['SW09', 'SW10', 'SW11'])
})
