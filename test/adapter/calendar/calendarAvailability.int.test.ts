import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { calendarAvailability } from '../../../src/adapter/calendar/index.js'
import type { CalendarAvailabilityOptions } from '../../../src/adapter/calendar/options.js'
import { createRouter, memoryStore, type Plan, type RouterOptions } from '../../../src/index.js'
import { bruteForceParser } from './bruteForce.js'
import { at, calendarOf } from './calendarText.js'
import { type Loopback, loopback } from './loopback.js'

const open: Loopback[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

interface Someone {
  readonly id: string
  readonly calendar?: string | { readonly text: string }
  readonly zone?: string
}

const vacation = calendarOf(['UID:a', 'SUMMARY:Knee surgery', 'DTSTART;VALUE=DATE:20260310', 'DTEND;VALUE=DATE:20260312'])
const noon = at('2026-03-10T12:00')

function availability(options: Partial<CalendarAvailabilityOptions<Someone>> = {}) {
  const port = calendarAvailability<Someone>({
    calendar: (rep) => rep.calendar,
    timeZone: (rep) => rep.zone ?? 'UTC',
    parser: bruteForceParser,
    // Longer than a busy machine takes to read what is at hand.
    waitMs: 30_000,
    ...options,
  })
  const ask = (now: number, ...reps: Someone[]) => port.many(reps, { now, signal: new AbortController().signal })
  return {
    ask,
    one: async (now: number, calendar: Someone['calendar'], zone = 'UTC') =>
      (await ask(now, { id: 'x', zone, ...(calendar === undefined ? {} : { calendar }) })).x,
  }
}

async function serve(answer: RequestListener): Promise<Loopback> {
  const server = await loopback(answer)
  open.push(server)
  return server
}

describe('by the text of a file', () => {
  test.each([
    [at('2026-03-09T23:59'), 'UTC', true],
    [at('2026-03-10T00:00'), 'UTC', { away: 'vacation', until: at('2026-03-12') }],
    [at('2026-03-11T23:59'), 'UTC', { away: 'vacation', until: at('2026-03-12') }],
    [at('2026-03-12T00:00'), 'UTC', true],
    [at('2026-03-12T00:00'), 'America/New_York', { away: 'vacation', until: at('2026-03-12T04:00') }],
  ])('at %d in %s: %j', async (now, zone, expected) => {
    expect(await availability().one(now, { text: vacation }, zone)).toEqual(expected)
  })

  test('absences that follow each other are one', async () => {
    const day = (from: string, to: string) => [`DTSTART;VALUE=DATE:${from}`, `DTEND;VALUE=DATE:${to}`]
    const text = calendarOf(
      day('20260309', '20260311'),
      day('20260311', '20260313'),
      day('20260310', '20260312'),
      day('20260314', '20260315'),
    )
    expect(await availability().one(noon, { text })).toEqual({ away: 'vacation', until: at('2026-03-13') })
  })

  test('without a calendar a rep is there', async () => {
    expect(await availability().one(noon, undefined)).toBe(true)
  })

  test('every rep is answered, whatever the id', async () => {
    const ids = ['a', '__proto__', 'constructor']
    const answers = await availability().ask(noon, ...ids.map((id) => ({ id, calendar: { text: vacation } })))
    for (const id of ids) expect(Object.hasOwn(answers, id) && answers[id]).toMatchObject({ away: 'vacation' })
  })

  test('titles only where they are asked for', async () => {
    expect(await availability({ reasons: true }).one(noon, { text: vacation })).toMatchObject({ away: 'Knee surgery' })
  })

  test('timed events only where they are asked for', async () => {
    const text = calendarOf(['DTSTART:20260310T113000Z', 'DURATION:PT1H'])
    expect(await availability().one(noon, { text })).toBe(true)
    expect(await availability({ busy: true }).one(noon, { text })).toEqual({ away: 'calendar', until: at('2026-03-10T12:30') })
  })

  test('days go by, and the text is read again', async () => {
    const { one } = availability()
    const text = calendarOf(['DTSTART;VALUE=DATE:20260601'])
    const answers = []
    for (let now = noon; now < at('2026-06-03'); now += 86_400_000) answers.push(await one(now, { text }))
    expect(answers.filter((answer) => answer !== true)).toEqual([{ away: 'vacation', until: at('2026-06-02') }])
  })
})

describe('what is broken is unknown', () => {
  const zone = calendarOf(['DTSTART;TZID=Nowhere/Land:20260310T110000', 'DURATION:PT1H'])
  const cases: [string, Someone['calendar'], string][] = [
    ['no calendar', { text: '<html>' }, 'it is no whole calendar'],
    ['an unknown zone', { text: zone }, 'an event has an unknown time zone'],
    ['a date that is none', { text: calendarOf(['DTSTART:?']) }, 'an event has no valid time'],
    [
      'a rule that is none',
      { text: calendarOf(['DTSTART:20260101T000000Z', 'DURATION:PT1H', 'RRULE:?']) },
      'an event has an unknown recurrence',
    ],
    ['an address of the inside', 'http://127.0.0.1:1/secret-token', 'its address is not allowed'],
    ['no address', 'secret-token', 'its address is not allowed'],
    ['a value that is none', 5 as never, 'it failed'],
  ]

  test.each(cases)('%s', async (_, calendar, reason) => {
    expect(await availability({ busy: true }).one(noon, calendar)).toEqual({ unknown: `calendar unreadable: ${reason}` })
  })

  test('only for the time in which it matters', async () => {
    expect(await availability({ busy: true }).one(at('2026-03-13'), { text: zone })).toBe(true)
  })

  test('a known absence beats a problem', async () => {
    const text = calendarOf(['DTSTART:?'], ['DTSTART;VALUE=DATE:20260310'])
    expect(await availability().one(noon, { text })).toMatchObject({ away: 'vacation' })
  })

  test.each<[string, Partial<CalendarAvailabilityOptions<Someone>>]>([
    ['calendar throws', { calendar: () => Promise.reject(new Error('secret')) }],
    [
      'timeZone throws',
      {
        timeZone: () => {
          throw new Error('secret')
        },
      },
    ],
    ['no zone', { timeZone: () => 'Mars/Olympus' }],
  ])('%s: one rep, not all', async (_, options) => {
    const answers = await availability({ calendar: ({ calendar }) => calendar, ...options }).ask(noon, {
      id: 'x',
      calendar: { text: vacation },
    })
    expect(answers).toEqual({ x: { unknown: 'calendar unreadable: it failed' } })
  })

  test('it is told once for each state, and a listener that throws stops nothing', async () => {
    const told: string[] = []
    const { one } = availability({
      onProblem: (rep, message) => {
        told.push(`${rep}: ${message}`)
        throw new Error('listener')
      },
    })
    const text = calendarOf(['SUMMARY:Knee surgery', 'DTSTART:?'])
    for (let times = 0; times < 3; times++) expect(await one(noon, { text })).toMatchObject({ unknown: expect.any(String) })
    expect(told).toEqual(['x: The DTSTART "?" is no date.'])
  })
})

describe('by a feed', () => {
  test('one slow server is no failure for everybody, and no more than a wait', async () => {
    const slow = await serve(() => undefined)
    const { ask } = availability({ allowHosts: [slow.host], waitMs: 50, timeoutMs: 400 })
    const reps = [
      { id: 'a', calendar: slow.url },
      { id: 'b', calendar: { text: vacation } },
    ]
    const away = { away: 'vacation', until: at('2026-03-12') }
    // What has been read is known at once; on a busy machine the first reading itself may take longer than this wait.
    await vi.waitFor(async () => expect(await ask(noon, ...reps.slice(1))).toEqual({ b: away }), { timeout: 30_000 })
    expect(await ask(noon, ...reps)).toEqual({ a: { unknown: 'calendar unreadable: it is still being read' }, b: away })
    const ended = { unknown: 'calendar unreadable: its server does not answer in time' }
    await vi.waitFor(async () => expect((await ask(noon, ...reps)).a).toEqual(ended), { timeout: 30_000 })
    expect(slow.requests).toHaveLength(1)
  })

  test('who waits no more is answered', async () => {
    const port = calendarAvailability<Someone>({ calendar: () => new Promise(() => undefined), timeZone: () => 'UTC' })
    const stop = new AbortController()
    const answers = [port.many([{ id: 'a' }], { now: noon, signal: stop.signal })]
    stop.abort()
    answers.push(port.many([{ id: 'a' }], { now: noon, signal: stop.signal }))
    expect(await Promise.all(answers)).toEqual(Array(2).fill({ a: { unknown: 'calendar unreadable: it is still being read' } }))
  })

  test('many feeds at once, and no warning of listeners that pile up', async () => {
    const server = await serve((_, response) => response.end(vacation))
    const warnings: string[] = []
    const note = (warning: Error) => warnings.push(warning.name)
    process.on('warning', note)
    const { ask } = availability({ allowHosts: [server.host], waitMs: 30_000 })
    const reps = Array.from({ length: 40 }, (_, index) => ({ id: `${index}`, calendar: `${server.url}?${index}` }))
    const answers = await ask(noon, ...reps)
    await new Promise((resolve) => setImmediate(resolve))
    process.off('warning', note)
    expect(Object.values(answers)).toEqual(Array(40).fill({ away: 'vacation', until: at('2026-03-12') }))
    expect(warnings).toEqual([])
  })

  test('a router shows in its trace what became of a broken calendar', async () => {
    const server = await serve((_, response) => response.writeHead(503).end())
    const roster = [{ id: 'ana', calendar: server.url }, { id: 'bob' }]
    const plan: Plan = { fairlead: 1, name: 'p', rules: [{ name: 'ana', to: { id: 'ana' } }], otherwise: { to: { id: 'bob' } } }
    const routed = async (whenPortFails: RouterOptions['whenPortFails'] = {}) => {
      const port = calendarAvailability<Someone>({ calendar: (rep) => rep.calendar, timeZone: () => 'UTC', allowHosts: [server.host] })
      const { trace, ...decision } = await createRouter({ plan, roster, store: memoryStore(), availability: port, whenPortFails }).route({
        id: '1',
      })
      return [
        decision.kind === 'assigned' && decision.rep,
        trace.rules[0]?.skipped,
        trace.notes?.map(({ code, message }) => [code, message]),
      ]
    }
    const reason = 'calendar unreadable: its server refuses it'
    const note = ['availabilityFailed', `The availability port failed: ${reason}.`]
    expect(await routed()).toEqual(['bob', [{ rep: 'ana', reason: 'unknownAvailability', detail: reason }], [note]])
    expect(await routed({ availability: 'assumeThere' })).toEqual(['ana', [], [note]])
  })

  test('asked once, then kept; changes are seen, unchanged answers believed', async () => {
    let [text, etag] = [calendarOf(), '"1"']
    const server = await serve((request, response) => {
      if (request.headers['if-none-match'] === etag) response.writeHead(304).end()
      else response.writeHead(200, { etag }).end(text)
    })
    const { one } = availability({ allowHosts: [server.host], refreshMs: 1000, staleMs: 1000 })
    expect([await one(noon, server.url), await one(noon + 999, server.url), server.requests.length]).toEqual([true, true, 1])
    expect([await one(noon + 1000, server.url), server.requests.length]).toEqual([true, 2])
    ;[text, etag] = [vacation, '"2"']
    expect(await one(noon + 2000, server.url)).toEqual({ away: 'vacation', until: at('2026-03-12') })
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"', '"1"'])
  })

  test('reps in several zones share a feed', async () => {
    const server = await serve((_, response) => response.end(vacation))
    const { ask } = availability({ allowHosts: [server.host] })
    const midnight = at('2026-03-12')
    const answers = await ask(midnight, { id: 'a', calendar: server.url }, { id: 'b', calendar: server.url, zone: 'America/New_York' })
    expect(answers).toEqual({ a: true, b: { away: 'vacation', until: at('2026-03-12T04:00') } })
    expect(server.requests).toHaveLength(1)
  })

  test('a server in trouble: the copy for a while, then the policy, without the address', async () => {
    let up = true
    const server = await serve((_, response) => (up ? response.end(vacation) : response.writeHead(503).end(server.url)))
    const told: string[] = []
    const { one } = availability({
      allowHosts: [server.host],
      refreshMs: 1000,
      staleMs: 5000,
      onProblem: (_, message) => told.push(message),
    })
    await one(noon, server.url)
    up = false
    expect(await one(noon + 4999, server.url)).toMatchObject({ away: 'vacation' })
    expect(await one(noon + 6000, server.url)).toEqual({ unknown: 'calendar unreadable: its server refuses it' })
    expect(told.join()).not.toMatch(/secret|127/)
    expect(told).toHaveLength(1)
  })

  test('a sign-in page is no empty calendar', async () => {
    const server = await serve((_, response) => response.end('<html>Sign in</html>'))
    expect(await availability({ allowHosts: [server.host] }).one(noon, server.url)).toEqual({
      unknown: 'calendar unreadable: it is no whole calendar',
    })
  })

  test('without leave the server is not asked', async () => {
    const server = await serve((_, response) => response.end(vacation))
    expect(await availability().one(noon, server.url)).toEqual({ unknown: 'calendar unreadable: its address is not allowed' })
    expect(server.requests).toEqual([])
  })

  test('by a fetch of the host', async () => {
    const urls: string[] = []
    const fetch: CalendarAvailabilityOptions<Someone>['fetch'] = async ({ url }) => {
      urls.push(url)
      return { kind: 'text', text: vacation }
    }
    expect(await availability({ fetch }).one(noon, 'caldav:anything')).toMatchObject({ away: 'vacation' })
    expect(urls).toEqual(['caldav:anything'])
  })
})
