import { parse } from 'csv-parse/sync'
import type { Line } from './lines.js'

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

/**
 * Splits lines into records. A broken record is reported once, at its first line, and costs itself alone: reading goes on at the next line
 * that looks like a record, which is one with at least as many delimiters as a record of `columns()` fields has. Blank lines are no records.
 *
 * @param columns how many fields a record has, once it is known
 */
export async function* readRecords(lines: AsyncIterable<Line>, delimiter: string, columns: () => number | undefined): AsyncGenerator<CsvRecord> {
  const iterator = lines[Symbol.asyncIterator]()
  const ahead: Line[] = []
  const next = async (): Promise<Line | undefined> => {
    const given = ahead.shift()
    if (given !== undefined) return given
    const { value, done } = await iterator.next()
    return done === true ? undefined : (value as Line)
  }
  for (let first = await next(); first !== undefined; first = await next()) {
    const line = first.number
    if (first.fault !== undefined) {
      yield { line, fault: first.fault }
      continue
    }
    if (first.text.trim() === '') continue
    const group = [first]
    let open = isOpen(first.text)
    let length = first.text.length
    while (open && group.length < mostLines && length < mostCharacters) {
      const more = await next()
      if (more === undefined) break
      if (more.fault !== undefined) {
        ahead.unshift(more)
        break
      }
      group.push(more)
      length += more.text.length
      if (isOpen(more.text)) open = false
    }
    const read = readRecord(group.map(({ text }) => text).join('\n'), delimiter)
    const expected = columns()
    if ('fault' in read) {
      yield { line, fault: read.fault }
      const rest = group.slice(1)
      const from = rest.findIndex(({ text }) => countOf(text, delimiter) >= (expected ?? 1) - 1)
      if (from >= 0) ahead.unshift(...rest.slice(from))
    } else if (expected !== undefined && read.fields.length !== expected) {
      const message = `The row has ${read.fields.length} columns, the header has ${expected}.`
      yield { line, fault: { message, hint: 'Quote fields that hold the delimiter; write every column, empty ones too.' } }
    } else yield { line, fields: read.fields }
  }
}

function readRecord(text: string, delimiter: string): { readonly fields: readonly string[] } | { readonly fault: { message: string; hint: string } } {
  try {
    const [fields = []] = parse(text, { delimiter, relax_column_count: true, record_delimiter: '\n' }) as string[][]
    return { fields }
  } catch (error) {
    const { code, message } = error as Error & { code?: string }
    return { fault: (code !== undefined && Object.hasOwn(faults, code) ? faults[code] : undefined) ?? { message, hint: 'Mend the row.' } }
  }
}

/** The delimiter of a header: whichever of comma, semicolon and tab it has most of. */
export function delimiterOf(header: string): string {
  const counted = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: countOf(header, delimiter) }))
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).delimiter
}

/** An odd number of quotes leaves a field open (or closes it, where one was open). */
function isOpen(text: string): boolean {
  return countOf(text, '"') % 2 === 1
}

function countOf(text: string, char: string): number {
  let count = 0
  for (let at = text.indexOf(char); at !== -1; at = text.indexOf(char, at + 1)) count += 1
  return count
}
