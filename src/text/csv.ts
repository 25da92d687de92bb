import { parse } from 'csv-parse/sync'

/** One line of a text, without its end; or why it cannot be read. */
export interface Line {
  /** From 1. */
  readonly number: number
  readonly text: string
  readonly fault?: { readonly message: string; readonly hint: string }
}

/** One record of a CSV file; it may span lines. */
export type CsvRecord = {
  /** The line it starts on. */
  readonly line: number
} & ({ readonly fields: readonly string[] } | { readonly fault: { readonly message: string; readonly hint: string } })

/** A quote that is never closed would otherwise swallow the rest of the file. */
const mostLines = 10_000
const mostCharacters = 2_000_000

const bareQuote = 'Put the whole field into quotes, and write each quote within it twice: "5"" pipe".'
const faults: { readonly [code: string]: { readonly message: string; readonly hint: string } } = {
  INVALID_OPENING_QUOTE: { message: 'A quote within a field that does not start with one.', hint: bareQuote },
  CSV_INVALID_CLOSING_QUOTE: { message: 'Text after the closing quote of a field.', hint: bareQuote },
  CSV_QUOTE_NOT_CLOSED: { message: 'A quoted field is never closed.', hint: 'Add the closing quote.' },
}

/** Splits lines into records as they come in, whatever the size of the file. Broken ones come as such, see {@link recordsOf}. */
export async function* readRecords(
  lines: AsyncIterable<Line>,
  delimiter: string,
  columns: () => number | undefined,
): AsyncGenerator<CsvRecord> {
  const iterator = lines[Symbol.asyncIterator]()
  const records = recordsOf(delimiter, columns)
  for (let step = records.next(); step.done !== true; ) {
    if (step.value === more) {
      const { value, done } = await iterator.next()
      step = records.next(done === true ? undefined : value)
    } else {
      yield step.value
      step = records.next()
    }
  }
}

/** Splits a text into records. */
export function* recordsIn(text: string, delimiter: string, columns: () => number | undefined): Generator<CsvRecord, void, undefined> {
  const lines = text.split(/\r?\n/)
  let next = 0
  const records = recordsOf(delimiter, columns)
  for (let step = records.next(); step.done !== true; ) {
    if (step.value === more) {
      const line = lines[next++]
      step = records.next(line === undefined ? undefined : { number: next, text: line })
    } else {
      yield step.value
      step = records.next()
    }
  }
}

/** Asks for the next line. */
const more = Symbol('more')

type Asking<Result> = Generator<CsvRecord | typeof more, Result, Line | undefined>

/**
 * Splits lines into records, wherever lines come from: it asks for each. A broken record is reported once, at its first line, and costs itself
 * alone, see `nextRecord`. Blank lines are no records.
 *
 * @param columns how many fields a record has, once it is known
 */
function* recordsOf(delimiter: string, columns: () => number | undefined): Asking<void> {
  const buffer = bufferOf()
  for (let first = yield* buffer.peek(0); first !== undefined; first = yield* buffer.peek(0)) {
    const line = first.number
    if (first.fault !== undefined || first.text.trim() === '') {
      buffer.drop(1)
      if (first.fault !== undefined) yield { line, fault: first.fault }
      continue
    }
    const expected = columns()
    const read = yield* readAt(0, buffer, delimiter)
    if ('fault' in read) {
      buffer.drop(yield* nextRecord(read.lines, buffer, delimiter, expected))
      yield { line, fault: read.fault }
      continue
    }
    buffer.drop(read.lines)
    if (expected === undefined || read.fields.length === expected) yield { line, fields: read.fields }
    else {
      const message = `The row has ${read.fields.length} columns, the header has ${expected}.`
      yield { line, fault: { message, hint: 'Quote fields that hold the delimiter; write every column, empty ones too.' } }
    }
  }
}

/** How many lines a record takes; for a broken one, up to the line on which it shows. */
type Attempt = { readonly lines: number } & (
  | { readonly fields: readonly string[] }
  | { readonly fault: { readonly message: string; readonly hint: string } }
)

