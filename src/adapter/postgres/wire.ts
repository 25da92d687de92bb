/**
 * Values on their way to the server and back. A transaction's rows travel as one text: tables, columns and values, each parted by a
 * control character that no value contains, so that nothing has to be quoted on one side and unquoted on the other. (JSON text has
 * no control characters; ids are escaped here.)
 */
export const separator = { table: '\x1d', column: '\x1e', value: '\x1f', none: '\x1c' } as const

/** A list of texts; the empty list is `null`, since an empty text would be one empty value. */
export function listed(values: readonly string[]): string | null {
  return values.length === 0 ? null : values.join(separator.value)
}

/** One value of each item. (A loop: this is most of what is done about a batch while its lock is held.) */
export function listOf<Item>(items: readonly Item[], value: (item: Item) => string | number | null): string {
  let list = ''
  for (let index = 0; index < items.length; index++) {
    if (index > 0) list += separator.value
    list += value(items[index] as Item) ?? separator.none
  }
  return list
}

/**
 * An id as PostgreSQL text, and back. Its text has no U+0000, UTF-8 has no lone surrogates, an empty text would be lost in a list and the separators
 * above mean something: these are escaped, `\` itself too. Every other id is stored as it is.
 */
export function toText(id: string): string {
  if (id === '') return EMPTY
  return special.test(id) ? id.replace(specials, escaped) : id
}

export function fromText(text: string): string {
  if (!text.includes('\\')) return text
  if (text === EMPTY) return ''
  return text.replace(escapes, (_, code: string | undefined) => (code === undefined ? '\\' : String.fromCharCode(parseInt(code, 16))))
}

const EMPTY = '\\-'

// Control characters, among them the separators. With the `u` flag a surrogate that is half of a pair does not match `\p{Surrogate}`.
const special = /[\p{Cc}\\\p{Surrogate}]/u
const specials = /[\p{Cc}\\\p{Surrogate}]/gu
const escapes = /\\(?:\\|u([0-9a-f]{4}))/g

function escaped(character: string): string {
  return character === '\\' ? '\\\\' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** A text as an SQL literal that needs no escaping, whatever it contains and however the server reads backslashes. */
export function literal(value: string | null): string {
  if (value === null) return 'null'
  let length = 1
  if (value.includes('$f')) {
    // In one reading, whoever wrote it: `$` and 100,000 times `f`, tried tag by tag, took 17 seconds. At the end of the value, too: its delimiter's
    // first half and our `$` would close too early.
    const taken = new Set(Array.from(value.matchAll(/\$(f+)(?=\$|$)/g), ([, run]) => run?.length))
    while (taken.has(length)) length++
  }
  const delimiter = `$${'f'.repeat(length)}$`
  return delimiter + value + delimiter
}
