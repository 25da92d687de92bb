import ts from 'typescript'
import { roomOf } from './floors.js'
import { lineOf, nodesOf, type Source, type TextFile, type Violation } from './source.js'

export const longestFile = 300

/** Where a package may be imported; `node:` modules are another matter (see banned.ts). */
interface Place {
  readonly room: string | readonly string[]
  /** Only modules of the package, never its root. */
  readonly byPath?: true
}

export const places: Readonly<Record<string, Place>> = {
  immer: { room: 'state' },
  // The root of date-fns costs 138 ms to import, a few functions by path a third of it.
  'date-fns': { room: 'time', byPath: true },
  'csv-parse': { room: 'text' },
  picocolors: { room: 'cli' },
  tldts: { room: ['adapter/accounts', 'adapter/intake'] },
  'any-ascii': { room: 'adapter/accounts' },
  'fastest-levenshtein': { room: 'adapter/accounts' },
}

/** Packages that stand outside of their room, or in no table at all. */
export function strayPackages(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) =>
    source.imports.flatMap(({ specifier, target }) => {
      if (target !== undefined || specifier.startsWith('node:')) return []
      const name = specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/')
      const place = Object.hasOwn(places, name) ? places[name] : undefined
      if (place === undefined) return [{ path: source.path, message: `${name} may be imported nowhere` }]
      const rooms = [place.room].flat()
      if (!rooms.includes(roomOf(source.path)))
        return [{ path: source.path, message: `${name} may be imported in ${rooms.join('/ and ')}/ only` }]
      return place.byPath && specifier === name ? [{ path: source.path, message: `${name} is imported whole` }] : []
    }),
  )
}

/** `export *` hides what a door offers; a default export has no name to search for. */
export function namelessExports(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) =>
    nodesOf(source.tree).flatMap((node) => {
      const message = namelessExport(node)
      return message === undefined ? [] : [{ path: `${source.path}:${lineOf(source, node)}`, message }]
    }),
  )
}

function namelessExport(node: ts.Node): string | undefined {
  if (ts.isExportAssignment(node) || node.kind === ts.SyntaxKind.DefaultKeyword) {
    return ts.isDefaultClause(node.parent) ? undefined : 'a default export'
  }
  if (!ts.isExportDeclaration(node) || node.moduleSpecifier === undefined) return undefined
  return node.exportClause === undefined || ts.isNamespaceExport(node.exportClause) ? 'export *' : undefined
}

/** Files longer than one can read in one go. */
export function longFiles(files: readonly TextFile[]): Violation[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length
    return lines > longestFile ? [{ path, message: `${lines} lines` }] : []
  })
}

/** Barrels inside the house: an `index.ts` that is no door. */
export function barrels(sources: readonly Source[], doors: readonly string[]): Violation[] {
  return sources
    .filter(({ path }) => path.endsWith('/index.ts') && !doors.includes(path))
    .map(({ path }) => ({ path, message: 'an index.ts that is no door' }))
}

/** Files that no door leads to. */
export function deadFiles(sources: readonly Source[], doors: readonly string[]): Violation[] {
  const byPath = new Map(sources.map((source) => [source.path, source]))
  const reached = new Set<string>()
  const waiting = [...doors]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue
    reached.add(path)
    waiting.push(...(byPath.get(path)?.imports ?? []).flatMap(({ target }) => target ?? []))
  }
  return sources.filter(({ path }) => !reached.has(path)).map(({ path }) => ({ path, message: 'no door leads here' }))
}

/** File names are camelCase, and none is a drawer for everything. */
export function oddNames(files: readonly TextFile[]): Violation[] {
  const drawer = /^(?:utils?|helpers?|misc|common|data|info|\w*(?:Manager|Service|Helper))$/i
  return files.flatMap(({ path }) => {
    const name = path.slice(path.lastIndexOf('/') + 1).split('.')[0] ?? ''
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) return [{ path, message: 'not camelCase' }]
    return drawer.test(name) ? [{ path, message: 'a name that says nothing' }] : []
  })
}
