import { describe, expect, test } from 'vitest'
import { failedTests } from '../../src/condition/explain.js'
import { holds } from '../../src/condition/interpret.js'
import { operatorNames } from '../../src/condition/operator/names.js'
import { operators } from '../../src/condition/operator/operators.js'
import type { Json, JsonObject } from '../../src/lead.js'
import { lists } from './generate.js'
import { parsed } from './parsed.js'

type Outcome = 'yes' | 'no' | 'missing' | 'mistyped'

const nfc = 'M\u00fcnchen'
const nfd = 'Mu\u0308nchen'
const absent = Symbol('absent')
type Row = readonly [operator: string, operand: Json, value: Json | typeof absent, outcome: Outcome]

/** Values that no operator but `known` says anything about. */
const nothing = (operator: string, operand: Json): Row[] => [
  [operator, operand, absent, 'missing'],
  [operator, operand, null, 'missing'],
  [operator, operand, [], 'missing'],
  [operator, operand, {}, 'mistyped'],
  [operator, operand, { field: 1 }, 'mistyped'],
  [operator, operand, [null], 'mistyped'],
  [operator, operand, [[]], 'mistyped'],
]

const number = (operator: string, operand: number, yes: number[], no: number[]): Row[] => [
  ...nothing(operator, operand),
  ...yes.map((value): Row => [operator, operand, value, 'yes']),
  ...no.map((value): Row => [operator, operand, value, 'no']),
  [operator, operand, String(yes[0]), 'mistyped'],
  [operator, operand, true, 'mistyped'],
  [operator, operand, ['5'], 'mistyped'],
  [operator, operand, [...no, ...yes], 'yes'],
  [operator, operand, ['x', ...yes], 'yes'],
  [operator, operand, no, 'no'],
  [operator, operand, ['x', null, ...no], 'no'],
]

const text = (operator: string, operand: string, yes: string[], no: string[]): Row[] => [
  ...nothing(operator, operand),
  ...yes.map((value): Row => [operator, operand, value, 'yes']),
  ...no.map((value): Row => [operator, operand, value, 'no']),
  [operator, operand, 5, 'mistyped'],
  [operator, operand, false, 'mistyped'],
  [operator, operand, [5, true], 'mistyped'],
  [operator, operand, [...no, ...yes], 'yes'],
  [operator, operand, [5, ...yes], 'yes'],
  [operator, operand, no, 'no'],
  [operator, operand, [5, ...no], 'no'],
]

