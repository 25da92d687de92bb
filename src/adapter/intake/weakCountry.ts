import type { JsonObject } from '../../lead.js'
import { normaliseEmail, normaliseWebsite, topLevelOf } from './address.js'
import { isCountry } from './countries.js'
import { valueAt } from './fields.js'
import type { Evidence } from './options.js'
import { type PhoneParser, parsePhone } from './phone.js'

/** What speaks for a country, weakly. */
export interface WeakEvidence {
  readonly country: string
  /** For people: `the phone number`. */
  readonly by: string
}

// Registered from everywhere, for what the letters look like or because they are cheap. They say nothing about a country.
const generic = new Set(
  'AC AD AG AI AM AS BI BZ CC CD CF CM CO DJ FM GA GD GG GL GQ GS GY HN HT IM IO JE LA LC LY MD ME ML MN MS MU NF NU PM PN PW RE SC SH SO SR ST SU TC TF TK TO TV VC VG VU WF WS YT'.split(
    ' ',
  ),
)

// Toll-free, premium and personal numbers behind +1 and +7 belong to no one country, though the parser names the largest.
const anywhere = /^\+(?:1(?:8(?:00|33|44|55|66|77|8\d)|[79]00|5(?:00|2\d|33|44|55|66|77|88)|600|710)|78\d\d)/

/** The countries for which a phone number, a mail address and a website speak, each by its own. */
export function weakEvidence(lead: JsonObject, { phone, email, website }: Evidence, parser: PhoneParser | undefined): WeakEvidence[] {
  const found: WeakEvidence[] = []
  if (phone !== undefined && parser !== undefined) {
    // Only as it is dialled from everywhere. Behind +1 and +7 are several countries, of which the parser knows by the number, or says nothing.
    const parsed = parsePhone(valueAt(lead, phone.split('.')), undefined, parser)
    if ('country' in parsed && parsed.country !== undefined && isCountry(parsed.country) && !anywhere.test(parsed.number))
      found.push({ country: parsed.country, by: 'the phone number' })
  }
  const mail = email === undefined ? undefined : normaliseEmail(valueAt(lead, email.split('.')))
  const mailCountry = mail !== undefined && 'value' in mail ? countryOfDomain(mail.value) : undefined
  if (mailCountry !== undefined) found.push({ country: mailCountry, by: 'the mail address' })
  const page = website === undefined ? undefined : normaliseWebsite(valueAt(lead, website.split('.')))
  const pageCountry = page !== undefined && 'value' in page ? countryOfDomain(new URL(page.value).hostname) : undefined
  if (pageCountry !== undefined) found.push({ country: pageCountry, by: 'the website' })
  return found
}

/** Undefined for domains that are used everywhere. */
function countryOfDomain(host: string): string | undefined {
  const level = topLevelOf(host)
  if (generic.has(level)) return undefined
  const code = level === 'UK' ? 'GB' : level
  return isCountry(code) ? code : undefined
}
