import { describe, expect, test } from 'vitest'
import { createFeeds, type FeedOptions } from '../../../src/adapter/calendar/feeds.js'
import type { FeedAnswer, FeedRequest } from '../../../src/adapter/calendar/getFeed.js'

const defaults = { refreshMs: 100, staleMs: 1000, timeoutMs: 60_000, concurrency: 2, maxBytes: 10, maxFeeds: 3, maxKept: 100 }

/** Feeds whose server answers what stands next in the list, when it is let. */
function feedsOf(answers: (FeedAnswer | Error)[], options: Partial<FeedOptions> = {}) {
  const requests: FeedRequest[] = []
  const feeds = createFeeds({
    ...defaults,
    fetch: async (request) => {
      requests.push(request)
      const answer = answers.shift() ?? new Error('no more https://secret')
      if (answer instanceof Error) throw answer
      return answer
    },
    ...options,
  })
  const read = async (now: number, url = 'u') => {
    const feed = await feeds.read(url, now)
    // What was asked for besides comes before the next question.
    await new Promise((resolve) => setImmediate(resolve))
    return feed.kind === 'copy' ? feed.text : feed.failure
  }
  return { read, requests }
}

const text = (content: string, more: object = {}): FeedAnswer => ({ kind: 'text', text: content, ...more })
const down: FeedAnswer = { kind: 'failed', failure: 'answered' }

test('a fresh copy is used, an older one besides renewed', async () => {
  const { read, requests } = feedsOf([text('a'), text('b'), text('c')])
  expect([await read(0), await read(99), requests.length]).toEqual(['a', 'a', 1])
  expect([await read(100), await read(101), requests.length]).toEqual(['a', 'b', 2])
  // Older than may be used: the question waits for a new one.
  expect([await read(1100), requests.length]).toEqual(['c', 3])
})

test('conditional requests, and unchanged copies are fresh again', async () => {
  const { read, requests } = feedsOf([text('a', { etag: 'e', modified: 'm' }), { kind: 'same' }, text('b')])
  expect([await read(0), await read(900), await read(1800)]).toEqual(['a', 'a', 'a'])
  expect(requests.map(({ etag, modified }) => [etag, modified])).toEqual([
    [undefined, undefined],
    ['e', 'm'],
    ['e', 'm'],
  ])
  expect(await read(1801)).toBe('b')
})

test('the same text is the same version', async () => {
  const answers = [text('a'), text('a'), text('b')]
  const feeds = createFeeds({ ...defaults, staleMs: 100, fetch: async () => answers.shift() ?? down })
  const versions = []
  for (const now of [0, 100, 200]) {
    const feed = await feeds.read('u', now)
    versions.push(feed.kind === 'copy' ? feed.version : undefined)
  }
  expect(versions[0]).toBeDefined()
  expect([versions[0] === versions[1], versions[1] === versions[2]]).toEqual([true, false])
})

describe('when the server is in trouble', () => {
  test('the copy is used until it is stale, and the server asked no more often', async () => {
    const { read, requests } = feedsOf([text('a'), down, down, down, text('b')])
    expect([await read(0), await read(100), await read(150), requests.length]).toEqual(['a', 'a', 'a', 2])
    expect([await read(999), await read(1000), requests.length]).toEqual(['a', 'answered', 3])
    expect([await read(1098), requests.length]).toEqual(['answered', 3])
    expect([await read(1099), await read(1199), await read(1200), requests.length]).toEqual(['answered', 'answered', 'b', 5])
  })

  test('nothing of what was thrown comes out', async () => {
    const { read } = feedsOf([new Error('https://secret')])
    expect(await read(0)).toBe('unreachable')
  })

  test('"unchanged" without a copy is no calendar', async () => {
    expect(await feedsOf([{ kind: 'same' }]).read(0)).toBe('answered')
  })

  test('a fetch that pays no heed to the time is left behind', async () => {
    const feeds = createFeeds({ ...defaults, timeoutMs: 5, fetch: () => new Promise(() => undefined) })
    expect(await feeds.read('u', 0)).toEqual({ kind: 'broken', failure: 'slow' })
  })

  test('a failure that is known is not waited for again, one of long ago is', async () => {
    const waiting: ((answer: FeedAnswer) => void)[] = []
    const feeds = createFeeds({ ...defaults, fetch: () => new Promise((resolve) => waiting.push(resolve)) })
    const first = feeds.read('u', 0)
    await new Promise((resolve) => setImmediate(resolve))
    waiting.shift()?.(down)
    expect(await first).toEqual({ kind: 'broken', failure: 'answered' })
    expect(await feeds.read('u', 100)).toEqual({ kind: 'broken', failure: 'answered' })
    const later = feeds.read('u', 1000)
    await new Promise((resolve) => setImmediate(resolve))
    waiting.shift()?.(text('a'))
    expect(await later).toMatchObject({ kind: 'copy', text: 'a' })
  })
})

test('many questions, one request; many feeds, so many at once as are allowed', async () => {
  const inside = { now: 0, most: 0, all: 0 }
  const fetch = async (): Promise<FeedAnswer> => {
    inside.all++
    inside.most = Math.max(inside.most, ++inside.now)
    await new Promise((resolve) => setImmediate(resolve))
    inside.now--
    return text('a')
  }
  const feeds = createFeeds({ ...defaults, maxFeeds: 100, fetch })
  const urls = Array.from({ length: 20 }, (_, index) => `u${index % 10}`)
  const answers = await Promise.all(urls.map((url) => feeds.read(url, 0)))
  expect(answers.every(({ kind }) => kind === 'copy')).toBe(true)
  expect(inside).toEqual({ now: 0, most: 2, all: 10 })
})

test('so many are kept as are allowed: the longest unused goes', async () => {
  const { read, requests } = feedsOf(['a', 'b', 'c', 'd', 'b2'].map((content) => text(content)))
  for (const url of ['a', 'b', 'c', 'a', 'd', 'a']) expect(await read(0, url)).toBe(url)
  expect(requests).toHaveLength(4)
  expect(await read(0, 'b')).toBe('b2')
})

test('all copies together are no larger than allowed', async () => {
  const { read, requests } = feedsOf(['a', 'b', 'c', 'a2', 'b2'].map((content) => text(content.padEnd(40))))
  const first = async (url: string) => (await read(0, url)).trim()
  expect([await first('a'), await first('b'), await first('a'), requests.length]).toEqual(['a', 'b', 'a', 2])
  // The third makes 120 of 100: the one that was longest unused goes.
  expect([await first('c'), await first('a'), requests.length]).toEqual(['c', 'a', 3])
  expect(await first('b')).toBe('a2')
})
