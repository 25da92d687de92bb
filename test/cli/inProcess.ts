import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pc from 'picocolors'
import { afterAll } from 'vitest'
import type { Io, Output } from '../../src/cli/io.js'
import { run } from '../../src/cli/run.js'

export interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface Setting {
  readonly stdin?: string | AsyncIterable<Uint8Array>
  readonly tty?: boolean
  readonly now?: number
  /** Standard output is gone after this many writes. */
  readonly readerLeavesAfter?: number
}

export const noon = Date.parse('2026-01-05T12:00:00Z')

/** Folders of this test file, removed at its end. */
export function folders(): (files?: { readonly [name: string]: string | Uint8Array }) => string {
  const root = mkdtempSync(join(tmpdir(), 'fairlead-cli-'))
  afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }))
  return (files = {}) => {
    const folder = mkdtempSync(join(root, 'case-'))
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), content)
    }
    return folder
  }
}

/** Runs the command within this process, in a folder, as a shell would. */
export async function fairlead(
  cwd: string,
  argv: readonly string[],
  { stdin = '', tty = false, now = noon, readerLeavesAfter }: Setting = {},
): Promise<Outcome> {
  const written = { out: '', err: '' }
  const io: Io = {
    stdout: output(tty, (text) => (written.out += text), readerLeavesAfter),
    stderr: output(tty, (text) => (written.err += text)),
    stdin: typeof stdin === 'string' ? bytesOf(stdin) : stdin,
    cwd,
    clock: () => now,
  }
  const code = await run(argv, io, '1.2.3')
  return { code, ...written }
}

/** The JSON lines of an output. */
export function linesOf<Line>(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
}

function output(isTTY: boolean, keep: (text: string) => void, lasts = Number.POSITIVE_INFINITY): Output {
  let writes = 0
  return {
    isTTY,
    paint: pc.createColors(false),
    get gone() {
      return writes >= lasts
    },
    write: async (text) => {
      writes += 1
      keep(text)
    },
  }
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  // In small pieces, which cut through lines and characters.
  const bytes = Buffer.from(text)
  for (let start = 0; start < bytes.length; start += 7) yield bytes.subarray(start, start + 7)
}
