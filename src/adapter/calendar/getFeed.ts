import { lookup } from 'node:dns/promises'
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from './address.js'
import { type FeedUrl, readFeedUrl } from './feedUrl.js'

/** Why there is no calendar. None of these says anything of the address or of what stands in the file. */
export type FeedFailure = 'refused' | 'unreachable' | 'slow' | 'redirected' | 'answered' | 'encoded' | 'tooLarge'

export interface FeedRequest {
  readonly url: string
  /** What the server said of the copy that is here, for a conditional request. */
  readonly etag?: string
  readonly modified?: string
  /** In bytes. */
  readonly maxBytes: number
  /** Aborted when the time is up. */
  readonly signal: AbortSignal
}

export type FeedAnswer =
  | { readonly kind: 'text'; readonly text: string; readonly etag?: string; readonly modified?: string }
  /** Unchanged since the copy that is here. */
  | { readonly kind: 'same' }
  | { readonly kind: 'failed'; readonly failure: FeedFailure }

/** Gets the text of a feed. May also throw, which counts as `unreachable`. */
export type FetchFeed = (request: FeedRequest) => Promise<FeedAnswer>

export interface Address {
  readonly address: string
  readonly family: number
}

/**
 * Gets a feed over a connection of its own, made only to an address that has been looked at: what a name resolves to is checked and used
 * in one step, so that it cannot become another in between. Redirects are not followed, compressed answers are refused.
 */
export function safeFetch(
  allowHosts: ReadonlySet<string>,
  resolve: (host: string) => Promise<readonly Address[]> = (host) => lookup(host, { all: true }),
): FetchFeed {
  return (request) => {
    const target = readFeedUrl(request.url, allowHosts)
    return target === undefined || request.signal.aborted
      ? Promise.resolve(failed(target === undefined ? 'refused' : 'slow'))
      : get(target, request, resolve)
  }
}

function failed(failure: FeedFailure): FeedAnswer {
  return { kind: 'failed', failure }
}

function get(target: FeedUrl, request: FeedRequest, resolve: (host: string) => Promise<readonly Address[]>): Promise<FeedAnswer> {
  return new Promise((answer) => {
    const refusal = { met: false }
    const open = target.url.protocol === 'https:' ? httpsRequest : httpRequest
    const sent: ClientRequest = open(target.url, {
      // No pool: a connection made for one name is never used for another.
      agent: false,
      lookup: pinned(target, resolve, refusal),
      headers: {
        accept: 'text/calendar, text/plain;q=0.5, */*;q=0.1',
        'accept-encoding': 'identity',
        'user-agent': 'fairlead',
        ...(request.etag === undefined ? {} : { 'if-none-match': request.etag }),
        ...(request.modified === undefined ? {} : { 'if-modified-since': request.modified }),
      },
      signal: request.signal,
    })
    const end = (result: FeedAnswer) => {
      answer(result)
      sent.destroy()
    }
    sent.on('error', () => end(failed(refusal.met ? 'refused' : request.signal.aborted ? 'slow' : 'unreachable')))
    sent.on('response', (response) => receive(response, request, end))
    sent.end()
  })
}

function receive(response: IncomingMessage, request: FeedRequest, end: (answer: FeedAnswer) => void): void {
  const early = answeredBy(response, request)
  if (early !== undefined) {
    end(early)
    return
  }
  const parts: Buffer[] = []
  let size = 0
  response.on('data', (part: Buffer) => {
    size += part.length
    if (size > request.maxBytes) end(failed('tooLarge'))
    else parts.push(part)
  })
  response.on('error', () => end(failed(request.signal.aborted ? 'slow' : 'unreachable')))
  response.on('end', () => {
    // Cut off before the length that was promised.
    end(response.complete ? textOf(response, parts) : failed('unreachable'))
  })
}

/** What the head of an answer settles. */
function answeredBy({ statusCode: status = 0, headers }: IncomingMessage, request: FeedRequest): FeedAnswer | undefined {
  if (status === 304 && (request.etag !== undefined || request.modified !== undefined)) return { kind: 'same' }
  if (status >= 300 && status < 400) return failed('redirected')
  if (status !== 200) return failed('answered')
  // A few bytes can unpack to gigabytes.
  if ((headers['content-encoding']?.toLowerCase() ?? 'identity') !== 'identity') return failed('encoded')
  return Number(headers['content-length'] ?? 0) > request.maxBytes ? failed('tooLarge') : undefined
}

function textOf({ headers }: IncomingMessage, parts: readonly Buffer[]): FeedAnswer {
  const [etag, modified] = [kept(headers.etag), kept(headers['last-modified'])]
  const text = new TextDecoder().decode(Buffer.concat(parts))
  return { kind: 'text', text, ...(etag === undefined ? {} : { etag }), ...(modified === undefined ? {} : { modified }) }
}

/** What is sent back next time: nothing that does not fit into a header. */
function kept(header: string | undefined): string | undefined {
  return header !== undefined && header.length <= 500 && /^[\x20-\x7e]+$/.test(header) ? header : undefined
}

/** The name is looked up once; if any of its addresses is not public, none is used. */
function pinned(
  { host, trusted }: FeedUrl,
  resolve: (host: string) => Promise<readonly Address[]>,
  refusal: { met: boolean },
): LookupFunction {
  return (_, options, done) => {
    const found = (addresses: readonly Address[]) => {
      const [first] = addresses
      if (first === undefined || !(trusted || addresses.every(({ address }) => isPublicAddress(address)))) {
        refusal.met = true
        done(new Error('not public'), '', 0)
      } else if (options.all === true) done(null, [...addresses])
      else done(null, first.address, first.family)
    }
    resolve(host).then(found, (error: unknown) => done(error instanceof Error ? error : new Error('no address'), '', 0))
  }
}
