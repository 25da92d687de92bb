import type { Json, Scalar } from '../lead.js'

/** What a condition is asked about: a lead's view or a rep. Plain data. */
export type Fields = { readonly [field: string]: Json | undefined }

/** Reads own properties through plain objects only: a list or a scalar in the middle of the path means missing. */
export function readPath(subject: Fields, path: readonly string[]): Json | undefined {
  let value: Json | undefined = subject as Json
  for (let index = 0; index < path.length; index += 1) {
    const part = path[index] as string
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, part)) return undefined
    value = (value as Fields)[part]
  }
  return value
}

/** The text in Unicode NFC. Nothing below U+0300 changes under NFC, so almost every text is returned as it is. */
export function nfc(text: string): string {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) >= 0x300) return text.normalize('NFC')
  }
  return text
}

export function nfcScalar<Value extends Scalar>(value: Value): Value {
  return typeof value === 'string' ? (nfc(value) as Value & string) : value
}

/** NaN is no JSON, but a host's own object might carry one: it says as little as null. */
export function isMissing(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null || (typeof value === 'number' && Number.isNaN(value))
}

export function isScalar(value: Json | undefined): value is Scalar {
  return typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && !Number.isNaN(value))
}

/** Splits `company.country`; undefined where a part is empty. */
export function splitPath(text: string): readonly string[] | undefined {
  const parts = text.split('.')
  return parts.includes('') ? undefined : parts
}
