import { isIP } from 'node:net'
import { isPublicAddress } from './address.js'

/** Where a feed is fetched from. */
export interface FeedUrl {
  readonly url: URL
  /** The name or address of the host, without brackets. */
  readonly host: string
  /** Whether the host allows this one by name to stand anywhere, also in the local network. */
  readonly trusted: boolean
}

/**
 * Reads the address of a feed. `webcal:` is `https:`. `undefined`: not http(s), with a password in it, or an address that is not public.
 *
 * @param allowHosts names or addresses, each with or without a port, that may be in the local network
 */
export function readFeedUrl(text: string, allowHosts: ReadonlySet<string>): FeedUrl | undefined {
  const plain = text.trim().replace(/^webcals?:/i, 'https:')
  if (plain.length > 4000 || !URL.canParse(plain)) return undefined
  const url = new URL(plain)
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '') return undefined
  // The parser has already made `0x7f.1` and `2130706433` into 127.0.0.1.
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (host === '') return undefined
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port
  const trusted = allowHosts.has(host) || allowHosts.has(`${host}:${port}`) || allowHosts.has(`[${host}]:${port}`)
  if (!trusted && isIP(host) !== 0 && !isPublicAddress(host)) return undefined
  return { url, host, trusted }
}

/** As they are compared: in small letters, without a dot at the end. */
export function hostSet(hosts: readonly string[]): ReadonlySet<string> {
  return new Set(
    hosts
      .map((host) => host.trim().toLowerCase().replace(/\.$/, ''))
      .map((host) => (isIP(host.slice(1, -1)) === 6 ? host.slice(1, -1) : host)),
  )
}
