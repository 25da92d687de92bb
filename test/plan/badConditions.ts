import { groupNames, operatorNames } from '../../src/condition/operator/names.js'
import type { BadPlan, Path } from './badPlan.js'
import { withWhen } from './plans.js'

const when: Path = ['rules', 0, 'when']
const long = 'n'.repeat(201)
const deep = (depth: number, inner: unknown): unknown => (depth === 0 ? inner : { a: deep(depth - 1, inner) })
const deepGroups = (depth: number): unknown => (depth === 0 ? { a: 1 } : { any: [deepGroups(depth - 1)] })

const scalarOperands = [null, [], ['x'], {}, { x: 1 }]
const operands: readonly BadPlan[] = (
  [
    ['is', scalarOperands],
    ['has', scalarOperands],
    ['not', [null, {}, [null], [1, '1'], [['x']]]],
    ['in', [null, 'x', 5, {}, [null], [1, 'x'], [true, 1], [['x']]]],
    ['hasAny', [null, 'x', {}, ['x', 1]]],
    ['hasAll', [5, true, [{}], [1, true]]],
    ['inList', [null, '', 5, ['strategic'], {}]],
    ['known', [null, 'true', 1, []]],
    ...(['gt', 'gte', 'lt', 'lte'] as const).map((name) => [name, [null, '5', true, [5], {}]] as const),
    ...(['startsWith', 'endsWith', 'contains'] as const).map((name) => [name, [null, '', 5, ['x'], false]] as const),
  ] as const
).flatMap(([name, values]) =>
  values.map(
    (operand): BadPlan => [
      `${name} ${JSON.stringify(operand)}`,
      withWhen({ x: { [name]: operand } }),
      'badOperand',
      [...when, 'x', name],
      'schema',
    ],
  ),
)

const conditions: readonly BadPlan[] = [
  ...[[], 'x', 5, null, true].map((value): BadPlan => [`when ${JSON.stringify(value)}`, withWhen(value), 'wrongType', when, 'schema']),
  ...operatorNames.map((name): BadPlan => [`a field named ${name}`, withWhen({ [name]: 1 }), 'reservedName', [...when, name], 'schema']),
  ['same in when', withWhen({ x: { same: 'y' } }), 'misplaced', [...when, 'x', 'same'], 'schema'],
  ['same at the top of when', withWhen({ same: 'y' }), 'misplaced', [...when, 'same'], 'schema'],
  ['orElse in when', withWhen({ id: { orElse: 'manager' } }), 'misplaced', [...when, 'id', 'orElse'], 'schema'],
  ['null for a field', withWhen({ x: null }), 'wrongType', [...when, 'x'], 'schema'],
  ['an empty object for a field', withWhen({ x: {} }), 'emptyGroup', [...when, 'x'], 'schema'],
  ['an empty object deep down', withWhen({ x: { y: { z: {} } } }), 'emptyGroup', [...when, 'x', 'y', 'z'], 'schema'],
  ['an empty list for a field', withWhen({ x: [] }), 'emptyGroup', [...when, 'x'], 'schema'],
  ...['in', 'not', 'hasAny', 'hasAll'].map(
    (name): BadPlan => [`${name} of nothing`, withWhen({ x: { [name]: [] } }), 'emptyGroup', [...when, 'x', name], 'schema'],
  ),
  ['a mixed list for a field', withWhen({ x: [1, '1'] }), 'badOperand', [...when, 'x'], 'schema'],
  ['a list with null', withWhen({ x: ['a', null] }), 'badOperand', [...when, 'x'], 'schema'],
  ['objects in a list', withWhen({ x: [{ is: 1 }] }), 'badOperand', [...when, 'x'], 'schema'],
  ...['$gt', 'GTE', 'inlist', 'StartsWith', 'eq', '$ne', 'nin', 'notIn', 'exists'].map(
    (word): BadPlan => [`${word} for an operator, alone`, withWhen({ x: { [word]: 1 } }), 'unknownOperator', [...when, 'x', word]],
  ),
  ['a misspelled operator', withWhen({ x: { gte: 1, ltt: 5 } }), 'unknownOperator', [...when, 'x', 'ltt'], 'schema'],
  [
    'a field among operators',
    withWhen({ company: { country: 'DE', known: true } }),
    'unknownOperator',
    [...when, 'company', 'country'],
    'schema',
  ],
  ['a group among operators', withWhen({ x: { gte: 1, any: [{ lt: 2 }] } }), 'misplaced', [...when, 'x', 'any'], 'schema'],
  ...groupNames.flatMap((name): BadPlan[] => [
    [`${name} of nothing`, withWhen({ [name]: [] }), 'emptyGroup', [...when, name], 'schema'],
    [`${name} of an object`, withWhen({ [name]: { a: 1 } }), 'wrongType', [...when, name], 'schema'],
    [`${name} of null`, withWhen({ [name]: null }), 'wrongType', [...when, name], 'schema'],
    [`${name} of texts`, withWhen({ a: { [name]: ['x'] } }), 'wrongType', [...when, 'a', name, 0], 'schema'],
    [`${name} of an empty condition`, withWhen({ [name]: [{ a: 1 }, {}] }), 'emptyGroup', [...when, name, 1], 'schema'],
    [`${name} of lists`, withWhen({ [name]: [[]] }), 'wrongType', [...when, name, 0], 'schema'],
    [`an operator of no field in ${name}`, withWhen({ [name]: [{ gte: 5 }] }), 'reservedName', [...when, name, 0, 'gte'], 'schema'],
  ]),
  ['an unknown list', withWhen({ x: { inList: 'strategik' } }), 'unknownList', [...when, 'x', 'inList']],
  ['a list named like a method', withWhen({ x: { inList: 'toString' } }), 'unknownList', [...when, 'x', 'inList']],
  ['an unknown value of a label', withWhen({ size: 'smal' }), 'unknownLabel', [...when, 'size']],
  ['an unknown value of a label, with is', withWhen({ size: { is: 'x' } }), 'unknownLabel', [...when, 'size', 'is']],
  ['an unknown value of a label, negated', withWhen({ size: { not: 'x' } }), 'unknownLabel', [...when, 'size', 'not']],
  ['an unknown value of a label, in a list', withWhen({ size: ['smb', 'x'] }), 'unknownLabel', [...when, 'size', 1]],
  [
    'an unknown value of a label, in a group',
    withWhen({ none: [{ any: [{ size: 'x' }] }] }),
    'unknownLabel',
    [...when, 'none', 0, 'any', 0, 'size'],
  ],
  ['a label compared with a number', withWhen({ size: 5 }), 'unknownLabel', [...when, 'size']],
  ['a deep condition', withWhen(deep(33, 1)), 'tooMuch', [...when, ...Array.from({ length: 32 }, () => 'a')]],
  ['deep groups', withWhen(deepGroups(40)), 'tooMuch', [...when, ...Array.from({ length: 32 }, () => ['any', 0]).flat()]],
  ['a long field name', withWhen({ [long]: 1 }), 'tooMuch', [...when, long], 'schema'],
  [
    'ten thousand and one operands',
    withWhen({ x: { in: Array.from({ length: 10_001 }, (_, index) => index) } }),
    'tooMuch',
    [...when, 'x', 'in'],
    'schema',
  ],
  [
    'a group of ten thousand and one',
    withWhen({ any: Array.from({ length: 10_001 }, () => ({ a: 1 })) }),
    'tooMuch',
    [...when, 'any'],
    'schema',
  ],
]

export const badConditions: readonly BadPlan[] = [...operands, ...conditions]
