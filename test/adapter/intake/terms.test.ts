import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { describe, expect, test } from 'vitest'
import { leadNormaliser, type NormaliseOptions, normalise } from '../../../src/adapter/intake/index.js'
import { isRoutingError, type JsonObject } from '../../../src/index.js'

const run = (lead: JsonObject, options: NormaliseOptions) => leadNormaliser(options)(lead)
const said = (lead: JsonObject, options: NormaliseOptions) => run(lead, options).notes.map(({ code, message }) => `${code}: ${message}`)

describe('terms of fields', () => {
  test.each<[string, NormaliseOptions, JsonObject, JsonObject]>([
    [
      'sub-addresses and dots of Gmail',
      { email: { from: 'e', subaddress: 'strip', gmailDots: 'merge' }, original: false },
      { e: 'A.n.n+x@Gmail.com' },
      { e: 'ann@gmail.com' },
    ],
    ['dots of others stay', { email: { from: 'e', gmailDots: 'merge' }, original: false }, { e: 'A.nn@acme.com' }, { e: 'a.nn@acme.com' }],
    ['hosts', { domain: { from: 'd', form: 'host' }, original: false }, { d: 'https://www.shop.acme.co.uk/x' }, { d: 'shop.acme.co.uk' }],
    ['full codes', { subdivision: { from: 's', country: 'c' }, original: false }, { s: 'Calif.', c: 'USA' }, { s: 'US-CA', c: 'USA' }],
    ['the upper end', { employees: { from: 'n', form: 'max' }, original: false }, { n: '51-200' }, { n: 200 }],
    ['ranges', { employees: 'n', original: false }, { n: '500+' }, { n: { min: 500 } }],
    [
      'an own vocabulary',
      { industry: { from: 'i', table: { Software: ['SaaS', 'NACE 62'], Bau: ['construction', 'SIC 15-17'] } }, original: false },
      { i: 'saas' },
      { i: 'Software' },
    ],
    [
      'codes of an own vocabulary',
      { industry: { from: 'i', table: { Software: ['NACE 62'], Bau: ['SIC 15-17'] } }, original: false },
      { i: 'SIC 1521' },
      { i: 'Bau' },
    ],
    [
      'bare codes of a system',
      { industry: { from: 'i', codes: 'naics' }, original: false },
      { i: '51' },
      { i: 'informationAndCommunication' },
    ],
  ])('%s', (_, options, lead, expected) => {
    expect(run(lead, options).lead).toEqual(expected)
  })

  test('an end that is open is told', () => {
    expect(said({ n: '500+' }, { employees: { from: 'n', form: 'max' } })).toEqual([
      'unknownValue: n stays as it is: "500+" has no upper end.',
    ])
    expect(said({ n: '<10' }, { employees: { from: 'n', form: 'min' } })).toEqual([
      'unknownValue: n stays as it is: "<10" has no lower end.',
    ])
  })

  test('a label that two industries of the own vocabulary bear is ambiguous', () => {
    const options: NormaliseOptions = { industry: { from: 'i', table: { A: ['media'], B: ['Media'] } } }
    expect(said({ i: 'MEDIA' }, options)).toEqual(['ambiguousValue: i stays as it is: "MEDIA" could be A or B.'])
  })

  test('a phone parser of the host is asked instead of the peer', () => {
    const phoneParser = () => ({ number: '+1', isValid: () => true })
    expect(run({ p: '+49 30' }, { phone: 'p', phoneParser }).lead).toMatchObject({ p: '+1' })
  })

  test('the parser of the package fits, with other metadata, too', () => {
    const lead = { p: '(415) 555-2671', c: 'USA' }
    expect(run(lead, { phone: { from: 'p', country: 'c' }, phoneParser: parsePhoneNumberFromString }).lead).toMatchObject({
      p: '+14155552671',
    })
  })

  test.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /There are none/],
    ['no field', {}, /Name a field/],
    ['an unknown kind', { contry: 'country' }, /contry/],
    ['a path that is none', { country: 'company..country' }, /Write the path/],
    ['a path to the prototype', { country: '__proto__.country' }, /Write the path/],
    ['a number', { country: 7 }, /Write the path/],
    ['an unknown term', { country: { from: 'c', form: 'short' } }, /`form` is not known/],
    ['an unknown form', { subdivision: { from: 's', form: 'long' } }, /There are: full, short/],
    ['no source', { country: { to: 'c' } }, /Write the path/],
    ['evidence of nothing', { country: { from: 'c', fill: {} } }, /`fill` cannot be used/],
    ['evidence of an unknown kind', { country: { from: 'c', fill: { fax: 'fax' } } }, /`fill` cannot be used/],
    ['a table without lists', { industry: { from: 'i', table: { Software: 'SaaS' } } }, /no list of labels for "Software"/],
    ['an original that is none', { country: 'c', original: true }, /original/],
    ['a parser that is none', { phone: 'p', phoneParser: {} }, /phoneParser/],
    ['too many fields', { country: Array.from({ length: 51 }, (_, index) => `c${index}`) }, /51 fields/],
  ])('%s is refused before any lead comes', (_, options, message) => {
    let error: unknown
    try {
      normalise(options as NormaliseOptions)
    } catch (thrown) {
      error = thrown
    }
    expect(isRoutingError(error) && error.code).toBe('badOptions')
    expect(String(error)).toMatch(message)
  })
})
