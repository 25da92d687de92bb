import { createRequire } from 'node:module'
import { RoutingError } from '../../errors.js'
import { type Normalised, textOf } from './normalised.js'

/** What is asked of `libphonenumber-js`: its `parsePhoneNumberFromString` fits, with whatever metadata (`min`, `max`, `mobile`). */
export type PhoneParser = (text: string, country?: never) => ParsedPhone | undefined

export interface ParsedPhone {
  /** E.164. */
  readonly number: string
  /** Missing where several countries have the number range, `+1` and `+7` among them, and the number does not tell. */
  readonly country?: string | undefined
  isValid(): boolean
}

const LONGEST = 50

/**
 * A phone number as E.164. Without a country only numbers that begin with `+` are told.
 *
 * @param country where it is dialled from, as an alpha-2 code
 * @param parser of `libphonenumber-js`; by default the optional peer `libphonenumber-js/min`
 * @example normalisePhone('(089) 1234 5678', 'DE') // { value: '+498912345678' }
 * @throws RoutingError `badOptions` where the peer is not installed
 */
export function normalisePhone(value: unknown, country?: string, parser: PhoneParser = findPhoneParser()): Normalised {
  const phone = parsePhone(value, country, parser)
  return 'unknown' in phone ? phone : { value: phone.number }
}

/** With the country that the number itself tells, if it does. */
export function parsePhone(
  value: unknown,
  country: string | undefined,
  parser: PhoneParser,
): { readonly number: string; readonly country?: string } | { readonly unknown: string } {
  const text = textOf(value, LONGEST)
  if (typeof text !== 'string') return text
  const number = text.replace(/^tel:/i, '').replace(/^\s*[(（]?\s*\+/, '+')
  if (!/^[+\d(]/.test(number) || /[^\d\s()+\-–./x#,;:a-z]/i.test(number) || /[a-z]{2,}/i.test(number.replace(/\b(?:ext|x)\b.*$/i, ''))) {
    return { unknown: 'is no phone number' }
  }
  if (!number.startsWith('+') && country === undefined) return { unknown: 'is a number without its country' }
  const parsed = parser(number, country as never)
  if (parsed === undefined || !parsed.isValid())
    return { unknown: country === undefined ? 'is no phone number' : `is no phone number, called from ${country}` }
  return parsed.country === undefined ? { number: parsed.number } : { number: parsed.number, country: parsed.country }
}

let found: PhoneParser | undefined

/**
 * The optional peer, loaded when first needed.
 *
 * @throws RoutingError `badOptions` where it is not installed
 */
export function findPhoneParser(): PhoneParser {
  if (found !== undefined) return found
  let module: unknown
  try {
    module = createRequire(import.meta.url)('libphonenumber-js/min')
  } catch (cause) {
    throw new RoutingError('badOptions', {
      detail:
        'Phone numbers need the package `libphonenumber-js`: run `npm install libphonenumber-js`, or pass its `parsePhoneNumberFromString` yourself.',
      cause,
    })
  }
  const parser: unknown =
    typeof module === 'object' || typeof module === 'function'
      ? (module as { parsePhoneNumberFromString?: unknown }).parsePhoneNumberFromString
      : undefined
  if (typeof parser !== 'function')
    throw new RoutingError('badOptions', {
      detail: 'The package `libphonenumber-js` has another shape than expected: install 1.11 or newer.',
    })
  found = parser as PhoneParser
  return found
}
