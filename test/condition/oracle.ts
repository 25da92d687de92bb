import type { Json, JsonObject } from '../../src/lead.js'

/**
 * The specification of conditions, as naive as can be: reads the raw JSON each time and reckons with three truth values
 * (`undefined` is "neither"), by Kleene's tables. Shares no code with the library.
 */
export type Truth = boolean | undefined

export interface World {
  readonly lists: ReadonlyMap<string, ReadonlySet<string>>
  readonly lead?: JsonObject
}

const operatorWords = [
  'is',
  'not',
  'in',
  'inList',
  'known',
  'gt',
  'gte',
  'lt',
  'lte',
  'startsWith',
  'endsWith',
  'contains',
  'has',
  'hasAny',
  'hasAll',
  'same',
  'orElse',
]

export function truth(condition: Json, subject: Json | undefined, world: World, atField = false): Truth {
  if (typeof condition !== 'object' || condition === null) return operator('is', condition, subject, world)
  if (Array.isArray(condition)) return operator('in', condition, subject, world)
  const entries = Object.entries(condition as JsonObject)
  if (atField && entries.every(([key]) => operatorWords.includes(key)))
    return and(entries.map(([name, operand]) => operator(name, operand, subject, world)))
  return and(
    entries.map(([key, value]) => {
      if (key === 'all') return and((value as Json[]).map((part) => truth(part, subject, world, atField)))
      if (key === 'any') return or((value as Json[]).map((part) => truth(part, subject, world, atField)))
      if (key === 'none') return not(or((value as Json[]).map((part) => truth(part, subject, world, atField))))
      return truth(value, field(subject, key), world, true)
    }),
  )
}

function not(value: Truth): Truth {
  return value === undefined ? undefined : !value
}

function and(values: readonly Truth[]): Truth {
  return values.includes(false) ? false : values.includes(undefined) ? undefined : true
}

function or(values: readonly Truth[]): Truth {
  return values.includes(true) ? true : values.includes(undefined) ? undefined : false
}

function field(subject: Json | undefined, key: string): Json | undefined {
  const isPlain = typeof subject === 'object' && subject !== null && !Array.isArray(subject)
  return isPlain ? Object.entries(subject).find(([name]) => name === key)?.[1] : undefined
}

function at(subject: Json | undefined, path: string): Json | undefined {
  return path.split('.').reduce<Json | undefined>(field, subject)
}

const equal = (one: Json, other: Json): boolean =>
  typeof one === 'string' && typeof other === 'string' ? one.normalize('NFC') === other.normalize('NFC') : one === other

const scalarTypes = ['string', 'number', 'boolean']

/** The elements of a value that have the type; a scalar counts as a list of one. */
function elements(value: Json | undefined, type: string): Json[] {
  return (Array.isArray(value) ? (value as Json[]) : [value ?? null]).filter((element) => typeof element === type && element !== null)
}

function someElement(value: Json | undefined, type: string, satisfied: (element: never) => boolean): Truth {
  const found = elements(value, type)
  return found.length === 0 ? undefined : found.some((element) => satisfied(element as never))
}

function operator(name: string, operand: Json, value: Json | undefined, world: World): Truth {
  const wanted = (Array.isArray(operand) ? operand : [operand]) as Json[]
  const type = typeof wanted[0]
  const text = typeof operand === 'string' ? operand.normalize('NFC') : ''
  const bound = operand as number
  switch (name) {
    case 'is':
    case 'in':
      return someElement(value, type, (element: Json) => wanted.some((one) => equal(one, element)))
    case 'not':
      return not(operator('in', wanted, value, world))
    case 'inList':
      return someElement(value, 'string', (element: string) =>
        [...(world.lists.get(operand as string) ?? [])].some((entry) => equal(entry, element)),
      )
    case 'known':
      return (value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)) === operand
    case 'gt':
      return someElement(value, 'number', (element: number) => element > bound)
    case 'gte':
      return someElement(value, 'number', (element: number) => element >= bound)
    case 'lt':
      return someElement(value, 'number', (element: number) => element < bound)
    case 'lte':
      return someElement(value, 'number', (element: number) => element <= bound)
    case 'startsWith':
      return someElement(value, 'string', (element: string) => element.normalize('NFC').indexOf(text) === 0)
    case 'endsWith':
      return someElement(value, 'string', (element: string) => element.normalize('NFC').slice(-text.length) === text)
    case 'contains':
      return someElement(value, 'string', (element: string) => element.normalize('NFC').split(text).length > 1)
    case 'has':
    case 'hasAny':
    case 'hasAll': {
      const found = Array.isArray(value) ? elements(value, type) : []
      if (found.length === 0) return undefined
      const matches = wanted.map((one) => found.some((element) => equal(one, element)))
      return name === 'hasAll' ? matches.every((match) => match) : matches.some((match) => match)
    }
    case 'same': {
      const ours = scalarTypes.flatMap((each) => elements(value, each))
      const theirs = scalarTypes.flatMap((each) => elements(at(world.lead, operand as string), each))
      return ours.length === 0 || theirs.length === 0 ? undefined : ours.some((one) => theirs.some((other) => equal(one, other)))
    }
    default:
      throw new Error(`the oracle does not know ${name}`)
  }
}
