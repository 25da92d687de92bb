import { splitPath } from '../../condition/read.js'
import type { Json } from '../../lead.js'
import { stop } from '../complaint.js'
import { readCell } from './cell.js'

/** Which columns of CSV files stay text, whatever they hold. */
export interface Texts {
  /** Always text: keys and ids, where 7 and "7" would be one and the same. */
  readonly fixed: ReadonlySet<string>
  /** Those that the user named. */
  readonly named: ReadonlySet<string>
  /** Those of `named` that some file has. */
  readonly seen: Set<string>
}

/** Turns the fields of a record into an object; `company.country` is a path. */
export type ReadFields = (fields: readonly string[]) => { readonly [field: string]: Json }

/** Reads the header of a CSV file. One that makes no sense ends the command: every row would be wrong. */
export function readHeader(
  fields: readonly string[],
  { file, line }: { readonly file: string; readonly line: number },
  texts: Texts,
): ReadFields {
  const names = fields.map((field) => field.trim())
  const bad = (message: string, hint: string): never => stop({ code: 'badHeader', file, line, message, hint })
  const seen = new Set<string>()
  const paths = names.map((name, index) => {
    if (name === '') return bad(`Column ${index + 1} has no name.`, 'Name every column in the first line.')
    if (seen.has(name)) bad(`Two columns are named ${JSON.stringify(name)}.`, 'Rename one of them.')
    seen.add(name)
    const path = splitPath(name)
    if (path === undefined || path.includes('__proto__'))
      return bad(`${JSON.stringify(name)} is no path to a field.`, 'Write field names with dots between them: company.country.')
    return path
  })
  for (const [index, path] of paths.entries()) {
    const outer = path.slice(1).findIndex((_, depth) => seen.has(path.slice(0, depth + 1).join('.')))
    if (outer >= 0)
      bad(
        `The columns ${path.slice(0, outer + 1).join('.')} and ${names[index]} exclude each other: the one is within the other.`,
        'Remove or rename one of them.',
      )
  }
  for (const name of names) if (texts.named.has(name)) texts.seen.add(name)
  const asText = names.map((name) => texts.fixed.has(name) || texts.named.has(name))
  return (cells) => {
    const row: Fields = {}
    for (const [index, path] of paths.entries()) {
      const cell = cells[index] ?? ''
      const value = asText[index] === true && cell !== '' ? cell : readCell(cell)
      if (value !== undefined) put(row, path, value)
    }
    return row
  }
}

interface Fields {
  [field: string]: Json
}

function put(row: Fields, path: readonly string[], value: Json): void {
  let fields = row
  for (const part of path.slice(0, -1)) {
    if (!Object.hasOwn(fields, part)) fields[part] = {}
    fields = fields[part] as Fields
  }
  fields[path.at(-1) as string] = value
}
