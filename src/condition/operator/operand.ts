import type { Json, Scalar } from '../../lead.js'
import { isScalar, nfc } from '../read.js'
import type { Operand } from '../tree.js'

/** Checks of operands: what is wrong, in words that follow the operator's name; undefined: nothing. */

export function needsScalar(operand: Json): string | undefined {
  return isScalar(operand) ? undefined : 'needs a text, a number or a boolean'
}

export function needsNumber(operand: Json): string | undefined {
  return typeof operand === 'number' && Number.isFinite(operand) ? undefined : 'needs a number'
}

export function needsText(operand: Json): string | undefined {
  return typeof operand === 'string' && operand !== '' ? undefined : 'needs a text that is not empty'
}

export function needsList(operand: Json): string | undefined {
  if (!Array.isArray(operand) || operand.length === 0) return 'needs a list of texts, numbers or booleans'
  const kind = typeof operand[0]
  if (!operand.every(isScalar)) return 'needs a list of texts, numbers or booleans only'
  return operand.every((element) => typeof element === kind) ? undefined : 'needs a list of one type, not texts and numbers mixed'
}

/** Whether a value has the type of the operand (of its elements, where it is a list, which are of one type). */
export function hasTypeOf(value: Json, operand: Operand): boolean {
  return typeof value === typeof (Array.isArray(operand) ? operand[0] : operand) && !(typeof value === 'number' && Number.isNaN(value))
}

export function isText(value: Json): boolean {
  return typeof value === 'string'
}

export function isNumber(value: Json): boolean {
  return typeof value === 'number' && !Number.isNaN(value)
}

/** Short lists are searched, longer ones hashed once. */
const searched = 16
const hashed = new WeakMap<readonly Scalar[], ReadonlySet<Scalar>>()

/** Whether a list operand (frozen, strings in NFC) contains a value. */
export function isAmong(value: Json, operand: Operand): boolean {
  const list = operand as readonly Scalar[]
  const scalar = (typeof value === 'string' ? nfc(value) : value) as Scalar
  if (list.length <= searched || !Object.isFrozen(list)) return list.includes(scalar)
  let set = hashed.get(list)
  if (set === undefined) {
    set = new Set(list)
    hashed.set(list, set)
  }
  return set.has(scalar)
}

/** A value for people: bare where that is clear, quoted where it is not. */
export function wordsOf(operand: Operand): string {
  if (Array.isArray(operand)) return operand.map(wordsOf).join(', ')
  if (typeof operand !== 'string') return String(operand)
  return /^\p{L}[\p{L}\p{N}_.@/ -]*$/u.test(operand) && !misleading.has(operand.toLowerCase()) && !operand.endsWith(' ')
    ? operand
    : JSON.stringify(operand)
}

/** Bare, these would read as something else than texts. */
const misleading = new Set(['true', 'false', 'null', 'and', 'or', 'not'])
