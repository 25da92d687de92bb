import type { CompanyFacts } from './facts.js'
import type { Loaded } from './load.js'

/**
 * The one account that names exactly the host that a lead shows first: what most leads of known companies come to, in a microsecond. Everything
 * else (several accounts, hosts below, hosts written in another way) is undefined here, and left to the whole search, which finds the same.
 */
export function straight<A>({ accounts, domains, byDomain }: Loaded<A>, { websites = [], emails = [] }: CompanyFacts): A | undefined {
  const name = websites.length > 0 ? plainHost(websites[0] as string) : hostBehindAt(emails[0] ?? '')
  const at = domains.numberOf(name)
  if (at < 0) return undefined
  let found: A | undefined
  for (const value of byDomain.valuesOf(at)) {
    if (value % 2 !== 0) continue
    if (found !== undefined) return undefined
    found = accounts[value >>> 1]
  }
  return found
}

/** Free providers need not be asked about: the index holds none. */
function hostBehindAt(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase()
}

/** Not of an address that goes on: it may be a page on a platform. */
function plainHost(website: string): string {
  const text = website.toLowerCase()
  const start = text.startsWith('https://') ? 8 : text.startsWith('http://') ? 7 : 0
  const from = text.startsWith('www.', start) ? start + 4 : start
  return text.slice(from, text.endsWith('/') ? -1 : undefined)
}
