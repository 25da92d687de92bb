import { brief } from '../condition/issueList.js'
import type { Scalar } from '../lead.js'
import { type Bounds, type ColumnKind, columnKinds, type Part } from './part.js'
import { codesOf, mostDigits, prefixesOf } from './prefixes.js'

/** What a cell says, or what is wrong with it. */
export type Cell = { readonly parts: readonly Part[] } | Problem

export interface Problem {
  readonly message: string
  readonly hint: string
}

/** Codes behind letters that one range may stand for. */
const mostCodes = 1000

/** Other words for a word: they count wherever it stands in a column of words. */
export type Synonyms = { readonly [word: string]: readonly string[] }

/** Reads the text of a cell: alternatives with semicolons between them. */
export function readCell(text: string, kind: ColumnKind, synonyms: Synonyms = {}): Cell {
  return readAlternatives(text.split(';'), kind, synonyms)
}

/** Reads alternatives one by one; what stands twice is a mistake. */
export function readAlternatives(texts: readonly string[], kind: ColumnKind, synonyms: Synonyms = {}): Cell {
  const parts = new Map<string, Part>()
  const own = new Set<string>()
  for (const given of texts) {
    const text = given.trim()
    if (text === '') return problem('There is nothing between two semicolons, or beside one.', 'Write the values with one ; between them.')
    if (text === '*' && texts.length > 1)
      return problem('* stands beside other values.', 'Alone it is every value; leave it out, or the others.')
    const read = text === '*' ? [{ kind: 'known' } as const] : readers[kind](text)
    if ('message' in read) return read
    const fresh = read.filter((part) => !own.has(JSON.stringify(part)))
    if (fresh.length === 0) return problem(`${brief(text)} stands twice.`, 'Leave it out once.')
    for (const part of fresh) own.add(JSON.stringify(part))
    for (const part of [...fresh, ...fresh.flatMap((part) => otherWords(part, synonyms))]) parts.set(JSON.stringify(part), part)
  }
  return { parts: [...parts.values()] }
}

/** A cell that says this; undefined where none does. */
export function writeCell(parts: readonly Part[], kind: ColumnKind): string | undefined {
  const text = parts.map(written).join(';')
  // Files write ends of lines in more than one way.
  if (/[\r\n]/.test(text)) return undefined
  const read = readCell(text, kind)
  return 'parts' in read && JSON.stringify(read.parts) === JSON.stringify(parts) ? text : undefined
}

function written(part: Part): string {
  switch (part.kind) {
    case 'exact':
      return String(part.value)
    case 'prefix':
      return `${part.text}*`
    case 'word':
      return part.text
    case 'known':
      return '*'
    default:
      return bandText(part.bounds)
  }
}

const readers: Record<ColumnKind, (text: string) => readonly Part[] | Problem> = {
  text: readText,
  code: readCode,
  words: (text) => (text.includes('*') ? starred(text) : [{ kind: 'word', text }]),
  number: readBand,
  list: (text) => (text.includes('*') ? starred(text) : [{ kind: 'exact', value: text }]),
  flag: (text) =>
    text === 'true' || text === 'false'
      ? [{ kind: 'exact', value: text === 'true' }]
      : problem(`${brief(text)} is neither true nor false.`, 'Write true or false.'),
}

/** Exact values, and beginnings of values with a star behind them. */
function readText(text: string): readonly Part[] | Problem {
  const star = text.indexOf('*')
  if (star < 0) return [{ kind: 'exact', value: text }]
  return star === text.length - 1 ? [{ kind: 'prefix', text: text.slice(0, -1) }] : starred(text)
}

function starred(text: string): Problem {
  return problem(
    `The star in ${brief(text)} has no meaning there.`,
    'A star alone is every value; in columns of texts and codes it may stand behind the beginning of a value: 80*.',
  )
}

const range = /^(\p{L}*)(\d+)\s*-\s*(\p{L}*)(\d+)$/u

