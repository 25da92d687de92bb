import fc from 'fast-check'
import type { Json, JsonObject } from '../../src/lead.js'

/**
 * Generators of conditions, leads and reps over one small world, so that they meet often. `sound` ones are well-typed and
 * complete; `wild` ones also have missing, mistyped and empty values, and operators of the wrong type.
 */

type Kind = 'text' | 'number' | 'flag' | 'texts' | 'numbers'

const kinds: readonly Kind[] = ['text', 'number', 'flag', 'texts', 'numbers']

/** Field paths of a lead, each with its kind. */
const leadFields: readonly (readonly [path: readonly string[], kind: Kind])[] = [
  [['country'], 'text'],
  [['score'], 'number'],
  [['consent'], 'flag'],
  [['tags'], 'texts'],
  [['visits'], 'numbers'],
  [['company', 'domain'], 'text'],
  [['company', 'employees'], 'number'],
  [['company', 'industries'], 'texts'],
]

/** Both forms of ü: equal after NFC. */
const texts = ['DE', 'US', 'M\u00fcnchen', 'Mu\u0308nchen', 'acme.com', 'de']
const numbers = [-1, 0, 5, 10, 49.5, 50, 500]
const starts = ['D', 'M\u00fc', 'Mu\u0308', 'a', 'acme.com']
const ends = ['E', 'nchen', '.com', 'T']
const parts = ['e', 'u\u0308', '.', 'US']

export const lists: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['strategic', new Set(['acme.com', 'US', 'M\u00fcnchen'])],
  ['none', new Set<string>()],
])

const text = fc.constantFrom(...texts)
const number = fc.constantFrom(...numbers)
const some = <Value>(one: fc.Arbitrary<Value>) => fc.array(one, { minLength: 1, maxLength: 4 })

const soundValue: { readonly [kind in Kind]: fc.Arbitrary<Json> } = {
  text,
  number,
  flag: fc.boolean(),
  texts: some(text),
  numbers: some(number),
}

const wildValue: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constantFrom(undefined, null, [], {}, { country: 'DE' }, [null], [[]], '', '500'),
  ...kinds.map((kind) => soundValue[kind]),
  fc.array(fc.oneof(text, number, fc.boolean(), fc.constant(null)), { maxLength: 3 }),
)

function fieldValue(kind: Kind, wild: boolean): fc.Arbitrary<Json | undefined> {
  return wild ? fc.oneof({ weight: 5, arbitrary: soundValue[kind] }, { weight: 1, arbitrary: wildValue }) : soundValue[kind]
}

function put(target: Record<string, unknown>, path: readonly string[], value: Json | undefined): void {
  const [first, ...rest] = path
  if (first === undefined || value === undefined) return
  if (rest.length === 0) target[first] = value
  else {
    target[first] ??= {}
    put(target[first] as Record<string, unknown>, rest, value)
  }
}

/** A lead with every field of the world (`wild`: with some of them missing, mistyped, or `company` no object at all). */
export function leadArbitrary({ wild }: { readonly wild: boolean }): fc.Arbitrary<JsonObject> {
  const fields = fc.tuple(...leadFields.map(([, kind]) => fieldValue(kind, wild)))
  const company = wild
    ? fc.oneof({ weight: 12, arbitrary: fc.constant('fields') }, { weight: 1, arbitrary: wildValue })
    : fc.constant('fields')
  return fc.tuple(fields, company).map(([values, instead]) => {
    const lead: Record<string, Json> = {}
    for (const [index, value] of values.entries()) put(lead, leadFields[index]?.[0] ?? [], value)
    if (instead === undefined) delete lead.company
    else if (instead !== 'fields') lead.company = instead
    return lead
  })
}

/** The rep's fields have the lead's shape, and an id, so that joins meet. */
export function repArbitrary({ wild }: { readonly wild: boolean }): fc.Arbitrary<JsonObject> {
  return fc.tuple(leadArbitrary({ wild }), text).map(([fields, id]) => ({ ...fields, id }))
}

