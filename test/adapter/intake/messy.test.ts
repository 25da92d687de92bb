import { describe, expect, test } from 'vitest'
import {
  normaliseCountry,
  normaliseDomain,
  normaliseEmail,
  normaliseEmployees,
  normaliseIndustry,
  normalisePhone,
  normalisePostalCode,
  normaliseSubdivision,
  normaliseTimeZone,
  normaliseWebsite,
} from '../../../src/adapter/intake/index.js'
import { messyCountries } from './messyCountries.js'
import { messyDomains, messyEmails, messyEmployees, messyIndustries, messyPhones, messyTimeZones, messyWebsites } from './messyOthers.js'
import { messyPostalCodes } from './messyPostalCodes.js'
import { messyRegions, unclearRegions } from './messyRegions.js'
import { type Row, type RowIn, unknown } from './row.js'

/** Every row is checked, and all that differ are told at once. */
function check(rows: readonly RowIn[], normalise: (value: unknown, country: string | undefined) => object): void {
  const wrong = rows.flatMap(([country, input, expected]) => {
    const found = normalise(input, country) as {
      readonly value?: unknown
      readonly unknown?: string
      readonly ambiguous?: readonly string[]
    }
    const told = found.ambiguous !== undefined ? { ambiguous: found.ambiguous } : found.unknown !== undefined ? unknown : found.value
    const right =
      expected === unknown ? told === unknown && (found.unknown?.length ?? 0) > 3 : JSON.stringify(told) === JSON.stringify(expected)
    return right ? [] : [{ country, input, expected, found }]
  })
  expect(wrong).toEqual([])
}

const anywhere = (rows: readonly Row[]): RowIn[] => rows.map(([input, expected]): RowIn => [undefined, input, expected])

describe('what people write', () => {
  test('countries', () => check(anywhere(messyCountries), normaliseCountry))
  test('states, provinces, cantons', () =>
    check(messyRegions, (value, country) => normaliseSubdivision(value, country === undefined ? {} : { country })))
  test('postal codes', () => check(messyPostalCodes, normalisePostalCode))
  test('employees', () => check(anywhere(messyEmployees), (value) => normaliseEmployees(value)))
  test('industries', () => check(anywhere(messyIndustries), (value) => normaliseIndustry(value)))
  test('mail addresses', () => check(anywhere(messyEmails), (value) => normaliseEmail(value)))
  test('websites', () => check(anywhere(messyWebsites), normaliseWebsite))
  test('domains', () => check(anywhere(messyDomains), (value) => normaliseDomain(value)))
  test('phone numbers', () => check(messyPhones, (value, country) => normalisePhone(value, country)))
  test('time zones', () => check(anywhere(messyTimeZones), normaliseTimeZone))

  test.each(unclearRegions)('%s without a country is not told', (input, among) => {
    const found = normaliseSubdivision(input)
    expect(found).toEqual({ ambiguous: expect.arrayContaining([...among]) })
  })

  test('there are enough of them', () => {
    const tables: readonly (readonly unknown[])[] = [messyCountries, messyRegions, messyPostalCodes, messyEmployees, messyIndustries]
    const others: readonly (readonly unknown[])[] = [messyEmails, messyWebsites, messyDomains, messyPhones, messyTimeZones, unclearRegions]
    expect([...tables, ...others].flat(1).length).toBeGreaterThan(600)
    const countries = new Set(messyPostalCodes.flatMap(([country, , expected]) => (expected === unknown ? [] : [country])))
    expect(countries.size).toBeGreaterThanOrEqual(15)
  })
})
