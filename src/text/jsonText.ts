/**
 * Finds places in JSON text: where a path stands, where the text stops being JSON, which names stand twice. `JSON.parse` stays the
 * judge of what the text says; it tells no places (and Node 20 often not even where it failed).
 */

type Path = readonly (string | number)[]

export interface JsonScan {
  /** Where the text stops being JSON, and what is wrong there. */
  readonly fault?: { readonly offset: number; readonly message: string }
  /** Where each wanted path stands, or the nearest place around it that exists. */
  readonly offsets: readonly number[]
  /** Where the elements of a list at the root stand. */
  readonly elements: readonly number[]
  /** Names that stand twice in one object: `JSON.parse` silently keeps the last. */
  readonly duplicates: readonly { readonly path: Path; readonly offset: number }[]
}

export interface Wanted {
  readonly path: Path
  /** Where its name stands, rather than its value. */
  readonly name?: boolean
}

interface Spot {
  readonly below: Map<string | number, Spot>
  value: number
  name: number
}

interface Scanning {
  readonly text: string
  at: number
  readonly path: (string | number)[]
  readonly elements: number[]
  readonly duplicates: { path: Path; offset: number }[]
}

/** Deeper than any document may be; keeps the scan from running out of stack. */
const deepest = 1000

const spotAt = (value = -1, name = -1): Spot => ({ below: new Map(), value, name })

export function scanJson(text: string, wanted: readonly Wanted[] = []): JsonScan {
  const root = spotAt()
  for (const { path } of wanted) plant(root, path)
  const scanning: Scanning = { text, at: 0, path: [], elements: [], duplicates: [] }
  let fault: JsonScan['fault']
  try {
    readValue(scanning, root)
    skipSpace(scanning)
    if (scanning.at < text.length) fail(scanning, 'The JSON value has ended; nothing may follow.')
  } catch (error) {
    if (!isFault(error)) throw error
    fault = { offset: error.offset, message: error.message }
  }
  const offsets = wanted.map((one) => offsetOf(root, one))
  return { ...(fault === undefined ? {} : { fault }), offsets, elements: scanning.elements, duplicates: scanning.duplicates }
}

/** Line and column, both from 1. */
export function positionsIn(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  const starts = [0]
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
  return (offset) => {
    let [low, high] = [0, starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
}

function plant(root: Spot, path: Path): void {
  let spot = root
  for (const part of path) {
    const next = spot.below.get(part) ?? spotAt()
    spot.below.set(part, next)
    spot = next
  }
}

function offsetOf(root: Spot, { path, name }: Wanted): number {
  let spot = root
  for (const part of path) {
    const next = spot.below.get(part)
    if (next === undefined || next.value < 0) return Math.max(spot.value, 0)
    spot = next
  }
  return Math.max(name === true && spot.name >= 0 ? spot.name : spot.value, 0)
}

interface Fault extends Error {
  readonly offset: number
}

function fail(scanning: Scanning, message: string, offset = scanning.at): never {
  throw Object.assign(new Error(message), { name: 'Fault', offset })
}

function isFault(error: unknown): error is Fault {
  return error instanceof Error && error.name === 'Fault'
}

function skipSpace(scanning: Scanning): void {
  for (; ; scanning.at += 1) {
    const code = scanning.text.charCodeAt(scanning.at)
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return
  }
}

function readValue(scanning: Scanning, spot: Spot | undefined): void {
  skipSpace(scanning)
  if (spot !== undefined) spot.value = scanning.at
  const { text, at, path } = scanning
  if (path.length > deepest) fail(scanning, `Nested deeper than ${deepest} levels.`)
  const char = text[at]
  if (char === undefined) fail(scanning, 'The text ends too early; a value is missing.')
  if (char === '{') readObject(scanning, spot)
  else if (char === '[') readList(scanning, spot)
  else if (char === '"') readString(scanning)
  else readWord(scanning)
}

function readObject(scanning: Scanning, spot: Spot | undefined): void {
  const names = new Set<string>()
  scanning.at += 1
  skipSpace(scanning)
  if (scanning.text[scanning.at] === '}') {
    scanning.at += 1
    return
  }
  for (;;) {
    skipSpace(scanning)
    const start = scanning.at
    const char = scanning.text[start]
    if (char === undefined) fail(scanning, 'The text ends within an object; a } is missing.')
    if (char !== '"')
      fail(scanning, char === '}' ? 'A comma too much before }.' : `A name in double quotes was expected, not ${shown(scanning)}.`)
    const name = readString(scanning)
    scanning.path.push(name)
    if (names.has(name)) scanning.duplicates.push({ path: [...scanning.path], offset: start })
    names.add(name)
    skipSpace(scanning)
    if (scanning.text[scanning.at] !== ':') fail(scanning, `A colon was expected after the name, not ${shown(scanning)}.`)
    scanning.at += 1
    const below = spot?.below.get(name)
    if (below !== undefined) below.name = start
    readValue(scanning, below)
    scanning.path.pop()
    if (endsAfterElement(scanning, '}')) return
  }
}

function readList(scanning: Scanning, spot: Spot | undefined): void {
  scanning.at += 1
  skipSpace(scanning)
  if (scanning.text[scanning.at] === ']') {
    scanning.at += 1
    return
  }
  for (let index = 0; ; index += 1) {
    skipSpace(scanning)
    if (scanning.text[scanning.at] === ']') fail(scanning, 'A comma too much before ].')
    if (scanning.path.length === 0) scanning.elements.push(scanning.at)
    scanning.path.push(index)
    readValue(scanning, spot?.below.get(index))
    scanning.path.pop()
    if (endsAfterElement(scanning, ']')) return
  }
}

function endsAfterElement(scanning: Scanning, end: '}' | ']'): boolean {
  skipSpace(scanning)
  const char = scanning.text[scanning.at]
  if (char === undefined) fail(scanning, `The text ends too early; a ${end} is missing.`)
  if (char !== ',' && char !== end) fail(scanning, `A comma or ${end} was expected, not ${shown(scanning)}.`)
  scanning.at += 1
  return char === end
}

function readString(scanning: Scanning): string {
  const { text, at: start } = scanning
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 92) at += 1
    else if (code < 32)
      fail(scanning, code === 10 || code === 13 ? 'The text in quotes does not end on its line.' : 'A control character within quotes.', at)
    else if (code === 34) {
      scanning.at = at + 1
      const quoted = text.slice(start, at + 1)
      if (!quoted.includes('\\')) return quoted.slice(1, -1)
      try {
        return JSON.parse(quoted) as string
      } catch {
        fail(scanning, 'A backslash with something that is no JSON escape after it.', start)
      }
    }
  }
  return fail(scanning, 'The text ends within quotes; a " is missing.', start)
}

const word = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

function readWord(scanning: Scanning): void {
  word.lastIndex = scanning.at
  const found = word.exec(scanning.text)?.[0]
  if (found === undefined) fail(scanning, complaintAbout(scanning))
  scanning.at += found.length
}

function complaintAbout(scanning: Scanning): string {
  const rest = scanning.text.slice(scanning.at, scanning.at + 2)
  if (rest === '//' || rest === '/*') return 'JSON has no comments.'
  if (rest.startsWith("'")) return 'JSON takes double quotes, not single ones.'
  return `A JSON value was expected, not ${shown(scanning)}.`
}

function shown({ text, at }: Scanning): string {
  const point = text.codePointAt(at)
  return point === undefined ? 'the end of the text' : JSON.stringify(String.fromCodePoint(point))
}