const rows: readonly Row[] = [
  ...text('is', 'DE', ['DE'], ['AT', 'de', 'DE ', '']),
  ...text('is', nfd, [nfc, nfd], ['Munchen']),
  ...text('is', nfc, [nfc, nfd], ['x']),
  ...number('is', 5, [5, 5.0], [6, -5, 5.1]),
  ...number('is', 0, [0, -0], [1]),
  ['is', true, true, 'yes'],
  ['is', true, false, 'no'],
  ['is', true, 1, 'mistyped'],
  ['is', true, 'true', 'mistyped'],
  ['is', false, [true, false], 'yes'],
  ['is', false, [true], 'no'],
  ['is', 'constructor', {}, 'mistyped'],
  ['is', '', '', 'yes'],
  ['is', '', 'x', 'no'],
  ['in', ['DE', 'AT'], 'AT', 'yes'],
  ['in', ['DE', 'AT'], 'US', 'no'],
  ['in', [nfc], nfd, 'yes'],
  ['in', [nfd], nfc, 'yes'],
  ['in', ['DE'], 5, 'mistyped'],
  ['in', [1, 2], 2, 'yes'],
  ['in', [1, 2], '2', 'mistyped'],
  ['in', [true], true, 'yes'],
  ['in', [true], false, 'no'],
  ['in', ['DE', 'AT'], ['US', 'AT'], 'yes'],
  ['in', ['DE', 'AT'], ['US', 5], 'no'],
  ...nothing('in', ['DE', 'AT']),
  ['in', Array.from({ length: 100 }, (_, index) => index), 99, 'yes'],
  ['in', Array.from({ length: 100 }, (_, index) => index), 100, 'no'],
  ['in', Array.from({ length: 100 }, (_, index) => `${nfd}${index}`), `${nfc}99`, 'yes'],
  ['inList', 'strategic', 'acme.com', 'yes'],
  ['inList', 'strategic', nfd, 'yes'],
  ['inList', 'strategic', 'Acme.com', 'no'],
  ['inList', 'strategic', 5, 'mistyped'],
  ['inList', 'strategic', ['x', 'acme.com'], 'yes'],
  ['inList', 'strategic', ['x', 5], 'no'],
  ['inList', 'none', 'x', 'no'],
  ...nothing('inList', 'strategic'),
  ...number('gt', 5, [5.1, 500], [5, 4, -1]),
  ...number('gte', 5, [5, 6], [4.9, 0]),
  ...number('lt', 5, [4.9, -5], [5, 6]),
  ...number('lte', 5, [5, -1], [5.1]),
  ...text('startsWith', 'ac', ['ac', 'acme'], ['Acme', 'mac', '']),
  ...text('startsWith', 'Mu\u0308', [nfc, nfd], ['Mu']),
  ...text('endsWith', '.com', ['acme.com', '.com'], ['.com.au', 'com', '.COM']),
  ...text('contains', 'cm', ['acme', 'cm'], ['ACME', 'c m', '']),
  ...text('contains', 'u\u0308n', [nfc, nfd], ['un']),
  ['known', true, 'x', 'yes'],
  ['known', true, '', 'yes'],
  ['known', true, 0, 'yes'],
  ['known', true, false, 'yes'],
  ['known', true, {}, 'yes'],
  ['known', true, [null], 'yes'],
  ['known', true, absent, 'no'],
  ['known', true, null, 'no'],
  ['known', true, [], 'no'],
  ['known', false, 'x', 'no'],
  ['known', false, {}, 'no'],
  ['known', false, absent, 'yes'],
  ['known', false, null, 'yes'],
  ['known', false, [], 'yes'],
  ['known', false, [0], 'no'],
  ...(['has', 'hasAny', 'hasAll'] as const).flatMap((operator): Row[] => {
    const operand = operator === 'has' ? 'b' : ['b']
    return [
      ...nothing(operator, operand),
      [operator, operand, ['a', 'b'], 'yes'],
      [operator, operand, ['a'], 'no'],
      [operator, operand, 'b', 'mistyped'],
      [operator, operand, 5, 'mistyped'],
      [operator, operand, [5], 'mistyped'],
      [operator, operand, [5, 'b'], 'yes'],
      [operator, operand, [5, 'a'], 'no'],
      [operator, operand, { 0: 'b' }, 'mistyped'],
    ]
  }),
  ['has', nfc, [nfd], 'yes'],
  ['has', 5, ['5', 5], 'yes'],
  ['has', 5, ['5'], 'mistyped'],
  ['has', true, [true], 'yes'],
  ['hasAny', ['b', 'c'], ['c'], 'yes'],
  ['hasAny', ['b', 'c'], ['a', 'd'], 'no'],
  ['hasAny', [nfd], [nfc], 'yes'],
  ['hasAll', ['b', 'c'], ['c', 'a', 'b'], 'yes'],
  ['hasAll', ['b', 'c'], ['c'], 'no'],
  ['hasAll', [nfc, 'x'], ['x', nfd], 'yes'],
  ['hasAll', ['b', 'b'], ['b'], 'yes'],
  ['not', 'DE', 'AT', 'yes'],
  ['not', 'DE', 'DE', 'no'],
  ['not', 'DE', 5, 'mistyped'],
  ['not', 'DE', ['AT', 'DE'], 'no'],
  ['not', 'DE', ['AT', 5], 'yes'],
  ['not', nfc, nfd, 'no'],
  ['not', ['DE', 'AT'], 'US', 'yes'],
  ['not', ['DE', 'AT'], 'AT', 'no'],
  ['not', ['DE', 'AT'], ['US', 'AT'], 'no'],
  ['not', ['DE', 'AT'], ['US'], 'yes'],
  ...nothing('not', 'DE'),
  ...nothing('not', ['DE', 'AT']),
  ['not', 5, '5', 'mistyped'],
  ['not', [5], 6, 'yes'],
]

