/**
 * Ids as text of a database, and back. Node 22's `node:sqlite` and `@photostructure/sqlite` cut text at U+0000, PostgreSQL refuses it, and
 * UTF-8 has no lone surrogates (drivers write U+FFFD instead): two keys would become one, and the second lead would get the first one's owner.
 * So these are escaped, `\` itself too; every other id is stored as it is.
 */
export function toText(id: string): string {
  return special.test(id) ? id.replace(specials, escaped) : id
}

export function fromText(text: string): string {
  return text.includes('\\')
    ? text.replace(escapes, (_, code: string | undefined) => (code === undefined ? '\\' : String.fromCharCode(parseInt(code, 16))))
    : text
}

// With the `u` flag a surrogate that is half of a pair does not match `\p{Surrogate}`.
const special = /[\0\\\p{Surrogate}]/u
const specials = /[\0\\\p{Surrogate}]/gu
const escapes = /\\(?:\\|u([0-9a-f]{4}))/g

function escaped(character: string): string {
  return character === '\\' ? '\\\\' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
