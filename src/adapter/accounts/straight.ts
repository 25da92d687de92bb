import { platforms } from './freeMail.js'
import { registrable } from './host.js'
import type { Loaded } from './load.js'

/**
 * The one account that names the host that a lead shows first, or the next thing above it: what most leads of known companies come to, in about a
 * microsecond. Everything else (several accounts, hosts beside one another, hosts written in another way) is undefined here, and left to the whole
 * search, which finds the same. The suffix list need not be asked where the host itself is named.
 *
 * @param address a website or an e-mail address
 */
export function straight<A>({ accounts, domains, byDomain }: Loaded<A>, freeMail: ReadonlySet<string>, address = ''): A | undefined {
  const at = address.indexOf('@')
  if (at !== address.lastIndexOf('@')) return undefined
  const behind = at < 0 ? address : address.slice(at + 1)
  const whole = domains.numberOf(behind)
  if (whole >= 0) return only(whole)
  const shown = at < 0 ? plainHost(behind.toLowerCase()) : behind.toLowerCase()
  if (shown.length > longest || !plain.test(shown)) return undefined
  for (let name = shown; ; ) {
    const number = domains.numberOf(name)
    // What lies above a public suffix is somebody else: `bucket.s3.amazonaws.com` does not belong to `amazonaws.com`.
    if (number >= 0) return name === shown || name.length >= (registrable(shown)?.length ?? longest) ? only(number) : undefined
    const dot = name.indexOf('.')
    // Of what lies below a free provider nothing above is the lead's.
    if (dot < 0 || freeMail.has(name)) return undefined
    name = name.slice(dot + 1)
  }

  function only(text: number): A | undefined {
    const value = byDomain.onlyOf(text)
    return value < 0 || value % 2 !== 0 ? undefined : accounts[value >>> 1]
  }
}

const longest = 253
const plain = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/

/** Nothing of an address that goes on at a platform, where it may be the page of any company. */
function plainHost(website: string): string {
  const start = website.startsWith('https://') ? 8 : website.startsWith('http://') ? 7 : 0
  const from = website.startsWith('www.', start) ? start + 4 : start
  const slash = website.indexOf('/', from)
  if (slash < 0) return website.slice(from)
  const host = website.slice(from, slash)
  return slash === website.length - 1 || !platforms.has(host.split('.').slice(-2).join('.')) ? host : ''
}
