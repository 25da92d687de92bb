import { describe, expect, test } from 'vitest'
import { describeTree } from '../../src/condition/describeTree.js'
import { holds } from '../../src/condition/interpret.js'
import { nearest } from '../../src/condition/nearest.js'
import { nfc, readPath, splitPath } from '../../src/condition/read.js'
import type { Json } from '../../src/lead.js'
import { lists } from './generate.js'
import { parsed, parsing } from './parsed.js'

describe('parseCondition', () => {
  test('several entries and several operators must all hold; one alone stands for itself', () => {
    expect(parsed({ score: { gte: 50, lt: 500 }, country: 'DE' })).toEqual({
      kind: 'all',
      of: [
        {
          kind: 'all',
          of: [
            { kind: 'test', path: ['score'], operator: 'gte', operand: 50, negated: false },
            { kind: 'test', path: ['score'], operator: 'lt', operand: 500, negated: false },
          ],
        },
        { kind: 'test', path: ['country'], operator: 'is', operand: 'DE', negated: false },
      ],
    })
    expect(parsed({})).toEqual({ kind: 'always' })
    expect(parsed({ company: { country: ['DE'] } })).toEqual({
      kind: 'test',
      path: ['company', 'country'],
      operator: 'in',
      operand: ['DE'],
      negated: false,
    })
  })

  test('negation stands at the leaves; `not` and `known: false` have one form', () => {
    expect(parsed({ none: [{ score: { gte: 50, lt: 500 } }, { none: [{ country: { not: 'DE' } }] }] })).toEqual({
      kind: 'all',
      of: [
        {
          kind: 'any',
          of: [
            { kind: 'test', path: ['score'], operator: 'gte', operand: 50, negated: true },
            { kind: 'test', path: ['score'], operator: 'lt', operand: 500, negated: true },
          ],
        },
        { kind: 'test', path: ['country'], operator: 'is', operand: 'DE', negated: true },
      ],
    })
    expect(parsed({ x: { known: false } })).toEqual({ kind: 'test', path: ['x'], operator: 'known', operand: true, negated: true })
    expect(parsed({ x: { not: ['a'] } })).toEqual({ kind: 'test', path: ['x'], operator: 'in', operand: ['a'], negated: true })
  })

  test('operands are in NFC', () => {
    expect(parsed({ a: 'u\u0308', b: { in: ['u\u0308'] } })).toMatchObject({ of: [{ operand: '\u00fc' }, { operand: ['\u00fc'] }] })
  })

  test('groups inside of nested objects are relative to them', () => {
    const tree = parsed({ company: { any: [{ country: 'DE' }, { state: 'NY' }] } })
    expect(holds(tree, { company: { country: 'US', state: 'NY' } }, { lists })).toBe(true)
    expect(holds(tree, { country: 'DE', state: 'NY', company: {} }, { lists })).toBe(false)
  })

  const bad: readonly (readonly [condition: Json, code: string, path: (string | number)[], hint: RegExp])[] = [
    [{ country: { startWith: 'D', is: 'x' } }, 'unknownOperator', ['country', 'startWith'], /Did you mean "startsWith"/],
    [{ country: { is: 'x', IN: ['y'] } }, 'unknownOperator', ['country', 'IN'], /Did you mean "in"/],
    [{ country: { is: 'x', hasany: ['y'] } }, 'unknownOperator', ['country', 'hasany'], /Did you mean "hasAny"/],
    [{ country: { is: 'x', zzzzzzzzz: 1 } }, 'unknownOperator', ['country', 'zzzzzzzzz'], /Operators are is, not/],
    [{ domain: { inList: 'stratgic' } }, 'unknownList', ['domain', 'inList'], /Did you mean "strategic"/],
    [{ size: 'bigg' }, 'unknownLabel', ['size'], /Did you mean "big"/],
    [{ size: { in: ['big', 'huge'] } }, 'unknownLabel', ['size', 'in', 1], /one of its values/],
    [{ size: { not: 5 } }, 'unknownLabel', ['size', 'not'], /./],
    [{ score: { gte: null } }, 'badOperand', ['score', 'gte'], /known/],
    [{ score: null }, 'wrongType', ['score'], /"known": false/],
  ]
  test.each(bad)('%j: %s', (condition, code, path, hint) => {
    const [issue, ...others] = parsing(condition).issues
    expect(others).toEqual([])
    expect(issue).toMatchObject({ code, path, hint: expect.stringMatching(hint) })
  })
})

