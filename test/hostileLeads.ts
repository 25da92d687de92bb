import type { Json } from '../src/lead.js'

interface Row {
  readonly name: string
  /** Made anew for each use: some of these change or break when touched. */
  readonly make: () => unknown
}

const boom = (): never => {
  throw new Error('boom')
}

const revoked = (target: object): object => {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}

const cycle = (): unknown => {
  const lead: Record<string, unknown> = { id: '1' }
  lead.self = { deep: [lead] }
  return lead
}

const nested = (depth: number, wrap: (inner: unknown) => unknown): unknown => {
  let value: unknown = 1
  for (let level = 0; level < depth; level += 1) value = wrap(value)
  return value
}

const endless = (): object =>
  new Proxy(
    {},
    { ownKeys: () => ['next'], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }), get: () => endless() },
  )

const at =
  (value: unknown): (() => unknown) =>
  () => ({ id: '1', x: value })

/** Leads that are refused, with one of the issues. */
export const rejectedLeads: readonly (Row & { readonly code: string; readonly path: readonly (string | number)[] })[] = [
  ...(
    [
      ['undefined', undefined],
      ['a function', boom],
      ['a symbol', Symbol('x')],
      ['a bigint', 1n],
      ['NaN', Number.NaN],
      ['Infinity', Infinity],
      ['-Infinity', -Infinity],
      ['a Map', new Map()],
      ['a Set', new Set([1])],
      ['a WeakMap', new WeakMap()],
      ['a WeakSet', new WeakSet()],
      ['a promise', Promise.resolve(1)],
      ['a regular expression', /x/],
      ['a boxed string', Object('x')],
      ['a boxed number', Object(1)],
      ['a boxed boolean', Object(false)],
      ['a boxed bigint', Object(1n)],
      ['an error', new Error('x')],
      ['a buffer', Buffer.from('x')],
      ['an ArrayBuffer', new ArrayBuffer(2)],
      ['a DataView', new DataView(new ArrayBuffer(2))],
      ['a typed array', new Float64Array(2)],
      ['an invalid date', new Date(Number.NaN)],
      ['a generator', (function* () {})()],
      ['a Map iterator', new Map().entries()],
      ['NUL text', 'a\0b'],
      ['a lone high surrogate', '\ud800'],
      ['a lone low surrogate', 'x\udc00y'],
      ['swapped surrogates', '\udc00\ud800'],
      ['a revoked object proxy', revoked({})],
      ['a revoked array proxy', revoked([])],
      ['a class', class {}],
      ['an async function', async () => {}],
    ] as const
  ).flatMap(([name, value]) => [
    { name: `${name} for a lead`, make: () => value, code: 'notJson', path: [] },
    ...(value === undefined ? [] : [{ name: `${name} in a field`, make: at(value), code: 'notJson', path: ['x'] }]),
    { name: `${name} in a list`, make: at([1, value]), code: 'notJson', path: ['x', 1] },
  ]),
  {
    name: 'a throwing getter',
    make: () => ({
      get x() {
        return boom()
      },
    }),
    code: 'notJson',
    path: ['x'],
  },
  {
    name: 'a getter throwing undefined',
    make: () => ({
      get x() {
        throw undefined
      },
    }),
    code: 'notJson',
    path: ['x'],
  },
  { name: 'a throwing getter in a list', make: () => [Object.defineProperty([1], 0, { get: boom })], code: 'notJson', path: [0, 0] },
  { name: 'throwing traps: ownKeys', make: () => new Proxy({}, { ownKeys: boom }), code: 'notJson', path: [] },
  { name: 'throwing traps: get', make: () => new Proxy({ x: 1 }, { get: boom }), code: 'notJson', path: ['x'] },
  { name: 'throwing traps: descriptor', make: () => new Proxy({ x: 1 }, { getOwnPropertyDescriptor: boom }), code: 'notJson', path: [] },
  { name: 'throwing traps: length', make: () => new Proxy([1], { get: boom }), code: 'notJson', path: [] },
  { name: 'an object in itself', make: cycle, code: 'notJson', path: ['self', 'deep', 0] },
  {
    name: 'a list in itself',
    make: () => {
      const list: unknown[] = []
      list.push(list)
      return list
    },
    code: 'notJson',
    path: [0],
  },
  { name: 'a hole', make: () => [1, ...new Array(1)].concat(new Array(1)), code: 'notJson', path: [1] },
  { name: 'a __proto__ field', make: () => JSON.parse('{"id":"1","__proto__":{"admin":true}}'), code: 'reservedName', path: ['__proto__'] },
  {
    name: 'a nested __proto__ field',
    make: () => JSON.parse('{"a":[{"__proto__":1}]}'),
    code: 'reservedName',
    path: ['a', 0, '__proto__'],
  },
  { name: 'a NUL in a field name', make: () => ({ 'a\0': 1 }), code: 'notJson', path: ['a\0'] },
  { name: 'half a surrogate in a field name', make: () => ({ '\ud800': 1 }), code: 'notJson', path: ['\ud800'] },
  { name: 'deep objects', make: () => nested(33, (a) => ({ a })), code: 'tooMuch', path: Array.from({ length: 32 }, () => 'a') },
  { name: 'very deep lists', make: () => nested(100_000, (a) => [a]), code: 'tooMuch', path: Array.from({ length: 32 }, () => 0) },
  { name: 'an endless proxy', make: endless, code: 'tooMuch', path: Array.from({ length: 32 }, () => 'next') },
  { name: 'many values', make: () => ({ x: Array.from({ length: 20_001 }, () => 1) }), code: 'tooMuch', path: ['x'] },
  {
    name: 'many fields',
    make: () => Object.fromEntries(Array.from({ length: 20_001 }, (_, index) => [`f${index}`, 1])),
    code: 'tooMuch',
    path: [],
  },
  { name: 'a list of four thousand million holes', make: () => ({ x: new Array(4_294_967_295) }), code: 'tooMuch', path: ['x'] },
  {
    name: 'a proxy lying about its length',
    make: () => new Proxy([], { get: (_, key) => (key === 'length' ? 2 ** 53 : 1) }),
    code: 'tooMuch',
    path: [],
  },
  { name: 'a long text', make: () => ({ x: 'y'.repeat(100_001) }), code: 'tooMuch', path: ['x'] },
  { name: 'a long field name', make: () => ({ ['k'.repeat(100_001)]: 1 }), code: 'tooMuch', path: [`${'k'.repeat(100)}…`] },
  { name: 'much text', make: () => Array.from({ length: 30 }, () => 'y'.repeat(100_000)), code: 'tooMuch', path: [20] },
]

