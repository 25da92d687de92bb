import { brief, type IssueList, type Place } from '../condition/issueList.js'
import type { Json, JsonObject } from '../lead.js'
import { isObject } from '../plan/check.js'
import { type Cell, isBare, readAlternatives, readCell, type Synonyms } from './cell.js'
import { type Column, ownHeadings } from './columns.js'
import { type ColumnKind, conditionOf } from './part.js'
import { readReps } from './repsCell.js'

export interface RowReading {
  /** Missing: the column's heading is wrong, which has been said. */
  column(heading: string): Column | undefined
  readonly synonyms: Synonyms
  readonly issues: IssueList
}

/**
 * Reads a row: what each heading says. Empty cells say nothing. What is wrong goes to the issues, at the number of the row and its heading; the
 * territory of such a row is good for nothing but to be there for others. Undefined: it has not even a name.
 */
export function readRow(row: JsonObject, index: number, { column, synonyms, issues }: RowReading): JsonObject | undefined {
  const before = issues.issues.length
  const cells = new Map<string, Json>()
  for (const [heading, value] of Object.entries(row)) if (value !== '' && value !== null) cells.set(heading, value)
  const name = cells.get('name')
  if (!cells.has('name'))
    issues.report('missingField', [index, 'name'], 'The territory has no name.', 'Name it: it is the label of its leads.')
  const fields: Record<string, Json> = {}
  for (const [heading, value] of cells) {
    const found = ownHeadings.includes(heading) ? undefined : column(heading)
    if (found === undefined) continue
    const cell = cellOf(value, found.kind, synonyms)
    if ('message' in cell) issues.report('badOperand', [index, heading], cell.message, cell.hint)
    else put(fields, found.path, conditionOf(cell.parts, found.kind))
  }
  const when = whenOf(cells.get('when'), fields, [index, 'when'], issues)
  const reps = repsOf(cells.get('reps'), [index, 'reps'], issues)
  if (name === undefined) return undefined
  const broken = issues.issues.length > before
  return {
    name,
    ...(cells.has('within') ? { within: cells.get('within') as Json } : {}),
    ...(broken ? { when: {} } : when === undefined ? {} : { when }),
    ...(reps === undefined ? {} : { reps }),
  }
}

function cellOf(value: Json, kind: ColumnKind, synonyms: Synonyms): Cell {
  if (typeof value === 'string') return readCell(value, kind, synonyms)
  if (isBare(value, kind)) return { parts: [{ kind: 'exact', value }] }
  if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string'))
    return readAlternatives(value, kind, synonyms)
  return { message: `The cell holds ${brief(value)}.`, hint: 'Write a text, as in a cell of a spreadsheet, or a list of texts.' }
}

function put(target: Record<string, Json>, path: readonly string[], value: Json): void {
  let fields = target
  for (const part of path.slice(0, -1)) {
    fields[part] ??= {}
    fields = fields[part] as Record<string, Json>
  }
  fields[path.at(-1) as string] = value
}

/** All that the cells say, and the condition that stands there by itself. */
function whenOf(given: Json | undefined, fields: JsonObject, place: Place, issues: IssueList): Json | undefined {
  const some = Object.keys(fields).length > 0
  if (given === undefined) return some ? fields : undefined
  if (given === 'all') {
    if (some) issues.report('contradiction', place, 'The row has conditions, and `when` says all.', 'Leave one of the two out.')
    return {}
  }
  if (isObject(given)) return some ? { all: [fields, given] } : given
  issues.report('wrongType', place, `\`when\` is ${brief(given)}.`, 'Write all, for all leads of the territory around; or leave it empty.')
  return undefined
}

function repsOf(given: Json | undefined, place: Place, issues: IssueList): Json | undefined {
  if (given === undefined || isObject(given)) return given
  const read = typeof given === 'string' ? readReps(given) : { message: `\`reps\` is ${brief(given)}.`, hint: 'Write ana:3;bob.' }
  if ('reps' in read) return read.reps
  issues.report('badOperand', place, read.message, read.hint)
  return undefined
}
