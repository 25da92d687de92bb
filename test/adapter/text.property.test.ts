import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromText, toText } from '../../src/adapter/text.js'
import { oddNames } from '../../src/testing/storeContractRecords.js'

/** Any UTF-16, with what needs care far more often than by chance. */
const names = fc
  .array(
    fc.oneof(
      fc.constantFrom('\0', '\\', '\ud800', '\udbff', '\udc00', '\udfff', '🦊', 'u', '0', 'd', 'a'),
      fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)), maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

describe('ids as SQLite text', () => {
  test('come back as they were, from text that every driver carries', () => {
    let runs = 0
    let escaped = 0
    fc.assert(
      fc.property(names, (name) => {
        const text = toText(name)
        runs++
        if (text !== name) escaped++
        expect(fromText(text)).toBe(name)
        expect(Buffer.from(text).toString() === text).toBe(true)
        expect(text).not.toContain('\0')
      }),
      { numRuns: 2_000 },
    )
    expect(escaped / runs).toBeGreaterThan(0.5)
    expect(escaped / runs).toBeLessThan(1)
  })

  test('are two texts for two ids', () => {
    fc.assert(
      fc.property(names, names, (one, other) => {
        fc.pre(one !== other)
        expect(toText(one)).not.toBe(toText(other))
      }),
    )
  })

  test.each([
    ['a\0b', 'a\\u0000b'],
    ['\\', '\\\\'],
    ['\\u0000', '\\\\u0000'],
    ['\ud83e', '\\ud83e'],
    ['🦊', '🦊'],
    ['', ''],
  ])('%j is %j', (id, text) => {
    expect(toText(id)).toBe(text)
    expect(fromText(text)).toBe(id)
  })

  test('ordinary and odd names without a backslash stay as they are', () => {
    const plain = oddNames.filter((name) => !name.includes('\\'))
    expect(plain.length).toBeGreaterThan(20)
    for (const name of plain) expect(toText(name)).toBe(name)
  })
})
