import { formatPath, type Issue, isRoutingError } from '../errors.js'
import type { Io, Paint } from './io.js'

export interface Place {
  readonly file: string
  /** From 1. */
  readonly line?: number
  /** From 1, in UTF-16 units. */
  readonly column?: number
}

/** `info`: nothing wrong, but maybe not what was meant. */
export type Severity = 'error' | 'warning' | 'info'

/** Something wrong that the user can mend: where, what, and the remedy. */
export interface Complaint extends Partial<Place> {
  readonly severity: Severity
  readonly code: string
  readonly message: string
  readonly hint?: string
  /** JSON path within the file, or within the row: `rules[3].when`. */
  readonly path?: string
}

/** What `main` prints and turns into exit code 1. A plain error with a mark, since `RoutingError` is the only class. */
interface Stop extends Error {
  readonly complaints: readonly Complaint[]
}

/** Ends the command with complaints and exit code 1. */
export function stop(...complaints: readonly (Omit<Complaint, 'severity'> & { readonly severity?: Complaint['severity'] })[]): never {
  const all = complaints.map((one): Complaint => ({ severity: 'error', ...one }))
  throw Object.assign(new Error(all.map(({ message }) => message).join('\n')), { name: 'Stop', complaints: all })
}

/** The complaints of a `stop`, or of a RoutingError; undefined for an error that is a defect of the program. */
export function complaintsOf(error: unknown): readonly Complaint[] | undefined {
  if (error instanceof Error && error.name === 'Stop' && Object.hasOwn(error, 'complaints')) return (error as Stop).complaints
  if (!isRoutingError(error)) return undefined
  if (error.issues.length > 0) return error.issues.map((issue) => complaintOf(issue))
  return [{ severity: 'error', code: error.code, message: `${firstLine(error.message)}${causeOf(error)}`, hint: error.hint }]
}

/** An issue, or a finding of an analysis. */
export type Problem = Pick<Issue, 'message' | 'path' | 'hint'> & { readonly code: string; readonly severity?: Severity }

export function complaintOf({ severity = 'error', code, message, hint, path }: Problem, place?: Place): Complaint {
  return { severity, code, message, hint, path: formatPath(path), ...place }
}

/** `plan.json:12:5` */
export function placeText({ file, line, column }: Partial<Place>): string {
  return [file, line, column].filter((part) => part !== undefined).join(':')
}

export async function complain(io: Io, complaints: readonly Complaint[], json: boolean): Promise<void> {
  for (const complaint of complaints) await io.stderr.write(json ? `${JSON.stringify(complaint)}\n` : textOf(complaint, io.stderr.paint))
}

/** One line for what and where, one for the remedy. */
export function textOf({ severity, code, message, hint, path, ...place }: Complaint, paint: Paint): string {
  const where = placeText(place)
  const word = { error: paint.red, warning: paint.yellow, info: paint.cyan }[severity](severity)
  const parts = [where === '' ? [] : [paint.bold(where)], [word], [paint.dim(code)], path === undefined ? [] : [paint.cyan(path)]].flat()
  return `${parts.join(' ')}: ${message}\n${hint === undefined ? '' : `  ${hint}\n`}`
}

/** `1 error`, `2 errors` */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text
}

function causeOf({ cause }: Error): string {
  return cause instanceof Error ? ` (${firstLine(cause.message)})` : ''
}
