import type { Io } from '../io.js'
import type { Texts } from './header.js'
import { readTable } from './table.js'

/** Every path that some lead of a file has: `company.country`. */
export async function readKnownFields(io: Io, file: string, texts: Omit<Texts, 'fixed'>): Promise<readonly string[]> {
  const { rows } = await readTable(io, file, { ...texts, fixed: new Set() })
  const paths = new Set<string>()
  for (const row of rows) addPaths(row, [], paths)
  return [...paths]
}

function addPaths(value: unknown, path: readonly string[], paths: Set<string>): void {
  if (path.length > 0) paths.add(path.join('.'))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  for (const [field, inner] of Object.entries(value)) addPaths(inner, [...path, field], paths)
}
