import { nfcScalar } from '../condition/read.js'
import type { Scalar } from '../lead.js'
import type { Atom } from './atom.js'
import { numbersFor } from './numbers.js'
import { textsFor } from './texts.js'

/** The scalars that a variable can have, one of each class: values of one class get the same answers from every atom. */
export interface Classes {
  readonly values: readonly Scalar[]
  /** Whether no class is missing. */
  readonly complete: boolean
}

/** Values of lists, times patterns: no more comparisons than this for one field. */
const mostComparisons = 20_000_000

/** @param plain what a text without a meaning is called */
export function classesFor(atoms: readonly Atom[], plain: string): Classes {
  const patterns = atoms.flatMap(({ pattern }) => pattern ?? [])
  const texts = (at: 'start' | 'end' | 'anywhere'): readonly string[] => [
    ...new Set(patterns.filter((pattern) => pattern.at === at).map(({ text }) => text)),
  ]
  const groups = new Map<Scalar, number[]>()
  atoms
    .flatMap((atom) => atom.groups)
    .forEach((values, index) => {
      for (const value of values) {
        const group = groups.get(nfcScalar(value))
        if (group === undefined) groups.set(nfcScalar(value), [index])
        else if (group.at(-1) !== index) group.push(index)
      }
    })
  const numbers = atoms.flatMap(({ bound }) => bound ?? [])
  for (const value of groups.keys()) if (typeof value === 'number') numbers.push(value)
  const made = textsFor({ starts: texts('start'), ends: texts('end'), contains: texts('anywhere') }, (text) => groups.has(text), plain)

  const representatives = new Map<string, Scalar>()
  let comparisons = 0
  let complete = made.complete
  const add = (value: Scalar): void => {
    const signature =
      typeof value === 'number' ? `number ${value}` : `${typeof value} ${groups.get(value)?.join() ?? ''} ${patternsOf(value)}`
    if (!representatives.has(signature)) representatives.set(signature, value)
  }
  const patternsOf = (value: Scalar): string => {
    if (typeof value !== 'string') return ''
    comparisons += patterns.length
    return patterns
      .map(({ at, text }) => (at === 'start' ? value.startsWith(text) : at === 'end' ? value.endsWith(text) : value.includes(text)))
      .map(Number)
      .join('')
  }
  for (const value of groups.keys()) {
    if (comparisons > mostComparisons) {
      complete = false
      break
    }
    add(value)
  }
  for (const text of made.texts) add(text)
  for (const number of numbersFor(numbers)) add(number)
  add(true)
  add(false)
  return { values: [...representatives.values()], complete }
}
