import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cliSource, doors } from '../../scripts/doors.js'
import { absolutePaths, exportOf, idleExamples, isToldOf, registryHosts, resolvedPackages, unlockedPackages } from './repository.js'
import { readFiles, root } from './source.js'

const files = readFiles()
const read = (path: string) => files.find((file) => file.path === path)?.text ?? ''
const manifest = JSON.parse(read('package.json'))
const file = (text: string) => [{ path: 'a.md', text }]

describe('the repository', () => {
  test('names no place of one machine', () => {
    expect(files.length).toBeGreaterThan(50)
    expect(absolutePaths(files)).toEqual([])
  })

  test('names no registry', () => {
    expect(registryHosts(files)).toEqual([])
  })

  test('the lock file does not say where packages were downloaded', () => {
    expect(resolvedPackages(JSON.parse(read('package-lock.json')))).toEqual([])
    expect(read('.npmrc')).toContain('omit-lockfile-registry-resolved=true')
  })

  test('the lock file is whole', () => {
    expect(unlockedPackages(JSON.parse(read('package-lock.json')))).toEqual([])
  })

  test('the changelog tells of this version', () => {
    expect(isToldOf(read('CHANGELOG.md'), manifest.version)).toBe(true)
  })

  test('every door is exported as import and require, types first, and has its source', () => {
    for (const door of doors(root)) {
      // As text: the order of the keys matters.
      expect(JSON.stringify(manifest.exports[`.${door.specifier.slice(manifest.name.length)}`])).toBe(JSON.stringify(exportOf(door)))
      expect(existsSync(join(root, door.source)), door.source).toBe(true)
    }
    expect(existsSync(join(root, cliSource)), cliSource).toBe(true)
  })

  test('every example is run', () => {
    const examples = readFiles('examples')
    expect(idleExamples(examples, [...readFiles('test/examples'), ...examples])).toEqual([])
  })

  test.each([
    ['see /ho!me/ana/leads.db', 1],
    ['see "/Us!ers/ana"', 1],
    ['(/wo!rk/main)', 1],
    [String.raw`C!:\leads`, 1],
    ['https://example.com/ho!me/ana', 0],
    ['src/wo!rk/a.ts', 0],
    ['/tmp/leads.db', 0],
  ])('an absolute path: %s', (text, faults) => {
    expect(absolutePaths(file(text.replace('!', '')))).toHaveLength(faults)
  })

  test.each([
    ['https://regis!try.npmjs.org/immer', 1],
    ['"https://npm.pk!g.github.com"', 1],
    ['regis!try.internal.example', 0],
    ['the registry. Nothing', 0],
  ])('a registry: %s', (text, faults) => {
    expect(registryHosts(file(text.replace('!', '')))).toHaveLength(faults)
  })

  test('a resolved package is found', () => {
    expect(resolvedPackages({ packages: { a: { version: '1.0.0' }, b: { resolved: 'somewhere' } } })).toEqual(['b'])
  })

  test('a package that the lock file leaves out is found', () => {
    const parent = { optionalDependencies: { there: '1.0.0', nested: '1.0.0', gone: '1.0.0' } }
    const packages = { 'node_modules/a': parent, 'node_modules/there': {}, 'node_modules/a/node_modules/nested': {} }
    expect(unlockedPackages({ packages })).toEqual(['gone'])
  })

  test.each([
    ['## [1.0.0] - 2026-01-01\n\n- A thing.\n', true],
    ['## [Unreleased]\n\n### Added\n\n- A thing.\n', true],
    ['## [Unreleased]\n\n### Added\n', false],
    ['## [0.9.0]\n\n- An old thing.\n', false],
    ['## [Unreleased]\n\n## [0.9.0]\n\n- An old thing.\n', false],
  ])('a changelog: %j', (text, told) => {
    expect(isToldOf(text, '1.0.0')).toBe(told)
  })

  test('an example that nothing runs is found', () => {
    const examples = [
      { path: 'examples/a.ts', text: "import './rules.json'" },
      { path: 'examples/rules.json', text: '' },
      { path: 'examples/b.ts', text: 'b.ts' },
    ]
    const witnesses = [{ path: 'test/examples/a.test.ts', text: "import '../../examples/a.ts'" }, ...examples]
    expect(idleExamples(examples, witnesses).map((violation) => violation.path)).toEqual(['examples/b.ts'])
  })
})
