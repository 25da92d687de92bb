import { brief, issueList } from '../condition/issueList.js'
import type { Issue } from '../errors.js'
import { canonicalJson } from '../json.js'
import type { Json, JsonObject } from '../lead.js'
import type { Territory } from '../plan/document.js'
import { writeCell } from './cell.js'
import { type Column, type Fields, fieldColumns } from './columns.js'
import { flatten } from './flatten.js'
import { type ColumnKind, columnKinds, partsOf } from './part.js'
import { readTerritories } from './readTerritories.js'
import { writeReps } from './repsCell.js'

export interface WriteTerritoriesOptions {
  readonly format: 'csv' | 'json'
  /** Headings for fields, as `readTerritories` takes them: `{ country: 'company.country' }`. Of CSV only. */
  readonly fields?: Fields
}

/**
 * Writes a table that `readTerritories` reads as the same one. JSON can hold every condition; CSV those that cells can say: each
 * territory's `when` has to be fields, all of which hold, each with some alternatives. Where it is not, that is an issue with the number
 * of the territory, and nothing is written.
 *
 * @example
 * const written = writeTerritories(territories, { format: 'csv' })
 * if ('text' in written) await writeFile('territories.csv', written.text)
 */
export function writeTerritories(
  territories: readonly Territory[],
  { format, fields = {} }: WriteTerritoriesOptions,
): { readonly text: string } | { readonly issues: readonly Issue[] } {
  // What nobody could read again is not written.
  const checked = readTerritories(territories, { lists: listsIn(territories) })
  if ('issues' in checked) return checked
  const rows = checked.territories
  if (format === 'json') return { text: `[\n${rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n` }
  const issues = issueList()
  const conditions = rows.map(({ when = {} }, index) => {
    const flat = flatten(when as JsonObject)
    if (flat === undefined)
      issues.report('misplaced', [index, 'when'], `A condition of ${brief(rows[index]?.name)} is more than fields that all hold.`, hint)
    return flat ?? new Map<string, Json>()
  })
  const columns = columnsFor(conditions, fields)
  const table = rows.map((row, index) => {
    const cells = [row.name, row.within ?? '']
    for (const { path, kind } of columns) {
      const condition = conditions[index]?.get(path.join('.'))
      const parts = condition === undefined ? undefined : partsOf(condition, kind)
      const text = parts === undefined ? undefined : writeCell(parts, kind)
      if (condition !== undefined && text === undefined)
        issues.report('misplaced', [index, 'when', ...path], `No cell can say what ${brief(row.name)} asks of ${path.join('.')}.`, hint)
      cells.push(text ?? '')
    }
    const reps = row.reps === undefined ? '' : writeReps(row.reps)
    if (reps === undefined) issues.report('misplaced', [index, 'reps'], `No cell can hold the reps of ${brief(row.name)}.`, hint)
    return [...cells, row.when !== undefined && Object.keys(row.when).length === 0 ? 'all' : '', reps ?? '']
  })
  if (issues.issues.length > 0) return { issues: issues.issues }
  const headings = ['name', 'within', ...columns.map(({ heading }) => heading), 'when', 'reps']
  const used = headings.map((heading, at) => heading === 'name' || table.some((cells) => cells[at] !== ''))
  const text = [headings, ...table]
    .map(
      (cells) =>
        `${cells
          .filter((_, at) => used[at])
          .map(quoted)
          .join(',')}\n`,
    )
    .join('')
  const lost = lostIn(text, rows, fields)
  return lost.length > 0 ? { issues: lost } : { text }
}

const hint = 'Write it as JSON, or put the condition into a segment of the plan.'

function listsIn(territories: unknown): readonly string[] {
  const names: string[] = []
  JSON.stringify(territories, (key, value) => {
    if (key === 'inList' && typeof value === 'string') names.push(value)
    return value
  })
  return names
}

/** For each field the first way of reading a column in which all cells can be written; its usual one first. */
function columnsFor(conditions: readonly ReadonlyMap<string, Json>[], fields: Fields): readonly Column[] {
  const byPath = new Map<string, Json[]>()
  for (const fieldConditions of conditions)
    for (const [path, condition] of fieldConditions) byPath.set(path, [...(byPath.get(path) ?? []), condition])
  return fieldColumns([...byPath.keys()], fields).map((column) => {
    const holds = (kind: ColumnKind): boolean =>
      (byPath.get(column.path.join('.')) ?? []).every((condition) => {
        const parts = partsOf(condition, kind)
        return parts !== undefined && writeCell(parts, kind) !== undefined
      })
    const kind = [column.kind, ...columnKinds].find(holds) ?? column.kind
    return kind === column.kind ? column : { ...column, kind, heading: `${column.heading.split(':')[0]}:${kind}` }
  })
}

function quoted(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** Texts that a file cannot carry: line breaks, spaces at an end. Known by reading it. */
function lostIn(text: string, rows: readonly Territory[], fields: Fields): readonly Issue[] {
  const read = readTerritories(text, {
    format: 'csv',
    fields: Object.fromEntries(Object.entries(fields).filter(([heading]) => text.includes(heading))),
  })
  if ('issues' in read) return read.issues
  const plain = ({ name, within, reps }: Territory): string => canonicalJson([name, within ?? null, reps ?? null] as Json)
  return rows.flatMap((row, index) => {
    const again = read.territories[index]
    if (again !== undefined && plain(again) === plain(row)) return []
    return [{ code: 'misplaced', message: `A name in ${brief(row.name)} would be read as another one.`, path: [index], hint } as const]
  })
}
