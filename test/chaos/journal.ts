import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Call, Loan, Received } from '../faults/checker.js'
import { leadOf } from './team.js'

/**
 * What a process writes down: one line for each. `began` is an act under way; it is the same act as the `call` with its number. A settling is written
 * down twice, before and after: with its end it takes the place of its beginning.
 */
export type Line =
  | { readonly what: 'began'; readonly act: string; readonly call: Call }
  | { readonly what: 'call'; readonly act: string; readonly call: Call }
  | { readonly what: 'loan'; readonly loan: Loan }
  | { readonly what: 'received'; readonly message: Received }
  | { readonly what: 'surprise'; readonly error: string }

/** Survives `kill -9` of its process: what was appended is with the operating system before anybody counts on it. */
export function openJournal(folder: string, name: string): (line: Line) => void {
  const file = join(folder, `${name}.jsonl`)
  return (line) => appendFileSync(file, `${JSON.stringify(line)}\n`)
}

export interface Journals {
  readonly calls: readonly Call[]
  readonly loans: readonly Loan[]
  readonly received: readonly Received[]
  /** Errors of kinds that nobody should see. */
  readonly surprises: readonly string[]
}

export function readJournals(folder: string): Journals {
  const calls = new Map<string, Call>()
  const loans = new Map<string, Loan>()
  const received: Received[] = []
  const surprises: string[] = []
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl'))) {
    const path = join(folder, file)
    // A process that is killed may leave half a line at the end.
    const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : []
    for (const text of lines) {
      const line = JSON.parse(text) as Line
      if (line.what === 'loan') loans.set(`${file} ${line.loan.what} ${line.loan.id} ${line.loan.from}`, line.loan)
      else if (line.what === 'received') received.push(line.message)
      else if (line.what === 'surprise') surprises.push(line.error)
      else if (line.what === 'call' || !calls.has(`${file} ${line.act}`)) calls.set(`${file} ${line.act}`, withContent(line.call))
    }
  }
  return { calls: [...calls.values()], loans: [...loans.values()], received, surprises }
}

/** The lead as it was sent follows from its number: it is not written down. */
function withContent(call: Call): Call {
  return call.kind === 'route' || call.kind === 'accept' ? { ...call, content: leadOf(Number(call.key.slice(1))) } : call
}

/** A moment that all processes of this machine agree about, in nanoseconds. */
export function moment(): number {
  return Number(process.hrtime.bigint())
}
