import fc from 'fast-check'
import type { Json, JsonObject } from '../../src/lead.js'

/**
 * A world so small that every lead of it can be tried: a text, a number, a list, a field that is a text or holds another one, and a text with
 * patterns. The conditions name few values, and the leads hold one of every kind of value beside them, alone and in lists.
 */
export type FieldName = 'a' | 'b' | 'tags' | 'c' | 'p'

type Values = readonly (Json | undefined)[]

/** Every list of some of these elements. */
function listsOf(elements: readonly Json[]): readonly Json[] {
  return Array.from({ length: 2 ** elements.length }, (_, set) => {
    const list = elements.filter((__, index) => ((set >> index) & 1) === 1)
    return list.length === 0 ? [null] : list
  })
}

const textLists = listsOf(['DE', 'US', 'FR', 7])
const texts: Values = [undefined, 'DE', 'US', 'FR', 7, {}]

/** All texts of these letters up to this length. */
function words(letters: readonly string[], length: number): readonly string[] {
  const shorter = length === 0 ? [''] : words(letters, length - 1)
  return length === 0 ? shorter : [...new Set([...shorter, ...shorter.flatMap((word) => letters.map((letter) => word + letter))])]
}

const allWords = words(['a', 'b', 'x', '-'], 5)

/** One word of each kind that the conditions on `p` tell apart, and lists of up to three of them: no condition there needs more. */
const kindsOfWords = [
  ...new Map(
    allWords.map((word) => [[/^a/, /^ab/, /b$/, /xb$/, /x/, /ba/, /^ab$/, /^x$/].map((pattern) => pattern.test(word)).join(), word]),
  ).values(),
]
const wordLists: readonly Json[] = kindsOfWords.flatMap((one, first) =>
  kindsOfWords
    .slice(first)
    .flatMap((two, second) => [[one, two], ...kindsOfWords.slice(first + second + 1).map((three) => [one, two, three])]),
)

export interface World {
  readonly fields: readonly FieldName[]
  readonly usual: readonly JsonObject[]
  /** With lists where no condition asks for them. */
  readonly unusual: readonly JsonObject[]
}

/** Values of each field: usual ones (lists only in `tags`), and the others. */
const values: { readonly [field in FieldName]: { readonly usual: Values; readonly lists: Values } } = {
  a: { usual: texts, lists: textLists },
  b: { usual: [undefined, 4, 5, 7, 10, 11, 'x', {}], lists: listsOf([4, 5, 7, 10, 11, 'x']) },
  tags: { usual: [...texts, ...textLists], lists: [] },
  c: {
    usual: ['FR', 'DE', 'US', 7, undefined, {}, { d: 'DE' }, { d: 'US' }, { d: 'FR' }, { d: 'XX' }, { d: 7 }, { d: {} }],
    // A text more: FR is a rep, XX is nobody.
    lists: [...textLists, ...listsOf(['DE', 'US', 'FR', 'XX', 7]).map((d) => ({ d }))],
  },
  p: { usual: [undefined, 7, ...allWords], lists: [[7, 'x'], ...wordLists] },
}

/** Every lead of a world with these fields. */
export function worldOf(fields: readonly FieldName[]): World {
  const leads = fields.reduce<readonly { readonly lead: JsonObject; readonly lists: boolean }[]>(
    (all, field) =>
      all.flatMap(({ lead, lists }) => [
        ...values[field].usual.map((value) => ({ lead: value === undefined ? lead : { ...lead, [field]: value }, lists })),
        ...values[field].lists.map((value) => ({ lead: { ...lead, [field]: value } as JsonObject, lists: true })),
      ]),
    [{ lead: { id: 'L1' }, lists: false }],
  )
  return {
    fields,
    usual: leads.filter(({ lists }) => !lists).map(({ lead }) => lead),
    unusual: leads.filter(({ lists }) => lists).map(({ lead }) => lead),
  }
}

const text = fc.constantFrom('DE', 'US')
const number = fc.constantFrom(5, 10)
const some = <Value>(one: fc.Arbitrary<Value>) => fc.uniqueArray(one, { minLength: 1, maxLength: 2 })
const known = fc.record({ known: fc.boolean() })

const ofText = fc.oneof(
  text,
  some(text),
  fc.record({ not: fc.oneof(text, some(text)) }),
  fc.record({ is: text }),
  fc.record({ inList: fc.constantFrom('one', 'none') }),
  known,
)
const ofNumber = fc.oneof(
  number,
  fc.record({ gt: number }),
  fc.record({ gte: number }),
  fc.record({ lt: number }),
  fc.record({ lte: number }),
  fc.record({ gte: number, lt: number }),
  fc.record({ not: number }),
  known,
)
const ofTags = fc.oneof(ofText, fc.record({ has: text }), fc.record({ hasAny: some(text) }), fc.record({ hasAll: some(text) }))
const ofPattern = fc.oneof(
  fc.record({ startsWith: fc.constantFrom('a', 'ab') }),
  fc.record({ endsWith: fc.constantFrom('b', 'xb') }),
  fc.record({ contains: fc.constantFrom('x', 'ba') }),
  fc.record({ is: fc.constantFrom('ab', 'x') }),
  known,
)

