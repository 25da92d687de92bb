import { describe, expect, test } from 'vitest'
import { readCell } from '../../src/cli/read/cell.js'
import { readHeader } from '../../src/cli/read/header.js'
import { readInstant } from '../../src/time/instant.js'

describe('what a cell means', () => {
  test.each([
    ['', undefined],
    ['500', 500],
    ['-1.5', -1.5],
    ['0', 0],
    ['0.10', 0.1],
    ['-0', '-0'],
    ['007', '007'],
    ['+5', '+5'],
    ['1e5', '1e5'],
    ['1.', '1.'],
    ['.5', '.5'],
    ['1,5', '1,5'],
    ['0x10', '0x10'],
    ['NaN', 'NaN'],
    ['Infinity', 'Infinity'],
    [' 5', ' 5'],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', '9007199254740993'],
    ['true', true],
    ['false', false],
    ['TRUE', 'TRUE'],
    ['null', 'null'],
    ['[]', []],
    ['["a",1]', ['a', 1]],
    ['[a]', '[a]'],
    ['[1] [2]', '[1] [2]'],
    ['{"a":1}', '{"a":1}'],
    ['Acme', 'Acme'],
  ])('%j', (text, value) => {
    expect(readCell(text)).toEqual(value)
  })
})

test('columns that stay text, and columns that are paths', () => {
  const texts = { fixed: new Set(['id']), named: new Set(['company.zip', 'fax']), seen: new Set<string>() }
  const read = readHeader(['id', 'company.zip', 'company.size', 'constructor'], { file: 'x.csv', line: 1 }, texts)
  expect(read(['7', '10115', '500', '1'])).toEqual({ id: '7', company: { zip: '10115', size: 500 }, constructor: 1 })
  expect(read(['8', '', '', ''])).toEqual({ id: '8' })
  expect([...texts.seen]).toEqual(['company.zip'])
})

describe('instants', () => {
  test.each([
    ['2026-01-05T09:00:00Z', '2026-01-05T09:00:00.000Z'],
    ['2026-01-05T09:00Z', '2026-01-05T09:00:00.000Z'],
    ['2026-01-05T10:00:00.5+01:00', '2026-01-05T09:00:00.500Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['2026-02-29T00:00:00Z', undefined],
    ['2026-02-30T00:00:00Z', undefined],
    ['2026-13-01T00:00:00Z', undefined],
    ['2026-01-05T25:00:00Z', undefined],
    ['2026-01-05T09:00:00', undefined],
    ['2026-01-05', undefined],
    ['1969-12-31T00:00:00Z', undefined],
    ['Monday', undefined],
    ['1767603600000', undefined],
  ])('%s', (text, expected) => {
    const instant = readInstant(text)
    expect(instant === undefined ? undefined : new Date(instant).toISOString()).toBe(expected)
  })
})
