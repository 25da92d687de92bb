import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { nearest } from '../../condition/nearest.js'
import { stop } from '../complaint.js'
import type { Io } from '../io.js'

/** A file, or standard input, opened for reading. */
export interface Source {
  /** As the user wrote it; `(stdin)` for `-`. */
  readonly file: string
  readonly bytes: AsyncIterable<Uint8Array>
}

/** A JSON document is held whole. Larger ones belong in JSONL or CSV, which are read row by row. */
const longestDocument = 256 * 1024 * 1024

/** Opens a file for reading; `-` is standard input. What cannot be read ends the command, with the remedy. */
export async function openSource(io: Io, file: string): Promise<Source> {
  if (file === '-') return { file: '(stdin)', bytes: io.stdin }
  const path = resolve(io.cwd, file)
  await assertFile(path, file)
  return { file, bytes: readFile(path, file) }
}

/** Ends the command unless there is such a file. */
export async function assertFile(path: string, file: string): Promise<void> {
  try {
    const found = await stat(path)
    if (found.isDirectory()) stop({ code: 'isFolder', file, message: 'This is a folder, not a file.', hint: 'Name a file in it.' })
  } catch (error) {
    if (!isSystemError(error)) throw error
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throwUnreadable(error, file)
    const names = await readdir(dirname(path)).catch(() => [])
    const meant = nearest(basename(path), names)
    const hint = meant === undefined ? 'Check the path; it is relative to the current folder.' : `Did you mean ${meant}?`
    stop({ code: 'noFile', file, message: 'No such file.', hint })
  }
}

async function* readFile(path: string, file: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path)
  } catch (error) {
    throwUnreadable(error, file)
  }
}

function throwUnreadable(error: unknown, file: string): never {
  if (!isSystemError(error)) throw error
  return stop({ code: 'unreadable', file, message: `The file cannot be read: ${error.message}.`, hint: 'Check its permissions.' })
}

export function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error
}

/** The whole text, without a byte order mark. An empty text ends the command. */
export async function readText({ file, bytes }: Source): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of bytes) {
    parts.push(part)
    length += part.length
    if (length > longestDocument) {
      stop({
        code: 'tooMuch',
        file,
        message: 'The document has more than 256 MiB.',
        hint: 'Write one JSON object a line (.jsonl): such files may have any size.',
      })
    }
  }
  const whole = Buffer.concat(parts)
  assertUnicode(whole, file)
  if (!isUtf8(whole)) stop({ code: 'encoding', file, line: lineOfBadByte(whole), message: 'The text is not UTF-8.', hint: saveAsUtf8 })
  const text = withoutMark(whole.toString('utf8'))
  if (text.trim() === '') stop(emptyFile(file))
  return text
}

export const saveAsUtf8 = 'Save the file as UTF-8.'

export function emptyFile(file: string) {
  return {
    code: 'empty',
    file,
    message: 'The file is empty.',
    hint: 'Check what wrote it; a list without entries is [] in JSON, and only the header in CSV.',
  }
}

/** UTF-16 shows by its byte order mark, or by the zero bytes that it makes of ASCII. */
export function assertUnicode(start: Uint8Array, file: string): void {
  const [first, second] = start
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
  if (marked || (start.length > 1 && (first === 0) !== (second === 0))) {
    stop({
      code: 'encoding',
      file,
      line: 1,
      message: 'The text is UTF-16, not UTF-8.',
      hint: `${saveAsUtf8} (Excel: "CSV UTF-8"; PowerShell: -Encoding utf8.)`,
    })
  }
}

export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text
}

function lineOfBadByte(whole: Buffer): number {
  let line = 1
  for (let start = 0; start < whole.length; line += 1) {
    const end = whole.indexOf(10, start)
    const next = end === -1 ? whole.length : end + 1
    if (!isUtf8(whole.subarray(start, next))) return line
    start = next
  }
  return line
}
