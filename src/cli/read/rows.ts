import { extname } from 'node:path'
import { delimiterOf, type Line, readRecords } from '../../text/csv.js'
import { positionsIn, scanJson } from '../../text/jsonText.js'
import type { Place } from '../complaint.js'
import { stop } from '../complaint.js'
import type { Io } from '../io.js'
import { documentOf } from './document.js'
import { type ReadFields, readHeader, type Texts } from './header.js'
import { readLines } from './lines.js'
import { openSource, readText, type Source } from './source.js'

export type Format = 'json' | 'jsonl' | 'csv'

/** One entry of a list in a file: its value, or why it has none. */
export type Row = { readonly place: Place } & (
  | { readonly value: unknown }
  | { readonly fault: { readonly message: string; readonly hint: string } }
)

const formats: { readonly [extension: string]: Format } = {
  '.json': 'json',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.csv': 'csv',
  '.tsv': 'csv',
}

/**
 * Reads a list from a JSON, JSONL or CSV file, or from standard input (`-`). The format is told by the file's extension,
 * else by its first character. JSONL and CSV are read row by row, whatever their size; broken rows come as such.
 */
export async function* readRows(io: Io, file: string, texts: Texts): AsyncGenerator<Row> {
  const opened = await openSource(io, file)
  const known = formats[extname(file).toLowerCase()]
  const { format, source } = known === undefined ? await sniff(opened) : { format: known, source: opened }
  if (format === 'json') yield* jsonRows(await readText(source), source.file)
  else if (format === 'jsonl') yield* jsonlRows(readLines(source), source.file)
  else yield* csvRows(readLines(source), source.file, texts)
}

function* jsonRows(text: string, file: string): Generator<Row> {
  const document = documentOf(text, file)
  if (!Array.isArray(document.value)) {
    stop({
      code: 'wrongType',
      file,
      line: 1,
      message: 'The file holds no list.',
      hint: 'Write a list [ …, … ], or one JSON object a line in a .jsonl file.',
    })
  }
  const places = document.elements()
  for (const [index, value] of document.value.entries()) yield { place: places[index] ?? { file }, value }
}

async function* jsonlRows(lines: AsyncIterable<Line>, file: string): AsyncGenerator<Row> {
  for await (const { number: line, text, fault } of lines) {
    if (fault !== undefined) yield { place: { file, line }, fault }
    else if (text.trim() !== '') yield jsonlRow(text, { file, line })
  }
}

function jsonlRow(text: string, place: Place): Row {
  try {
    return { place, value: JSON.parse(text) }
  } catch (error) {
    const { offset, message } = scanJson(text).fault ?? { offset: 0, message: (error as Error).message }
    const { column } = positionsIn(text)(offset)
    return {
      place: { ...place, column },
      fault: { message: `The line is not JSON: ${message}`, hint: 'Write one whole JSON object a line.' },
    }
  }
}

async function* csvRows(lines: AsyncIterable<Line>, file: string, texts: Texts): AsyncGenerator<Row> {
  const { first, all } = await peekLine(lines)
  assertLineEnds(first, file)
  let columns: number | undefined
  let read: ReadFields | undefined
  for await (const record of readRecords(all, delimiterOf(first?.text ?? ''), () => columns)) {
    const place = { file, line: record.line }
    if (read === undefined) {
      if ('fault' in record) return stop({ code: 'badHeader', ...place, ...record.fault })
      read = readHeader(record.fields, place, texts)
      columns = record.fields.length
    } else if ('fault' in record) yield { place, fault: record.fault }
    else yield { place, value: read(record.fields) }
  }
}

/** The first line with something on it, and all lines all the same. */
async function peekLine(lines: AsyncIterable<Line>): Promise<{ readonly first: Line | undefined; readonly all: AsyncIterable<Line> }> {
  const iterator = lines[Symbol.asyncIterator]()
  const before: Line[] = []
  let first: Line | undefined
  while (first === undefined) {
    const { value, done } = await iterator.next()
    if (done === true) break
    before.push(value)
    if (value.fault !== undefined || value.text.trim() !== '') first = value
  }
  return { first, all: chain(before, iterator) }
}

function assertLineEnds(first: Line | undefined, file: string): void {
  if (first?.text.includes('\r') !== true) return
  stop({
    code: 'lineEnds',
    file,
    line: 1,
    message: 'The lines end in a carriage return alone.',
    hint: 'Save the file with line ends LF or CRLF.',
  })
}

/** By the first character that is no space: `[` begins a list, `{` an object a line, anything else is the header of a CSV. */
async function sniff(source: Source): Promise<{ readonly format: Format; readonly source: Source }> {
  const iterator = source.bytes[Symbol.asyncIterator]()
  const before: Uint8Array[] = []
  let start = ''
  while (start === '') {
    const { value, done } = await iterator.next()
    if (done === true) break
    before.push(value)
    start = Buffer.concat(before)
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .trimStart()
      .slice(0, 1)
  }
  return { format: start === '[' ? 'json' : start === '{' ? 'jsonl' : 'csv', source: { file: source.file, bytes: chain(before, iterator) } }
}

async function* chain<Value>(before: readonly Value[], rest: AsyncIterator<Value>): AsyncGenerator<Value> {
  try {
    yield* before
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}
