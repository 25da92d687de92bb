import fc from 'fast-check'
import { expect, test } from 'vitest'
import { positionsIn, scanJson } from '../../src/text/jsonText.js'

const parses = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

test('a text is JSON for the scanner exactly where it is for JSON.parse', () => {
  const character = fc.constantFrom('{', '}', '[', ']', ',', ':', '"', '\\', 'u', '0', '1', '-', '.', 'e', 't', ' ', '\n', '/', "'", 'é')
  const edit = fc.tuple(fc.nat(), fc.string({ unit: character, maxLength: 2 }), fc.nat(2))
  const counts = { good: 0, bad: 0 }
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), fc.option(edit), fc.boolean(), (json, change, wide) => {
      const text = wide ? JSON.stringify(JSON.parse(json), null, 2) : json
      const at = change === null ? 0 : change[0] % (text.length + 1)
      const edited = change === null ? text : text.slice(0, at) + change[1] + text.slice(at + change[2])
      const { fault } = scanJson(edited)
      expect(fault === undefined).toBe(parses(edited))
      if (fault === undefined) counts.good += 1
      else {
        counts.bad += 1
        // Everything before the fault can be continued; a fault never lies beyond the text.
        expect(fault.offset).toBeLessThanOrEqual(edited.length)
      }
    }),
    { numRuns: 2000 },
  )
  expect(Math.min(counts.good, counts.bad)).toBeGreaterThan(300)
})

type Path = (string | number)[]

function* pathsOf(value: unknown, path: Path = []): Generator<{ path: Path; value: unknown }> {
  yield { path, value }
  if (Array.isArray(value)) for (const [index, element] of value.entries()) yield* pathsOf(element, [...path, index])
  else if (typeof value === 'object' && value !== null)
    for (const [key, field] of Object.entries(value)) yield* pathsOf(field, [...path, key])
}

test('at the place of a path stands its value, and at the place of its name its name', () => {
  let inner = 0
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      const wanted = [...pathsOf(JSON.parse(text))]
      const { offsets } = scanJson(text, wanted)
      const names = scanJson(
        text,
        wanted.map(({ path }) => ({ path, name: true })),
      ).offsets
      wanted.forEach(({ path, value: expected }, index) => {
        const rest = text.slice(offsets[index])
        const end = Array.from(rest).findIndex((_, length) =>
          parses(
            Array.from(rest)
              .slice(0, length + 1)
              .join(''),
          ),
        )
        if (typeof expected !== 'number')
          expect(
            JSON.parse(
              Array.from(rest)
                .slice(0, end + 1)
                .join(''),
            ),
          ).toEqual(expected)
        const last = path.at(-1)
        if (typeof last === 'string') expect(text.slice(names[index]).startsWith(JSON.stringify(last))).toBe(true)
        if (path.length > 1) inner += 1
      })
    }),
    { numRuns: 200 },
  )
  expect(inner).toBeGreaterThan(200)
})

test('a path that is not there: the nearest place around it', () => {
  const text = '{"a": {"b": [1]}}'
  const offsets = scanJson(
    text,
    [['a', 'c', 'd'], ['a', 'b', 5], ['x'], ['a', 'b', 0, 'c'], []].map((path) => ({ path })),
  ).offsets
  expect(offsets).toEqual([6, 12, 0, 13, 0])
})

test('elements and names that stand twice', () => {
  const { elements, duplicates } = scanJson('[{"a": 1, "\\u0061": 2},\n 3, [4, 5]]')
  expect(elements).toEqual([1, 25, 28])
  expect(duplicates).toEqual([{ path: [0, 'a'], offset: 10 }])
})

test('lines and columns', () => {
  const place = positionsIn('ab\n\r\ncd')
  expect([0, 1, 2, 3, 5, 6].map(place)).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 2 },
    { line: 1, column: 3 },
    { line: 2, column: 1 },
    { line: 3, column: 1 },
    { line: 3, column: 2 },
  ])
})

test('nesting without end does not run out of stack', () => {
  expect(scanJson('['.repeat(1_000_000)).fault?.message).toContain('Nested deeper')
})
