import { describe, expect, test } from 'vitest'
import { digestOf } from '../src/digest.js'
import { canonicalJson, deepFreeze, jsonLimits, toJson } from '../src/json.js'
import type { Json } from '../src/lead.js'
import { acceptedLeads, rejectedLeads } from './hostileLeads.js'

describe('toJson', () => {
  test('the tables are long enough', () => expect(acceptedLeads.length + rejectedLeads.length).toBeGreaterThanOrEqual(100))

  test.each(rejectedLeads.map((row) => [row.name, row] as const))('refuses %s', (_, { make, code, path }) => {
    const result = toJson(make())
    if (!('issues' in result)) throw new Error('accepted')
    expect(result.issues.length).toBeLessThanOrEqual(1001)
    expect(result.issues.map((issue) => ({ code: issue.code, path: issue.path }))).toContainEqual({ code, path })
    for (const issue of result.issues) {
      expect(issue.message).not.toBe('')
      expect(issue.hint).not.toBe('')
    }
  })

  test.each(acceptedLeads.map((row) => [row.name, row] as const))('copies %s', (_, { make, copy }) => {
    const result = toJson(make())
    if ('issues' in result) throw new Error(JSON.stringify(result.issues))
    expect(result.value).toEqual(copy)
    expect(canonicalJson(result.value)).toBe(canonicalJson(JSON.parse(JSON.stringify(result.value))))
    expect(canonicalJson(result.value)).toBe(canonicalJson(copy))
  })

  test('all issues at once', () => {
    const result = toJson({ a: Number.NaN, b: [1, () => 1, undefined], c: { d: 1n } })
    expect('issues' in result && result.issues.map(({ path }) => path)).toEqual([['a'], ['b', 1], ['b', 2], ['c', 'd']])
  })

  test('a copy shares nothing with its original, and nothing of the host runs but getters', () => {
    const original = { a: { b: [1] }, toJSON: undefined }
    const result = toJson(original)
    if ('issues' in result) throw new Error('refused')
    original.a.b.push(2)
    expect(result.value).toEqual({ a: { b: [1] } })
  })

  test('parts that are shared over and over count each time: two to the thirtieth is refused, not copied', () => {
    let value: unknown = 1
    for (let level = 0; level < 30; level += 1) value = [value, value]
    const result = toJson(value)
    expect('issues' in result && result.issues.map(({ code }) => code)).toEqual(['tooMuch'])
  })

  test('limits are exact', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])
    expect('value' in toJson(nested(32))).toBe(true)
    expect('issues' in toJson(nested(33))).toBe(true)
    expect('value' in toJson(nested(33), jsonLimits.document)).toBe(true)
    expect('value' in toJson(Array.from({ length: 19_999 }, () => 0))).toBe(true)
    expect('issues' in toJson(Array.from({ length: 20_000 }, () => 0))).toBe(true)
    expect('value' in toJson('x'.repeat(100_000))).toBe(true)
    expect('issues' in toJson('x'.repeat(100_001))).toBe(true)
    expect('issues' in toJson(Array.from({ length: 21 }, () => 'x'.repeat(100_000)))).toBe(true)
  })
})

describe('canonicalJson', () => {
  const rows: readonly (readonly [value: Json, text: string])[] = [
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [[], '[]'],
    [{}, '{}'],
    [-0, '0'],
    [1e21, '1e+21'],
    [0.1, '0.1'],
    [{ '\u00e9': 1, z: 2, '10': 3, '9': 4 }, '{"10":3,"9":4,"z":2,"\u00e9":1}'],
    ['"\n', '"\\"\\n"'],
    [{ '\uffff': 1, '\u{1f600}': 2 }, '{"\u{1f600}":2,"\uffff":1}'],
  ]
  test.each(rows)('%j', (value, text) => {
    expect(canonicalJson(value)).toBe(text)
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
  })
  test('leaves undefined out, as JSON does', () => expect(canonicalJson({ a: undefined, b: 1 } as unknown as Json)).toBe('{"b":1}'))
})

test('deepFreeze freezes all of it, also below what was frozen before', () => {
  const value = { a: Object.freeze([{ b: 1 }]), c: { d: [[]] } }
  expect(deepFreeze(value)).toBe(value)
  expect([value, value.a, value.a[0], value.c, value.c.d, value.c.d[0]].every(Object.isFrozen)).toBe(true)
})

test('digestOf is SHA-256 of UTF-8', () => {
  expect(digestOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(digestOf('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(digestOf('\u00fc')).not.toBe(digestOf('u\u0308'))
})
