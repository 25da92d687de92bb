import type { Json } from '../../lead.js'

/** What came of a value: its normal form; or why it has none; or what all it could be. Nothing is ever guessed. */
export type Normalised<Value extends Json = string> =
  | { readonly value: Value }
  /** Why, as the end of a sentence that begins with the value: `is no country that is known`. */
  | { readonly unknown: string }
  /** The normal forms it could have. */
  | { readonly ambiguous: readonly string[] }

/** A text without the blanks around it, or why it is none. Numbers are texts to which a form took the quotation marks. */
export function textOf(value: unknown, longest: number): string | { readonly unknown: string } {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return String(value)
  if (typeof value !== 'string') return { unknown: 'is no text' }
  if (value.length > longest) return { unknown: 'is too long' }
  const text = value.trim()
  return text === '' ? { unknown: 'is empty' } : text
}

/** From several ways to read a value: what they agree on. */
export function oneOf(codes: readonly string[], unknown: string): Normalised {
  const different = [...new Set(codes)]
  const [only] = different
  if (only === undefined) return { unknown }
  return different.length === 1 ? { value: only } : { ambiguous: different.sort() }
}
