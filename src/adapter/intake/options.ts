import type { DomainOptions, EmailOptions } from './address.js'
import type { EmployeeOptions } from './employees.js'
import type { IndustryOptions } from './industry.js'
import type { PhoneParser } from './phone.js'
import type { SubdivisionOptions } from './subdivision.js'

/** Which field of a lead, or which fields, hold something of a kind: paths such as `company.country`, or with more to say. */
export type Fields<More = unknown> = Field<More> | readonly Field<More>[]

export type Field<More = unknown> = string | FieldTerms<More>

export type FieldTerms<More = unknown> = More & {
  readonly from: string
  /** Where the normal form goes. By default in place. */
  readonly to?: string
}

/** Where the country of a lead stands. By default where the first field of `country` puts it. */
export interface WithCountry {
  readonly country?: string
}

/** Weak evidence for a country that nobody stated: paths to a phone number, a mail address, a website. */
export interface Evidence {
  readonly phone?: string
  readonly email?: string
  readonly website?: string
}

/** Nothing is normalised that is not named here. */
export interface NormaliseOptions {
  /** To ISO 3166-1 alpha-2 codes. With `fill`, where nothing is stated, from weak evidence, if it agrees. */
  readonly country?: Fields<{ readonly fill?: Evidence }>
  /** To ISO 3166-2 codes. */
  readonly subdivision?: Fields<WithCountry & Pick<SubdivisionOptions, 'form'>>
  /** To the form of the country. */
  readonly postalCode?: Fields<WithCountry>
  /** To the words of a table. */
  readonly industry?: Fields<IndustryOptions>
  /** To `{ min, max }` or one number. */
  readonly employees?: Fields<EmployeeOptions>
  /** To E.164. */
  readonly phone?: Fields<WithCountry>
  readonly email?: Fields<EmailOptions>
  readonly website?: Fields
  readonly domain?: Fields<DomainOptions>
  /** To IANA names. */
  readonly timeZone?: Fields
  /** Where what was there before is kept: `original.company.country`. By default `original`; `false`: nowhere. */
  readonly original?: string | false
  /** `parsePhoneNumberFromString` of `libphonenumber-js`. By default the optional peer's, if phone numbers are asked for. */
  readonly phoneParser?: PhoneParser
}

export const kindsOfField = [
  'country',
  'subdivision',
  'postalCode',
  'industry',
  'employees',
  'phone',
  'email',
  'website',
  'domain',
  'timeZone',
] as const
export type KindOfField = (typeof kindsOfField)[number]
