import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../src/lead.js'
import { createMatcher } from '../../src/lookup/matcher.js'
import { createMatchers } from '../../src/lookup/matchers.js'
import { lists } from '../condition/generate.js'
import { parsed } from '../condition/parsed.js'

/** Rules about the same fields that hold for none of the leads here: with them there is something to divide. */
const others: readonly JsonObject[] = Array.from({ length: 60 }, (_, index) => ({
  country: `X${index % 12}`,
  zip: { startsWith: `z${index}` },
  staff: { gte: 10_000 + 10 * index, lt: 10_010 + 10 * index },
  tags: { has: `t${index % 9}` },
  note: { contains: `note ${index}` },
}))

/** The number of a condition among many others, if it holds. */
function findsAmongOthers(condition: JsonObject, lead: JsonObject): boolean {
  const matcher = createMatcher(
    [...others, condition, ...others].map((one) => parsed(one)),
    lists,
  )
  expect([-1, others.length]).toContain(matcher.first(lead))
  return matcher.first(lead) === others.length
}

const inherited = Object.create({ country: 'DE' }) as JsonObject
const bare = Object.assign(Object.create(null), { country: 'DE' }) as JsonObject

describe('a condition among many is found', () => {
  const rows: readonly (readonly [name: string, condition: JsonObject, lead: JsonObject, holds: boolean])[] = [
    ['by a value', { country: 'DE' }, { country: 'DE' }, true],
    ['by another value', { country: 'DE' }, { country: 'AT' }, false],
    ['by a value in another normal form', { country: 'Mu\u0308nchen' }, { country: 'M\u00fcnchen' }, true],
    ['by a letter that is written as another', { country: 'K' }, { country: '\u212a' }, true],
    ['by one of many values', { country: Array.from({ length: 300 }, (_, index) => `C${index}`) }, { country: 'C299' }, true],
    ['by an element of a list', { country: 'DE' }, { country: ['FR', 'DE'] }, true],
    ['by different elements of a list', { all: [{ country: 'DE' }, { country: 'FR' }] }, { country: ['FR', 'DE'] }, true],
    [
      'by several values, met by different elements',
      { all: [{ country: ['DE', 'AT'] }, { country: ['AT', 'FR'] }] },
      { country: ['DE', 'FR'] },
      true,
    ],
    ['by a number', { staff: 5 }, { staff: 5 }, true],
    ['not by a number written as text', { staff: 5 }, { staff: '5' }, false],
    ['by the lower end of a span', { staff: { gte: 50, lt: 500 } }, { staff: 50 }, true],
    ['not by its upper end', { staff: { gte: 50, lt: 500 } }, { staff: 500 }, false],
    ['by what is just above a border', { staff: { gt: 50 } }, { staff: 50 + 2 ** -47 }, true],
    ['not by the border itself', { staff: { gt: 50 } }, { staff: 50 }, false],
    ['by what is just below zero', { staff: { gt: -Number.MIN_VALUE, lt: 1 } }, { staff: -0 }, true],
    ['by a negative border', { staff: { gt: -1.5, lte: -1 } }, { staff: -1 }, true],
    ['by numbers on both sides of a span', { staff: { gte: 50, lt: 60 } }, { staff: [10, 100] }, true],
    ['by numbers on the outer sides of two borders', { all: [{ staff: { gte: 500 } }, { staff: { lt: 50 } }] }, { staff: [10, 600] }, true],
    ['not by numbers on one side', { staff: { gte: 50, lt: 60 } }, { staff: [61, 100] }, false],
    ['by a beginning', { zip: { startsWith: '94' } }, { zip: '94110' }, true],
    ['by the longer of two beginnings', { zip: { startsWith: '9411' } }, { zip: '94110' }, true],
    ['by an ending', { domain: { endsWith: '.de' } }, { domain: 'a.de' }, true],
    ['by the beginning of an element', { zip: { startsWith: '94' } }, { zip: ['1', '94'] }, true],
    ['by a part', { note: { contains: 'ab' } }, { note: 'xaby' }, true],
    ['by a named list', { domain: { inList: 'strategic' } }, { domain: 'acme.com' }, true],
    ['by a named list, in another normal form', { domain: { inList: 'strategic' } }, { domain: 'Mu\u0308nchen' }, true],
    ['not by a list that it is not in', { domain: { inList: 'none' } }, { domain: 'acme.com' }, false],
    ['by not being in a list', { domain: { none: [{ inList: 'none' }] } }, { domain: 'acme.com' }, true],
    ['by an element of a list, whole', { tags: { hasAll: ['a', 'b'] } }, { tags: ['b', 'c', 'a'] }, true],
    ['not by a text where a list is asked for', { tags: { has: 'a' } }, { tags: 'a' }, false],
    ['by another value than named', { country: { not: 'DE' } }, { country: 'AT' }, true],
    ['not by the lack of a value', { country: { not: 'DE' } }, { staff: 1 }, false],
    ['by the lack of a value', { country: { known: false } }, { staff: 1 }, true],
    ['by the lack of elements', { country: { known: false } }, { country: [] }, true],
    ['by a flag', { consent: false }, { consent: false }, true],
    ['by one of two fields', { any: [{ country: 'DE' }, { staff: { gte: 500 } }] }, { staff: 600 }, true],
    [
      'by the last of many alternatives',
      { any: Array.from({ length: 40 }, (_, index) => ({ [`f${index}`]: 'yes' })) },
      { f39: 'yes' },
      true,
    ],
    [
      'by alternatives in each of several',
      { all: Array.from({ length: 6 }, (_, index) => ({ any: [{ [`a${index}`]: 1 }, { [`b${index}`]: 1 }] })) },
      { a0: 1, b1: 1, a2: 1, b3: 1, a4: 1, b5: 1 },
      true,
    ],
    ['by fields deep inside', { a: { b: { c: 'yes' } } }, { a: { b: { c: 'yes' } } }, true],
    ['not through a list', { a: { b: { c: 'yes' } } }, { a: [{ b: { c: 'yes' } }] }, false],
    ['not by what it inherits', { country: 'DE' }, inherited, false],
    ['without a prototype', { country: 'DE' }, bare, true],
    ['not by what all objects have', { constructor: { known: true } }, {}, false],
    ['by a field that is named like one of those', { toString: 'yes' }, { toString: 'yes' } as unknown as JsonObject, true],
    ['not by NaN', { staff: { not: 5 } }, { staff: Number.NaN } as JsonObject, false],
    ['not by an object', { country: { not: 'DE' } }, { country: { code: 'AT' } }, false],
  ]
  test.each(rows)('%s', (_, condition, lead, holds) => {
    expect(findsAmongOthers(condition, lead)).toBe(holds)
  })
})

