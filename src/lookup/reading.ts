import { type Fields, nfc } from '../condition/read.js'
import type { Json, Scalar } from '../lead.js'
import { fieldOf, placeFor } from './field.js'
import type { Slots } from './slots.js'

/** What was found in a slot. */
export const MISSING = 0
export const TEXT = 1
export const NUMBER = 2
export const BOOLEAN = 3
export const LIST = 4
export const OTHER = 5

/**
 * One lead as tests see it, slot by slot, each read when it is first asked for. The arrays are written over by the next lead:
 * a number, the generation, tells whose a slot is, so that nothing has to be cleared.
 */
export interface Reading {
  /** Turns to another lead. */
  begin(subject: Fields): void
  /** Reads a slot, unless that has been done. To be called before the arrays are looked at. */
  read(slot: number): void
  generation(): number
  readonly kinds: Uint8Array
  /** The class of a scalar; 0 for a value that no test names, and for what is no scalar; -1 for a list. */
  readonly classes: Int32Array
  /** NaN for everything but a number. */
  readonly numbers: Float64Array
  readonly values: readonly (Json | undefined)[]
}

type Dictionary = ReadonlyMap<Scalar, number>

const isOwn = Object.prototype.hasOwnProperty

export function createReading({ count, parts, parents, dictionaries: known }: Slots): Reading {
  const size = count()
  const above = Int32Array.from(parents)
  const dictionaries = known.map((dictionary): Dictionary => dictionary ?? empty)
  const stamps = new Int32Array(size)
  const kinds = new Uint8Array(size)
  const classes = new Int32Array(size)
  const numbers = new Float64Array(size)
  const values: (Json | undefined)[] = new Array(size).fill(undefined)
  const places = Uint8Array.from(parts, placeFor)
  let subject: Fields = {}
  let generation = 0

  const read = (slot: number): void => {
    if (stamps[slot] !== generation) load(slot)
  }

  const load = (slot: number): void => {
    stamps[slot] = generation
    const value = find(slot)
    switch (typeof value) {
      case 'string': {
        const dictionary = dictionaries[slot] as Dictionary
        keep(slot, TEXT, dictionary.size === 0 ? 0 : classOfText(dictionary, value), Number.NaN, value)
        break
      }
      case 'number': {
        const dictionary = dictionaries[slot] as Dictionary
        // NaN is no JSON, but a host's own object might carry one: it says as little as null.
        if (Number.isNaN(value)) keep(slot, MISSING, 0, Number.NaN, undefined)
        else keep(slot, NUMBER, dictionary.size === 0 ? 0 : (dictionary.get(value) ?? 0), value, value)
        break
      }
      case 'boolean':
        keep(slot, BOOLEAN, (dictionaries[slot] as Dictionary).get(value) ?? 0, Number.NaN, value)
        break
      case 'object':
        if (Array.isArray(value)) keep(slot, LIST, -1, Number.NaN, value)
        else if (value === null) keep(slot, MISSING, 0, Number.NaN, undefined)
        else keep(slot, OTHER, 0, Number.NaN, value)
        break
      default:
        keep(slot, MISSING, 0, Number.NaN, undefined)
    }
  }

  const find = (slot: number): Json | undefined => {
    const parent = above[slot] as number
    let holder = subject
    if (parent >= 0) {
      read(parent)
      if (kinds[parent] !== OTHER) return undefined
      holder = values[parent] as Fields
    }
    const part = parts[slot] as string
    const value = fieldOf(holder, part, places[slot] as number)
    // Own properties only. Asked last: what a lead lacks is on no prototype either, almost always.
    return value === undefined || !isOwn.call(holder, part) ? undefined : value
  }

  const keep = (slot: number, kind: number, ofClass: number, number: number, value: Json | undefined): void => {
    kinds[slot] = kind
    classes[slot] = ofClass
    numbers[slot] = number
    values[slot] = value
  }

  return {
    begin(next) {
      subject = next
      generation += 1
      if (generation < 0x7fffffff) return
      stamps.fill(0)
      generation = 1
    },
    read,
    generation: () => generation,
    kinds,
    classes,
    numbers,
    values,
  }
}

const empty: Dictionary = new Map()

/** Operands are in NFC, so a text that is found as it is needs no second look. */
export function classOfText(dictionary: Dictionary, text: string): number {
  const found = dictionary.get(text)
  return found === undefined ? classOfOther(dictionary, text) : found
}

function classOfOther(dictionary: Dictionary, text: string): number {
  const normal = nfc(text)
  return normal === text ? 0 : (dictionary.get(normal) ?? 0)
}
