import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromText, listed, listOf, literal, separator, toText } from '../../../src/adapter/postgres/wire.js'
import { isSchemaName, quoted } from '../../../src/adapter/schemaName.js'
import { oddNames } from '../../../src/testing/storeContractRecords.js'
import { oddTexts } from './odd.js'

/** Tables of columns, as `packedWrite` sends them. */
const packed = (tables: readonly (readonly (readonly (string | number | null)[])[])[]): string =>
  tables
    .map((columns) =>
      (columns[0]?.length ?? 0) === 0 ? '' : columns.map((values) => listOf(values, (value) => value)).join(separator.column),
    )
    .join(separator.table)

const separators = Object.values(separator)

describe('ids as PostgreSQL text', () => {
  test('come back as they were, from text that the server takes and the separators are not in', () => {
    let runs = 0
    let escaped = 0
    fc.assert(
      fc.property(oddTexts, (id) => {
        const text = toText(id)
        runs++
        if (text !== id) escaped++
        expect(fromText(text)).toBe(id)
        expect(Buffer.from(text).toString()).toBe(text)
        expect(text).not.toBe('')
        for (const character of ['\0', ...separators]) expect(text).not.toContain(character)
      }),
      { numRuns: 2_000 },
    )
    expect(escaped / runs).toBeGreaterThan(0.5)
    expect(escaped / runs).toBeLessThan(1)
  })

  test('are two texts for two ids', () => {
    fc.assert(
      fc.property(fc.array(oddTexts, { maxLength: 60 }), (ids) => {
        expect(new Set(ids.map(toText)).size).toBe(new Set(ids).size)
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['', '\\-'],
    ['\\-', '\\\\-'],
    ['a\0b', 'a\\u0000b'],
    ['\\', '\\\\'],
    ['\\u0000', '\\\\u0000'],
    ['\ud83e', '\\ud83e'],
    ['\x1f', '\\u001f'],
    ['🦊', '🦊'],
    ["O'Brien $f$", "O'Brien $f$"],
  ])('%j is %j', (id, text) => {
    expect(toText(id)).toBe(text)
    expect(fromText(text)).toBe(id)
  })

  test('ordinary and odd names without a backslash or control character stay as they are', () => {
    const plain = oddNames.filter((name) => name !== '' && !/[\\\p{Cc}]/u.test(name))
    expect(plain.length).toBeGreaterThan(20)
    for (const name of plain) expect(toText(name)).toBe(name)
  })
})

/** As the server reads a dollar-quoted text: up to the next time that its own delimiter stands there. */
function read(sql: string): { readonly value: string; readonly rest: string } {
  const [delimiter] = /^\$[a-z]+\$/.exec(sql)!
  const body = sql.slice(delimiter.length)
  const end = body.indexOf(delimiter)
  return { value: body.slice(0, end), rest: body.slice(end + delimiter.length) }
}

test('a literal ends where its text ends', () => {
  let quoting = 0
  fc.assert(
    fc.property(oddTexts, (value) => {
      if (value.includes('$f')) quoting++
      expect(read(`${literal(value)}; commit`)).toEqual({ value, rest: '; commit' })
    }),
    { numRuns: 2_000 },
  )
  expect(quoting).toBeGreaterThan(200)
  expect(literal(null)).toBe('null')
})

test('a hostile text does not make for long work: its delimiter is found in one reading', () => {
  const values = [
    // Tried tag by tag, each of these would take minutes.
    `$${'f'.repeat(300_000)}`,
    `$${'f'.repeat(300_000)}$`,
    Array.from({ length: 2_000 }, (_, length) => `$${'f'.repeat(length)}`).join('$'),
  ]
  for (const value of values) {
    const sql = literal(value)
    // (Compared as booleans: the text of a difference would be megabytes.)
    expect(read(sql).value === value && read(sql).rest === '').toBe(true)
  }
  expect(literal('$f')).toBe('$ff$$f$ff$')
})

/** As the server reads it, with string_to_array. */
function unpacked(text: string): (string | null)[][][] {
  return text
    .split(separator.table)
    .map((table) =>
      table === ''
        ? []
        : table
            .split(separator.column)
            .map((column) => column.split(separator.value).map((value) => (value === separator.none ? null : value))),
    )
}

test('packed tables come apart again as they were', () => {
  const value = fc.option(oddTexts.map(toText))
  const table = fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 5 }))
    .chain(([columns, rows]) => fc.array(fc.array(value, { minLength: rows, maxLength: rows }), { minLength: columns, maxLength: columns }))
  let withRows = 0
  fc.assert(
    fc.property(fc.array(table, { minLength: 1, maxLength: 5 }), (tables) => {
      if (tables.some((columns) => columns[0]!.length > 0)) withRows++
      expect(unpacked(packed(tables))).toEqual(tables.map((columns) => (columns[0]!.length === 0 ? [] : columns)))
    }),
    { numRuns: 500 },
  )
  expect(withRows).toBeGreaterThan(300)
})

test('an empty list is null, and no other is', () => {
  expect(listed([])).toBeNull()
  expect(listed([toText('')])).toBe('\\-')
  expect(listed(['a', 'b'])).toBe('a\x1fb')
})

test('names are quoted as identifiers', () => {
  expect(quoted('a"b')).toBe('"a""b"')
  expect(['fairlead', 'Ihr "Schema"', 'a.b', 'x'.repeat(63)].map(isSchemaName)).toEqual([true, true, true, true])
  expect(['', 'x'.repeat(64), 'ü'.repeat(32), '$f$', '?', 'a\nb', '\ud800', undefined, 7].filter(isSchemaName)).toEqual([])
})
