import { describe, expect, test } from 'vitest'
import { cliSource, doors } from '../../scripts/doors.js'
import { barrels, deadFiles, longestFile, longFiles, namelessExports, oddNames, strayPackages } from './shape.js'
import { parse, readSources, root } from './source.js'

const sources = readSources('src')
const everything = ['src', 'test', 'examples', 'scripts'].flatMap(readSources)
const ways = [...doors(root).map((door) => door.source), cliSource]

describe('the shape of the source', () => {
  test('packages are imported where they belong', () => {
    expect(strayPackages(sources)).toEqual([])
  })

  test('every export has a name', () => {
    expect(namelessExports([...sources, ...readSources('examples')])).toEqual([])
  })

  test(`no file is longer than ${longestFile} lines`, () => {
    expect(longFiles(everything)).toEqual([])
  })

  test('every file can be reached from a door', () => {
    expect(deadFiles(sources, ways)).toEqual([])
  })

  test('only doors gather names', () => {
    expect(barrels(sources, ways)).toEqual([])
  })

  test('files are named for what they hold', () => {
    expect(oddNames(everything)).toEqual([])
  })

  test.each([
    ['src/state/a.ts', "import { produce } from 'immer'", []],
    ['src/decide/a.ts', "import { produce } from 'immer'", ['immer may be imported in state/ only']],
    ['src/decide/a.ts', "import type { Patch } from 'immer'", ['immer may be imported in state/ only']],
    ['src/time/a.ts', "import { addDays } from 'date-fns/addDays'", []],
    ['src/time/a.ts', "import { addDays } from 'date-fns'", ['date-fns is imported whole']],
    ['src/plan/a.ts', "import { addDays } from 'date-fns/addDays'", ['date-fns may be imported in time/ only']],
    ['src/plan/a.ts', "const a = require('zod')", ['zod may be imported nowhere']],
    ['src/plan/a.ts', "export { a } from '@some/package/deep'", ['@some/package may be imported nowhere']],
    ['src/plan/a.ts', "import { a } from 'constructor'", ['constructor may be imported nowhere']],
  ])('a package in %s: %s', (path, text, expected) => {
    expect(strayPackages([parse(path, text)]).map((violation) => violation.message)).toEqual(expected)
  })

  test.each([
    ["export * from './a.js'", ['export *']],
    ["export * as all from './a.js'", ['export *']],
    ['export default 1', ['a default export']],
    ['export default function a() {}', ['a default export']],
    ["export { a } from './a.js'", []],
    ['switch (a) { default: break }', []],
  ])('an export: %s', (text, expected) => {
    expect(namelessExports([parse('src/a.ts', text)]).map((violation) => violation.message)).toEqual(expected)
  })

  test('a long file is found', () => {
    const file = (lines: number) => ({ path: 'a.ts', text: '\n'.repeat(lines - 1).concat('last\n') })
    expect(longFiles([file(longestFile)])).toEqual([])
    expect(longFiles([file(longestFile + 1)])).toEqual([{ path: 'a.ts', message: `${longestFile + 1} lines` }])
  })

  test('a dead file is found, also when dead files import each other', () => {
    const house = [
      parse('src/index.ts', "export { a } from './plan/a.js'"),
      parse('src/plan/a.ts', "import type { B } from './b.js'"),
      parse('src/plan/b.ts', ''),
      parse('src/plan/c.ts', "import './d.js'"),
      parse('src/plan/d.ts', "import './c.js'"),
    ]
    expect(deadFiles(house, ['src/index.ts']).map((violation) => violation.path)).toEqual(['src/plan/c.ts', 'src/plan/d.ts'])
  })

  test('a barrel is found', () => {
    const house = [parse('src/index.ts', ''), parse('src/adapter/sqlite/index.ts', ''), parse('src/plan/index.ts', '')]
    const found = barrels(house, ['src/index.ts', 'src/adapter/sqlite/index.ts'])
    expect(found.map((violation) => violation.path)).toEqual(['src/plan/index.ts'])
  })

  test.each([
    ['src/plan/checkPlan.ts', 0],
    ['test/plan/checkPlan.property.test.ts', 0],
    ['src/plan/check-plan.ts', 1],
    ['src/plan/CheckPlan.ts', 1],
    ['src/plan/utils.ts', 1],
    ['src/plan/planManager.ts', 1],
  ])('the name %s has %i faults', (path, faults) => {
    expect(oddNames([{ path, text: '' }])).toHaveLength(faults)
  })
})
