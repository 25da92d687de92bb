import type { Instant } from '../../lead.js'
import type { FeedAnswer, FeedFailure, FetchFeed } from './getFeed.js'

/** A feed as it is known now. `version` is another object whenever the text is another. */
export type Feed =
  | { readonly kind: 'copy'; readonly text: string; readonly version: object }
  | { readonly kind: 'broken'; readonly failure: FeedFailure }

export interface FeedOptions {
  readonly fetch: FetchFeed
  /** A copy this old is renewed. */
  readonly refreshMs: number
  /** A copy this old is no longer used. */
  readonly staleMs: number
  /** How long one request may take altogether. */
  readonly timeoutMs: number
  /** How many requests at once. */
  readonly concurrency: number
  readonly maxBytes: number
  /** How many feeds are kept. */
  readonly maxFeeds: number
  /** The size of all copies together, in UTF-16 units. */
  readonly maxKept: number
}

interface Entry {
  copy:
    | { readonly text: string; readonly version: object; readonly etag?: string; readonly modified?: string; readonly since: Instant }
    | undefined
  failure: { readonly reason: FeedFailure; readonly at: Instant } | undefined
  askedAt: Instant
  asking: Promise<void> | undefined
}

export interface Feeds {
  /** Answers from the copy while it is good, and asks for a new one besides once it is due. Waits only where nothing is known. */
  read(url: string, now: Instant): Promise<Feed>
}

export function createFeeds(options: FeedOptions): Feeds {
  const { refreshMs, staleMs, maxFeeds, maxKept } = options
  const entries = new Map<string, Entry>()
  const turn = createTurns(options.concurrency)

  const ask = async (url: string, entry: Entry, now: Instant): Promise<void> => {
    const leave = await turn()
    try {
      settle(entry, await answerOf(url, entry, options), now)
      trim(entries, maxKept)
    } finally {
      leave()
      entry.asking = undefined
    }
  }

  return {
    async read(url, now) {
      const entry = keep(entries, url, maxFeeds)
      const usable = () => (entry.copy !== undefined && now - entry.copy.since < staleMs ? entry.copy : undefined)
      // After a failure it is asked again as often as anything else: a server in trouble is not helped by more questions.
      if (entry.asking === undefined && !(Math.abs(now - entry.askedAt) < refreshMs)) {
        entry.askedAt = now
        entry.asking = ask(url, entry, now)
      }
      const failedLately = entry.failure !== undefined && now - entry.failure.at < staleMs
      if (usable() === undefined && !failedLately) await entry.asking
      const copy = usable()
      if (copy !== undefined) return { kind: 'copy', text: copy.text, version: copy.version }
      return { kind: 'broken', failure: entry.failure?.reason ?? 'slow' }
    },
  }
}

/** Forgets the feeds that were longest unused, until the rest is small enough. */
function trim(entries: Map<string, Entry>, most: number): void {
  let size = 0
  for (const [url, { copy }] of [...entries].reverse()) {
    size += copy?.text.length ?? 0
    if (size > most) entries.delete(url)
  }
}

/** The entry of a feed; the one that was longest unused makes room. */
function keep(entries: Map<string, Entry>, url: string, most: number): Entry {
  const entry = entries.get(url) ?? { copy: undefined, failure: undefined, askedAt: Number.NEGATIVE_INFINITY, asking: undefined }
  entries.delete(url)
  entries.set(url, entry)
  const [oldest] = entries.keys()
  if (entries.size > most && oldest !== undefined) entries.delete(oldest)
  return entry
}

async function answerOf(url: string, entry: Entry, options: FeedOptions): Promise<FeedAnswer> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), options.timeoutMs)
  const { etag, modified } = entry.copy ?? {}
  const known = { ...(etag === undefined ? {} : { etag }), ...(modified === undefined ? {} : { modified }) }
  try {
    const answer = await beforeAbort(options.fetch({ url, ...known, maxBytes: options.maxBytes, signal: stop.signal }), stop.signal)
    return answer ?? { kind: 'failed', failure: 'slow' }
  } catch {
    // The message of what was thrown may hold the address, which may hold a secret.
    return { kind: 'failed', failure: 'unreachable' }
  } finally {
    clearTimeout(timer)
  }
}

function settle(entry: Entry, answer: FeedAnswer, now: Instant): void {
  if (answer.kind === 'failed') entry.failure = { reason: answer.failure, at: now }
  else if (answer.kind === 'text') {
    const { text, etag, modified } = answer
    const version = text === entry.copy?.text ? entry.copy.version : {}
    entry.copy = { text, version, since: now, ...(etag === undefined ? {} : { etag }), ...(modified === undefined ? {} : { modified }) }
    entry.failure = undefined
  } else if (entry.copy !== undefined) {
    entry.copy = { ...entry.copy, since: now }
    entry.failure = undefined
  } else entry.failure = { reason: 'answered', at: now }
}

/** A host's own fetch may pay no heed to the signal. */
function beforeAbort<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
    work.then(resolve, reject)
  })
}

/** Lets so many in at once; the others wait for their turn in order. @returns how to leave */
function createTurns(most: number): () => Promise<() => void> {
  const waiting: (() => void)[] = []
  let inside = 0
  const leave = () => {
    const next = waiting.shift()
    // Who waits takes over the place: nobody slips in between.
    if (next === undefined) inside--
    else next()
  }
  return async () => {
    if (inside < most) inside++
    else await new Promise<void>((resolve) => waiting.push(resolve))
    return leave
  }
}
