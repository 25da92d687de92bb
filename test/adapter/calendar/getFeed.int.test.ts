import type { RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { busyTimes } from '../../../src/adapter/calendar/busyTimes.js'
import { hostSet } from '../../../src/adapter/calendar/feedUrl.js'
import { type FeedRequest, safeFetch } from '../../../src/adapter/calendar/getFeed.js'
import { type Loopback, loopback } from './loopback.js'

const open: Loopback[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

async function serve(answer: RequestListener): Promise<Loopback> {
  const server = await loopback(answer)
  open.push(server)
  return server
}

const allowed = safeFetch(hostSet(['127.0.0.1', 'calendar.test']), async () => [{ address: '127.0.0.1', family: 4 }])

function asked(url: string, more: Partial<FeedRequest> = {}): FeedRequest {
  return { url, maxBytes: 10_000, signal: AbortSignal.timeout(20_000), ...more }
}

test('a feed, with what its server says of the copy', async () => {
  const server = await serve((_, response) => response.writeHead(200, { etag: '"1"', 'last-modified': 'then' }).end('BEGIN: Grüße'))
  expect(await allowed(asked(server.url))).toEqual({ kind: 'text', text: 'BEGIN: Grüße', etag: '"1"', modified: 'then' })
  expect(server.requests[0]?.headers).toMatchObject({ 'accept-encoding': 'identity' })
  expect(Object.keys(server.requests[0]?.headers ?? {})).not.toContain('if-none-match')
})

test('a conditional request', async () => {
  const server = await serve((_, response) => response.writeHead(304).end())
  expect(await allowed(asked(server.url, { etag: '"1"', modified: 'then' }))).toEqual({ kind: 'same' })
  expect(server.requests[0]?.headers).toMatchObject({ 'if-none-match': '"1"', 'if-modified-since': 'then' })
  // Nobody asked whether it had changed.
  expect(await allowed(asked(server.url))).toEqual({ kind: 'failed', failure: 'redirected' })
})

describe('answers that are refused', () => {
  const bomb = gzipSync(Buffer.alloc(5_000_000))
  test.each<[string, RequestListener]>([
    ['redirected', (_, response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end()],
    ['redirected', (_, response) => response.writeHead(301, { location: '/other' }).end()],
    ['answered', (_, response) => response.writeHead(404).end('x')],
    ['answered', (_, response) => response.writeHead(500).end('x')],
    ['answered', (_, response) => response.writeHead(204).end()],
    ['encoded', (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)],
    ['encoded', (_, response) => response.writeHead(200, { 'content-encoding': 'br' }).end('x')],
    ['tooLarge', (_, response) => response.writeHead(200, { 'content-length': 10_001 }).end('x'.repeat(10_001))],
    ['tooLarge', (_, response) => response.writeHead(200).end('x'.repeat(10_001))],
    ['tooLarge', (_, response) => endless(response)],
    ['unreachable', (_, response) => response.socket?.destroy()],
    ['unreachable', (_, response) => cutOff(response)],
    ['unreachable', (_, response) => response.socket?.end('nonsense\r\n\r\n')],
  ])('%s (%#)', async (failure, answer) => {
    const server = await serve(answer)
    expect(await allowed(asked(server.url))).toEqual({ kind: 'failed', failure })
    // A redirect is not followed.
    expect(server.requests).toHaveLength(1)
  })

  test('as large as allowed is allowed', async () => {
    const server = await serve((_, response) => response.end('x'.repeat(10_000)))
    expect(await allowed(asked(server.url))).toMatchObject({ kind: 'text' })
  })

  test.each<[string, RequestListener]>([
    ['nothing', () => undefined],
    ['a head', (_, response) => response.writeHead(200).flushHeaders()],
    ['a byte', (_, response) => response.writeHead(200).write('x')],
  ])('the time is up after %s', async (_, answer) => {
    const stop = new AbortController()
    const server = await serve((request, response) => {
      answer(request, response)
      setTimeout(() => stop.abort(), 20)
    })
    expect(await allowed(asked(server.url, { signal: stop.signal }))).toEqual({ kind: 'failed', failure: 'slow' })
  })
})

test('what is not UTF-8 comes as something that is no calendar', async () => {
  const server = await serve((_, response) => response.end(Buffer.from('\uFEFFBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n', 'utf16le')))
  const answer = await allowed(asked(server.url))
  expect(answer.kind).toBe('text')
  const read = { from: 0, to: 86_400_000, timeZone: 'UTC' }
  expect(answer.kind === 'text' && busyTimes(answer.text, read).problems.map(({ kind }) => kind)).toEqual(['shape'])
})

test('a slow drip ends with the time, however long it goes on', async () => {
  const server = await serve((_, response) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write('x'), 5)
    response.on('close', () => clearInterval(timer))
  })
  expect(await allowed(asked(server.url, { signal: AbortSignal.timeout(200), maxBytes: 1_000_000_000 }))).toEqual({
    kind: 'failed',
    failure: 'slow',
  })
})

function endless(response: Parameters<RequestListener>[1]): void {
  response.writeHead(200)
  const timer = setInterval(() => response.write('x'.repeat(1000)), 1)
  response.on('close', () => clearInterval(timer))
}

function cutOff(response: Parameters<RequestListener>[1]): void {
  response.writeHead(200, { 'content-length': 100 })
  response.write('x', () => response.socket?.destroy())
}

describe('no way into the local network', () => {
  test('an address of it is not asked', async () => {
    const server = await serve((_, response) => response.end('inside'))
    const strict = safeFetch(hostSet([]))
    expect(await strict(asked(server.url))).toEqual({ kind: 'failed', failure: 'refused' })
    expect(await strict(asked(server.url.replace('127.0.0.1', 'localhost')))).toEqual({ kind: 'failed', failure: 'refused' })
    expect(server.requests).toEqual([])
  })

  test.each([[['127.0.0.1']], [['8.8.8.8', '10.0.0.1']], [['::1']], [['::ffff:127.0.0.1']], [[]]])(
    'nor a name that leads to %j',
    async (addresses) => {
      const server = await serve((_, response) => response.end('inside'))
      const fetch = safeFetch(hostSet([]), async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))
      expect(await fetch(asked(server.url.replace('127.0.0.1', 'rebinding.test')))).toEqual({ kind: 'failed', failure: 'refused' })
      expect(server.requests).toEqual([])
    },
  )

  test('a name is looked up once, and that address is used', async () => {
    const server = await serve((_, response) => response.end('inside'))
    let times = 0
    const fetch = safeFetch(hostSet(['calendar.test']), async (host) => {
      expect(host).toBe('calendar.test')
      times++
      return [{ address: '127.0.0.1', family: 4 }]
    })
    expect(await fetch(asked(server.url.replace('127.0.0.1', 'calendar.test')))).toEqual({ kind: 'text', text: 'inside' })
    expect([times, server.requests[0]?.headers.host]).toEqual([1, server.host.replace('127.0.0.1', 'calendar.test')])
  })

  test('a name that leads nowhere is unreachable', async () => {
    const fetch = safeFetch(hostSet([]), () => Promise.reject(new Error('no such name')))
    expect(await fetch(asked('http://nowhere.test/'))).toEqual({ kind: 'failed', failure: 'unreachable' })
  })
})