/** As texts, and ranges of codes. A hyphen among digits is always meant as a range. */
function readCode(text: string): readonly Part[] | Problem {
  if (text.includes('*') || !(text.includes('-') && /\d/.test(text))) return readText(text)
  const [, letters = '', from = '', otherLetters, to = ''] = range.exec(text) ?? []
  const star = `If the hyphen is part of the code, write the code with a star behind it: ${text}*.`
  if (from === '') return problem(`${brief(text)} is no range of codes.`, `Write 80000-81999. ${star}`)
  if (letters !== otherLetters || from.length !== to.length)
    return problem(
      `The ends of the range ${brief(text)} are of different forms.`,
      `Give both the same letters and as many digits, zeros in front included: 02101-02299. ${star}`,
    )
  if (from.length > mostDigits) return problem(`The codes of ${brief(text)} have more than ${mostDigits} digits.`, 'Write beginnings: 80*.')
  if (from > to) return problem(`The range ${brief(text)} ends before it begins.`, 'Write the smaller code first.')
  if (letters !== '' && Number(to) - Number(from) >= mostCodes)
    return problem(`The range ${brief(text)} has more than ${mostCodes} codes.`, 'Write beginnings: C1*;C2*.')
  return (letters === '' ? prefixesOf(from, to) : codesOf(letters, from, to)).map((prefix) => ({ kind: 'prefix', text: prefix }))
}

/** A sign, a number; then a plus, or a hyphen and another number, which may be out of reach. */
const band = /^(>=|>|<=|<)?\s*(-?\d+(?:\.\d+)?)(?:(\+)|\s*-\s*(<)?\s*(-?\d+(?:\.\d+)?))?$/

function readBand(text: string): readonly Part[] | Problem {
  if (/\d\.\d{3}(?!\d)/.test(text))
    return problem(
      `${brief(text)} may be thousands or a fraction.`,
      'Write numbers without marks between the digits: 1000; a fraction with another number of digits: 1.5.',
    )
  const [whole, sign, from, plus, below, to] = band.exec(text) ?? []
  if (whole === undefined || (sign !== undefined && (plus ?? to) !== undefined))
    return problem(
      `${brief(text)} is no number and no band of numbers.`,
      'Write 50-499 (both ends belong to it), 50-<500, 500+, <50, >=50 or 42; 1000, not 1,000.',
    )
  // Adding zero turns -0 into 0.
  const first = Number(from) + 0
  if (to !== undefined) {
    const last = Number(to) + 0
    if (first > last) return problem(`The band ${brief(text)} ends before it begins.`, 'Write the smaller number first.')
    return [{ kind: 'band', bounds: below === undefined ? { gte: first, lte: last } : { gte: first, lt: last } }]
  }
  if (plus !== undefined) return [{ kind: 'band', bounds: { gte: first } }]
  return sign === undefined ? [{ kind: 'exact', value: first }] : [{ kind: 'band', bounds: { [bySign[sign] as keyof Bounds]: first } }]
}

const bySign: { readonly [sign: string]: keyof Bounds } = { '>=': 'gte', '>': 'gt', '<=': 'lte', '<': 'lt' }

function bandText({ gt, gte, lt, lte }: Bounds): string {
  if (gte !== undefined && lte !== undefined) return `${gte}-${lte}`
  if (gte !== undefined && lt !== undefined) return `${gte}-<${lt}`
  return gte !== undefined ? `${gte}+` : gt !== undefined ? `>${gt}` : lte !== undefined ? `<=${lte}` : `<${lt}`
}

function otherWords(part: Part, synonyms: Synonyms): readonly Part[] {
  const words = part.kind === 'word' && Object.hasOwn(synonyms, part.text) ? synonyms[part.text] : undefined
  return (words ?? []).map((text) => ({ kind: 'word', text }))
}

function problem(message: string, hint: string): Problem {
  return { message, hint }
}

/** The kinds of columns, for messages. */
export const kindNames = columnKinds.join(', ')

/** Whether a value that is no text can stand in a cell of JSON as it is. */
export function isBare(value: unknown, kind: ColumnKind): value is Scalar {
  return (kind === 'number' && typeof value === 'number') || (kind === 'flag' && typeof value === 'boolean')
}
