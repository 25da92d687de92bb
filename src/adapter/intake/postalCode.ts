import { isCountry } from './countries.js'
import { type Normalised, textOf } from './normalised.js'
import { type PostalForm, postalForms } from './postalForms.js'

const LONGEST = 20

/**
 * A postal code in the form of its country. One that is wrong is told, never mended.
 *
 * @param country as an alpha-2 code
 * @example
 * normalisePostalCode('sw1a1aa', 'GB') // { value: 'SW1A 1AA' }
 * normalisePostalCode('D-80331', 'DE') // { value: '80331' }
 * normalisePostalCode('8033', 'DE')    // { unknown: 'is no postal code of DE' }
 */
export function normalisePostalCode(value: unknown, country: string | undefined): Normalised {
  const text = textOf(value, LONGEST)
  if (typeof text !== 'string') return text
  if (country === undefined || !isCountry(country)) return { unknown: 'has no country whose form it could have' }
  const form = Object.hasOwn(postalForms, country) ? postalForms[country] : undefined
  if (form === undefined) return { unknown: `is in ${country}, whose form is not known` }
  const code = compact(text)
  if (code === undefined) return { unknown: `is no postal code of ${country}` }
  const found = read(code, form, country)
  if (found !== undefined) return { value: found }
  // A form made a number of it, and the zero in front was lost. Which it was cannot be told for sure.
  const lost = typeof value === 'number' ? ': a number has no zeros in front' : ''
  return { unknown: `is no postal code of ${country}${lost}` }
}

/** In capitals, without what stands between its parts. Anything else that stands in it makes it none. */
function compact(text: string): string | undefined {
  const plain = text.normalize('NFKC').toUpperCase()
  return /^[A-Z\d]+(?:[\s\-–.]{1,3}[A-Z\d]+)*$/.test(plain) ? plain.replace(/[\s\-–.]/g, '') : undefined
}

function read(code: string, form: PostalForm, country: string): string | undefined {
  const { own, between = '' } = form
  if (own !== undefined) {
    const [, rest] = form.pattern.exec(code.startsWith(own) ? code.slice(own.length) : code) ?? []
    return rest === undefined ? undefined : `${own}${between}${rest}`
  }
  const fits = form.pattern.exec(code) ?? form.pattern.exec(withoutPrefix(code, form.prefix, country))
  if (fits === null) return undefined
  return fits
    .slice(1)
    .filter((part) => part !== undefined)
    .join(between)
}

/** `D-80331`, `DE 80331`. */
function withoutPrefix(code: string, prefix: string | undefined, country: string): string {
  const found = [country, prefix].find((one) => one !== undefined && code.startsWith(one) && /^\d/.test(code.slice(one.length)))
  return found === undefined ? code : code.slice(found.length)
}
