import { nfc } from '../condition/read.js'
import type { Json } from '../lead.js'
import type { Dimension, DimensionOf } from './dimensions.js'
import type { Run } from './program.js'
import { classOfText, MISSING, type Reading } from './reading.js'
import type { Slots } from './slots.js'

/** The classes that the lead being read has in a dimension, each worked out when it is first asked for. */
export type ClassesIn = (dimension: number) => readonly number[]

const none: readonly number[] = []

export function createPosition(dimensions: readonly Dimension[], slots: Slots, reading: Reading, ask: Run['ask']): ClassesIn {
  const { read, kinds, classes, values } = reading
  const stamps = new Int32Array(dimensions.length)
  const found: (readonly number[])[] = dimensions.map(() => none)
  const finders = dimensions.map((dimension) => finderOf(dimension))

  function finderOf(dimension: Dimension): () => readonly number[] {
    switch (dimension.kind) {
      case 'value':
        return () => valuesOf(dimension)
      case 'lists':
        return () => listsOf(dimension)
      case 'affix':
        return affixesOf(dimension)
      case 'answers':
        return () => (kinds[dimension.slot] === MISSING ? none : answersOf(dimension))
      case 'place':
        return () => none
    }
  }

  function valuesOf({ slot }: { readonly slot: number }): readonly number[] {
    const ofClass = classes[slot] as number
    if (ofClass >= 0) return ofClass === 0 ? none : [ofClass]
    const dictionary = slots.dictionaries[slot] ?? new Map()
    const all = new Set<number>()
    for (const value of values[slot] as readonly Json[]) {
      if (typeof value === 'string') all.add(classOfText(dictionary, value))
      else if (typeof value === 'number' || typeof value === 'boolean') all.add(dictionary.get(value) ?? 0)
    }
    all.delete(0)
    return [...all]
  }

  function listsOf({ slot, membership: { byClass } }: DimensionOf<'lists'>): readonly number[] {
    const ofClass = classes[slot] as number
    if (ofClass >= 0) return byClass.get(ofClass) ?? none
    return [...new Set(valuesOf({ slot }).flatMap((one) => byClass.get(one) ?? none))]
  }

  function affixesOf({ slot, atStart, classes: byText }: DimensionOf<'affix'>): () => readonly number[] {
    const lengths = [...new Set([...byText.keys()].map((text) => text.length))].sort((one, two) => one - two)
    return () => {
      const value = values[slot]
      const all = new Set<number>()
      for (const text of Array.isArray(value) ? (value as readonly Json[]) : [value]) {
        if (typeof text !== 'string') continue
        const normal = nfc(text)
        for (const length of lengths) {
          if (length > normal.length) break
          const ofClass = byText.get(atStart ? normal.slice(0, length) : normal.slice(normal.length - length))
          if (ofClass !== undefined) all.add(ofClass)
        }
      }
      return all.size === 0 ? none : [...all]
    }
  }

  function answersOf({ questions }: DimensionOf<'answers'>): readonly number[] {
    let all: number[] | undefined
    for (let index = 0; index < questions.length; index += 1) {
      if (!ask(questions[index] as number)) continue
      if (all === undefined) all = [index + 1]
      else all.push(index + 1)
    }
    return all ?? none
  }

  return (number) => {
    const generation = reading.generation()
    if (stamps[number] === generation) return found[number] as readonly number[]
    stamps[number] = generation
    read((dimensions[number] as Dimension).slot)
    const all = (finders[number] as () => readonly number[])()
    found[number] = all
    return all
  }
}
