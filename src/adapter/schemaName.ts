/**
 * Whether a name may stand in statements for PostgreSQL: what the server would cut, what a line of comment would end at, and what query builders take
 * for a value's place is refused.
 */
export function isSchemaName(name: unknown): name is string {
  return typeof name === 'string' && /^[^\p{C}$?]+$/u.test(name) && new TextEncoder().encode(name).length <= 63
}

/** A schema name as SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