const ofTexts: readonly fc.Arbitrary<Json>[] = [
  text,
  some(text),
  fc.record({ is: text }),
  fc.record({ not: fc.oneof(text, some(text)) }),
  fc.record({ in: some(text) }),
  fc.record({ inList: fc.constantFrom(...lists.keys()) }),
  fc.record({ startsWith: fc.constantFrom(...starts) }),
  fc.record({ endsWith: fc.constantFrom(...ends) }),
  fc.record({ contains: fc.constantFrom(...parts) }),
  fc.record({ not: text, startsWith: fc.constantFrom(...starts) }),
  fc.constant({ in: Array.from({ length: 30 }, (_, index) => (index === 7 ? 'Mu\u0308nchen' : `DE${index}`)) }),
]
const ofNumbers: readonly fc.Arbitrary<Json>[] = [
  number,
  some(number),
  fc.record({ is: number }),
  fc.record({ not: fc.oneof(number, some(number)) }),
  fc.record({ gt: number }),
  fc.record({ gte: number }),
  fc.record({ lt: number }),
  fc.record({ lte: number }),
  fc.record({ gte: number, lt: number }),
  fc.record({ in: some(number) }),
]
const ofFlags: readonly fc.Arbitrary<Json>[] = [
  fc.boolean(),
  fc.record({ is: fc.boolean() }),
  fc.record({ not: fc.boolean() }),
  fc.record({ in: some(fc.boolean()) }),
]
const ofLists = (one: fc.Arbitrary<Json>): readonly fc.Arbitrary<Json>[] => [
  fc.record({ has: one }),
  fc.record({ hasAny: some(one) }),
  fc.record({ hasAll: some(one) }),
]
const known = fc.record({ known: fc.boolean() })

const fieldConditions: { readonly [kind in Kind]: fc.Arbitrary<Json> } = {
  text: fc.oneof(...ofTexts, known),
  number: fc.oneof(...ofNumbers, known),
  flag: fc.oneof(...ofFlags, known),
  texts: fc.oneof(...ofTexts, ...ofLists(text), known),
  numbers: fc.oneof(...ofNumbers, ...ofLists(number), known),
}

/** What stands at a field: of the field's kind, or (`wild`) now and then of another. */
function testOf(kind: Kind, wild: boolean): fc.Arbitrary<Json> {
  return wild
    ? fc.oneof(
        { weight: 6, arbitrary: fieldConditions[kind] },
        { weight: 1, arbitrary: fc.oneof(...kinds.map((other) => fieldConditions[other])) },
      )
    : fieldConditions[kind]
}

const joins = fc.oneof(...leadFields.map(([path]) => fc.constant({ same: path.join('.') })))

function nested(path: readonly string[], test: Json): JsonObject {
  return path.reduceRight<Json>((inner, field) => ({ [field]: inner }), test) as JsonObject
}

/**
 * A valid condition (not empty). With `target`, as in a rule's `to`: with joins to the lead.
 */
export function conditionArbitrary({
  wild,
  target = false,
}: {
  readonly wild: boolean
  readonly target?: boolean
}): fc.Arbitrary<JsonObject> {
  const one = fc.constantFrom(...leadFields).chain(([path, kind]) => {
    const tests = target ? fc.oneof({ weight: 2, arbitrary: testOf(kind, wild) }, { weight: 1, arbitrary: joins }) : testOf(kind, wild)
    return tests.map((test) => nested(path, test))
  })
  const { condition } = fc.letrec<{ condition: JsonObject; group: JsonObject; inside: JsonObject }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'condition' },
      { weight: 3, arbitrary: one },
      { weight: 1, arbitrary: fc.tuple(one, tie('condition')).map(([first, second]) => ({ ...first, ...second })) },
      { weight: 3, arbitrary: tie('group') },
      { weight: 1, arbitrary: tie('inside') },
    ),
    group: fc
      .tuple(
        fc.constantFrom('any', 'any', 'any', 'any', 'all', 'none'),
        fc.array(tie('condition'), { minLength: 1, maxLength: 4, depthIdentifier: 'condition' }),
      )
      .map(([name, of]) => ({ [name]: of })),
    // Groups inside of a nested object, and around the operators of one field.
    inside: fc.oneof(
      fc
        .tuple(fc.constantFrom('any', 'all', 'none'), some(fieldConditions.text), some(fieldConditions.number))
        .map(([name, domains, employees]) => ({
          company: { [name]: [...domains.map((domain) => ({ domain })), ...employees.map((count) => ({ employees: count }))] },
        })),
      fc
        .tuple(fc.constantFrom('any', 'all', 'none'), number, number)
        .map(([name, low, high]) => ({ score: { [name]: [{ lt: low }, { gte: high }] } })),
    ),
  }))
  return condition
}
