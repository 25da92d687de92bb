/** A content line of RFC 5545, 3.1. Names of properties and parameters in capitals. */
export interface Property {
  readonly name: string
  readonly params: ReadonlyMap<string, string>
  readonly value: string
  /** Counted from 1. */
  readonly line: number
}

/** Known properties are short. A longer line is cut off, which its reader notices; what is never read (descriptions, pictures) may be longer. */
export const longestLine = 200_000

export interface Line {
  readonly text: string
  readonly line: number
  /** Longer than {@link longestLine}: the rest is missing. */
  readonly cut: boolean
}

/** The unfolded lines with their numbers. Lazy, so that a reader that has had enough costs no more. */
export function* readLines(text: string): Generator<Line> {
  let begun: string[] = []
  let [length, first, line] = [0, 0, 0]
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < text.length; ) {
    const end = endOfLine(text, at)
    line++
    const folded = text[at] === ' ' || text[at] === '\t'
    if (!folded) {
      if (begun.length > 0) yield { text: begun.join(''), line: first, cut: length > longestLine }
      begun = []
      length = 0
      first = line
    }
    const part = text.slice(folded ? at + 1 : at, end)
    // Parts are collected and joined once: a line folded a million times stays linear.
    if (length <= longestLine) begun.push(part)
    length += part.length
    at = end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1)
  }
  if (begun.length > 0) yield { text: begun.join(''), line: first, cut: length > longestLine }
}

/** LF, CRLF or a lone CR. One pass: looking for each kind by itself would take a file of CRs a square of its size. */
function endOfLine(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 10 || code === 13) return at
  }
  return text.length
}

/** Reads one line; `undefined` where it is none, as for the rest of a line that was folded wrongly. */
export function readProperty(text: string, line: number): Property | undefined {
  const name = /^[A-Za-z0-9-]+(?=[;:])/.exec(text)?.[0]
  if (name === undefined) return undefined
  const params = new Map<string, string>()
  let at = name.length
  while (text[at] === ';') {
    const end = endOfParam(text, at + 1)
    const [key, ...rest] = text.slice(at + 1, end).split('=')
    // Said twice: the first counts. Quotes have done their work.
    const known = (key ?? '').trim().toUpperCase()
    if (!params.has(known)) params.set(known, rest.join('=').replaceAll('"', ''))
    at = end
  }
  return text[at] === ':' ? { name: name.toUpperCase(), params, value: text.slice(at + 1).trim(), line } : undefined
}

/** Quoted text may hold `;` and `:`. */
function endOfParam(text: string, from: number): number {
  let within = false
  for (let at = from; at < text.length; at++) {
    const character = text[at]
    if (character === '"') within = !within
    else if (!within && (character === ';' || character === ':')) return at
  }
  return text.length
}
