import type { Issue } from '../../errors.js'
import { type Complaint, complaintOf, type Place, stop } from '../complaint.js'
import type { Io } from '../io.js'
import { type JsonDocument, readDocument } from './document.js'
import type { Texts } from './header.js'
import { readRows } from './rows.js'

/** A short list in memory: reps, accounts, absences. */
export interface Table {
  readonly file: string
  readonly rows: readonly unknown[]
  /** Complaints about the rows, each at its place in the file. The first part of a path is the number of the row. */
  complain(issues: readonly Issue[]): Complaint[]
}

/** Reads a list whole. Here a broken row ends the command: half a roster would give its leads to the wrong half. */
export async function readTable(io: Io, file: string, texts: Texts): Promise<Table> {
  if (file.toLowerCase().endsWith('.json')) return tableOf(await readDocument(io, file))
  const rows: unknown[] = []
  const places: Place[] = []
  const broken: Complaint[] = []
  for await (const row of readRows(io, file, texts)) {
    if ('fault' in row) broken.push({ severity: 'error', code: 'brokenRow', ...row.place, ...row.fault })
    else {
      rows.push(row.value)
      places.push(row.place)
    }
  }
  if (broken.length > 0) stop(...broken)
  return {
    file,
    rows,
    complain: (issues) => issues.map((issue) => withinRow(issue, places)),
  }
}

function withinRow(issue: Issue, places: readonly Place[]): Complaint {
  const [row, ...path] = issue.path
  return complaintOf({ ...issue, path }, typeof row === 'number' ? places[row] : undefined)
}

function tableOf(document: JsonDocument): Table {
  const { file, value, complain } = document
  const duplicates = document.duplicates()
  if (duplicates.length > 0) stop(...duplicates)
  if (!Array.isArray(value)) {
    const issue: Issue = { code: 'wrongType', message: 'The file holds no list.', path: [], hint: 'Write a list [ …, … ].' }
    stop(...complain([issue]))
  }
  return { file, rows: value, complain }
}
