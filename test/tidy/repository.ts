import type { Door } from '../../scripts/doors.js'
import type { TextFile, Violation } from './source.js'

const homes = ['home', 'Users', 'root', 'work', 'workspace'].join('|')
const absolutePath = new RegExp(String.raw`(?<![\w./:@-])(?:/(?:${homes})/[\w.-]|[A-Z]:\\\w)`)
const registryHost = /\b(?:registry\.[a-z0-9-]+\.(?:org|com|net|io|dev|cn)|npm\.pkg\.github)\b/

/** Paths that mean something on one machine only. */
export function absolutePaths(files: readonly TextFile[]): Violation[] {
  return linesThat(files, absolutePath, 'an absolute path')
}

/** Names of package registries: where packages come from is the business of whoever installs. */
export function registryHosts(files: readonly TextFile[]): Violation[] {
  return linesThat(files, registryHost, 'a registry host')
}

/** Packages of the lock file that say where they were downloaded. */
export function resolvedPackages(lock: { readonly packages: Readonly<Record<string, object>> }): string[] {
  return Object.entries(lock.packages).flatMap(([name, entry]) => ('resolved' in entry ? [name] : []))
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>>
}

/** Binaries of other platforms that the lock file leaves out: `npm ci` would refuse it. `npm run lock` adds them. */
export function unlockedPackages({ packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([parent, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`${parent}/node_modules/${name}` in packages || `node_modules/${name}` in packages),
    ),
  )
}

/** Whether the changelog tells of this version, or of what is coming. */
export function isToldOf(changelog: string, version: string): boolean {
  const sections = changelog.split(/^## /m).slice(1)
  return sections.some((section) => {
    const [heading = '', ...body] = section.split('\n')
    return (heading.startsWith(`[${version}]`) || heading.startsWith('[Unreleased]')) && body.some((line) => /^- \S/.test(line))
  })
}

/** What package.json has to say of a door. Types first: the order of the keys is the order of the search. */
export function exportOf(door: Door) {
  return {
    import: { types: `./dist/${door.name}.d.ts`, default: `./dist/${door.name}.js` },
    require: { types: `./dist/${door.name}.d.cts`, default: `./dist/${door.name}.cjs` },
  }
}

/** Files under examples/ that nothing runs or reads. `witnesses`: the tests of the examples, and the examples themselves. */
export function idleExamples(examples: readonly TextFile[], witnesses: readonly TextFile[]): Violation[] {
  return examples
    .filter(({ path }) => {
      const name = path.slice(path.lastIndexOf('/') + 1)
      return !witnesses.some((witness) => witness.path !== path && witness.text.includes(name))
    })
    .map(({ path }) => ({ path, message: 'nothing runs this example' }))
}

function linesThat(files: readonly TextFile[], pattern: RegExp, message: string): Violation[] {
  return files.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [{ path: `${path}:${index + 1}`, message }] : [])),
  )
}
