import { types } from 'node:util'
import type { Issue, IssueCode } from './errors.js'
import type { Json } from './lead.js'

/** What a document may hold at most. */
export interface JsonLimits {
  /** Containers around a value. */
  readonly depth: number
  /** Values, containers among them. */
  readonly nodes: number
  /** UTF-16 code units in one string or key. */
  readonly characters: number
  /** UTF-16 code units in all strings and keys together. Keeps the JSON text within what a string can hold. */
  readonly text: number
}

/** The limits of what comes in: `lead` for leads and accounts, `document` for plans and rosters. */
export const jsonLimits = {
  lead: { depth: 32, nodes: 20_000, characters: 100_000, text: 2_000_000 },
  document: { depth: 100, nodes: 10_000_000, characters: 100_000, text: 64_000_000 },
} as const satisfies Record<string, JsonLimits>

/** More issues than this tell nobody more. */
const mostIssues = 1000

/**
 * Copies anything to plain JSON data, or says what is in the way: all issues at once, nothing foreign is ever thrown.
 * Takes own enumerable string keys only; drops undefined properties; a valid Date becomes its ISO string; `toJSON` is not called.
 */
export function toJson(
  value: unknown,
  limits: JsonLimits = jsonLimits.lead,
): { readonly value: Json } | { readonly issues: readonly Issue[] } {
  const copy = copyJson(value, limits)
  return copy.value === undefined || copy.issues.length > 0 ? { issues: copy.issues } : { value: copy.value }
}

/**
 * As {@link toJson}, and where there are issues also the rest of the copy, with `null` in each bad place,
 * so that a checker can go on and report everything at once. No value: a limit on the whole was exceeded.
 */
export function copyJson(value: unknown, limits: JsonLimits): { readonly value?: Json; readonly issues: readonly Issue[] } {
  const copying: Copying = { limits, nodes: 0, text: 0, stopped: false, path: [], around: new Set(), issues: [] }
  const copied = copyValue(value, copying)
  return copying.stopped ? { issues: copying.issues } : { value: copied ?? null, issues: copying.issues }
}

interface Copying {
  readonly limits: JsonLimits
  nodes: number
  text: number
  stopped: boolean
  readonly path: (string | number)[]
  /** The containers around the present value: meeting one of them again is a cycle. */
  readonly around: Set<object>
  readonly issues: Issue[]
}

function report(copying: Copying, code: IssueCode, message: string, hint: string): null {
  copying.issues.push({ code, message, path: [...copying.path], hint })
  if (copying.issues.length >= mostIssues) copying.stopped = true
  return null
}

function stop(copying: Copying, message: string): null {
  report(copying, 'tooMuch', message, 'Leave out what routing does not need.')
  copying.stopped = true
  return null
}

/** The copy; undefined for undefined, which only the container around it can judge. */
function copyValue(value: unknown, copying: Copying): Json | undefined {
  copying.nodes += 1
  if (copying.nodes > copying.limits.nodes) return stop(copying, `More than ${copying.limits.nodes} values.`)
  switch (typeof value) {
    case 'boolean':
      return value
    case 'string':
      return copyText(value, copying)
    case 'number':
      // Adding zero turns -0 into 0, which is all that JSON text keeps of it.
      return Number.isFinite(value)
        ? value + 0
        : report(copying, 'notJson', `${value} is not a JSON number.`, 'Use a finite number, or leave the field out.')
    case 'object':
      return value === null ? null : copyObject(value, copying)
    case 'undefined':
      return copying.path.length === 0 ? report(copying, 'notJson', 'There is no value.', 'Pass plain JSON data.') : undefined
    default:
      return report(
        copying,
        'notJson',
        `A ${typeof value} is not JSON data.`,
        'Pass plain JSON data: strings, numbers, booleans, null, lists and objects.',
      )
  }
}

/** NUL, and surrogates without their other half: stores and JSON texts do not carry them faithfully. */
const unfit = /[\0\p{Surrogate}]/u

function copyText(text: string, copying: Copying): string | null {
  if (text.length > copying.limits.characters) {
    return report(copying, 'tooMuch', `A text of more than ${copying.limits.characters} characters.`, 'Shorten it, or leave it out.')
  }
  copying.text += text.length
  if (copying.text > copying.limits.text) return stop(copying, `More than ${copying.limits.text} characters in all.`)
  return unfit.test(text)
    ? report(copying, 'notJson', 'A text with a NUL character or half a surrogate pair.', 'Remove the broken character.')
    : text
}

