import type { Json, JsonObject } from '../../lead.js'
import { normaliseDomain, normaliseEmail, normaliseWebsite } from './address.js'
import { fieldsOf } from './checkOptions.js'
import { normaliseCountry } from './country.js'
import { normaliseEmployees } from './employees.js'
import { valueAt } from './fields.js'
import { normaliseIndustry } from './industry.js'
import type { Normalised } from './normalised.js'
import { type Evidence, type KindOfField, kindsOfField, type NormaliseOptions } from './options.js'
import { findPhoneParser, normalisePhone, type PhoneParser } from './phone.js'
import { normalisePostalCode } from './postalCode.js'
import { normaliseSubdivision } from './subdivision.js'
import { normaliseTimeZone } from './timeZone.js'

/** One field of every lead, and how it is read. */
export interface FieldStep {
  readonly kind: KindOfField
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly fill?: Evidence
  read(value: Json, lead: JsonObject): Normalised<Json>
}

interface Terms {
  readonly from: string
  readonly to?: string
  readonly country?: string
  readonly fill?: Evidence
  readonly [term: string]: unknown
}

/** Countries come first: the form of much else is that of the country. */
export function stepsOf(options: NormaliseOptions): { readonly steps: readonly FieldStep[]; readonly parser: PhoneParser | undefined } {
  const fields = kindsOfField.flatMap((kind) =>
    fieldsOf(options[kind]).map((field) => ({ kind, terms: (typeof field === 'string' ? { from: field } : field) as Terms })),
  )
  const first = fields.find(({ kind }) => kind === 'country')?.terms
  const countryPath = first === undefined ? undefined : (first.to ?? first.from)
  const needsPhones = fields.some(({ kind, terms }) => kind === 'phone' || terms.fill?.phone !== undefined)
  // Now, not when the first lead comes.
  const parser = needsPhones ? (options.phoneParser ?? findPhoneParser()) : undefined
  const steps = fields.map(({ kind, terms }): FieldStep => {
    const { from, to = from, fill, country, ...more } = terms
    const at = (country ?? countryPath)?.split('.')
    const read = (value: Json, lead: JsonObject): Normalised<Json> =>
      readers[kind](value, () => (at === undefined ? undefined : countryAt(lead, at)), more, parser)
    return { kind, from: from.split('.'), to: to.split('.'), ...(fill === undefined ? {} : { fill }), read }
  })
  return { steps, parser }
}

type Reader = (value: Json, country: () => string | undefined, more: object, parser: PhoneParser | undefined) => Normalised<Json>

const readers: { readonly [kind in KindOfField]: Reader } = {
  country: (value) => normaliseCountry(value),
  subdivision: (value, country, more) => {
    const code = country()
    return normaliseSubdivision(value, code === undefined ? more : { ...more, country: code })
  },
  postalCode: (value, country) => normalisePostalCode(value, country()),
  industry: (value, _, more) => normaliseIndustry(value, more),
  employees: (value, _, more) => normaliseEmployees(value, more),
  phone: (value, country, _, parser) => normalisePhone(value, country(), parser),
  email: (value, _, more) => normaliseEmail(value, more),
  website: (value) => normaliseWebsite(value),
  domain: (value, _, more) => normaliseDomain(value, more),
  timeZone: (value) => normaliseTimeZone(value),
}

/** A country that is stated and clear. */
function countryAt(lead: JsonObject, path: readonly string[]): string | undefined {
  const country = normaliseCountry(valueAt(lead, path))
  return 'value' in country ? country.value : undefined
}