describe('the order', () => {
  test('of rules is kept, wherever in the index they are', () => {
    const conditions = Array.from({ length: 200 }, (_, index): Json => (index % 2 === 0 ? { country: 'DE' } : { staff: { gte: index } }))
    const { first } = createMatcher(
      conditions.map((one) => parsed(one)),
      lists,
    )
    const lead = { country: 'DE', staff: 50 }
    const found: number[] = []
    for (let rule = first(lead); rule >= 0; rule = first(lead, rule + 1)) found.push(rule)
    expect(found).toEqual(Array.from({ length: 200 }, (_, index) => index).filter((index) => index % 2 === 0 || index <= 50))
  })

  test('is looked for from a number on, also behind the last', () => {
    const { first } = createMatcher([parsed({ country: 'DE' }), parsed({ staff: 1 })], lists)
    expect([first({ country: 'DE', staff: 1 }, 1), first({ country: 'DE' }, 1), first({ country: 'DE' }, 2)]).toEqual([1, -1, -1])
    expect(createMatcher([], lists).first({})).toBe(-1)
  })
})

describe('a subject', () => {
  test('that comes in between does not get in the way', () => {
    const { first } = createMatcher([parsed({ country: 'DE' }), parsed({ staff: 1 }), parsed({ country: 'AT' })], lists)
    const [one, other] = [
      { country: 'DE', staff: 1 },
      { country: 'AT', staff: 2 },
    ]
    expect([first(one), first(other), first(one, 1), first(other, 1)]).toEqual([0, 2, 1, 2])
  })

  test('is read once for several lists of conditions', () => {
    let reads = 0
    const lead = {
      get country() {
        reads += 1
        return 'DE'
      },
    }
    const matchers = createMatchers(
      [[parsed({ country: 'AT' }), parsed({ country: 'DE' })], [parsed({ country: ['DE', 'FR'] })], [parsed({ country: 'CH' })]],
      lists,
    )
    expect([0, 1, 2].map((list) => matchers.first(list, lead))).toEqual([1, 0, -1])
    expect(reads).toBe(1)
  })

  test('may lack what was found in the one before', () => {
    const { first } = createMatcher([parsed({ a: { b: 1 }, c: 2 }), parsed({ c: 3 })], lists)
    expect([first({ a: { b: 1 }, c: 2 }), first({ c: 2 }), first({ a: 1, c: 2 }), first({ a: { b: 1 }, c: 3 })]).toEqual([0, -1, -1, 1])
  })
})
