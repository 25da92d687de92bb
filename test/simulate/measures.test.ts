import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createKeySet } from '../../src/simulate/keySet.js'
import { grouped, h, moment, percent, places, shortened, signed, span } from '../../src/simulate/page/markup.js'
import { createMeasure, waitBounds } from '../../src/simulate/quantiles.js'

describe('quantiles', () => {
  test('within one part in 128 of the exact ones; counts and extremes exactly', () => {
    const wait = fc.oneof(fc.nat(300), fc.nat(100_000), fc.nat(1_000_000_000), fc.constantFrom(...waitBounds))
    fc.assert(
      fc.property(fc.array(wait, { minLength: 1, maxLength: 300 }), (waits) => {
        const measure = createMeasure()
        for (const one of waits) measure.add(one)
        const found = measure.quantiles()
        const sorted = [...waits].sort((one, other) => one - other)
        for (const [share, value] of [
          [0.5, found.p50],
          [0.9, found.p90],
          [0.99, found.p99],
        ] as const) {
          const exact = sorted[Math.ceil(share * sorted.length) - 1] as number
          expect(value).toBeGreaterThanOrEqual(exact)
          expect(value).toBeLessThanOrEqual(exact * (1 + 1 / 128))
        }
        expect(found.max).toBe(sorted.at(-1))
        expect(found.mean).toBeCloseTo(waits.reduce((total, one) => total + one, 0) / waits.length, 6)
        const classes = waitBounds.map((bound, index) => waits.filter((one) => one <= bound && one > (waitBounds[index - 1] ?? -1)).length)
        expect(found.within).toEqual([...classes, waits.filter((one) => one > (waitBounds.at(-1) as number)).length])
      }),
    )
  })

  test('of nothing are nothing', () => {
    expect(createMeasure().quantiles()).toMatchObject({ count: 0, p50: 0, max: 0, mean: 0 })
  })
})

describe('a set of keys', () => {
  test('as a set of texts, through growing', () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `key ${(index * 7919) % 9_000}`)
    const [mine, theirs] = [createKeySet(), new Set<string>()]
    for (const key of keys) {
      expect(mine.add(key)).toBe(!theirs.has(key))
      theirs.add(key)
    }
    expect(theirs.size).toBe(9_000)
  })
})

describe('the text of a page', () => {
  test.each([
    [grouped(1_234_567), '1,234,567'],
    [grouped(-1234), '−1,234'],
    [signed(12), '+12'],
    [signed(-0.2), '0'],
    [places(-0.001), '0.00'],
    [places(-1.256), '−1.26'],
    [percent(1, 8), '12.5 %'],
    [percent(0, 0), '0.0 %'],
    [span(0), '0'],
    [span(45_000), '45 s'],
    [span(3_600_000), '1 h'],
    [span(12_000_000), '3 h 20 min'],
    [span(90_000_000), '1 d 1 h'],
    [moment(Date.UTC(2026, 0, 5, 9)), '2026-01-05 09:00 UTC'],
    [moment(9e15), 'beyond all dates'],
    [shortened('👩‍👩‍👧 family', 3), '👩\u200d…'],
  ])('%s', (text, expected) => {
    expect(text).toBe(expected)
  })

  test('whatever stands in it is text', () => {
    const { markup } = h('td', { title: `"><script>'` }, '<b>&"\'\u202E\0', 5, false, undefined, ['<i>', h('b', {}, 'x')])
    expect(markup).toBe('<td title="&quot;&gt;&lt;script&gt;&#39;">&lt;b&gt;&amp;&quot;&#39;\\u202e\\u00005&lt;i&gt;<b>x</b></td>')
  })
})
