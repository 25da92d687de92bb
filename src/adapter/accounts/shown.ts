import type { CompanyFacts } from './facts.js'
import { isAmong, isPlatform } from './freeMail.js'
import { type Host, hostOfEmail, hostOfWebsite } from './host.js'

export interface ShownHost {
  readonly host: Host
  readonly from: 'website' | 'email'
}

/** The hosts by which a company can be known, in the order in which they are trusted. None where anybody can have an address or a page. */
export function shownHosts({ websites = [], emails = [] }: CompanyFacts, freeMail: ReadonlySet<string>): ShownHost[] {
  const found: ShownHost[] = []
  for (const website of websites) {
    const one = hostOfWebsite(website)
    // An e-mail address where a website was asked for is one all the same.
    if (one !== undefined && !(one.deep && isPlatform(one.host)) && !isAmong(freeMail, one.host))
      found.push({ host: one.host, from: 'website' })
  }
  for (const email of emails) {
    const host = hostOfEmail(email)
    if (host !== undefined && !isAmong(freeMail, host)) found.push({ host, from: 'email' })
  }
  return found
}
