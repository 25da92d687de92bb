import { describe, expect, test } from 'vitest'
import { adapterViolations, floorViolations, idleExceptions, roomOf } from './floors.js'
import { parse, readSources } from './source.js'

const sources = readSources('src')
const messages = (path: string, text: string) => floorViolations([parse(path, text)]).map((violation) => violation.message)

describe('floors', () => {
  test('imports go down only', () => {
    expect(sources.length).toBeGreaterThan(0)
    expect(floorViolations(sources)).toEqual([])
  })

  test('no exception has outlived its reason', () => {
    expect(idleExceptions(sources)).toEqual([])
  })

  test('adapters depend on ports and data, not on the rooms that decide', () => {
    expect(adapterViolations(sources)).toEqual([])
  })

  test.each([
    ['src/index.ts', 'door'],
    ['src/lead.ts', 'ground'],
    ['src/condition/tree.ts', 'condition'],
    ['src/condition/operator/names.ts', 'condition'],
    ['src/adapter/sqlite/index.ts', 'adapter/sqlite'],
    ['src/adapter/sqlite/sql/schema.ts', 'adapter/sqlite'],
  ])('%s belongs to %s', (path, room) => {
    expect(roomOf(path)).toBe(room)
  })

  test.each([
    [
      'an import upwards',
      'src/condition/a.ts',
      "import { decide } from '../decide/decide.js'",
      ['condition imports decide, which stands above it'],
    ],
    [
      'a type from above',
      'src/ledger/a.ts',
      "import type { Store } from '../port/store.js'",
      ['ledger imports port, which stands above it'],
    ],
    ['a re-export', 'src/lead.ts', "export { A } from './plan/document.js'", ['ground imports plan, which stands above it']],
    ['a dynamic import', 'src/plan/a.ts', "await import('../router/loop.js')", ['plan imports router, which stands above it']],
    ['an import type', 'src/plan/a.ts', "type A = import('../router/loop.js').A", ['plan imports router, which stands above it']],
    ['a sibling', 'src/condition/a.ts', "import { day } from '../time/day.js'", ['condition imports its sibling time']],
    [
      'adapters of one another',
      'src/adapter/sqlite/a.ts',
      "import { a } from '../memory/a.js'",
      ['adapter/sqlite imports its sibling adapter/memory'],
    ],
    ['what adapters share, from an adapter', 'src/adapter/sqlite/a.ts', "import { a } from '../text.js'", []],
    [
      'an adapter from what they share',
      'src/adapter/a.ts',
      "import { a } from './sqlite/a.js'",
      ['adapter imports its sibling adapter/sqlite'],
    ],
    ['a value where types are excused', 'src/state/a.ts', "import { decide } from '../decide/a.js'", ['state imports its sibling decide']],
    ['the door from inside', 'src/cli/a.ts', "import { a } from '../index.js'", ['cli imports door, which stands above it']],
    ['out of src', 'src/cli/a.ts', "import { a } from '../../test/a.js'", ['../../test/a.js leads out of src']],
    ['an unknown room', 'src/utils/a.ts', '', ['no floor is known for the room utils']],
    ['an unknown room as a target', 'src/cli/a.ts', "import { a } from '../utils/a.js'", ['cli imports utils, which stands above it']],
    ['downwards', 'src/router/a.ts', "import { a } from '../decide/a.js'", []],
    ['ground among itself', 'src/errors.ts', "import { a } from './lead.js'", []],
    ['an excused sibling', 'src/strategy/a.ts', "import { a } from '../ledger/a.js'", []],
    ['excused types', 'src/state/a.ts', "import { type A, type B } from '../decide/a.js'", []],
  ])('%s', (_, path, text, expected) => {
    expect(messages(path, text)).toEqual(expected)
  })

  test('an adapter that decides is found', () => {
    const adapter = (text: string) => adapterViolations([parse('src/adapter/sqlite/a.ts', text)])
    expect(adapter("import { decide } from '../../decide/decide.js'")).toHaveLength(1)
    expect(adapter("import type { Decision } from '../../decide/decision.js'")).toEqual([])
    expect(adapter("import { RoutingError } from '../../errors.js'")).toEqual([])
    expect(adapter("import { toText } from '../text.js'")).toEqual([])
    expect(adapter("import { wallAt } from '../../time/zone.js'")).toEqual([])
    expect(adapterViolations([parse('src/adapter/a.ts', "import { decide } from '../decide/decide.js'")])).toHaveLength(1)
  })
})