class Person {
  readonly id = '1'
  readonly #secret = 2
  get computed(): number {
    return this.#secret
  }
  toJSON(): never {
    return boom()
  }
}

const shared = { a: 1 }

/** Odd leads that are accepted, with their copies. */
export const acceptedLeads: readonly (Row & { readonly copy: Json })[] = [
  { name: 'null', make: () => null, copy: null },
  { name: 'scalars', make: () => ['', 0, -1.5, true, false, 1e308, 5e-324], copy: ['', 0, -1.5, true, false, 1e308, 5e-324] },
  { name: 'negative zero as zero', make: at(-0), copy: { id: '1', x: 0 } },
  { name: 'undefined fields as absent', make: at(undefined), copy: { id: '1' } },
  { name: 'a date as text', make: at(new Date(0)), copy: { id: '1', x: '1970-01-01T00:00:00.000Z' } },
  {
    name: 'a date with its own toISOString',
    make: at(Object.assign(new Date(0), { toISOString: boom })),
    copy: { id: '1', x: '1970-01-01T00:00:00.000Z' },
  },
  { name: 'a class instance, by its own fields', make: () => new Person(), copy: { id: '1' } },
  { name: 'toJSON as a field of data', make: () => ({ toJSON: 'x' }), copy: { toJSON: 'x' } },
  { name: 'an object without prototype', make: () => Object.assign(Object.create(null), { id: '1' }), copy: { id: '1' } },
  { name: 'inherited fields as absent', make: () => Object.create({ id: '1' }), copy: {} },
  {
    name: 'symbols and hidden fields as absent',
    make: () => Object.defineProperty({ [Symbol('x')]: 1 }, 'hidden', { value: 1 }),
    copy: {},
  },
  {
    name: 'getters by value',
    make: () => ({
      get x() {
        return 5
      },
    }),
    copy: { x: 5 },
  },
  {
    name: 'shared parts, each a copy',
    make: () => ({ one: shared, two: [shared, shared] }),
    copy: { one: { a: 1 }, two: [{ a: 1 }, { a: 1 }] },
  },
  { name: 'a proxy that behaves', make: () => new Proxy({ a: [1] }, {}), copy: { a: [1] } },
  {
    name: 'names of Object.prototype',
    make: () => JSON.parse('{"constructor":{"prototype":{"x":1}},"toString":1,"hasOwnProperty":2,"valueOf":null}'),
    copy: { constructor: { prototype: { x: 1 } }, toString: 1, hasOwnProperty: 2, valueOf: null } as unknown as Json,
  },
  { name: 'extra fields of a list as absent', make: () => Object.assign([1], { extra: 2 }), copy: [1] },
  { name: 'frozen data', make: () => Object.freeze({ a: Object.freeze([1]) }), copy: { a: [1] } },
  { name: 'an object posing as a Map', make: () => ({ [Symbol.toStringTag]: 'Map', a: 1 }), copy: { a: 1 } },
  {
    name: 'an object whose tag throws',
    make: () => ({
      get [Symbol.toStringTag]() {
        return boom()
      },
      a: 1,
    }),
    copy: { a: 1 },
  },
  { name: 'whole emoji and other planes', make: at('😀\u{10ffff}'), copy: { id: '1', x: '😀\u{10ffff}' } },
  { name: 'both normal forms as they are', make: at('u\u0308\u00fc'), copy: { id: '1', x: 'u\u0308\u00fc' } },
  { name: 'an empty field name', make: () => ({ '': 1 }), copy: { '': 1 } },
  { name: 'control characters but NUL', make: at('\u0001\u001f\u007f'), copy: { id: '1', x: '\u0001\u001f\u007f' } },
  { name: 'the deepest allowed', make: () => nested(32, (a) => ({ a })), copy: nested(32, (a) => ({ a })) as Json },
  {
    name: 'a getter that answers differently each time',
    make: () => {
      let count = 0
      return {
        get x() {
          count += 1
          return count
        },
      }
    },
    copy: { x: 1 },
  },
  { name: 'a list whose iterator throws', make: () => Object.assign([1, 2], { [Symbol.iterator]: boom }), copy: [1, 2] },
]