describe('operators', () => {
  test('every operator has its row, under its own name', () => {
    expect(new Set(rows.map(([operator]) => operator))).toEqual(new Set(operatorNames))
    for (const name of operatorNames) expect(operators[name].name).toBe(name)
    expect(rows.length).toBeGreaterThan(300)
  })

  test.each(
    rows.map(
      (row) =>
        [
          `${row[0]} ${String(JSON.stringify(row[1])).slice(0, 30)} of ${row[2] === absent ? 'nothing' : JSON.stringify(row[2])}: ${row[3]}`,
          row,
        ] as const,
    ),
  )('%s', (_, [operator, operand, value, outcome]) => {
    const subject: JsonObject = value === absent ? {} : { field: value as Json }
    const condition = { field: { [operator]: operand } }
    const tree = parsed(condition)
    const negation = parsed({ none: [condition] })
    expect(holds(tree, subject, { lists })).toBe(outcome === 'yes')
    expect(holds(negation, subject, { lists })).toBe(outcome === 'no')
    // The tree's own answer knows nothing of how `not` and `known: false` were written.
    const because = failedTests(outcome === 'yes' ? negation : tree, subject, { lists }).map((failed) => failed.because)
    const asksPresence = operator === 'known' && (operand === true) === (outcome === 'no')
    expect(because).toEqual([outcome === 'missing' || outcome === 'mistyped' ? outcome : asksPresence ? 'missing' : 'differs'])
    // Deep in an object it is the same.
    expect(holds(parsed({ deep: { er: condition } }), { deep: { er: subject } }, { lists })).toBe(outcome === 'yes')
  })

  test('answers of the operator itself: `not` reverses, an unknown list contains nothing', () => {
    expect(operators.not.answer('DE', 'DE', lists)).toBe('no')
    expect(operators.not.answer('AT', ['DE'], lists)).toBe('yes')
    expect(operators.not.answer(5, 'DE', lists)).toBe('mistyped')
    expect(operators.known.answer(null, false, lists)).toBe('yes')
    expect(operators.inList.answer('x', 'no such', lists)).toBe('no')
    expect(operators.is.answer(Number.NaN, 5, lists)).toBe('missing')
    expect(operators.gt.answer([Number.NaN], 5, lists)).toBe('mistyped')
  })
})

describe('joins', () => {
  const rowsOfJoins: readonly (readonly [ours: Json | undefined, theirs: Json | undefined, outcome: Outcome])[] = [
    ['a', 'a', 'yes'],
    ['a', 'b', 'no'],
    [5, 5, 'yes'],
    [5, '5', 'no'],
    [true, true, 'yes'],
    [nfc, nfd, 'yes'],
    [['a', 'b'], 'b', 'yes'],
    [['a', 'b'], 'c', 'no'],
    ['b', ['a', 'b'], 'yes'],
    [['a', nfc], ['c', nfd], 'yes'],
    [['a'], ['b'], 'no'],
    [['a', null], ['a'], 'yes'],
    [undefined, 'a', 'missing'],
    ['a', undefined, 'missing'],
    [null, null, 'missing'],
    [undefined, undefined, 'missing'],
    [[], 'a', 'missing'],
    ['a', [], 'missing'],
    [[], [], 'missing'],
    [{}, 'a', 'mistyped'],
    ['a', {}, 'mistyped'],
    [[null], 'a', 'mistyped'],
    [{ a: 1 }, { a: 1 }, 'mistyped'],
  ]
  test.each(rowsOfJoins)('%j and %j: %s', (ours, theirs, outcome) => {
    const rep: JsonObject = ours === undefined ? {} : { field: ours }
    const lead: JsonObject = theirs === undefined ? {} : { its: { field: theirs } }
    const tree = parsed({ field: { same: 'its.field' } }, { target: true })
    const negation = parsed({ none: [{ field: { same: 'its.field' } }] }, { target: true })
    expect(holds(tree, rep, { lists, lead })).toBe(outcome === 'yes')
    expect(holds(negation, rep, { lists, lead })).toBe(outcome === 'no')
    expect(failedTests(outcome === 'yes' ? negation : tree, rep, { lists, lead })).toEqual([
      {
        field: 'field',
        operator: 'same',
        operand: 'its.field',
        negated: outcome === 'yes',
        because:
          theirs === undefined || theirs === null || JSON.stringify(theirs) === '[]'
            ? 'leadMissing'
            : outcome === 'missing' || outcome === 'mistyped'
              ? outcome
              : 'differs',
      },
    ])
    expect(holds(tree, rep, { lists })).toBe(false)
  })

  test('`orElse` is kept for whoever knows the roster, and is no test of its own, negated or not', () => {
    expect(parsed({ id: { same: 'account.owner', orElse: 'manager' } }, { target: true })).toEqual({
      kind: 'join',
      path: ['id'],
      lead: ['account', 'owner'],
      orElse: 'manager',
      negated: false,
    })
    expect(parsed({ none: [{ id: { orElse: 'backup', same: 'owner' } }] }, { target: true })).toEqual({
      kind: 'join',
      path: ['id'],
      lead: ['owner'],
      orElse: 'backup',
      negated: true,
    })
  })
})
