import { domainToASCII, domainToUnicode } from 'node:url'
import { getDomain, parse } from 'tldts'

export interface Host {
  /** In lower case, as punycode, without `www.`: `shop.acme.co.uk`. */
  readonly name: string
  /** What somebody registered, by the Public Suffix List with its private part: `acme.co.uk`. */
  readonly domain: string
  /** The domain without its public suffix, as people read it: `acme`, `müller`. */
  readonly label: string
}

// Names that every network may use for itself.
const local = new Set(['local', 'localhost', 'localdomain', 'lan', 'internal', 'intranet', 'home', 'corp', 'private', 'invalid', 'arpa'])

/** The host of an e-mail address. What stands before the last `@` (sub-addresses, quotes, case) does not matter. */
export function hostOfEmail(email: string): Host | undefined {
  const at = email.lastIndexOf('@')
  return at < 0 ? undefined : hostNamed(email.slice(at + 1).replace(/>\s*$/, ''))
}

/** The host of an address, with or without a scheme, and whether the address goes on behind it. */
export function hostOfWebsite(website: string): { readonly host: Host; readonly deep: boolean } | undefined {
  if (website.length > longest) return undefined
  const [, name = '', rest = ''] =
    /^\s*(?:[a-z][a-z\d+-]*:(?!\d))?(?:[\\/]{2})?(?:[^\\/?#@]*@)?([^\\/?#:]+)(?::\d*)?(.*)$/is.exec(website) ?? []
  const host = hostNamed(name)
  return host === undefined ? undefined : { host, deep: rest.replace(/[\\/\s]/g, '') !== '' }
}

const longest = 2048

function hostNamed(text: string): Host | undefined {
  if (text.length > longest) return undefined
  const given = text.trim().toLowerCase()
  const ascii = /^[a-z\d.-]+$/.test(given) ? given : domainToASCII(given)
  const name = ascii.replace(/\.$/, '').replace(/^www\d?\./, '')
  if (name.length > 253) return undefined
  const { domain, domainWithoutSuffix, publicSuffix, isIp } = parse(name, { allowPrivateDomains: true, extractHostname: false })
  if (domain === null || domainWithoutSuffix === null || isIp === true || local.has(publicSuffix ?? '')) return undefined
  return { name, domain, label: domainWithoutSuffix.startsWith('xn--') ? domainToUnicode(domainWithoutSuffix) : domainWithoutSuffix }
}

/** What somebody registered of a plain name. */
export function registrable(name: string): string | undefined {
  return getDomain(name, { allowPrivateDomains: true, extractHostname: false }) ?? undefined
}

/** The host, what it belongs to, and so on up to its registrable domain: the most specific first. */
export function namesUp({ name, domain }: Host): string[] {
  const names = [name]
  for (let rest = name; rest.length > domain.length; ) {
    rest = rest.slice(rest.indexOf('.') + 1)
    names.push(rest)
  }
  return names
}
