import { brief, issueList } from '../condition/issueList.js'
import { nfc } from '../condition/read.js'
import { type Issue, RoutingError } from '../errors.js'
import { deepFreeze } from '../json.js'
import { isObject } from '../plan/check.js'
import type { Territory } from '../plan/document.js'
import type { Synonyms } from './cell.js'
import { checkTable } from './checkTable.js'
import { type Column, clashOf, columnOf, type Fields, kindOf, ownHeadings } from './columns.js'
import { readRow } from './readRow.js'
import { rowsOf } from './rows.js'
import type { TerritoryIssue } from './tableIssue.js'

export interface ReadTerritoriesOptions {
  /** What the text is. By default what begins with `[` is JSON. */
  readonly format?: 'csv' | 'json'
  /** Where leads have the fields, by heading: `{ country: 'company.country' }`. Others are named as their headings. */
  readonly fields?: Fields
  /** Other words for words, in columns of words: `{ AI: ['machine learning'] }`. */
  readonly synonyms?: Synonyms
  /** Names of lists of the plan that conditions in JSON may use with `inList`. */
  readonly lists?: readonly string[]
}

export interface ReadTerritories {
  readonly territories: readonly Territory[]
  /** The line on which each stands, from 1. Missing: the rows came as objects. */
  readonly lines?: readonly number[]
}

/**
 * Reads a table of territories, one a row: the text of a CSV or JSON file, or rows as objects. What is wrong comes all at once, with line,
 * column and remedy. The language of cells is in docs/territories.md.
 *
 * @example
 * const read = readTerritories('name,country,postalCode,reps\nMunich,DE,80000-81999,ana:3;bob\n')
 * if ('issues' in read) console.error(read.issues)
 * else plan.territories = { territory: read.territories }
 *
 * @throws RoutingError `badOptions`
 */
export function readTerritories(
  input: string | readonly object[],
  options: ReadTerritoriesOptions = {},
): ReadTerritories | { readonly issues: readonly TerritoryIssue[] } {
  checkOptions(options)
  const { rows, headings, issues: early, lines, header } = rowsOf(input, options.format)
  const issues = issueList()
  for (const { code, path, message, hint } of early) issues.report(code, path, message, hint)
  const found = rows.length === 0 && early.length > 0 ? new Map<string, Column>() : columnsOf(headings, options.fields ?? {}, issues)
  const told = (): { readonly issues: readonly TerritoryIssue[] } => ({
    issues: issues.issues.map((issue) => placed(issue, lines, header)),
  })
  // Every row would be wrong, and for no reason of its own.
  if (issues.issues.length > early.length) return told()
  const broken = new Set(early.map(({ path: [row] }) => row))
  const lists = new Set((options.lists ?? []).map(nfc))
  const reading = { column: (heading: string) => found.get(heading), synonyms: options.synonyms ?? {}, issues }
  const territories = rows.map((row, index) => (broken.has(index) || !isObject(row) ? undefined : readRow(row, index, reading)))
  checkTable(territories, lists, issues)
  if (issues.issues.length > 0) return told()
  if (territories.length === 0)
    return {
      issues: [placed({ code: 'emptyGroup', message: 'The table has no territories.', path: [], hint: 'Add a row.' }, lines, header)],
    }
  return deepFreeze({ territories: territories as unknown as readonly Territory[], ...(lines === undefined ? {} : { lines }) })
}

function columnsOf(headings: readonly string[], fields: Fields, issues: ReturnType<typeof issueList>): ReadonlyMap<string, Column> {
  const columns = new Map<string, Column>()
  for (const heading of headings) {
    if (ownHeadings.includes(heading)) continue
    const column = columnOf(heading, fields)
    if ('message' in column) issues.report('unknownField', [heading], column.message, column.hint)
    else columns.set(heading, column)
  }
  for (const heading of Object.keys(fields))
    if (kindOf(heading) === undefined && !headings.some((one) => one === heading || one.startsWith(`${heading}:`)))
      issues.report('unknownField', [heading], `\`fields\` speaks of a column ${brief(heading)}, which is not there.`, 'Check its heading.')
  if (!headings.includes('name')) issues.report('missingField', ['name'], 'No column is headed `name`.', 'Each territory needs a name.')
  const clash = clashOf([...columns.values()])
  if (clash !== undefined) {
    const [one, other] = clash
    const message = `The columns ${one.heading} and ${other.heading} are about the same field, or one field within the other.`
    issues.report('contradiction', [other.heading], message, 'Join them, or remove one.')
  }
  return columns
}

/** Adds the line and the column. A path without a row is about the headings. */
function placed(issue: Issue, lines: readonly number[] | undefined, header: number | undefined): TerritoryIssue {
  const [row, column] = typeof issue.path[0] === 'number' ? issue.path : [undefined, issue.path[0]]
  const line = typeof row === 'number' ? lines?.[row] : header
  return { ...issue, ...(line === undefined ? {} : { line }), ...(typeof column === 'string' ? { column } : {}) }
}

const options = ['format', 'fields', 'synonyms', 'lists']

function checkOptions(given: ReadTerritoriesOptions): void {
  const issues: Issue[] = Object.keys(given)
    .filter((name) => !options.includes(name))
    .map((name) => unusable(name, `There are: ${options.join(', ')}.`))
  const { format, fields, synonyms, lists } = given as { readonly [option: string]: unknown }
  const isList = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string')
  const isMap = (value: unknown, holds: (entry: unknown) => boolean): boolean =>
    typeof value === 'object' && value !== null && Object.values(value).every(holds)
  if (format !== undefined && format !== 'csv' && format !== 'json') issues.push(unusable('format', "Pass 'csv' or 'json'."))
  if (fields !== undefined && !isMap(fields, (path) => typeof path === 'string'))
    issues.push(unusable('fields', "Pass paths by heading: { country: 'company.country' }."))
  if (synonyms !== undefined && !isMap(synonyms, isList)) issues.push(unusable('synonyms', "Pass lists: { AI: ['machine learning'] }."))
  if (lists !== undefined && !isList(lists)) issues.push(unusable('lists', 'Pass names of lists.'))
  if (issues.length > 0) throw new RoutingError('badOptions', { issues })
}

function unusable(option: string, hint: string): Issue {
  return { code: 'wrongType', message: `The option \`${option}\` cannot be used.`, path: [option], hint }
}