function copyObject(value: object, copying: Copying): Json {
  if (copying.path.length >= copying.limits.depth) {
    return report(copying, 'tooMuch', `Nested deeper than ${copying.limits.depth} levels.`, 'Make it flatter, or leave it out.')
  }
  if (copying.around.has(value)) return report(copying, 'notJson', 'The value contains itself.', 'Remove the cycle.')
  const foreign = kindOfForeign(value)
  if (foreign !== undefined)
    return report(copying, 'notJson', `A ${foreign} is not JSON data.`, 'Convert it to lists, objects, numbers or text first.')
  copying.around.add(value)
  const depth = copying.path.length
  try {
    if (types.isDate(value)) return Date.prototype.toISOString.call(value)
    return Array.isArray(value) ? copyList(value, copying) : copyFields(value, copying)
  } catch {
    copying.path.length = depth
    return report(
      copying,
      'notJson',
      'Reading the value failed.',
      'Pass plain data: no throwing getters, no revoked proxies, no invalid dates.',
    )
  } finally {
    copying.around.delete(value)
  }
}

function copyList(list: readonly unknown[], copying: Copying): Json {
  // Asked once: a proxy may answer differently each time.
  const length = list.length
  if (copying.nodes + length > copying.limits.nodes) return stop(copying, `More than ${copying.limits.nodes} values.`)
  const copy: Json[] = []
  for (let index = 0; index < length && !copying.stopped; index += 1) {
    copying.path.push(index)
    const element = copyValue(readOwn(list, index, copying), copying)
    copy.push(
      element === undefined
        ? report(copying, 'notJson', 'A list with a hole or an undefined element.', 'Use null, or leave the element out.')
        : element,
    )
    copying.path.pop()
  }
  return copy
}

function copyFields(value: object, copying: Copying): Json {
  const keys = Object.keys(value)
  if (copying.nodes + keys.length > copying.limits.nodes) return stop(copying, `More than ${copying.limits.nodes} values.`)
  const copy: Record<string, Json> = {}
  for (const key of keys) {
    if (copying.stopped) break
    // A name too long for a document is too long for a message as well.
    copying.path.push(key.length > copying.limits.characters ? `${key.slice(0, 100)}…` : key)
    if (key === '__proto__') report(copying, 'reservedName', 'A field is named __proto__.', 'Rename the field.')
    else if (copyText(key, copying) !== null) {
      const field = copyValue(readOwn(value, key, copying), copying)
      if (field !== undefined) copy[key] = field
    }
    copying.path.pop()
  }
  return copy
}

/** One bad getter costs its own field, not the whole object. */
function readOwn(value: object, key: string | number, copying: Copying): unknown {
  try {
    return (value as Record<string | number, unknown>)[key]
  } catch {
    return report(copying, 'notJson', 'Reading the field failed.', 'Pass plain data: no throwing getters.')
  }
}

/** Objects whose content is not in their own fields. Looks at internal slots, so that no code of the host runs. */
function kindOfForeign(value: object): string | undefined {
  if (types.isMap(value)) return 'Map'
  if (types.isSet(value)) return 'Set'
  if (types.isWeakMap(value) || types.isWeakSet(value)) return 'weak collection'
  if (types.isPromise(value)) return 'promise'
  if (types.isRegExp(value)) return 'regular expression'
  if (types.isBoxedPrimitive(value)) return 'boxed primitive'
  if (types.isNativeError(value)) return 'error'
  if (types.isAnyArrayBuffer(value) || types.isArrayBufferView(value)) return 'binary buffer'
  if (types.isGeneratorObject(value) || types.isMapIterator(value) || types.isSetIterator(value)) return 'iterator'
  return undefined
}

/** The one JSON text of a value: keys sorted by code unit, no whitespace. Equal data, equal text. Undefined properties are left out. */
export function canonicalJson(value: Json): string {
  if (typeof value === 'string') return quoted(value)
  // As `stringify` writes it, which leaves more behind than the digits.
  if (typeof value === 'number' && Number.isFinite(value)) return `${value}`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonicalJson).join(',')}]`
  const fields = value as { readonly [key: string]: Json | undefined }
  let text = ''
  for (const key of sortedKeys(fields)) {
    const field = fields[key]
    if (field !== undefined) text += `${text === '' ? '' : ','}${quoted(key)}:${canonicalJson(field)}`
  }
  return `{${text}}`
}

/** By insertion: objects have few keys, and `sort` leaves several times as much behind as the text itself takes. */
function sortedKeys(fields: object): string[] {
  const keys = Object.keys(fields)
  if (keys.length > 32) return keys.sort()
  for (let index = 1; index < keys.length; index += 1) {
    const key = keys[index] as string
    let place = index
    for (; place > 0 && (keys[place - 1] as string) > key; place -= 1) keys[place] = keys[place - 1] as string
    keys[place] = key
  }
  return keys
}

/** Printable ASCII without the quotation mark and the backslash: most texts, and JSON writes them as they are. */
const asItIs = /^[ !#-[\]-~]*$/

function quoted(text: string): string {
  return asItIs.test(text) ? `"${text}"` : JSON.stringify(text)
}

/** Freezes plain data (no cycles) through and through, in place. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value
  for (const key of Object.keys(value)) {
    const field = (value as Record<string, unknown>)[key]
    if (typeof field === 'object' && field !== null) deepFreeze(field)
  }
  return Object.freeze(value)
}
