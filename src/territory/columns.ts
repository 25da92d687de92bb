import { brief, didYouMean } from '../condition/issueList.js'
import { nearest } from '../condition/nearest.js'
import { splitPath } from '../condition/read.js'
import { isReserved } from '../condition/words.js'
import { kindNames } from './cell.js'
import { type ColumnKind, columnKinds } from './part.js'

/** A column that says something of a field of the lead. */
export interface Column {
  readonly heading: string
  readonly path: readonly string[]
  readonly kind: ColumnKind
}

/** How a column is read that says nothing of itself: by its heading, or by the last field of its path. */
const kindsByName: { readonly [name: string]: ColumnKind } = {
  country: 'text',
  state: 'text',
  region: 'text',
  city: 'text',
  postalCode: 'code',
  timeZone: 'text',
  industry: 'code',
  keywords: 'words',
  employees: 'number',
  product: 'list',
  score: 'number',
}

/** What a territory is made of, beside the fields of leads. */
export const ownHeadings = ['name', 'within', 'when', 'reps']

/** Paths of fields by heading. */
export type Fields = { readonly [heading: string]: string }

/** A column, or what is wrong with its heading. `company.size:number` is a path, and how its cells are read. */
export function columnOf(heading: string, fields: Fields): Column | { readonly message: string; readonly hint: string } {
  const colon = heading.lastIndexOf(':')
  const name = colon < 0 ? heading : heading.slice(0, colon).trim()
  const said = colon < 0 ? undefined : heading.slice(colon + 1).trim()
  if (said !== undefined && !columnKinds.some((kind) => kind === said))
    return { message: `${brief(said)} is no way to read a column.`, hint: didYouMean(said, columnKinds, `There are: ${kindNames}.`) }
  const mapped = Object.hasOwn(fields, name) ? fields[name] : undefined
  const path = splitPath(mapped ?? name)
  if (path === undefined || name === '')
    return {
      message: `${brief(mapped ?? name)} is no path to a field.`,
      hint: 'Write field names with dots between them: company.country.',
    }
  const reserved = path.find(isReserved)
  if (reserved !== undefined)
    return { message: `${brief(reserved)} is a word of the plan language, not a field.`, hint: 'A field of that name has to be renamed.' }
  const kind = (said as ColumnKind | undefined) ?? (mapped === undefined ? undefined : kindOf(name)) ?? kindOf(path.at(-1) as string)
  // A misspelled heading would be a field that no lead has, and the territory would be empty in silence.
  const meant =
    kind === undefined && mapped === undefined && path.length === 1
      ? nearest(name, [...ownHeadings, ...Object.keys(kindsByName)])
      : undefined
  if (meant !== undefined)
    return {
      message: `The column ${brief(name)} is not known.`,
      hint: `Did you mean ${brief(meant)}? If leads do have the field, say how to read it: ${name}:text.`,
    }
  return { heading, path, kind: kind ?? 'text' }
}

export function kindOf(name: string): ColumnKind | undefined {
  return Object.hasOwn(kindsByName, name) ? kindsByName[name] : undefined
}

/** Two columns of which the one's field is, or stands within, the other's. */
export function clashOf(columns: readonly Column[]): readonly [Column, Column] | undefined {
  const byPath = new Map<string, Column>()
  for (const column of columns) {
    const same = byPath.get(column.path.join('.'))
    if (same !== undefined) return [same, column]
    byPath.set(column.path.join('.'), column)
  }
  for (const column of columns)
    for (let length = 1; length < column.path.length; length += 1) {
      const around = byPath.get(column.path.slice(0, length).join('.'))
      if (around !== undefined) return [around, column]
    }
  return undefined
}

/** Columns for fields, as a table has them: those with a heading of their own in the usual order, then the others. */
export function fieldColumns(paths: readonly string[], fields: Fields): readonly Column[] {
  const headings = new Map(Object.entries(fields).map(([heading, path]) => [path, heading]))
  const order = Object.keys(kindsByName)
  const rank = (heading: string): number => (order.includes(heading) ? order.indexOf(heading) : order.length)
  return paths
    .map((path) => {
      const heading = headings.get(path) ?? path
      const column = columnOf(heading, fields)
      // A name that looks like a slip is meant here.
      return 'message' in column ? { heading: `${heading}:text`, path: path.split('.'), kind: 'text' as const } : column
    })
    .sort((one, other) => rank(one.heading) - rank(other.heading))
}
