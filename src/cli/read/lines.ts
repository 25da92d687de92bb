import { isUtf8 } from 'node:buffer'
import type { Line } from '../../text/csv.js'
import { stop } from '../complaint.js'
import { assertUnicode, emptyFile, type Source, saveAsUtf8, withoutMark } from './source.js'

/** Longer than any lead may be. Bounds the memory that a file without line ends can take. */
const longestLine = 16 * 1024 * 1024

/** The lines of a file of any size. A line that is not UTF-8 is a fault of that line alone. A file without any text ends the command. */
export async function* readLines({ file, bytes }: Source): AsyncGenerator<Line> {
  let number = 0
  let any = false
  for await (const { bytes: line, tooLong } of splitLines(bytes)) {
    number += 1
    if (number === 1) assertUnicode(line, file)
    const read = lineOf(number, line, tooLong)
    any ||= read.text !== '' || read.fault !== undefined
    yield read
  }
  if (!any) stop(emptyFile(file))
}

function lineOf(number: number, bytes: Buffer, tooLong: boolean): Line {
  if (tooLong) return { number, text: '', fault: { message: 'The line has more than 16 MiB.', hint: 'Write one lead a line.' } }
  if (!isUtf8(bytes)) return { number, text: '', fault: { message: 'The line is not UTF-8.', hint: saveAsUtf8 } }
  const text = bytes.toString('utf8')
  const ended = text.endsWith('\r') ? text.slice(0, -1) : text
  return { number, text: number === 1 ? withoutMark(ended) : ended }
}

interface RawLine {
  readonly bytes: Buffer
  readonly tooLong: boolean
}

/** Split as bytes, before decoding: no character of UTF-8 but the line feed holds its byte. */
async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<RawLine> {
  let parts: Buffer[] = []
  let length = 0
  let dropped = false
  const take = (part: Buffer): void => {
    length += part.length
    if (length > longestLine) {
      dropped = true
      parts = []
    } else parts.push(part)
  }
  const finish = (): RawLine => {
    const line = { bytes: parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts), tooLong: dropped }
    parts = []
    length = 0
    dropped = false
    return line
  }
  for await (const chunk of chunks) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let start = 0
    for (let end = buffer.indexOf(10); end !== -1; end = buffer.indexOf(10, start)) {
      take(buffer.subarray(start, end))
      yield finish()
      start = end + 1
    }
    if (start < buffer.length) take(buffer.subarray(start))
  }
  if (length > 0) yield finish()
}
