import type { IssueCode } from '../../src/errors.js'
import type { Path } from './badPlan.js'
import { fullPlan, smallPlan, withWhen } from './plans.js'

const when: Path = ['rules', 0, 'when']
const deep = (depth: number, inner: unknown): unknown => (depth === 0 ? inner : { a: deep(depth - 1, inner) })

const boom = (): never => {
  throw new Error('boom')
}

const cyclic = (): unknown => {
  const plan: Record<string, unknown> = structuredClone(smallPlan)
  plan.segments = { a: { b: plan } }
  return plan
}

/** Documents that are no plain JSON; made anew for each use. */
export const hostilePlans: readonly (readonly [name: string, make: () => unknown, code: IssueCode, path: Path])[] = [
  ['a function', () => boom, 'notJson', []],
  [
    'a throwing getter',
    () => ({
      ...smallPlan,
      get rules() {
        return boom()
      },
    }),
    'notJson',
    ['rules'],
  ],
  ['a proxy that throws', () => new Proxy(smallPlan, { ownKeys: boom }), 'notJson', []],
  ['a proxy that throws below', () => ({ ...smallPlan, lists: new Proxy({}, { ownKeys: boom }) }), 'notJson', ['lists']],
  [
    'a revoked proxy',
    () => {
      const { proxy, revoke } = Proxy.revocable({}, {})
      revoke()
      return { ...smallPlan, rules: proxy }
    },
    'notJson',
    ['rules'],
  ],
  ['a plan in itself', cyclic, 'notJson', ['segments', 'a', 'b']],
  [
    'a __proto__ field',
    () => ({ ...smallPlan, ...JSON.parse('{"segments":{"__proto__":{"x":{}}}}') }),
    'reservedName',
    ['segments', '__proto__'],
  ],
  [
    'a __proto__ field of a condition',
    () => withWhen(JSON.parse('{"__proto__":{"polluted":true}}')),
    'reservedName',
    [...when, '__proto__'],
  ],
  [
    'a __proto__ among the rotations',
    () => ({ ...smallPlan, ...JSON.parse('{"rotations":{"__proto__":{"absence":"repay"}}}') }),
    'reservedName',
    ['rotations', '__proto__'],
  ],
  [
    'a __proto__ among the terms',
    () => ({ ...smallPlan, ...JSON.parse('{"rotations":{"otherwise":{"__proto__":{"absence":"repay"}}}}') }),
    'reservedName',
    ['rotations', 'otherwise', '__proto__'],
  ],
  [
    'a throwing getter among the terms',
    () => ({
      ...smallPlan,
      rotations: {
        otherwise: {
          get rate() {
            return boom()
          },
        },
      },
    }),
    'notJson',
    ['rotations', 'otherwise', 'rate'],
  ],
  ...[Number.NaN, Infinity, 5n, boom].map(
    (atMost) =>
      [
        `${String(atMost)} for atMost`,
        () => ({ ...smallPlan, rotations: { otherwise: { atMost } } }),
        'notJson',
        ['rotations', 'otherwise', 'atMost'],
      ] as const,
  ),
  [
    'Infinity for typical',
    () => ({ ...smallPlan, rotations: { otherwise: { value: { field: 'a', typical: Infinity } } } }),
    'notJson',
    ['rotations', 'otherwise', 'value', 'typical'],
  ],
  ['a Map of lists', () => ({ ...smallPlan, lists: new Map() }), 'notJson', ['lists']],
  ['a Set for a list', () => ({ ...smallPlan, lists: { l: new Set(['x']) } }), 'notJson', ['lists', 'l']],
  ['a regular expression', () => withWhen({ x: { startsWith: /x/ } }), 'notJson', [...when, 'x', 'startsWith']],
  ['NaN', () => withWhen({ x: { gte: Number.NaN } }), 'notJson', [...when, 'x', 'gte']],
  ['Infinity', () => withWhen({ x: { lt: Infinity } }), 'notJson', [...when, 'x', 'lt']],
  ['NaN in a list', () => withWhen({ x: { in: [1, Number.NaN] } }), 'notJson', [...when, 'x', 'in', 1]],
  ['a bigint', () => withWhen({ x: 1n }), 'notJson', [...when, 'x']],
  ['a symbol', () => ({ ...smallPlan, name: Symbol('x') }), 'notJson', ['name']],
  ['a hole in the rules', () => ({ ...smallPlan, rules: new Array(1) }), 'notJson', ['rules', 0]],
  ['NUL in a name', () => ({ ...smallPlan, name: 'a\0b' }), 'notJson', ['name']],
  ['half a surrogate in a name', () => ({ ...smallPlan, name: '\ud800' }), 'notJson', ['name']],
  ['a very deep condition', () => withWhen(deep(5000, 1)), 'tooMuch', [...when, ...Array.from({ length: 97 }, () => 'a')]],
  ['endless rules', () => ({ ...smallPlan, rules: new Array(4_294_967_295) }), 'tooMuch', ['rules']],
  ['too many rules', () => ({ ...smallPlan, rules: Array.from({ length: 100_001 }, () => fullPlan.rules[0]) }), 'tooMuch', ['rules']],
  [
    'a list of more than a million',
    () => ({ ...smallPlan, lists: { l: Array.from({ length: 1_000_001 }, () => 'x') } }),
    'tooMuch',
    ['lists', 'l'],
  ],
]
