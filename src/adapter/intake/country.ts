import { countries } from './countries.js'
import { fold, LONGEST_NAME } from './fold.js'
import { type Normalised, oneOf, textOf } from './normalised.js'

const none = 'is no country that is known'

/** Countries that are no more, and became part of one. Those that became several are ambiguous. */
const former: { readonly [name: string]: string } = {
  ddr: 'DE',
  gdr: 'DE',
  'east germany': 'DE',
  ostdeutschland: 'DE',
  'german democratic republic': 'DE',
}

/** Codes that ISO has reserved for others than countries, or withdrawn. */
const otherCodes: { readonly [code: string]: string } = { UK: 'GB', EL: 'GR' }

/**
 * A country as its ISO 3166-1 alpha-2 code (and `XK` for Kosovo, as the European Union writes it), from its name in many languages, a code, or a flag.
 *
 * @example
 * normaliseCountry('Deutschland') // { value: 'DE' }
 * normaliseCountry('Georgia')     // { ambiguous: ['GE', 'US-GA'] }
 * normaliseCountry('Freedonia')   // { unknown: 'is no country that is known' }
 */
export function normaliseCountry(value: unknown): Normalised {
  const text = textOf(value, LONGEST_NAME)
  if (typeof text !== 'string') return text
  const whole = named(text)
  if (whole.length > 0) return oneOf(whole, none)
  const name = fold(text)
  const successor = Object.hasOwn(former, name) ? former[name] : undefined
  if (successor !== undefined) return { unknown: `is a country that is no more, now part of ${successor}` }
  return twice(text) ?? { unknown: none }
}

/** The codes of what bears exactly this name or code. */
function named(text: string): readonly string[] {
  const { byCode, byName } = countries()
  const code = flag(text) ?? text.toUpperCase()
  // Only whole codes: `de` is one in whatever case, `DE.` is none.
  const coded = /^(?:[A-Z]{2,3}|\d{3})$/.test(code) ? (byCode.get(code) ?? otherCodes[code]) : undefined
  return coded === undefined ? (byName.get(fold(text)) ?? []) : [coded]
}

/** Said twice (`Germany (DE)`, `DE - Deutschland`), or the other way round (`Korea, Republic of`). */
function twice(text: string): Normalised | undefined {
  const inverted = /^([^,]+),([^,]+)$/.exec(text)
  if (inverted !== null) {
    const codes = named(`${inverted[2]} ${inverted[1]}`)
    if (codes.length > 0) return oneOf(codes, none)
  }
  const parts = /^([^()[\]]+?)\s*[([]([^()[\]]+)[)\]]$/.exec(text) ?? /^(.+?)\s+[-–—/|]\s+(.+)$/.exec(text)
  if (parts === null) return undefined
  const [one, other] = [named((parts[1] ?? '').trim()), named((parts[2] ?? '').trim())]
  // Both have to say something: `Guadeloupe (France)` is told, `Berlin (Germany)` is no country.
  return one.length === 0 || other.length === 0 ? undefined : agreed(one, other)
}

function agreed(one: readonly string[], other: readonly string[]): Normalised {
  const common = one.filter((code) => other.includes(code))
  return oneOf(common.length > 0 ? common : [...one, ...other], none)
}

function flag(text: string): string | undefined {
  if (!/^[\u{1F1E6}-\u{1F1FF}]{2}$/u.test(text)) return undefined
  return [...text].map((letter) => String.fromCharCode((letter.codePointAt(0) ?? 0) - 0x1f1e6 + 65)).join('')
}
