/** The patterns that texts are asked about. */
export interface Patterns {
  readonly starts: readonly string[]
  readonly ends: readonly string[]
  readonly contains: readonly string[]
}

export interface Texts {
  readonly texts: readonly string[]
  /** Whether there is a text of every combination of patterns that any text can have. */
  readonly complete: boolean
}

/** More texts than this are not made for one field. */
const most = 4096

/**
 * Texts that equal no named one, of every combination of patterns: the longest start, the longest end, and a set of parts in between,
 * held apart by letters that no pattern has. Whatever patterns a text has, one of these has the same: its longest start brings along exactly the
 * starts that the text has, and so does its longest end; a part that stands in a start, an end or another part stands in the text as well.
 */
export function textsFor({ starts, ends, contains }: Patterns, isNamed: (text: string) => boolean, plain: string): Texts {
  const gap = gapFor([...starts, ...ends, ...contains])
  const found: string[] = []
  const add = (start: string, end: string, parts: readonly string[]): void => {
    const bare = start === '' && end === '' && parts.length === 0
    let text = bare && !contains.some((part) => plain.includes(part)) ? plain : join(gap, start, end, parts)
    // Starts and ends of `plain` are answered by the operators themselves; here it only must not be less than one of each.
    if (bare && (starts.some((part) => text.startsWith(part)) || ends.some((part) => text.endsWith(part)))) text = gap
    while (isNamed(text)) text = `${start}${gap}${text.slice(start.length)}`
    found.push(text)
  }
  const subsets = subsetsOf(contains, most)
  let complete = subsets.complete
  for (const parts of subsets.sets) {
    for (const start of ['', ...starts]) {
      for (const end of ['', ...ends]) {
        if (found.length >= most) return { texts: found, complete: false }
        add(start, end, parts)
      }
    }
  }
  if (found.length >= most) complete = false
  return { texts: found, complete }
}

function join(gap: string, start: string, end: string, parts: readonly string[]): string {
  return parts.length === 0 ? `${start}${gap}${end}` : `${start}${gap}${parts.join(gap)}${gap}${end}`
}

/** Small sets first: they make short texts. */
function subsetsOf(parts: readonly string[], limit: number): { readonly sets: readonly (readonly string[])[]; readonly complete: boolean } {
  let sets: (readonly string[])[] = [[]]
  let complete = true
  for (const part of parts) {
    if (sets.length * 2 > limit) {
      complete = false
      sets.push([part])
    } else sets = [...sets, ...sets.map((set) => [...set, part])]
  }
  return { sets: sets.sort((one, other) => one.length - other.length), complete }
}

/**
 * A character that no pattern has. Not a letter where a pattern may begin with a combining mark, which would melt into it (NFC).
 */
function gapFor(patterns: readonly string[]): string {
  const used = new Set(patterns.flatMap((pattern) => [...pattern]))
  const foreign = patterns.some((pattern) => pattern.charCodeAt(0) >= 0x300)
  for (const char of foreign ? '-_.~!*' : 'xqzjwy-_.~!*') if (!used.has(char)) return char
  // Of the private use area, where nothing combines.
  let code = 0xe000
  while (used.has(String.fromCharCode(code))) code += 1
  return String.fromCharCode(code)
}