describe('describeTree', () => {
  const texts: readonly (readonly [condition: Json, text: string])[] = [
    [{}, 'always'],
    [
      { company: { employees: { gte: 500 }, country: ['DE', 'AT', 'CH'] } },
      'company.employees is at least 500 and company.country is one of DE, AT, CH',
    ],
    [{ any: [{ a: 1, b: true }, { c: 'x y' }] }, '(a is 1 and b is true) or c is x y'],
    [{ a: { not: ['1', 'true', ''] } }, 'a is none of "1", "true", ""'],
    [{ a: { known: false }, any: [{ b: { gt: 1 } }, { b: { lt: 0 } }] }, 'a is unknown and (b is above 1 or b is below 0)'],
    [
      { a: { inList: 'strategic' }, b: { startsWith: 'x' }, c: { hasAll: ['x', 'y'] } },
      'a is in the list strategic and b starts with x and c has all of x, y',
    ],
    [
      { none: [{ a: { endsWith: 'x' } }, { b: { contains: 'y' } }, { c: { has: 1 } }, { d: { lte: 2 } }] },
      'a does not end with x and b does not contain y and c does not have 1 and d is not at most 2',
    ],
  ]
  test.each(texts)('%j', (condition, text) => expect(describeTree(parsed(condition))).toBe(text))

  test('of joins', () => {
    expect(describeTree(parsed({ id: { same: 'account.owner', orElse: 'manager' } }, { target: true }))).toBe(
      "id is the lead's account.owner (or, while inactive, their manager)",
    )
    expect(describeTree({ kind: 'any', of: [] })).toBe('never')
  })
})

describe('reading', () => {
  test('own properties of plain objects only', () => {
    const subject = JSON.parse('{"a":{"b":[{"c":1}],"length":2},"text":"xyz","list":[1,2]}')
    expect(readPath(subject, ['a', 'length'])).toBe(2)
    for (const path of [
      ['a', 'b', '0'],
      ['a', 'b', 'length'],
      ['text', 'length'],
      ['text', '0'],
      ['list', 'length'],
      ['toString'],
      ['constructor', 'name'],
      ['__proto__'],
      ['a', '__proto__', 'x'],
      ['no', 'such'],
    ]) {
      expect(readPath(subject, path)).toBeUndefined()
    }
    expect(readPath(Object.create({ inherited: 1 }), ['inherited'])).toBeUndefined()
  })

  test('paths and NFC', () => {
    expect(splitPath('a.b')).toEqual(['a', 'b'])
    for (const text of ['', '.', 'a.', '.a', 'a..b']) expect(splitPath(text)).toBeUndefined()
    for (const text of ['', 'abc', 'Mu\u0308nchen', '\u1100\u1161\u11a8', '\u212b', '\u0344', 'Å\u0301', '😀'])
      expect(nfc(text)).toBe(text.normalize('NFC'))
    for (let code = 0; code < 0x300; code += 1) expect(String.fromCharCode(code).normalize('NFC')).toBe(String.fromCharCode(code))
  })
})

describe('nearest', () => {
  test.each([
    ['gtee', 'gte'],
    ['startWith', 'startsWith'],
    ['cotnains', 'contains'],
    ['INLIST', 'inList'],
    ['xyzxyz', undefined],
    ['', undefined],
    ['x'.repeat(100), undefined],
  ])('%s: %s', (word, meant) => {
    expect(nearest(word, ['is', 'gte', 'lte', 'startsWith', 'contains', 'inList'])).toBe(meant)
  })
})