const tests: { readonly [field in FieldName]: fc.Arbitrary<JsonObject> } = {
  a: ofText.map((a) => ({ a })),
  b: ofNumber.map((b) => ({ b })),
  tags: ofTags.map((tags) => ({ tags })),
  c: fc.oneof(
    { weight: 2, arbitrary: ofText.map((d) => ({ c: { d } })) },
    { weight: 1, arbitrary: fc.oneof(text, known).map((c) => ({ c })) },
  ),
  p: ofPattern.map((p) => ({ p })),
}

/** Conditions on these fields, and on the labels where there are some. */
export function conditionOf(fields: readonly FieldName[], labels: boolean): fc.Arbitrary<JsonObject> {
  const label = fc.oneof(fc.constantFrom('x', 'y'), fc.constant({ not: 'x' }), known).map((tier): JsonObject => ({ tier }))
  const one = fc.oneof(...fields.map((field) => tests[field]), ...(labels ? [label] : []))
  const { condition } = fc.letrec<{ condition: JsonObject; group: JsonObject }>((tie) => ({
    condition: fc.oneof({ maxDepth: 2, depthIdentifier: 'small' }, { weight: 2, arbitrary: one }, { weight: 3, arbitrary: tie('group') }),
    group: fc
      .tuple(
        fc.constantFrom('all', 'all', 'any', 'none'),
        fc.array(tie('condition'), { minLength: 1, maxLength: 3, depthIdentifier: 'small' }),
      )
      .map(([name, of]) => ({ [name]: of })),
  }))
  return condition
}

/** Their ids are values of the world, so that leads can name them. */
export const reps = [
  { id: 'DE', role: 'ae', land: 'DE' },
  { id: 'US', role: 'ae', land: ['US', 'DE'], quota: 2 },
  { id: 'FR', role: 'boss', land: 'FR', active: false, manager: 'DE' },
]

function targetsOf(fields: readonly FieldName[]): fc.Arbitrary<JsonObject> {
  const joined = fields.flatMap((field): JsonObject[] => {
    if (field === 'a')
      return [{ land: { same: 'a' } }, { none: [{ land: { same: 'a' } }] }, { any: [{ land: { same: 'a' } }, { role: 'nobody' }] }]
    if (field === 'c') return [{ id: { same: 'c.d', orElse: 'manager' } }]
    return field === 'tags' ? [{ land: { same: 'tags' }, role: 'ae' }] : []
  })
  return fc.constantFrom<JsonObject>({}, { role: 'ae' }, { role: 'boss' }, { queue: 'later' }, ...joined)
}

export interface SmallPlan {
  readonly fields: readonly FieldName[]
  readonly reps: typeof reps | undefined
  readonly plan: JsonObject
}

const plainFields: readonly (readonly FieldName[])[] = [
  ['a', 'b'],
  ['a', 'c'],
  ['a', 'tags'],
  ['b', 'tags'],
  ['c', 'tags'],
]

/** Plans of worlds of two fields. */
export const plainPlans = smallPlansOf(plainFields)

/** And of texts with patterns. */
export const patternPlans = smallPlansOf([['p']])

export const smallPlans = smallPlansOf([...plainFields, ['p']])

function smallPlansOf(fieldSets: readonly (readonly FieldName[])[]): fc.Arbitrary<SmallPlan> {
  return fc
    .record({
      fields: fc.constantFrom(...fieldSets),
      labels: fc.boolean(),
      roster: fc.boolean(),
    })
    .chain(({ fields, labels, roster }) =>
      fc
        .record({
          conditions: fc.array(fc.option(conditionOf(fields, labels), { freq: 12 }), { minLength: 1, maxLength: 5 }),
          segments: fc.array(conditionOf(fields, false), { minLength: 2, maxLength: 2 }),
          to: fc.array(targetsOf(fields), { minLength: 5, maxLength: 5 }),
          weighted: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
          otherwise: fc.oneof(targetsOf(fields), fc.constant({ role: 'nobody' })),
        })
        .map(({ conditions, segments, to, weighted, otherwise }) => ({
          fields,
          reps: roster ? reps : undefined,
          plan: {
            fairlead: 1,
            hostFields: ['c.d'],
            name: 'small',
            lists: { one: ['DE'], none: [] },
            ...(labels ? { segments: { tier: { x: segments[0] as JsonObject, y: segments[1] as JsonObject } } } : {}),
            rules: conditions.map((when, index) => {
              const target = to[index] as JsonObject
              return {
                name: `r${index}`,
                ...(when === null ? {} : { when }),
                to: target,
                ...(weighted[index] && !('queue' in target) ? { by: { weighted: 'quota' } } : {}),
              }
            }),
            otherwise: { to: otherwise },
          },
        })),
    )
}
