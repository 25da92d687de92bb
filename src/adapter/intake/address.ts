import { domainToASCII } from 'node:url'
import { parse } from 'tldts'
import { type Normalised, textOf } from './normalised.js'

const LONGEST = 2048

export interface EmailOptions {
  /** `strip`: what stands behind a `+` goes, `ann+news@` is `ann@`. By default it stays: `keep`. */
  readonly subaddress?: 'keep' | 'strip'
  /** `merge`: dots in addresses of Gmail go, as Gmail sees them. By default they stay: `keep`. */
  readonly gmailDots?: 'keep' | 'merge'
}

export interface DomainOptions {
  /** `registrable`: what somebody registered, by the Public Suffix List with its private part. `host`: as it is, without `www.`. By default `registrable`. */
  readonly form?: 'registrable' | 'host'
}

/**
 * A mail address: alone, in lower case, its domain as punycode.
 *
 * @example normaliseEmail('"Ann" <Ann@ACME.com.>') // { value: 'ann@acme.com' }
 */
export function normaliseEmail(value: unknown, { subaddress = 'keep', gmailDots = 'keep' }: EmailOptions = {}): Normalised {
  const text = textOf(value, LONGEST)
  if (typeof text !== 'string') return text
  const address = alone(text)
  const at = address.lastIndexOf('@')
  const [local, host] = [address.slice(0, Math.max(at, 0)).toLowerCase(), hostNamed(address.slice(at + 1))]
  const isMail = at > 0 && at <= 64 && host !== undefined && /^(?!\.)(?!.*\.\.)[\p{L}\p{N}!#$%&'*+/=?^_`{|}~.-]+(?<!\.)$/u.test(local)
  if (!isMail) return { unknown: 'is no mail address' }
  const plus = local.indexOf('+')
  const person = subaddress === 'strip' && plus > 0 ? local.slice(0, plus) : local
  const merged = gmailDots === 'merge' && (host === 'gmail.com' || host === 'googlemail.com') ? person.replace(/\./g, '') : person
  return { value: `${merged}@${host}` }
}

/** Without the name before it, the brackets around it and the `mailto:`. */
function alone(text: string): string {
  const [, bracketed] = /<([^<>]*)>$/.exec(text) ?? []
  const [bare = ''] = (bracketed ?? text)
    .trim()
    .replace(/^mailto:/i, '')
    .split('?')
  return bare.trim()
}

/**
 * A website: its address with a scheme, `https` where none was written; host in lower case as punycode; without the slash of an empty path,
 * the fragment, and name and password.
 *
 * @example normaliseWebsite('ACME.com/') // { value: 'https://acme.com' }
 */
export function normaliseWebsite(value: unknown): Normalised {
  const text = textOf(value, LONGEST)
  if (typeof text !== 'string') return text
  const none = { unknown: 'is no website' }
  const schemed = /^[a-z][a-z\d+.-]*:(?!\d)/i.test(text) ? text : `https://${text.replace(/^\/\//, '')}`
  if (/\s/.test(schemed) || !/^https?:\/\//i.test(schemed)) return none
  // An address of mail, not of a page.
  if (/^[^/?#]*@/.test(text)) return none
  let url: URL
  try {
    url = new URL(schemed)
  } catch {
    return none
  }
  const host = hostNamed(url.hostname)
  if (host === undefined) return none
  const port = url.port === '' ? '' : `:${url.port}`
  return { value: `${url.protocol}//${host}${port}${url.pathname === '/' ? '' : url.pathname}${url.search}` }
}

/**
 * The domain of a website, of a mail address, or by itself.
 *
 * @example normaliseDomain('https://shop.acme.co.uk/de') // { value: 'acme.co.uk' }
 */
export function normaliseDomain(value: unknown, { form = 'registrable' }: DomainOptions = {}): Normalised {
  const text = textOf(value, LONGEST)
  if (typeof text !== 'string') return text
  const address = alone(text)
  const mail = /^[^/?#]*@/.test(address)
  const [, name = ''] = /^(?:[a-z][a-z\d+.-]*:(?!\d))?(?:\/\/)?(?:[^/?#@]*@)?([^/?#:]*)/i.exec(address) ?? []
  const host = hostNamed(mail ? address.slice(address.lastIndexOf('@') + 1) : name)
  if (host === undefined) return { unknown: 'is no domain' }
  if (form === 'host') return { value: host.replace(/^www\d?\.(?=[^.]+\.)/, '') }
  const { domain } = parse(host, { allowPrivateDomains: true, extractHostname: false })
  return domain === null ? { unknown: 'is a public suffix, not a domain' } : { value: domain }
}

/** The last label of a host, in capitals: `DE` of `acme.de`. */
export function topLevelOf(host: string): string {
  return host.slice(host.lastIndexOf('.') + 1).toUpperCase()
}

/** A name with a dot at least: neither a machine of the local network nor a number. */
function hostNamed(text: string): string | undefined {
  const given = text.trim().toLowerCase().replace(/\.+$/, '')
  if (given === '' || given.length > 253) return undefined
  const ascii = domainToASCII(given)
  const labels = ascii.split('.')
  const sound = labels.length > 1 && labels.every((label) => /^[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/.test(label))
  return sound && ascii.length <= 253 && !/^\d+$/.test(labels.at(-1) ?? '') ? ascii : undefined
}
