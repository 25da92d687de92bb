import { basename, extname } from 'node:path'
import { mentionsIn } from '../../analysis/mentions.js'
import type { Json, JsonObject } from '../../lead.js'
import { fieldOf, isObject } from '../../plan/check.js'
import type { Plan } from '../../plan/document.js'
import { readTerritories } from '../../territory/readTerritories.js'
import { type Complaint, complaintOf, type Problem, stop } from '../complaint.js'
import type { Io } from '../io.js'
import { openSource, readText } from './source.js'

/** FILE is a table named like the file. */
export const territoriesHelp = 'tables of territories (CSV, JSON) for the plan: FILE or NAME=FILE, with commas between them'

/** A table of territories in a file of its own. */
interface TableFile {
  readonly name: string
  readonly file: string
}

/** The files of `--territories`. */
export function tableFiles(option: string | undefined): readonly TableFile[] {
  const files = (option ?? '').split(',').flatMap((given) => {
    const text = given.trim()
    const equals = text.indexOf('=')
    const [name, file] = equals < 0 ? [basename(text, extname(text)), text] : [text.slice(0, equals).trim(), text.slice(equals + 1).trim()]
    return text === '' ? [] : [{ name, file }]
  })
  for (const [index, { name, file }] of files.entries()) {
    if (name === '' || file === '')
      stop({ code: 'usage', message: `--territories: a table without a ${file === '' ? 'file' : 'name'}.`, hint: 'Write NAME=FILE.' })
    if (files.findIndex((one) => one.name === name) < index)
      stop({ code: 'usage', message: `--territories names the table ${name} twice.`, hint: 'Write NAME=FILE with another name.' })
  }
  return files
}

/** A document with tables put into it, and where what is in the tables stands. */
export interface WithTables {
  readonly value: unknown
  readonly complaints: readonly Complaint[]
  /** The place of a problem that is in one of the tables, in its file. */
  placed(problem: Problem): Complaint | undefined
}

/** Reads tables and puts them into the document of a plan. What is wrong with a table is a complaint about its file. */
export async function withTables(io: Io, value: unknown, files: readonly TableFile[]): Promise<WithTables> {
  const complaints: Complaint[] = []
  const places = new Map<string, { readonly file: string; readonly lines: readonly number[] }>()
  const document = isObject(value as Json) ? (value as JsonObject) : undefined
  const own = document === undefined ? undefined : fieldOf(document, 'territories')
  const tables: Record<string, Json> = isObject(own) ? { ...own } : {}
  const lists = document === undefined ? undefined : fieldOf(document, 'lists')
  for (const { name, file } of files) {
    const source = await openSource(io, file)
    const text = await readText(source)
    const read = readTerritories(text, { ...formatOf(file), lists: isObject(lists) ? Object.keys(lists) : [] })
    if ('issues' in read)
      for (const { line, path, ...issue } of read.issues) {
        const within = typeof path[0] === 'number' ? path.slice(1) : path
        complaints.push(complaintOf({ ...issue, path: within }, { file: source.file, ...(line === undefined ? {} : { line }) }))
      }
    else if (Object.hasOwn(tables, name)) {
      const message = `The plan has a table of territories ${JSON.stringify(name)} of its own.`
      complaints.push(
        complaintOf({ code: 'duplicateName', message, path: [], hint: 'Remove it there, or write NAME=FILE with another name.' }, { file }),
      )
    } else {
      tables[name] = read.territories as unknown as Json
      places.set(name, { file: source.file, lines: read.lines ?? [] })
    }
  }
  return {
    value:
      document === undefined || (own !== undefined && !isObject(own)) || places.size === 0 ? value : { ...document, territories: tables },
    complaints,
    placed: (problem) => {
      const [part, table, row, ...path] = problem.path
      const place = part === 'territories' && typeof table === 'string' ? places.get(table) : undefined
      if (place === undefined) return undefined
      const line = typeof row === 'number' ? place.lines[row] : undefined
      return complaintOf({ ...problem, path }, { file: place.file, ...(line === undefined ? {} : { line }) })
    },
  }
}

/**
 * The fields that territories compare with texts. In CSV files of leads they stay text: a postal code of digits would become a number, and
 * no lead would be where its postal code says.
 */
export function textFieldsOf({ territories = {} }: Plan): readonly string[] {
  const isText = (operand: Json): boolean => typeof operand === 'string' || (Array.isArray(operand) && operand.some(isText))
  const mentions = Object.values(territories).flatMap((rows) =>
    rows.flatMap(({ when }) => (when === undefined ? [] : mentionsIn(when as Json, []))),
  )
  return [...new Set(mentions.filter(({ operand }) => isText(operand)).map(({ field }) => field.join('.')))]
}

function formatOf(file: string): { readonly format?: 'csv' | 'json' } {
  const extension = extname(file).toLowerCase()
  if (extension === '.json') return { format: 'json' }
  return extension === '.csv' || extension === '.tsv' ? { format: 'csv' } : {}
}
