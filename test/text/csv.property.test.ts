import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readLines } from '../../src/cli/read/lines.js'
import { delimiterOf, readRecords } from '../../src/text/csv.js'

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

async function read(text: string, columns: number, delimiter = ',', size = 5) {
  const records = []
  const lines = readLines({ file: 'x.csv', bytes: inPieces(Buffer.from(text), size) })
  for await (const record of readRecords(lines, delimiter, () => columns)) records.push(record)
  return records
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
const needsQuotes = /[",\n\r]/

describe('CSV', () => {
  const character = fc.constantFrom('a', 'ü', '"', ',', '\n', '😀', ';', ' ')
  const cell = fc.string({ unit: character, maxLength: 6 })
  const row = fc.tuple(fc.constantFrom('r', 'row'), cell, cell)

  test('what is written is read, with the line on which it starts; cut up anyhow', async () => {
    let spanning = 0
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 9 }), async (rows, size) => {
        let line = 1
        const expected = rows.map((fields) => {
          const record = { line, fields }
          const lines = fields.join('').split('\n').length
          if (lines > 1) spanning += 1
          line += lines
          return record
        })
        const text = rows.map((fields) => fields.map((one) => (needsQuotes.test(one) ? quoted(one) : one)).join(',')).join('\n')
        expect(await read(text, 3, ',', size)).toEqual(expected)
      }),
      { numRuns: 300 },
    )
    expect(spanning).toBeGreaterThan(200)
  })

  test('broken rows cost themselves alone', async () => {
    const good = (index: number): [string, boolean] => [`g${index},"two\nlines",x`, true]
    const bad = ['b,"x"y,z', 'b,5" pipe,z', 'b,z', 'b,c,d,e', '"b,never closed,z', 'b,"x,"y,z', 'b,c"d"e"f,z', 'b,"two\nli"nes,z']
    const entry = fc.oneof(
      fc.nat(9).map(good),
      fc.constantFrom(...bad).map((text): [string, boolean] => [text, false]),
    )
    const table = fc.array(entry, { minLength: 1, maxLength: 12 })
    let broken = 0
    await fc.assert(
      fc.asyncProperty(table, async (entries) => {
        let line = 1
        const expected = entries.map(([text, fine]) => {
          const told = `${line} ${fine ? 'fine' : 'broken'}`
          line += text.split('\n').length
          if (!fine) broken += 1
          return told
        })
        const records = await read(entries.map(([text]) => text).join('\n'), 3)
        expect(records.map((record) => `${record.line} ${'fields' in record ? 'fine' : 'broken'}`)).toEqual(expected)
      }),
      { numRuns: 500 },
    )
    expect(broken).toBeGreaterThan(500)
  })

  test.each([
    ['a,b,c', ','],
    ['a;b;c', ';'],
    ['a\tb', '\t'],
    ['a', ','],
    ['a;b,c', ','],
    ['a;b;c,d', ';'],
  ])('the delimiter of %j is %j', (header, delimiter) => {
    expect(delimiterOf(header)).toBe(delimiter)
  })

  test('a quote that is never closed costs one row, whatever the length of the file', async () => {
    const rows = Array.from({ length: 25_000 }, (_, index) => (index === 7 ? 'r7,"open' : `r${index},x`))
    const records = await read(rows.join('\n'), 2, ',', 65_536)
    expect(records).toHaveLength(25_000)
    expect(records.flatMap((record) => ('fault' in record ? [record.line] : []))).toEqual([8])
  })
})

describe('lines', () => {
  test('a line that is too long is a fault of that line alone', async () => {
    const bytes = Buffer.concat([Buffer.from('a\n'), Buffer.alloc(16 * 1024 * 1024 + 1, 'x'), Buffer.from('\nb\r\n')])
    const lines = []
    for await (const line of readLines({ file: 'x', bytes: inPieces(bytes, 1_000_000) })) lines.push(line)
    expect(lines.map(({ number, text, fault }) => [number, text, fault?.message])).toEqual([
      [1, 'a', undefined],
      [2, '', 'The line has more than 16 MiB.'],
      [3, 'b', undefined],
    ])
  })
})
