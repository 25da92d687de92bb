import type { Issue } from '../errors.js'
import { copyJson, jsonLimits } from '../json.js'
import type { Json, JsonObject } from '../lead.js'
import { delimiterOf, recordsIn } from '../text/csv.js'
import { positionsIn, scanJson } from '../text/jsonText.js'

/** Rows of a table, by their headings, and where they stand. */
export interface Rows {
  readonly rows: readonly Json[]
  readonly headings: readonly string[]
  readonly issues: readonly Issue[]
  /** Lines from 1. Missing: the rows came as objects. */
  readonly lines?: readonly number[]
  /** The line of the headings. */
  readonly header?: number
}

const missing = (message: string): Issue => ({
  code: 'wrongType',
  message,
  path: [],
  hint: 'Write a table with headings in its first line, or a JSON list of objects.',
})

/** The rows of a text, or rows as they are. */
export function rowsOf(input: unknown, format: 'csv' | 'json' | undefined): Rows {
  if (typeof input !== 'string') return objects(input)
  const text = input.startsWith('\uFEFF') ? input.slice(1) : input
  const isJson = format === undefined ? /^\s*\[/.test(text) : format === 'json'
  return isJson ? jsonRows(text) : csvRows(text)
}

function objects(value: unknown): Rows {
  const { value: copy, issues } = copyJson(value, jsonLimits.document)
  if (!Array.isArray(copy))
    return { rows: [], headings: [], issues: issues.length > 0 ? issues : [missing('The table is no list of rows.')] }
  const rows = copy as readonly Json[]
  const notObject = rows.flatMap((row, index): Issue[] =>
    typeof row === 'object' && row !== null && !Array.isArray(row)
      ? []
      : [{ code: 'wrongType', message: 'The row is no object.', path: [index], hint: 'Write { "name": "Bavaria", "state": "BY" }.' }],
  )
  const headings = new Set(rows.flatMap((row) => (typeof row === 'object' && row !== null ? Object.keys(row) : [])))
  return { rows, headings: [...headings], issues: [...issues, ...notObject] }
}

function jsonRows(text: string): Rows {
  const position = positionsIn(text)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const { fault } = scanJson(text)
    const { line, column } = position(fault?.offset ?? 0)
    const message = `This is not JSON, at column ${column}: ${fault?.message ?? (error as Error).message}`
    return { rows: [], headings: [], issues: [{ code: 'notJson', message, path: [], hint: 'Mend the text there.' }], header: line }
  }
  const { elements, duplicates } = scanJson(text)
  const twice = duplicates.map(({ path }): Issue => {
    const message = `The name ${JSON.stringify(path.at(-1))} stands twice in one object; JSON keeps only the last.`
    return { code: 'duplicateName', message, path, hint: 'Keep one of the two.' }
  })
  const read = objects(value)
  return { ...read, issues: [...read.issues, ...twice], lines: elements.map((offset) => position(offset).line) }
}

function csvRows(text: string): Rows {
  const rows: JsonObject[] = []
  const lines: number[] = []
  const issues: Issue[] = []
  let headings: readonly string[] | undefined
  let header: number | undefined
  const delimiter = delimiterOf(/^.*\S.*$/m.exec(text)?.[0] ?? '')
  for (const record of recordsIn(text, delimiter, () => headings?.length)) {
    if ('fault' in record) {
      issues.push({ code: 'wrongType', ...record.fault, path: headings === undefined ? [] : [rows.length] })
      if (headings === undefined) return { rows, headings: [], issues, header: record.line }
      // Keeps the numbers of the rows in step with their lines; it says nothing.
      rows.push({})
      lines.push(record.line)
    } else if (headings === undefined) {
      headings = record.fields.map((field) => field.trim())
      header = record.line
    } else {
      rows.push(rowOf(record.fields, headings))
      lines.push(record.line)
    }
  }
  if (headings === undefined) issues.push(missing('The table is empty.'))
  const twice = (headings ?? []).filter((heading, index) => headings?.indexOf(heading) !== index)
  for (const heading of twice)
    issues.push({
      code: 'duplicateName',
      message: `Two columns are headed ${JSON.stringify(heading)}.`,
      path: [],
      hint: 'Rename or remove one.',
    })
  return { rows, headings: headings ?? [], issues, lines, ...(header === undefined ? {} : { header }) }
}

function rowOf(fields: readonly string[], headings: readonly string[]): JsonObject {
  return Object.fromEntries(headings.map((heading, index) => [heading, (fields[index] ?? '').trim()]))
}
