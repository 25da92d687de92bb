import type { Json, JsonObject, Scalar } from '../lead.js'

/** How the cells of a column are read: docs/territories.md has the language. */
export const columnKinds = ['text', 'code', 'words', 'number', 'list', 'flag'] as const

export type ColumnKind = (typeof columnKinds)[number]

/** One of the alternatives that a cell names. */
export type Part =
  | { readonly kind: 'exact'; readonly value: Scalar }
  | { readonly kind: 'prefix'; readonly text: string }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'band'; readonly bounds: Bounds }
  | { readonly kind: 'known' }

export interface Bounds {
  readonly gt?: number
  readonly gte?: number
  readonly lt?: number
  readonly lte?: number
}

/** What a field of the lead has to be, for any of the parts to hold. */
export function conditionOf(parts: readonly Part[], kind: ColumnKind): Json {
  const values = parts.flatMap((part) => (part.kind === 'exact' ? [part.value] : []))
  // In a single value and in a list; and whoever analyses the condition learns that the field may be a list.
  if (kind === 'list' && values.length > 0) return { any: [{ in: values }, { hasAny: values }] }
  const others = parts.flatMap((part) => (part.kind === 'exact' ? [] : [operatorsOf(part)]))
  const [value, ...more] = values
  if (others.length === 0 && value !== undefined) return more.length === 0 ? value : values
  if (value !== undefined) return { any: [more.length === 0 ? { is: value } : { in: values }, ...others] }
  return others.length === 1 ? (others[0] as JsonObject) : { any: others }
}

function operatorsOf(part: Exclude<Part, { kind: 'exact' }>): JsonObject {
  switch (part.kind) {
    case 'prefix':
      return { startsWith: part.text }
    case 'word':
      return { contains: part.text }
    case 'band':
      return part.bounds as JsonObject
    default:
      return { known: true }
  }
}

/** The parts that a condition on a field stands for, whoever wrote it; undefined where a cell cannot say it. */
export function partsOf(condition: Json, kind: ColumnKind): readonly Part[] | undefined {
  if (kind === 'list') return partsOfList(condition)
  if (Array.isArray(condition)) return condition.map((value) => ({ kind: 'exact', value: value as Scalar }))
  if (typeof condition !== 'object' || condition === null) return [{ kind: 'exact', value: condition as Scalar }]
  const fields = condition as JsonObject
  const [operator = '', ...others] = Object.keys(fields)
  const operand = fields[operator] as Json
  if (others.length > 0) return boundsOf(fields)
  switch (operator) {
    case 'any': {
      const parts = (operand as readonly Json[]).map((part) => partsOf(part, kind))
      return parts.every((part) => part !== undefined) ? parts.flat() : undefined
    }
    case 'is':
    case 'in':
      return partsOf(operand, kind)
    case 'startsWith':
      return [{ kind: 'prefix', text: operand as string }]
    case 'contains':
      return [{ kind: 'word', text: operand as string }]
    case 'known':
      return operand === true ? [{ kind: 'known' }] : undefined
    default:
      return boundsOf(fields)
  }
}

/** `in` and `hasAny` of the same values, or one of the two: the first also looks into lists. */
function partsOfList(condition: Json): readonly Part[] | undefined {
  if (typeof condition !== 'object' || condition === null || Array.isArray(condition)) return undefined
  const { any, known, ...others } = condition as JsonObject
  if (Object.keys(others).length > 0) return undefined
  if (known === true && any === undefined) return [{ kind: 'known' }]
  if (!Array.isArray(any) || any.length !== 2) return undefined
  const [one, other] = any as unknown as readonly [JsonObject, JsonObject]
  if (JSON.stringify(one) !== JSON.stringify({ in: other.hasAny }) || Object.keys(other).length !== 1) return undefined
  return (other.hasAny as readonly Scalar[]).map((value) => ({ kind: 'exact', value }))
}

const bounds = ['gt', 'gte', 'lt', 'lte']

function boundsOf(fields: JsonObject): readonly Part[] | undefined {
  const found = bounds.filter((operator) => Object.hasOwn(fields, operator))
  if (found.length === 0 || found.length < Object.keys(fields).length) return undefined
  return [{ kind: 'band', bounds: Object.fromEntries(found.map((operator) => [operator, fields[operator]])) }]
}