function* readAt(start: number, buffer: Buffered, delimiter: string): Asking<Attempt> {
  const texts: string[] = []
  let open = false
  let length = 0
  do {
    const line = yield* buffer.peek(start + texts.length)
    if (line === undefined || line.fault !== undefined) break
    // Most lines have no quotes, and the parser takes twenty times as long to find that out.
    if (texts.length === 0 && !line.text.includes('"')) return { lines: 1, fields: line.text.split(delimiter) }
    texts.push(line.text)
    length += line.text.length
    open = endsOpen(line.text, delimiter, open)
  } while (open && texts.length < mostLines && length < mostCharacters)
  const lines = texts.length
  try {
    const [fields = []] = parse(texts.join('\n'), { delimiter, relax_column_count: true, record_delimiter: '\n' }) as string[][]
    return { lines, fields }
  } catch (error) {
    const { code, message } = error as Error & { code?: string }
    return {
      lines,
      fault: (code !== undefined && Object.hasOwn(faults, code) ? faults[code] : undefined) ?? { message, hint: 'Mend the row.' },
    }
  }
}

/**
 * How many lines to leave after a broken record that showed on its `lines`-th. A quote that was never closed has swallowed records; a quoted
 * field with a mistake at its end has not. The guess: a first line with all its delimiters is a record by itself. Otherwise reading goes on
 * at the first line that begins a record with the right number of fields, or has all its delimiters.
 */
function* nextRecord(lines: number, buffer: Buffered, delimiter: string, columns = 1): Asking<number> {
  for (let at = 0; at < lines; at += 1) {
    const line = yield* buffer.peek(at)
    if (line === undefined || line.fault !== undefined) return at
    const whole = countOf(line.text, delimiter) >= columns - 1
    if (at === 0 && whole) return 1
    if (at === 0) continue
    const read = whole ? undefined : yield* readAt(at, buffer, delimiter)
    if (read === undefined || ('fields' in read && read.fields.length === columns)) return at
  }
  return lines
}

/** Whether a quoted field goes on beyond the end of a line. A misplaced quote ends the record on its line: what follows is another one. */
function endsOpen(text: string, delimiter: string, wasOpen: boolean): boolean {
  let open = wasOpen
  for (let at = 0; ; ) {
    if (!open) {
      if (text[at] !== '"') {
        const end = text.indexOf(delimiter, at)
        const field = end === -1 ? text.slice(at) : text.slice(at, end)
        if (end === -1 || field.includes('"')) return false
        at = end + 1
        continue
      }
      at += 1
    }
    open = true
    let close = text.indexOf('"', at)
    while (close !== -1 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
    if (close === -1) return true
    if (!text.startsWith(delimiter, close + 1)) return false
    open = false
    at = close + 1 + delimiter.length
  }
}

interface Buffered {
  /** The line that is so many after the next one. */
  peek(ahead: number): Asking<Line | undefined>
  drop(count: number): void
}

function bufferOf(): Buffered {
  let kept: Line[] = []
  let start = 0
  let ended = false
  return {
    peek: function* (ahead) {
      while (kept.length - start <= ahead && !ended) {
        const line = yield more
        if (line === undefined) ended = true
        else kept.push(line)
      }
      return kept[start + ahead]
    },
    drop: (count) => {
      start += count
      // Now and then, not each time: after a quote that was never closed there are thousands.
      if (start === kept.length || start > mostLines) {
        kept = kept.slice(start)
        start = 0
      }
    },
  }
}

/** The delimiter of a header: whichever of comma, semicolon and tab it has most of. */
export function delimiterOf(header: string): string {
  const counted = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: countOf(header, delimiter) }))
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).delimiter
}

function countOf(text: string, char: string): number {
  let count = 0
  for (let at = text.indexOf(char); at !== -1; at = text.indexOf(char, at + 1)) count += 1
  return count
}
