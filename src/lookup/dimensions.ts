import type { Lists } from '../condition/operator/operator.js'
import type { Test } from '../condition/tree.js'
import type { Scalar } from '../lead.js'
import { entryOf } from './entryOf.js'
import type { Membership } from './membership.js'
import type { Program } from './program.js'
import type { Slots } from './slots.js'

/**
 * What a lead can be looked up by: the class of a field's value; the named lists it is in; the beginnings or endings that a text has;
 * the questions that are answered with yes; or where a number stands among those that tests compare with.
 */
export type Dimension =
  | { readonly kind: 'value'; readonly slot: number }
  | { readonly kind: 'lists'; readonly slot: number; readonly membership: Membership }
  | { readonly kind: 'affix'; readonly slot: number; readonly atStart: boolean; readonly classes: Map<string, number> }
  | { readonly kind: 'answers'; readonly slot: number; readonly questions: number[] }
  | { readonly kind: 'place'; readonly slot: number; readonly borders: number[] }

export type DimensionOf<Kind extends Dimension['kind']> = Extract<Dimension, { kind: Kind }>

/** One test as a demand on one dimension: one of these classes, or a number within this span. */
export interface Demand {
  readonly dimension: number
  readonly wants: readonly number[] | Span
}

/** Of numbers, the ends in it or not. */
export interface Span {
  readonly low: number
  readonly withLow: boolean
  readonly high: number
  readonly withHigh: boolean
}

export interface Dimensions {
  readonly all: readonly Dimension[]
  /** What must be true of a lead for the test to hold; undefined: nothing that a look-up could use. */
  demandOf(test: Test): Demand | undefined
}

export function createDimensions(slots: Slots, program: Program, membershipOf: (slot: number) => Membership, lists: Lists): Dimensions {
  const all: Dimension[] = []
  const byName = new Map<string, number>()
  /** @returns the number of a dimension of this kind over this slot; made where it is new */
  const dimension = <Made extends Dimension>(make: () => Made, kind: Made['kind'], slot: number, which = ''): readonly [number, Made] => {
    const number = entryOf(byName, `${kind} ${slot} ${which}`, () => all.push(make()) - 1)
    return [number, all[number] as Made]
  }

  const byValue = (slot: number, values: readonly Scalar[]): Demand => {
    const [number] = dimension(() => ({ kind: 'value', slot }), 'value', slot)
    return { dimension: number, wants: [...new Set(values.map((value) => slots.classOf(slot, value)))] }
  }
  const byList = (slot: number, test: Test): Demand => {
    const membership = membershipOf(slot)
    const list = membership.listOf(test.operand as string, lists)
    if (list === undefined) return byAnswer(slot, program.question(test))
    const [number] = dimension(() => ({ kind: 'lists', slot, membership }), 'lists', slot)
    return { dimension: number, wants: [list] }
  }
  const byAffix = (slot: number, text: string, atStart: boolean): Demand => {
    const make = (): DimensionOf<'affix'> => ({ kind: 'affix', slot, atStart, classes: new Map() })
    const [number, { classes }] = dimension(make, 'affix', slot, String(atStart))
    return { dimension: number, wants: [entryOf(classes, text, () => classes.size + 1)] }
  }
  /** All questions about a field are one dimension: few of them are answered with yes, so that asking all tells rules well apart. */
  const byAnswer = (slot: number, question: number): Demand => {
    const [number, { questions }] = dimension<DimensionOf<'answers'>>(() => ({ kind: 'answers', slot, questions: [] }), 'answers', slot)
    const at = questions.indexOf(question)
    return { dimension: number, wants: [at < 0 ? questions.push(question) : at + 1] }
  }
  const byPlace = (slot: number, operator: string, border: number, negated: boolean): Demand => {
    const [number, { borders }] = dimension<DimensionOf<'place'>>(() => ({ kind: 'place', slot, borders: [] }), 'place', slot)
    borders.push(border)
    // What is not at least the border is below it, and so on.
    const above = operator.startsWith('g') !== negated
    const within = operator.endsWith('e') !== negated
    return {
      dimension: number,
      wants: above
        ? { low: border, withLow: within, high: Number.POSITIVE_INFINITY, withHigh: true }
        : { low: Number.NEGATIVE_INFINITY, withLow: true, high: border, withHigh: within },
    }
  }

  return {
    all,
    demandOf(test) {
      const { operator, operand, negated } = test
      const slot = slots.at(test.path)
      switch (operator) {
        case 'gt':
        case 'gte':
        case 'lt':
        case 'lte':
          return byPlace(slot, operator, operand as number, negated)
        case 'known':
        case 'not':
          return undefined
        case 'contains':
          return byAnswer(slot, program.question(test))
      }
      // Whoever has something else is almost everybody.
      if (negated) return undefined
      switch (operator) {
        case 'inList':
          return byList(slot, test)
        case 'startsWith':
        case 'endsWith':
          return byAffix(slot, operand as string, operator === 'startsWith')
        case 'hasAll':
          // All of them: so the first, too.
          return byValue(slot, (operand as readonly Scalar[]).slice(0, 1))
        default:
          return byValue(slot, (Array.isArray(operand) ? operand : [operand]) as readonly Scalar[])
      }
    },
  }
}

/** The borders of a dimension of numbers, ascending, each once. */
export function bordersOf({ borders }: DimensionOf<'place'>): Float64Array {
  return Float64Array.from(new Set(borders)).sort()
}

/** Where a number stands: 2k + 1 is at the k-th border, 2k is between it and the one before. */
export function placeOf(borders: Float64Array, number: number): number {
  let low = 0
  let high = borders.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((borders[middle] as number) < number) low = middle + 1
    else high = middle
  }
  return 2 * low + (borders[low] === number ? 1 : 0)
}
