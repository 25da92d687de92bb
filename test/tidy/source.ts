import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** A file of the repository, by its path from the root. */
export interface TextFile {
  readonly path: string
  readonly text: string
}

export interface Import {
  readonly specifier: string
  /** Where a relative import leads, as a path from the root: `src/lead.ts`. */
  readonly target: string | undefined
  /** Nothing of it is left at run time. */
  readonly typeOnly: boolean
}

export interface Source extends TextFile {
  readonly tree: ts.SourceFile
  readonly imports: readonly Import[]
}

/** What a rule has to say against a file. */
export interface Violation {
  readonly path: string
  readonly message: string
}

export const root = fileURLToPath(new URL('../../', import.meta.url))

// What .gitignore names, and git's own: a folder, or in a second working tree a file.
const skipped = new Set(['node_modules', 'dist', 'coverage', '.tmp', '.git'])
const binary = /\.(?:png|jpg|gif|ico|db|sqlite|tgz|gz|woff2)$/

/** The files of the repository. Walks instead of asking git, so that it works on a bare copy, too. */
export function readFiles(folder = ''): TextFile[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return []
    const path = posix.join(folder, entry.name)
    if (entry.isDirectory()) return readFiles(path)
    return entry.isFile() && !binary.test(entry.name) ? [{ path, text: readFileSync(join(root, path), 'utf8') }] : []
  })
}

export function readSources(folder: string): Source[] {
  return readFiles(folder)
    .filter((file) => /\.(?:ts|mts|cts|mjs|js)$/.test(file.path))
    .map((file) => parse(file.path, file.text))
}

export function parse(path: string, text: string): Source {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  return { path, text, tree, imports: nodesOf(tree).flatMap((node) => importOf(path, node) ?? []) }
}

/** Every node below, in the order of the text. */
export function nodesOf(node: ts.Node): ts.Node[] {
  const below: ts.Node[] = []
  const visit = (child: ts.Node): void => {
    below.push(child)
    ts.forEachChild(child, visit)
  }
  ts.forEachChild(node, visit)
  return below
}

function importOf(path: string, node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node)) return toImport(path, node.moduleSpecifier, isTypeOnlyImport(node.importClause))
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    return toImport(path, node.moduleSpecifier, node.isTypeOnly || isAllTypes(node.exportClause))
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return toImport(path, node.argument.literal, true)
  const isDynamic =
    ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require')
  return isDynamic ? toImport(path, node.arguments[0], false) : undefined
}

function isTypeOnlyImport(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false
  return clause.isTypeOnly || (clause.name === undefined && isAllTypes(clause.namedBindings))
}

// `import { type A, type B }` counts as an import of types alone.
function isAllTypes(names: ts.NamedImportBindings | ts.NamedExportBindings | undefined): boolean {
  if (names === undefined || !('elements' in names)) return false
  return names.elements.length > 0 && names.elements.every((element) => element.isTypeOnly)
}

function toImport(path: string, specifier: ts.Node | undefined, typeOnly: boolean): Import | undefined {
  if (specifier === undefined || !ts.isStringLiteral(specifier)) return undefined
  const target = specifier.text.startsWith('.') ? posix.join(posix.dirname(path), specifier.text).replace(/\.js$/, '.ts') : undefined
  return { specifier: specifier.text, target, typeOnly }
}

/** Where in its file a node stands, for people. */
export function lineOf(source: Source, node: ts.Node): number {
  return source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree)).line + 1
}
